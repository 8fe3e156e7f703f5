"""Working days: weekends, California holidays, county closures."""

import datetime

import pytest

from accounts.rules import add_working_days, is_working_day

D = datetime.date


@pytest.mark.parametrize(
    ("start", "days", "closures", "end"),
    [
        (D(2026, 11, 20), 0, {}, D(2026, 11, 20)),  # nothing added, though Friday
        (D(2026, 11, 20), 1, {}, D(2026, 11, 23)),  # over a weekend
        (D(2026, 11, 25), 1, {}, D(2026, 11, 30)),  # Thanksgiving and the day after are California holidays
        (D(2026, 12, 24), 1, {}, D(2026, 12, 28)),  # Christmas, then a weekend
        (D(2026, 11, 23), 1, {D(2026, 11, 24): False}, D(2026, 11, 25)),  # the county is closed
        (D(2026, 12, 24), 1, {D(2026, 12, 25): True}, D(2026, 12, 25)),  # the county works on a holiday
        (D(2028, 2, 28), 1, {}, D(2028, 2, 29)),  # a leap day
        (D(2026, 12, 31), 1, {}, D(2027, 1, 4)),  # New Year's Day, then a weekend
    ],
)
def test_adding_working_days(start, days, closures, end):
    assert add_working_days(start, days, closures) == end


def test_a_saturday_may_be_worked():
    assert not is_working_day(D(2026, 11, 21), {})
    assert is_working_day(D(2026, 11, 21), {D(2026, 11, 21): True})
