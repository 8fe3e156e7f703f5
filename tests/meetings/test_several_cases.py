"""A family with two open CFS cases: whoever carries a case owes what is due on it, and one person the rest."""

import datetime

import pytest
from django.utils import timezone

from families.enums import AssignmentRole, Component, PlacementKind, TaskKind
from families.models import Assignment, CfsCase, Removal, Task
from families.services import settle
from linkages_site.demo.factories import UserFactory
from tests.meetings import team


@pytest.fixture
def later(carried):
    """The worker of the second case, opened ten days after the first."""
    colleague = UserFactory(unit=carried.cfs_worker.unit, roles=["cfs_worker"])
    today = timezone.localdate()
    carried.cfs_case.opened_on = today - datetime.timedelta(days=10)
    carried.cfs_case.agreement_signed_on = carried.cfs_case.opened_on
    carried.cfs_case.save()
    case = CfsCase.objects.create(
        family=carried.family, number="CFS-second", component=Component.IFS, opened_on=today, agreement_signed_on=today
    )
    Assignment.objects.create(
        cfs_case=case, unit=colleague.unit, role=AssignmentRole.CFS_WORKER, from_date=today, worker=colleague, why="-"
    )
    Removal.objects.create(
        family=carried.family, about=carried.child, bureau="cfs", category="services", entered_on=today,
        placement=PlacementKind.RELATIVE,
    )  # fmt: skip
    team.changed(carried)
    settle(carried.family)
    return colleague


def owners(carried, kind):
    return list(
        Task.objects.filter(family=carried.family, kind=kind).order_by("due_on").values_list("owner", flat=True)
    )


def test_what_is_due_on_a_case_is_owed_by_whoever_carries_it(carried, later):
    both = [carried.cfs_worker.pk, later.pk]
    assert owners(carried, TaskKind.HOLD_DISPOSITION) == both
    assert owners(carried, TaskKind.DECIDE_EXTENSION) == both
    assert owners(carried, TaskKind.VISIT_FAMILY) == [carried.cfs_worker.pk], "the first case asks for the visit"


def test_what_is_due_on_the_family_is_owed_by_one_of_them(carried, later):
    """The same for every rule: the one named last."""
    kinds = (TaskKind.HOLD_CFT, TaskKind.CLEAR_AFTER_CHANGE, TaskKind.CODE_AFTER_CHANGE, TaskKind.PLAN_AFTER_CHANGE)
    assert {kind: owners(carried, kind) for kind in kinds} == {kind: [later.pk] for kind in kinds}


def test_a_case_without_a_worker_makes_nothing_due_of_another_ones(carried, later):
    Assignment.objects.filter(worker=later).update(until_date=timezone.localdate())
    settle(carried.family)
    assert owners(carried, TaskKind.HOLD_DISPOSITION) == [carried.cfs_worker.pk]
