"""Free times of a week: for each person one number of 672 bits, a bit for each quarter of an hour.

A quarter is taken where anything of the horizon takes it, with the travel before and after. So a time that is offered
is free in every week.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time
from functools import reduce
from operator import and_

from caseplans.enums import Frequency, Weekday
from caseplans.rules.reconciliation.calendar import DAY, NUMBER_OF, minute_of, minutes_long
from caseplans.rules.reconciliation.facts import Recurrence
from caseplans.rules.reconciliation.family import Id, Window
from caseplans.rules.reconciliation.index import PlanIndex, Scheduled

SLOT = 15
OF_A_DAY = DAY // SLOT
OF_A_WEEK = 7 * OF_A_DAY
WORKING_DAYS = range(6)  # Monday to Saturday
LATER = 21  # days within which something that happens once is put off
CODES = [day.value for day in Weekday]


def taken(begins: int, ends: int) -> int:
    """The quarters that these minutes of a week touch, going on with its beginning after its end."""
    first, last = begins // SLOT, -(-ends // SLOT)
    bits = ((1 << min(last - first, OF_A_WEEK)) - 1) << (first % OF_A_WEEK)
    return (bits | bits >> OF_A_WEEK) & ((1 << OF_A_WEEK) - 1)


def within(windows: Iterable[Window]) -> int:
    """The whole quarters within someone's hours."""
    found = 0
    for window in windows:
        start = NUMBER_OF[window.weekday] * OF_A_DAY
        first, last = -(-minute_of(window.from_time) // SLOT), minute_of(window.to_time) // SLOT
        found |= ((1 << max(0, last - first)) - 1) << (start + first)
    return found


class Openings:
    """Where the items of a plan can be moved to. Made once for a plan, asked for each item that gives way."""

    def __init__(self, plan: PlanIndex) -> None:
        self.plan = plan
        self.apart: dict[Id, set[Id]] = {}
        for separation in plan.facts.separations:
            for person in separation.persons:
                self.apart.setdefault(person, set()).update(separation.persons - {person})
        hours = plan.numbers.day_starts * 60, plan.numbers.day_ends * 60
        self.by_default = 0
        for weekday in WORKING_DAYS:
            self.by_default |= taken(weekday * DAY + hours[0], weekday * DAY + hours[1])
        self._found: dict[int, tuple[Recurrence, date | None] | None] = {}
        self._masks: dict[int, int] = {}
        self._sums: dict[Id, tuple[dict[int, int], list[int], list[int]]] = {}

    def time_for(self, one: Scheduled) -> tuple[Recurrence, date | None] | None:
        """Another time of the same length, as near as can be to the old one, free for all who take part."""
        if one.order not in self._found:
            self._found[one.order] = self._search(one)
        return self._found[one.order]

    def _search(self, one: Scheduled) -> tuple[Recurrence, date | None] | None:
        length = minutes_long(one.row.when)
        if not one.days or not length:
            return None
        begins = self._beginnings(one, -(-length // SLOT))
        if not begins:
            return None
        by_day = [begins >> (day * OF_A_DAY) & ((1 << OF_A_DAY) - 1) for day in range(7)]
        for when, starts_on in self._candidates(one, by_day, length):
            due_on = starts_on if one.is_appointment else one.row.due_on
            if len(self.plan.calendar.days_of(when, starts_on, due_on)) >= max(1, len(one.days) - 1):
                return when, starts_on
        return None

    def _beginnings(self, one: Scheduled, quarters: int) -> int:
        """The quarters at which as many free ones follow each other."""
        free = (1 << OF_A_WEEK) - 1
        for person in set(one.row.persons):
            free &= self._allowed(person) & ~self._busy_but(person, one)
            for other in self.apart.get(person, ()):
                free &= ~self._busy_but(other, one)
        run = 1
        while run < quarters:
            step = min(run, quarters - run)
            free &= free >> step
            run += step
        return free

    def _allowed(self, person: Id) -> int:
        member = self.plan.members.get(person)
        return within(member.available) if member and member.available else self.by_default

    def _busy_but(self, person: Id, but: Scheduled) -> int:
        """What is taken of someone's week by everything but one item: what stands before it and what stands after."""
        if person not in self._sums:
            self._sums[person] = self._sum(self.plan.timed.get(person, []))
        place, before, after = self._sums[person]
        at = place.get(but.order)
        return before[-1] if at is None else before[at] | after[at + 1]

    def _sum(self, items: list[Scheduled]) -> tuple[dict[int, int], list[int], list[int]]:
        masks = [self._mask(one) for one in items]
        before, after = [0], [0]
        for mask in masks:
            before.append(before[-1] | mask)
        for mask in reversed(masks):
            after.append(after[-1] | mask)
        return {one.order: at for at, one in enumerate(items)}, before, after[::-1]

    def _mask(self, one: Scheduled) -> int:
        if one.order not in self._masks:
            travel = self.plan.numbers.travel_minutes
            assert one.row.when.from_time is not None
            begins = minute_of(one.row.when.from_time)
            ends = begins + minutes_long(one.row.when)
            found = 0
            for weekday in self._weekdays(one):
                found |= taken(weekday * DAY + begins - travel, weekday * DAY + ends + travel)
            self._masks[one.order] = found
        return self._masks[one.order]

    def _weekdays(self, one: Scheduled) -> list[int]:
        return sorted(self.plan.calendar.weekday(day) for day in {day % 7 for day in one.days})

    def _candidates(self, one: Scheduled, by_day: list[int], length: int) -> Iterator[tuple[Recurrence, date | None]]:
        """At most one on the same days and one on others. `by_day` are the quarters to begin at, of each weekday."""
        when = one.row.when
        assert when.from_time is not None
        old = minute_of(when.from_time) // SLOT
        weekdays = self._weekdays(one)
        if (same := nearest(reduce(and_, (by_day[day] for day in weekdays)), old)) is not None:
            yield at(when, same, length), one.row.starts_on
        if when.frequency == Frequency.ONCE:
            yield from self._later(one, by_day, old, length)
        elif when.frequency in (Frequency.WEEKLY, Frequency.FORTNIGHTLY):
            quarter = nearest(on_so_many(by_day, len(weekdays)), old)
            if quarter is not None:
                free = [day for day in range(7) if by_day[day] >> quarter & 1]
                chosen = sorted(free, key=lambda day: (day not in weekdays, day))[: len(weekdays)]
                yield at(when, quarter, length, chosen), one.row.starts_on

    def _later(
        self, one: Scheduled, by_day: list[int], old: int, length: int
    ) -> Iterator[tuple[Recurrence, date | None]]:
        calendar = self.plan.calendar
        _, last = calendar.between(None, None if one.is_appointment else one.row.due_on)
        for day in range(one.days[0] + 1, min(one.days[0] + LATER, last) + 1):
            quarter = nearest(by_day[calendar.weekday(day)], old)
            if quarter is not None:
                yield at(one.row.when, quarter, length), calendar.day(day)
                return


def nearest(quarters: int, to: int) -> int | None:
    """The quarter nearest to one of the day, the earlier of two."""
    earlier = (quarters & ((1 << (to + 1)) - 1)).bit_length() - 1
    after = quarters >> to
    later = to + (after & -after).bit_length() - 1 if after else None
    if earlier < 0:
        return later
    return earlier if later is None or to - earlier <= later - to else later


def on_so_many(by_day: list[int], days: int) -> int:
    """The quarters that are there on at least so many of the days."""
    at_least = [(1 << OF_A_DAY) - 1] + [0] * days
    for quarters in by_day:
        for number in range(days, 0, -1):
            at_least[number] |= at_least[number - 1] & quarters
    return at_least[days]


def at(when: Recurrence, quarter: int, length: int, weekdays: Iterable[int] | None = None) -> Recurrence:
    """The same, beginning at another quarter of the day, and on other days where they are given."""
    begins = quarter * SLOT
    ends = (begins + length) % DAY
    days = when.weekdays if weekdays is None else frozenset(CODES[day] for day in weekdays)
    return replace(when, weekdays=days, from_time=time(*divmod(begins, 60)), to_time=time(*divmod(ends, 60)))
