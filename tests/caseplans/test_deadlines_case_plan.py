"""When a case plan is signed, renewed and handed out, as truth tables without a database."""

import datetime
import uuid

import pytest
from django.utils import timezone

from accounts.rules import is_working_day
from caseplans.deadlines import CasePlanDays, case_plan_dues, copy_dues, signing_dues
from families.enums import TaskKind
from meetings.models import Meeting

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


@pytest.mark.parametrize(
    ("held_at", "days", "closures", "due_on"),
    [
        # three working days: over a weekend, and held on a Saturday
        ("2026-03-02T10:00", 3, {}, "2026-03-05"),
        ("2026-03-05T10:00", 3, {}, "2026-03-10"),
        ("2026-03-07T10:00", 3, {}, "2026-03-11"),
        # Thanksgiving and the day after; the county works that Friday; it is closed on the Monday
        ("2026-11-24T10:00", 3, {}, "2026-12-01"),
        ("2026-11-24T10:00", 3, {day("2026-11-27"): True}, "2026-11-30"),
        ("2026-11-24T10:00", 3, {day("2026-11-30"): False}, "2026-12-02"),
        # the county was closed on the day of the LTM itself: the days after it count
        ("2026-03-02T10:00", 3, {day("2026-03-02"): False}, "2026-03-05"),
        # over the end of February, of a leap February and of a year
        ("2026-02-26T10:00", 3, {}, "2026-03-03"),
        ("2028-02-24T10:00", 3, {}, "2028-02-29"),
        ("2028-02-29T10:00", 3, {}, "2028-03-03"),
        ("2026-12-30T10:00", 3, {}, "2027-01-05"),
        # the county's day, late in the evening, over the change of the clocks in spring and in fall
        ("2026-03-06T23:30", 3, {}, "2026-03-11"),
        ("2026-10-30T23:30", 3, {}, "2026-11-04"),
        # the days are the county's
        ("2026-03-06T10:00", 1, {}, "2026-03-09"),
        ("2026-03-06T10:00", 10, {}, "2026-03-20"),
    ],
)
def test_the_plan_is_signed_so_many_working_days_after_the_ltm(held_at, days, closures, due_on):
    ltm = Meeting(uuid=uuid.uuid4(), starts_at=timezone.make_aware(datetime.datetime.fromisoformat(held_at)))
    (due,) = signing_dues(ltm, 7, days, closures)
    assert (due.kind, due.key, due.owner_id) == (TaskKind.SIGN_PLAN, f"ltm:{ltm.uuid}", 7)
    assert (due.opens_on, due.due_on) == (day(held_at[:10]), day(due_on))
    assert is_working_day(due.due_on, closures)


def test_without_an_ltm_there_is_no_plan_to_sign():
    assert signing_dues(None, 7, 3, {}) == []
