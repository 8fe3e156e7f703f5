"""When the items of a plan take place, within a bounded horizon, by the county's wall clock.

Instants are whole minutes of UTC, so that two times compare rightly across the change to and from summer time, and a
night shift over the change has its real hours. Days are counted from the first day of the horizon.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MO, MONTHLY, WEEKLY, rrule
from dateutil.rrule import weekday as by_weekday

from caseplans.enums import Frequency, Weekday
from caseplans.rules.reconciliation.facts import Recurrence

DAY = 24 * 60
WITHOUT_AN_END = 60  # minutes of what has a beginning only
NUMBER_OF = {day.value: number for number, day in enumerate(Weekday)}
THURSDAY = 3
WEEKLY_PHASE = -1  # every week is the same
FIFTH = 5  # a fifth such day of a month is asked for as the last one

Span = tuple[int, int]


def minute_of(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def minutes_long(when: Recurrence) -> int:
    """How long one occurrence is by the wall clock; 0 without a set time."""
    if when.from_time is None:
        return 0
    if when.to_time is None:
        return WITHOUT_AN_END
    return (minute_of(when.to_time) - minute_of(when.from_time) - 1) % DAY + 1


def months_of(monday: date) -> date:
    """The month, by its first day, that a week belongs to: the one that holds most of its days (as in ISO 8601)."""
    return (monday + timedelta(days=THURSDAY)).replace(day=1)


class Calendar:
    """The days from `first` to `last`. Each pattern of days is worked out once, however many items follow it."""

    def __init__(self, zone: str, first: date, last: date) -> None:
        self.zone = ZoneInfo(zone)
        self.first, self.last = first, max(first, last)
        self.days = (self.last - self.first).days + 1
        self.midnights = [self._instant(first + timedelta(days=day), 0) for day in range(self.days + 2)]
        lengths = enumerate(next_day - day for day, next_day in pairwise(self.midnights))
        self._changes = [day for day, length in lengths if length != DAY]
        self._patterns: dict[tuple[str, int | tuple[int, int], int], list[int]] = {}
        self._several: dict[tuple[frozenset[str], int], list[int]] = {}
        self.first_monday = (7 - first.weekday()) % 7
        self.weeks = max(0, (self.days - self.first_monday) // 7)

    def _instant(self, day: date, minute: int) -> int:
        clock = time(minute // 60 % 24, minute % 60)
        moment = datetime.combine(day + timedelta(days=minute // DAY), clock, self.zone)
        return int(moment.timestamp()) // 60

    def day(self, number: int) -> date:
        return self.first + timedelta(days=number)

    def weekday(self, number: int) -> int:
        """0 is Monday."""
        return (self.first.weekday() + number) % 7

    def week(self, number: int) -> int:
        """Which whole week of the horizon a day is in: below 0 before the first Monday."""
        return (number - self.first_monday) // 7

    def months(self) -> dict[date, list[int]]:
        """The whole weeks of the horizon by the month they belong to."""
        found: dict[date, list[int]] = {}
        for week in range(self.weeks):
            found.setdefault(months_of(self.day(self.first_monday + 7 * week)), []).append(week)
        return found

    def between(self, starts_on: date | None, due_on: date | None) -> tuple[int, int]:
        """First and last day of a row, as numbers within the horizon; the last is below the first where it is out."""
        begins = max(0, (starts_on - self.first).days) if starts_on else 0
        ends = min(self.days - 1, (due_on - self.first).days) if due_on else self.days - 1
        return begins, ends

    def days_of(
        self, when: Recurrence, starts_on: date | None, due_on: date | None, but_on: frozenset[date] = frozenset()
    ) -> list[int]:
        """The days on which an item takes place, in order."""
        begins, ends = self.between(starts_on, due_on)
        if when.frequency == Frequency.ONCE:
            day = ((starts_on or due_on or self.first) - self.first).days
            found = [day] if 0 <= day < self.days else []
        elif begins > ends or when.frequency in (Frequency.AS_NEEDED, ""):
            found = []
        else:
            found = self._merged(when, starts_on or self.first)
            found = found[bisect_left(found, begins) : bisect_right(found, ends)]
        gone = when.except_on | but_on
        return [day for day in found if self.day(day) not in gone] if gone else found

    def _merged(self, when: Recurrence, anchor: date) -> list[int]:
        if when.frequency == Frequency.DAILY and not when.weekdays:
            return self._pattern(Frequency.DAILY, 0, 0)
        if when.frequency == Frequency.MONTHLY:
            return self._monthly(when, anchor)
        weekdays = [NUMBER_OF[day] for day in when.weekdays] or [anchor.weekday()]
        fortnightly = when.frequency == Frequency.FORTNIGHTLY
        monday = (anchor - date.min).days - anchor.weekday()
        phase = monday % 14 if fortnightly else WEEKLY_PHASE
        frequency = Frequency.FORTNIGHTLY if fortnightly else Frequency.WEEKLY
        if len(weekdays) == 1:
            return self._pattern(frequency, weekdays[0], phase)
        key = (when.weekdays, phase)
        if key not in self._several:
            self._several[key] = sorted(day for one in weekdays for day in self._pattern(frequency, one, phase))
        return self._several[key]

    def _monthly(self, when: Recurrence, anchor: date) -> list[int]:
        if not when.weekdays:
            return self._pattern(Frequency.MONTHLY, anchor.day, 0)
        nth = (anchor.day - 1) // 7 + 1
        number = -1 if nth == FIFTH else nth
        weekdays = sorted(NUMBER_OF[day] for day in when.weekdays)
        return sorted({day for weekday in weekdays for day in self._pattern(Frequency.MONTHLY, (weekday, number), 0)})

    def _pattern(self, frequency: str, which: int | tuple[int, int], phase: int) -> list[int]:
        key = (str(frequency), which, phase)
        if key not in self._patterns:
            rule = self._rule(frequency, which, phase)
            self._patterns[key] = [(found.date() - self.first).days for found in rule if found.date() >= self.first]
        return self._patterns[key]

    def _rule(self, frequency: str, which: int | tuple[int, int], phase: int) -> Iterable[datetime]:
        """The days of one pattern as an RFC 5545 rule. A day of the month that a month lacks is its last one."""
        begin = datetime.combine(self.first - timedelta(days=self.first.weekday()), time())
        until = datetime.combine(self.last, time())
        if frequency == Frequency.DAILY:
            return rrule(DAILY, dtstart=begin, until=until)
        if isinstance(which, tuple):
            return rrule(MONTHLY, dtstart=begin, until=until, byweekday=by_weekday(which[0])(which[1]))
        if frequency == Frequency.MONTHLY:
            or_the_last = range(min(which, 28), which + 1)
            return rrule(MONTHLY, dtstart=begin, until=until, bymonthday=or_the_last, bysetpos=-1)
        if frequency == Frequency.FORTNIGHTLY and (begin.date() - date.min).days % 14 != phase:
            begin -= timedelta(days=7)
        interval = 2 if frequency == Frequency.FORTNIGHTLY else 1
        return rrule(WEEKLY, dtstart=begin, until=until, byweekday=which, interval=interval, wkst=MO)

    def spans(self, when: Recurrence, days: list[int]) -> list[Span]:
        """From and until, in minutes of UTC, of the occurrences on these days, in order. Empty without a set time."""
        if when.from_time is None:
            return []
        begins = minute_of(when.from_time)
        ends = begins + minutes_long(when)
        found = [(self.midnights[day] + begins, self.midnights[day] + ends) for day in days]
        for changed in self._changes:
            for day in (changed - 1, changed):
                at = bisect_left(days, day)
                if at < len(days) and days[at] == day:
                    found[at] = (self._instant(self.day(day), begins), self._instant(self.day(day), ends))
        return found
