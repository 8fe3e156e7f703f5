"""R2 and R3: one person in two places at once, with the time it takes to get there; and days that are booked already.

The lower in priority gives way: it is offered a free time, or the days on which something else is booked are left out.
A CalWORKs requirement that cannot move gets good cause. What a court ordered and what keeps a child safe stays put.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from accounts.enums import Bureau
from caseplans.reconciliation_enums import Excused, Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.facts import Activity, Appointment
from caseplans.rules.reconciliation.family import Id
from caseplans.rules.reconciliation.findings import Excuse, Finding, Move, Proposal, Skip
from caseplans.rules.reconciliation.index import PlanIndex, Scheduled
from caseplans.rules.reconciliation.openings import Openings
from caseplans.rules.reconciliation.priority import ask_for_fs
from caseplans.rules.reconciliation.ranks import NEVER_MOVED, WORDS, Rank

AT_ONCE = 5  # against how many others that run at the same time one item is held
TOLD = 2  # days of a collision that are named
Stretch = tuple[int, int, int, int]  # from, until, order of the item, day (from the day that is looked at)


@dataclass(slots=True)
class Collision:
    """Two items on the days of the lower one that meet the higher one."""

    first: Scheduled
    gives_way: Scheduled
    persons: set[Id] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    overlaps: bool = False


def meeting(stretches: Sequence[Stretch], margin: int) -> Iterator[tuple[Stretch, Stretch]]:
    """Pairs of stretches, earlier one first, that are less than `margin` apart. They come in order of time.

    One sweep: each is held against the `AT_ONCE` of highest priority that still run. Who is asked for in more places
    than that at one time has enough findings to begin with.
    """
    running: list[Stretch] = []
    for stretch in stretches:
        begins = stretch[0] - margin
        running = [other for other in running if other[1] > begins]
        for other in running:
            yield other, stretch
        running.append(stretch)
        if len(running) > AT_ONCE:
            running.remove(max(running, key=itemgetter(2)))


def encounters(plan: PlanIndex, items: Iterable[Scheduled]) -> Iterator[tuple[Stretch, Stretch, list[int]]]:
    """The stretches of these items that meet, travel between them reckoned in, and the days on which they do.

    Days that look the same are swept once: a plan is much the same week after week. n log n in the occurrences.
    """
    margin, midnights = plan.numbers.travel_minutes, plan.calendar.midnights
    by_day: dict[int, list[Stretch]] = {}
    for one in items:
        order = one.order
        for day, (begins, ends) in zip(one.days, one.spans, strict=True):
            midnight, following = midnights[day], midnights[day + 1]
            by_day.setdefault(day, []).append((begins - midnight, ends - midnight, order, 0))
            if ends + margin > following:
                by_day.setdefault(day + 1, []).append((begins - following, ends - following, order, -1))
    alike: dict[tuple[Stretch, ...], list[int]] = {}
    for day, stretches in by_day.items():
        if len(stretches) > 1:
            alike.setdefault(tuple(sorted(stretches)), []).append(day)
    for stretches_of_day, days in alike.items():
        for earlier, later in meeting(stretches_of_day, margin):
            yield earlier, later, days


def same_place(one: Scheduled, other: Scheduled) -> bool:
    place = one.row.place.strip().casefold()
    return bool(place) and place == other.row.place.strip().casefold()


def belong_together(one: Scheduled, other: Scheduled) -> bool:
    """A visit that is booked and the activity it carries out."""
    return any(
        isinstance(appointment, Appointment) and appointment.carries_out == row.id
        for appointment, row in ((one.row, other.row), (other.row, one.row))
    )


def collisions(plan: PlanIndex) -> Iterator[Collision]:
    found: dict[tuple[int, int], Collision] = {}
    for person, items in plan.timed.items():
        for earlier, later, days in encounters(plan, items):
            higher, lower = (earlier, later) if earlier[2] < later[2] else (later, earlier)
            if higher[2] == lower[2]:
                continue
            first, gives_way = plan.scheduled[higher[2]], plan.scheduled[lower[2]]
            overlaps = earlier[1] > later[0]
            if not overlaps and same_place(first, gives_way):
                continue
            pair = found.setdefault((higher[2], lower[2]), Collision(first, gives_way))
            pair.persons.add(person)
            pair.days.update(days if lower[3] == 0 else [day + lower[3] for day in days])
            pair.overlaps |= overlaps
    yield from (pair for pair in found.values() if not belong_together(pair.first, pair.gives_way))


def find_times(plan: PlanIndex) -> Iterator[Finding]:
    openings = Openings(plan)
    for pair in collisions(plan):
        booked = pair.first.is_appointment or pair.gives_way.is_appointment
        rule = Rule.BOOKED if booked else Rule.TIME
        yield Finding(
            rule=rule,
            kind="booked" if booked else "overlap" if pair.overlaps else "travel",
            severity=Severity.ERROR,
            items=(pair.first.row.id, pair.gives_way.row.id),
            persons=tuple(sorted(pair.persons)),
            explanation=explain(plan, pair, rule),
            proposals=tuple(propose(plan, openings, pair)),
            rests_on=pair.first.behind | pair.gives_way.behind,
        )


def explain(plan: PlanIndex, pair: Collision, rule: Rule) -> str:
    first, lower = pair.first, pair.gives_way
    what = "at the same time" if pair.overlaps else f"with less than {plan.numbers.travel_minutes} minutes to get there"
    weekdays = {day % 7 for day in pair.days}
    when = wording.days([plan.calendar.day(day) for day in sorted(pair.days)[:TOLD]], len(pair.days))
    if len(weekdays) == 1:
        when = f"{wording.DAYS[plan.calendar.weekday(weekdays.pop())]}, {when}"
    text = (
        f"{wording.item(first)}, {wording.clock(first.row.when)}, and {wording.item(lower)}, "
        f"{wording.clock(lower.row.when)}, ask for {plan.names(sorted(pair.persons))} {what}: {when}."
    )
    return wording.cited(f"{text} {_who_gives_way(first, lower)}", rule)


def _who_gives_way(first: Scheduled, lower: Scheduled) -> str:
    name = wording.quoted(lower.row.text)
    if lower.rank in NEVER_MOVED:
        return "Neither is moved here: a supervisor decides with the court or the safety team."
    if first.rank == lower.rank:
        return f"Neither comes before the other: {name} is the one to change."
    kept = ", and is not dropped" if lower.rank == Rank.CALWORKS else ""
    who = "The court order" if first.rank == Rank.COURT else WORDS[first.rank]
    return f"{who} comes first: {name} gives way{kept}."


def propose(plan: PlanIndex, openings: Openings, pair: Collision) -> Iterator[Proposal]:
    """What the lower one can do. Where it cannot move, the days that collide get good cause, or all of it does."""
    lower, row = pair.gives_way, pair.gives_way.row
    if lower.rank in NEVER_MOVED:
        return
    moved = openings.time_for(lower) if lower.may_move else None
    calworks = lower.rank == Rank.CALWORKS
    now_and_then = isinstance(row, Activity) and len(pair.days) < len(lower.days)
    if now_and_then and (pair.first.is_appointment or (calworks and not moved)):
        yield skip(plan, lower, pair.days)
    elif calworks and not moved and not lower.is_appointment:
        yield Excuse((row.id,), Excused.GOOD_CAUSE)
        yield from ask_for_fs(plan, pair.persons, row.id)
    if moved:
        yield Move(row.id, *moved)


def skip(plan: PlanIndex, one: Scheduled, days: Iterable[int]) -> Skip:
    row = one.row
    assert isinstance(row, Activity)
    good_cause = bool(row.counts_on) or Bureau.CALWORKS in one.programs
    return Skip(row.id, tuple(plan.calendar.day(day) for day in sorted(days)), good_cause)
