"""One face-to-face visit with the family in each calendar month (31-090 V.A.6), derived from the contacts."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Visit:
    """A day on which the family was seen face to face, and whom of it, by key."""

    day: datetime.date
    people: frozenset[int]


@dataclass(frozen=True)
class ToSee:
    """Someone whom each month's visits must see, from the day they were born."""

    person: int
    born_on: datetime.date | None = None


@dataclass(frozen=True)
class Month:
    """A calendar month that asks for a visit: from which day until which, when the family was seen, who was not."""

    opens_on: datetime.date
    due_on: datetime.date
    seen_on: tuple[datetime.date, ...] = ()
    missing: tuple[int, ...] = ()

    @property
    def is_met(self) -> bool:
        return bool(self.seen_on) and not self.missing


def last_day(day: datetime.date) -> datetime.date:
    """The last day of the month that this day is in."""
    return (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)


def months_that_ask(opened_on: datetime.date, partial_days: int) -> Iterator[tuple[datetime.date, datetime.date]]:
    """The months of an open case, each from its first day: of the month it was opened in, from that day.

    That first one asks only where the case is open for `partial_days` of it.
    """
    first = opened_on
    if (last_day(first) - first).days + 1 < partial_days:
        first = last_day(first) + datetime.timedelta(days=1)
    while True:
        yield first, last_day(first)
        first = last_day(first) + datetime.timedelta(days=1)


def months_of_visits(
    opened_on: datetime.date,
    visits: Iterable[Visit],
    until: datetime.date,
    partial_days: int,
    to_see: Sequence[ToSee] = (),
) -> list[Month]:
    """Every month from the case's opening to the one that `until` is in, the oldest first.

    Without anybody `to_see` a visit with anyone of the family meets its month; else the month's visits see them all.
    """
    known = sorted(visits, key=lambda visit: visit.day)
    found: list[Month] = []
    for opens_on, due_on in months_that_ask(opened_on, partial_days):
        if opens_on > until:
            return found
        within = [visit for visit in known if opens_on <= visit.day <= due_on]
        seen = frozenset[int]().union(*(visit.people for visit in within))
        asked = [one.person for one in to_see if one.born_on is None or one.born_on <= due_on]
        missing = tuple(person for person in asked if person not in seen)
        found.append(Month(opens_on, due_on, tuple(visit.day for visit in within), missing))
    return found


def month_to_visit(
    opened_on: datetime.date, visits: Sequence[Visit], partial_days: int, to_see: Sequence[ToSee] = ()
) -> Month:
    """The first month that still asks for a visit: the one after the last month that was met.

    A month that was missed before it is past help, and stands on the family's page.
    """
    last = max((visit.day for visit in visits), default=opened_on)
    first, _ = next(months_that_ask(opened_on, partial_days))
    after_all = last_day(max(last, first)) + datetime.timedelta(days=1)
    months = months_of_visits(opened_on, visits, after_all, partial_days, to_see)
    met = [place for place, month in enumerate(months) if month.is_met]
    return months[met[-1] + 1 if met else 0]
