"""The missed requirement and the LTM before the end, as truth tables without a database."""

import datetime

import pytest

from families.enums import TaskKind, WtwStatus
from families.models import WtwStanding
from meetings.deadlines import Span, closing_dues, missed_dues

WORKER, OTHER = 7, 8


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def days(*texts: str) -> list[datetime.date]:
    return [day(text) for text in texts]


def span(worker: int, end: str | None = None) -> Span:
    return Span(worker, f"assignment:{worker}", day("2026-01-05"), day(end) if end else None)


CONTACT, LTM = TaskKind.CONTACT_AFTER_MISSED, TaskKind.HOLD_MISSED_LTM
MISSED = WtwStanding(status=WtwStatus.NONCOMPLIANCE, from_date=day("2026-02-20"))
ANSWERED = WtwStanding(status=WtwStatus.NONCOMPLIANCE, from_date=day("2026-02-20"), until_date=day("2026-02-25"))
BOTH = [(CONTACT, "2026-02-25"), (LTM, "2026-03-06")]


@pytest.mark.parametrize(
    ("standing", "contacts", "ltms", "expected"),
    [
        (MISSED, [], [], BOTH),
        # before the day it was missed answers nothing; on that day it does
        (MISSED, ["2026-02-19"], ["2026-02-19"], BOTH),
        (MISSED, ["2026-02-20"], [], BOTH[1:]),
        (MISSED, [], ["2026-03-10"], BOTH[:1]),
        (MISSED, ["2026-02-21"], ["2026-02-21"], []),
        # complies again, or was never missed
        (ANSWERED, [], [], []),
        (WtwStanding(status=WtwStatus.ENGAGED, from_date=day("2026-02-20")), [], [], []),
    ],
)
def test_a_missed_requirement(standing, contacts, ltms, expected):
    dues = missed_dues([standing], span(WORKER), days(*contacts), days(*ltms), (5, 14))
    assert [(due.kind, due.due_on.isoformat()) for due in dues] == expected
    assert missed_dues([standing], None, [], [], (5, 14)) == []


@pytest.mark.parametrize(
    ("ends", "ltms", "expected"),
    [
        ([], [], None),
        (["2026-09-02"], [], ("2026-07-04", "2026-08-03")),
        # over the end of a leap February
        (["2028-03-30"], [], ("2028-01-30", "2028-02-29")),
        # the first of two; a later last day moves it
        (["2026-12-31", "2026-09-02"], [], ("2026-07-04", "2026-08-03")),
        (["2027-03-02"], [], ("2027-01-01", "2027-01-31")),
        # an LTM held long before is not this one
        (["2026-09-02"], ["2026-07-03"], ("2026-07-04", "2026-08-03")),
        (["2026-09-02"], ["2026-07-04"], None),
    ],
)
def test_an_ltm_before_the_services_end(ends, ltms, expected):
    dues = closing_dues(days(*ends), [span(WORKER), span(OTHER), span(9, "2026-02-01")], days(*ltms), 30, 30)
    found = [(due.opens_on.isoformat(), due.due_on.isoformat(), due.owner_id) for due in dues]
    assert found == ([(*expected, WORKER), (*expected, OTHER)] if expected else [])
