"""CalWORKs found not active under an active plan: another LTM, as a truth table (31-090 III.G)."""

import datetime

import pytest

from crossover.enums import ClearanceResult
from crossover.models import Clearance
from families.enums import TaskKind
from meetings.deadlines import Span, lapse_dues

FOUND = datetime.datetime(2026, 3, 2, 18, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
LAPSE = Clearance(result=ClearanceResult.DISCONTINUED, made_at=FOUND)
CFS = Span(1, "assignment:cfs", datetime.date(2026, 1, 5))
AIS = Span(2, "assignment:ais", datetime.date(2026, 1, 6))
BEFORE = Span(3, "assignment:before", datetime.date(2025, 12, 1), datetime.date(2026, 1, 5))


@pytest.mark.parametrize(
    ("lapse", "workers", "held", "owners"),
    [
        # active, or no plan
        (None, [CFS, AIS], [], []),
        # both workers of today
        (LAPSE, [CFS, AIS], [], [1, 2]),
        (LAPSE, [BEFORE, CFS, AIS], [], [1, 2]),
        (LAPSE, [CFS], [], [1]),
        (LAPSE, [], [], []),
        # an LTM before answers nothing, not even on the same day; one since does
        (LAPSE, [CFS, AIS], [FOUND - HOUR], [1, 2]),
        (LAPSE, [CFS, AIS], [FOUND + HOUR], []),
        (LAPSE, [CFS, AIS], [FOUND - HOUR, FOUND + HOUR], []),
    ],
)
def test_another_ltm_is_due(lapse, workers, held, owners):
    dues = lapse_dues(lapse, workers, held, 10)
    assert [due.owner_id for due in dues] == owners
    assert {(due.kind, due.opens_on, due.due_on) for due in dues} <= {
        (TaskKind.HOLD_TRANSITION_LTM, datetime.date(2026, 3, 2), datetime.date(2026, 3, 12))
    }
