"""What IFS and Welfare-to-Work periods make due, as truth tables: pure functions, no database."""

import datetime

import pytest

from accounts.rules import add_months, end_of_month
from families.deadlines import WtwDays, agreement_dues, end_of_fr_aid, ends_of_services, wtw_dues
from families.enums import Component, TaskKind, WtwStatus
from families.models import CfsCase, WtwStanding


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2026-01-15", 1, "2026-02-15"),
        # a month too short for the day: its last one, also of a leap February
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        # from a leap day
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 6, "2028-08-29"),
        # over the new year, and none
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-12-31", 0, "2026-12-31"),
    ],
)
def test_months_later(start, months, expected):
    assert add_months(day(start), months) == day(expected)


@pytest.mark.parametrize(("start", "last"), [("2026-02-01", "2026-02-28"), ("2028-02-10", "2028-02-29"),
                                             ("2026-12-31", "2026-12-31"), ("2026-04-30", "2026-04-30")])  # fmt: skip
def test_end_of_month(start, last):
    assert end_of_month(day(start)) == day(last)


@pytest.mark.parametrize(
    ("absent_from", "ends"),
    [
        # a month's absence, then six full months
        ("2025-01-15", "2025-08-31"),
        # the absence is over on the first of a month: that month is a full one
        ("2025-01-01", "2025-07-31"),
        # from a month's end: the absence is over on the last day of a shorter month
        ("2025-01-31", "2025-08-31"),
        ("2025-08-31", "2026-03-31"),
        # into a leap February
        ("2027-07-10", "2028-02-29"),
        ("2026-07-10", "2027-02-28"),
    ],
)
def test_the_last_day_of_family_reunification_aid(absent_from, ends):
    assert end_of_fr_aid(day(absent_from), 1, 6) == day(ends)


def standing(status: WtwStatus, start: str, end: str | None = None) -> WtwStanding:
    return WtwStanding(status=status, from_date=day(start), until_date=day(end) if end else None)


N, C, R = WtwStatus.NONCOMPLIANCE, WtwStatus.CURE_PLAN, WtwStatus.REUNIFICATION


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([], []),
        # 20 calendar days, of which the day after is the first: weekends, holidays and the month's end count
        ([standing(N, "2026-11-20")], [(TaskKind.ANSWER_NONCOMPLIANCE, "2026-11-20", "2026-12-10")]),
        ([standing(N, "2028-02-15")], [(TaskKind.ANSWER_NONCOMPLIANCE, "2028-02-15", "2028-03-06")]),
        # over the change of the clocks: days, not hours
        ([standing(N, "2026-10-25")], [(TaskKind.ANSWER_NONCOMPLIANCE, "2026-10-25", "2026-11-14")]),
        ([standing(C, "2026-02-01")], [(TaskKind.END_CURE, "2026-02-01", "2026-03-03")]),
        # told of 30 days before, never before it began
        ([standing(R, "2025-01-15")], [(TaskKind.FR_AID_ENDS, "2025-08-01", "2025-08-31")]),
        ([standing(WtwStatus.FR_SERVICES, "2025-01-15")], [(TaskKind.FR_AID_ENDS, "2025-08-01", "2025-08-31")]),
        # the next standing closes it; another status asks for nothing
        ([standing(N, "2026-11-20", "2026-12-01"), standing(WtwStatus.ENGAGED, "2026-12-01")], []),
        ([standing(WtwStatus.SANCTIONED, "2026-12-01")], []),
        # two adults, each their own
        (
            [standing(N, "2026-11-20"), standing(C, "2026-11-20")],
            [
                (TaskKind.ANSWER_NONCOMPLIANCE, "2026-11-20", "2026-12-10"),
                (TaskKind.END_CURE, "2026-11-20", "2026-12-20"),
            ],
        ),
    ],
)
def test_what_a_welfare_to_work_standing_makes_due(facts, expected):
    dues = wtw_dues(facts, 7, WtwDays())
    assert [(due.kind, due.opens_on.isoformat(), due.due_on.isoformat()) for due in dues] == expected
    assert {due.owner_id for due in dues} <= {7}
    assert wtw_dues(facts, None, WtwDays()) == [], "nobody has the case"


def test_the_days_are_the_countys():
    (due,) = wtw_dues([standing(N, "2026-11-20")], 7, WtwDays(noncompliance=10))
    assert due.due_on == day("2026-11-30")
    assert end_of_fr_aid(day("2025-01-15"), 0, 3) == day("2025-04-30")


def case(signed=None, expires=None, withdrawn=None, closed=None) -> CfsCase:
    days = {
        "agreement_signed_on": signed,
        "agreement_expires_on": expires,
        "agreement_withdrawn_on": withdrawn,
        "closed_on": closed,
    }
    return CfsCase(pk=1, component=Component.IFS, **{name: day(text) for name, text in days.items() if text})


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (case(), None),
        # six months where no last day was agreed, over a short February and a leap one
        (case("2026-03-02"), ("2026-08-03", "2026-09-02")),
        (case("2026-08-31"), ("2027-01-29", "2027-02-28")),
        (case("2027-08-31"), ("2028-01-30", "2028-02-29")),
        # the day agreed on goes before; extended, it moves
        (case("2026-03-02", "2026-05-31"), ("2026-05-01", "2026-05-31")),
        (case("2026-03-02", "2026-11-30"), ("2026-10-31", "2026-11-30")),
        # a short one is told of from its first day
        (case("2026-03-02", "2026-03-20"), ("2026-03-02", "2026-03-20")),
        # withdrawn, or closed: nothing runs out
        (case("2026-03-02", withdrawn="2026-04-01"), None),
        (case("2026-03-02", closed="2026-04-01"), None),
    ],
)
def test_an_agreement_that_runs_out(facts, expected):
    found = [(due.opens_on.isoformat(), due.due_on.isoformat()) for due in agreement_dues([facts], 7)]
    assert found == ([expected] if expected else [])
    assert agreement_dues([facts], None) == []
    assert [last.isoformat() for last in ends_of_services([facts], 6).values()] == [last for _, last in found]
