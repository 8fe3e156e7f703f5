"""CalWORKs found not active under an active plan: nothing closes by itself, the workers are asked (31-090 III.G)."""

import datetime

import pytest
from django.utils import timezone

from caseplans.deadlines import transition_dues
from caseplans.enums import PlanStatus
from caseplans.models import Plan
from crossover.enums import ClearancePurpose, ClearanceResult, SearchKey, System
from crossover.models import Clearance, Xover1
from crossover.services import record_clearance
from families.enums import TaskKind
from families.models import Task
from tests.caseplans.county import held_ltm, sealed

FOUND = datetime.datetime(2026, 3, 2, 18, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
LAPSE = Clearance(result=ClearanceResult.NOT_FOUND, made_at=FOUND)
R = ClearanceResult


@pytest.mark.parametrize(
    ("lapse", "held", "due_on"),
    [
        (None, [], None),
        (LAPSE, [], datetime.date(2026, 4, 1)),
        # an LTM before decides nothing, one since decides the transition
        (LAPSE, [FOUND - HOUR], datetime.date(2026, 4, 1)),
        (LAPSE, [FOUND + HOUR], None),
    ],
)
def test_a_transition_is_prepared(lapse, held, due_on):
    dues = transition_dues(lapse, held, 1, 30)
    assert [(due.kind, due.owner_id, due.due_on) for due in dues] == (
        [(TaskKind.BEGIN_TRANSITION, 1, due_on)] if due_on else []
    )


def clear(carried, staff, result: ClearanceResult) -> None:
    record_clearance(
        by=staff["ifs.supervisor"], purpose=ClearancePurpose.REASSIGNMENT, system=System.CALSAWS, result=result,
        keys_used=[SearchKey.NAME, SearchKey.CASE_NUMBER], searched_for="Reyes", as_of=timezone.localdate(),
        family=carried.family,
    )  # fmt: skip


def asked(carried) -> set[tuple[str, int]]:
    kinds = [TaskKind.HOLD_TRANSITION_LTM, TaskKind.BEGIN_TRANSITION]
    return set(Task.objects.filter(family=carried.family, kind__in=kinds).values_list("kind", "owner"))


@pytest.mark.django_db
def test_a_lapse_is_told_and_closes_nothing(carried, staff):
    clear(carried, staff, R.NOT_FOUND)
    assert asked(carried) == set()  # no plan yet
    clear(carried, staff, R.ACTIVE)
    sealed(carried)
    clear(carried, staff, R.NOT_FOUND)
    both = {(TaskKind.HOLD_TRANSITION_LTM, worker.pk) for worker in (carried.cfs_worker, carried.ais_worker)}
    assert asked(carried) == both | {(TaskKind.BEGIN_TRANSITION, carried.cfs_worker.pk)}
    assert Plan.objects.get().status == PlanStatus.ACTIVE
    carried.calworks_case.refresh_from_db()
    assert carried.calworks_case.closed_on is None
    clear(carried, staff, R.ACTIVE)
    assert asked(carried) == set()
    clear(carried, staff, R.NOT_FOUND)
    assert len(asked(carried)) == 3
    held_ltm(carried)
    assert asked(carried) == set()
    assert not Xover1.objects.exists()
