"""R8: the Welfare-to-Work hours of a plan, averaged by the week over each month (W&I 11322.8).

Planned hours are those of activities of a countable kind that stand on the signed WTW or FS plan. They count in fact
once they are verified, which R9 watches. A week belongs to the month that holds most of its days, so that an even week
gives even months. Good cause counts as met. No hours are asked of who is exempt, volunteers, follows an FS plan, has
good cause or is in Family Reunification.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from caseplans.reconciliation_enums import Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.facts import Activity
from caseplans.rules.reconciliation.family import AssistanceUnit, Id, Member
from caseplans.rules.reconciliation.findings import CountTowardsWtw, ExcuseHours, Finding, Proposal
from caseplans.rules.reconciliation.index import MINUTES, PlanIndex, Scheduled, hours
from caseplans.rules.reconciliation.numbers import Numbers
from caseplans.rules.reconciliation.priority import ask_for_fs


@dataclass(frozen=True, slots=True)
class Month:
    """Hours a week of one month, for those whose hours are asked for together."""

    first: date
    required: Decimal
    verified: Decimal  # they count
    planned: Decimal  # on the signed plan, verified or not, with what is excused
    possible: Decimal  # and what could be put on it

    @property
    def short(self) -> Decimal:
        return max(Decimal(0), self.required - self.planned)


def counts(row: Activity) -> bool:
    """Of a countable kind, and on the signed plan."""
    return bool(row.counts_as and row.counts_on)


def could_count(row: Activity) -> bool:
    return bool(row.counts_as and not row.counts_on)


def required_hours(unit: AssistanceUnit, members: Iterable[Member], excused: bool, on: date, numbers: Numbers) -> int:
    """Hours a week asked of a unit in the month that begins `on`: 35 of two parents together, else 30, or 20 with a
    young child or where only a pregnant person is aided. Two parents of whom one is disabled or excused are asked what
    one adult is."""
    if unit.required_hours is not None:
        return unit.required_hours
    if unit.two_parents and not unit.one_disabled and not excused:
        return numbers.two_parent_hours
    sixth = relativedelta(years=numbers.young_child_age)
    young = any(one.born_on and one.born_on + sixth > on for one in members if one.id in unit.children)
    return numbers.young_child_hours if young or unit.pregnant_only else numbers.one_adult_hours


def together(plan: PlanIndex, unit: AssistanceUnit) -> Iterator[tuple[Id, ...]]:
    """The adults of a unit whose hours are asked for: both parents together, everyone else by themselves."""
    tested = tuple(
        person
        for person in sorted(unit.adults)
        if person in plan.members and (standing := plan.members[person].standing) and standing.is_tested
    )
    if unit.two_parents and tested:
        yield tested
    elif not unit.two_parents:
        yield from ((person,) for person in tested)


def months_of(plan: PlanIndex, unit: AssistanceUnit, adults: tuple[Id, ...]) -> list[Month]:
    """The hours meter of these adults, month by month of the horizon."""
    verified, planned, possible = ([0] * plan.calendar.weeks for _ in range(3))
    for one in plan.scheduled:
        row = one.row
        if not isinstance(row, Activity) or not row.counts_as or not (row.is_live or row.excused):
            continue
        people = len(set(adults) & set(row.persons))
        into = [verified] if counts(row) and row.hours_verified else []
        into += [planned, possible] if counts(row) else [possible]
        for week, minutes in plan.minutes_by_week(one).items() if people else ():
            for totals in into:
                totals[week] += minutes * people
    good_cause = sum((plan.members[person].standing.excused_hours for person in adults), Decimal(0))  # type: ignore[union-attr]
    excused = len(adults) < len(unit.adults)
    found = []
    for first, weeks in plan.calendar.months().items():
        required = Decimal(required_hours(unit, plan.members.values(), excused, first, plan.numbers))
        mean = [
            Decimal(sum(totals[week] for week in weeks)) / MINUTES / len(weeks)
            for totals in (verified, planned, possible)
        ]
        found.append(Month(first, required, mean[0], mean[1] + good_cause, mean[2] + good_cause))
    return found


def find_shortfall(plan: PlanIndex) -> Iterator[Finding]:
    for unit in sorted(plan.facts.units, key=lambda unit: unit.adults):
        for adults in together(plan, unit):
            months = months_of(plan, unit, adults)
            if any(month.short for month in months):
                yield _shortfall(plan, unit, adults, months)


def _shortfall(plan: PlanIndex, unit: AssistanceUnit, adults: tuple[Id, ...], months: list[Month]) -> Finding:
    short = [month for month in months if month.short]
    worst = max(short, key=lambda month: month.short)
    open_to = [
        one
        for one in plan.live
        if isinstance(one.row, Activity) and could_count(one.row) and set(one.row.persons) & set(adults)
    ]
    enough = _enough(plan, open_to, adults, months)
    text = (
        f"Welfare-to-Work asks {plan.names(adults)} for {wording.number(worst.required)} hours a week on average over "
        f"the month. In {worst.first:%B %Y} the plan has {wording.number(worst.planned)}"
        f"{f', and it is short in {len(short)} months' if len(short) > 1 else ''}."
    )
    if open_to:
        names = ", ".join(wording.quoted(one.row.text) for one in open_to)
        text += f" Count what CFS asks for already, before asking for more: {names}."
    proposals: list[Proposal] = [CountTowardsWtw(enough)] if enough else []
    proposals += [*ask_for_fs(plan, adults), ExcuseHours(adults[0], worst.short.quantize(Decimal("0.01"), "ROUND_UP"))]
    of_all = tuple(sorted(unit.adults)) if unit.two_parents else adults
    rests_on = {
        one.row.id
        for one in plan.scheduled
        if isinstance(one.row, Activity) and one.row.counts_as and set(one.row.persons) & set(adults)
    }
    return Finding(
        rule=Rule.HOURS, kind="shortfall", severity=Severity.WARNING, items=standings(plan, of_all), persons=of_all,
        explanation=wording.cited(text, Rule.HOURS), proposals=tuple(proposals), rests_on=frozenset(rests_on),
    )  # fmt: skip


def standings(plan: PlanIndex, adults: Iterable[Id]) -> tuple[Id, ...]:
    found = (plan.members[person].standing for person in adults)
    return tuple(standing.id for standing in found if standing)


def _enough(plan: PlanIndex, open_to: list[Scheduled], adults: tuple[Id, ...], months: list[Month]) -> tuple[Id, ...]:
    """The activities, most hours first, that fill what is short in every month; none where all together do not."""
    missing = {month.first: month.short for month in months if month.short}
    weeks = plan.calendar.months()
    given: list[tuple[Decimal, Id, dict[date, Decimal]]] = []
    for one in open_to:
        minutes = plan.minutes_by_week(one)
        people = len(set(adults) & set(one.row.persons))
        by_month = {
            first: hours(sum(minutes.get(week, 0) for week in weeks[first]) * people) / len(weeks[first])
            for first in missing
        }
        if any(by_month.values()):
            given.append((sum(by_month.values(), Decimal(0)), one.row.id, by_month))
    chosen: list[Id] = []
    for _, key, by_month in sorted(given, key=lambda one: (-one[0], one[1])):
        if all(left <= 0 for left in missing.values()):
            break
        chosen.append(key)
        missing = {first: left - by_month[first] for first, left in missing.items()}
    return tuple(sorted(chosen)) if all(left <= 0 for left in missing.values()) else ()
