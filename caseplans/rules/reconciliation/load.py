"""R4: more hours in one week than someone has. Families can be overwhelmed by an overload of expectations (III.F)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from caseplans.reconciliation_enums import Excused, Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.calendar import minute_of
from caseplans.rules.reconciliation.family import Id
from caseplans.rules.reconciliation.findings import Excuse, Finding
from caseplans.rules.reconciliation.index import MINUTES, PlanIndex, Scheduled, hours
from caseplans.rules.reconciliation.ranks import Rank


def load_by_week(plan: PlanIndex, items: list[Scheduled]) -> list[int]:
    """Minutes that these items ask for in each whole week of the horizon."""
    found = [0] * plan.calendar.weeks
    for one in items:
        for week, minutes in plan.minutes_by_week(one).items():
            found[week] += minutes
    return found


def most_hours(plan: PlanIndex, person: Id) -> Decimal:
    """The county's limit, or someone's own hours less those in which they care for the children, if these are fewer."""
    limit = Decimal(plan.numbers.overload_hours)
    member = plan.members.get(person)
    if member and member.available:
        own = sum(minute_of(window.to_time) - minute_of(window.from_time) for window in member.available)
        limit = min(limit, hours(own) - member.caring_hours)
    return max(limit, Decimal(0))


def find_overload(plan: PlanIndex) -> Iterator[Finding]:
    for person, items in plan.of.items():
        load = load_by_week(plan, items)
        limit = most_hours(plan, person)
        most = int(limit * MINUTES)
        if max(load, default=0) <= most:
            continue
        week = next(week for week, minutes in enumerate(load) if minutes > most)
        first = plan.calendar.day(plan.calendar.first_monday + 7 * week)
        text = (
            f"The plan asks {plan.name(person)} for {wording.hours(hours(load[week]))} in the week of "
            f"{wording.day(first)}, and {wording.hours(limit)} is what fits. Too much at once makes a plan fail."
        )
        yield Finding(
            rule=Rule.LOAD, kind="overload", severity=Severity.WARNING, items=(), persons=(person,),
            explanation=wording.cited(text, Rule.LOAD), proposals=tuple(_lighten(plan, items, load, most)),
            rests_on=frozenset(one.row.id for one in items),
        )  # fmt: skip


def _lighten(plan: PlanIndex, items: list[Scheduled], load: list[int], most: int) -> Iterator[Excuse]:
    """CalWORKs hours to plan anew so that every week fits, lowest priority first and no more than need be."""
    load = list(load)
    given_up: list[Scheduled] = []
    for one in reversed(items):
        if max(load) > most and one.rank == Rank.CALWORKS and any(load[w] > most for w in plan.minutes_by_week(one)):
            _add(load, plan.minutes_by_week(one), -1)
            given_up.append(one)
    for one in list(reversed(given_up)):
        _add(load, plan.minutes_by_week(one), 1)
        if max(load) <= most:
            given_up.remove(one)
        else:
            _add(load, plan.minutes_by_week(one), -1)
    if given_up and max(load) <= most:
        yield Excuse(tuple(sorted(one.row.id for one in given_up)), Excused.HOURS_REPLANNED)


def _add(load: list[int], minutes: Mapping[int, int], times: int) -> None:
    for week, more in minutes.items():
        load[week] += more * times
