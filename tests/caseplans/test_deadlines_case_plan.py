"""When a case plan is signed, renewed and handed out, as truth tables without a database."""

import datetime

import pytest

from caseplans.deadlines import CasePlanDays, case_plan_dues, copy_dues
from families.enums import TaskKind

FIRST, NEXT = TaskKind.SIGN_CASE_PLAN, TaskKind.UPDATE_CASE_PLAN


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("begins", "sealed", "expected"),
    [
        (None, [], None),
        (None, ["2026-01-20"], None),
        # 60 days, over the end of February and of a leap one; told of 30 days before
        ("2026-01-15", [], (FIRST, "2026-02-14", "2026-03-16")),
        ("2028-01-15", [], (FIRST, "2028-02-14", "2028-03-15")),
        # over the change of the clocks
        ("2026-09-15", [], (FIRST, "2026-10-15", "2026-11-14")),
        # a plan of an earlier case is none of this one
        ("2026-01-15", ["2025-12-01"], (FIRST, "2026-02-14", "2026-03-16")),
        # sealed: six months on, from a day that the month does not have too
        ("2026-01-15", ["2026-02-10"], (NEXT, "2026-07-11", "2026-08-10")),
        ("2026-01-15", ["2026-08-31"], (NEXT, "2027-01-29", "2027-02-28")),
        ("2027-01-15", ["2027-08-31"], (NEXT, "2028-01-30", "2028-02-29")),
        # the last one sealed counts
        ("2026-01-15", ["2026-02-10", "2026-06-01"], (NEXT, "2026-11-01", "2026-12-01")),
        # on the day itself
        ("2026-01-15", ["2026-01-15"], (NEXT, "2026-06-15", "2026-07-15")),
    ],
)
def test_when_the_case_plan_is_due(begins, sealed, expected):
    dues = case_plan_dues(day(begins) if begins else None, [day(text) for text in sealed], 7, CasePlanDays())
    found = [(due.kind, due.opens_on.isoformat(), due.due_on.isoformat()) for due in dues]
    assert found == ([expected] if expected else [])


def test_a_period_shorter_than_its_warning_opens_on_its_first_day():
    (due,) = case_plan_dues(day("2026-01-15"), [], 7, CasePlanDays(first=10))
    assert (due.opens_on, due.due_on) == (day("2026-01-15"), day("2026-01-25"))


@pytest.mark.parametrize(
    ("sealed", "all_given", "days", "closures", "due_on"),
    [
        (None, False, 0, {}, None),
        ("2026-11-25", True, 0, {}, None),
        ("2026-11-25", False, 0, {}, "2026-11-25"),  # the same day
        ("2026-11-25", False, 1, {}, "2026-11-30"),  # past Thanksgiving, the day after and the weekend
        ("2026-11-25", False, 1, {day("2026-11-27"): True}, "2026-11-27"),  # a day the county works
        ("2026-11-25", False, 1, {day("2026-11-30"): False}, "2026-12-01"),  # a closure
    ],
)
def test_every_party_gets_its_copy(sealed, all_given, days, closures, due_on):
    dues = copy_dues(day(sealed) if sealed else None, all_given, 7, days, closures)
    assert [due.due_on.isoformat() for due in dues] == ([due_on] if due_on else [])
