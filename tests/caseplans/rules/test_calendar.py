"""Days and minutes: weeks, fortnights, ends of months, summer time, and the weeks of a month."""

from datetime import date, time

import pytest

from caseplans.enums import Frequency
from caseplans.rules.reconciliation import Recurrence
from caseplans.rules.reconciliation.calendar import Calendar, months_of
from tests.caseplans.rules.families import weekly

FIRST, LAST = date(2027, 1, 4), date(2027, 7, 2)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar("America/Los_Angeles", FIRST, LAST)


def days(calendar: Calendar, when: Recurrence, starts_on: date | None, due_on: date | None) -> list[date]:
    return [calendar.day(day) for day in calendar.days_of(when, starts_on, due_on)]


M = Frequency


@pytest.mark.parametrize(
    ("frequency", "weekdays", "starts_on", "due_on", "expected"),
    [
        # every week on its own weekday, or on the weekday it begins with
        (M.WEEKLY, "tu", date(2027, 1, 6), date(2027, 1, 20), [(1, 12), (1, 19)]),
        (M.WEEKLY, "", date(2027, 1, 6), date(2027, 1, 20), [(1, 6), (1, 13), (1, 20)]),
        (M.WEEKLY, "mo we", date(2027, 1, 4), date(2027, 1, 11), [(1, 4), (1, 6), (1, 11)]),
        # what began before the plan is looked at goes on
        (M.WEEKLY, "mo", date(2026, 11, 2), date(2027, 1, 12), [(1, 4), (1, 11)]),
        # fortnights are counted from the week of the first day, also where that lies before
        (M.FORTNIGHTLY, "tu", date(2027, 1, 6), date(2027, 2, 5), [(1, 19), (2, 2)]),
        (M.FORTNIGHTLY, "tu", date(2026, 12, 30), date(2027, 2, 5), [(1, 12), (1, 26)]),
        (M.DAILY, "", date(2027, 1, 30), date(2027, 2, 2), [(1, 30), (1, 31), (2, 1), (2, 2)]),
        (M.DAILY, "sa su", date(2027, 1, 25), date(2027, 2, 2), [(1, 30), (1, 31)]),
        # the 31st is the last day of a shorter month, and the second Tuesday stays the second
        (M.MONTHLY, "", date(2027, 1, 31), date(2027, 4, 30), [(1, 31), (2, 28), (3, 31), (4, 30)]),
        (M.MONTHLY, "tu", date(2027, 1, 12), date(2027, 3, 31), [(1, 12), (2, 9), (3, 9)]),
        (M.MONTHLY, "fr", date(2027, 1, 29), date(2027, 3, 31), [(1, 29), (2, 26), (3, 26)]),
        (M.ONCE, "", date(2027, 2, 3), date(2027, 6, 1), [(2, 3)]),
        (M.ONCE, "", None, date(2027, 2, 3), [(2, 3)]),
        (M.ONCE, "", date(2026, 2, 3), None, []),
        (M.AS_NEEDED, "mo", date(2027, 1, 4), date(2027, 6, 1), []),
        (M.WEEKLY, "mo", date(2027, 8, 1), None, []),
    ],
)
def test_the_days_of_a_recurrence(calendar, frequency, weekdays, starts_on, due_on, expected):
    found = days(calendar, Recurrence(frequency, frozenset(weekdays.split())), starts_on, due_on)
    assert [(day.month, day.day) for day in found] == expected


def test_days_left_out_are_out(calendar):
    when = weekly("mo", "09:00", "10:00", except_on=frozenset({date(2027, 1, 18)}))
    found = calendar.days_of(when, FIRST, date(2027, 1, 25), frozenset({date(2027, 1, 25)}))
    assert [calendar.day(day).day for day in found] == [4, 11]


@pytest.mark.parametrize(
    ("begins", "ends", "day", "minutes"),
    [
        ("09:00", "10:30", date(2027, 3, 13), 90),
        ("22:00", "06:00", date(2027, 3, 12), 480),  # a night shift
        ("22:00", "06:00", date(2027, 3, 13), 420),  # the night that is an hour shorter
        ("01:00", "04:00", date(2027, 3, 14), 120),
        ("09:00", "10:30", date(2027, 3, 14), 90),
        ("09:00", "09:00", date(2027, 3, 10), 1440),
    ],
)
def test_a_span_has_its_real_minutes(calendar, begins, ends, day, minutes):
    when = Recurrence(Frequency.ONCE, frozenset(), time.fromisoformat(begins), time.fromisoformat(ends))
    ((start, end),) = calendar.spans(when, calendar.days_of(when, day, day))
    assert end - start == minutes


def test_nine_in_the_morning_is_nine_before_and_after_summer_time_begins(calendar):
    when = weekly("mo", "09:00", "10:00")
    found = calendar.days_of(when, date(2027, 3, 8), date(2027, 3, 15))
    (before, _), (after, _) = calendar.spans(when, found)
    assert after - before == 7 * 24 * 60 - 60


def test_the_autumn_night_is_an_hour_longer():
    calendar = Calendar("America/Los_Angeles", date(2027, 11, 1), date(2027, 11, 30))
    when = weekly("sa", "22:00", "06:00")
    spans = calendar.spans(when, calendar.days_of(when, None, None))
    assert [end - start for start, end in spans] == [540, 480, 480, 480]


def test_a_week_belongs_to_the_month_of_most_of_its_days(calendar):
    assert months_of(date(2027, 1, 25)) == date(2027, 1, 1)
    assert months_of(date(2027, 3, 29)) == date(2027, 4, 1)  # three days of March, four of April
    weeks = calendar.months()
    assert {month.month: len(found) for month, found in weeks.items()} == {1: 4, 2: 4, 3: 4, 4: 5, 5: 4, 6: 4}
    assert [week for found in weeks.values() for week in found] == list(range(calendar.weeks))
