"""Grounds of access: who may know a family, and everyone who may not."""

import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from accounts.access import visible
from accounts.models import UnitSupervision, User
from families.enums import AssignmentRole
from families.models import Family, Person
from families.services import assign, settle
from linkages_site.demo.factories import UserFactory

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)
TOMORROW = timezone.localdate() + datetime.timedelta(days=1)


def knows(user: User, case: SimpleNamespace) -> bool:
    return visible(Family, User.objects.get(pk=user.pk)).filter(pk=case.family.pk).exists()


def test_workers_and_their_supervisors_know_the_family(staff, carried):
    for name in ("cfs.worker", "ais.worker", "ifs.supervisor", "ais.supervisor"):
        assert knows(staff[name], carried), name


def test_everyone_else_knows_nothing_of_it(staff, carried, elsewhere):
    insiders = {"cfs.worker", "ais.worker", "ifs.supervisor", "ais.supervisor"}
    for name in staff.keys() - insiders:
        assert not knows(staff[name], carried), name
    assert knows(staff["cfs.worker2"], elsewhere)


def test_superuser_and_model_wide_permission_give_nothing(staff, carried):
    for codename in ("view_family", "work_family"):
        staff["director"].user_permissions.add(Permission.objects.get(codename=codename))
    assert staff["admin"].is_superuser
    assert not knows(staff["admin"], carried)
    assert not knows(staff["director"], carried)


def test_a_deactivated_worker_knows_nothing(staff, carried):
    staff["cfs.worker"].is_active = False
    staff["cfs.worker"].save()
    assert not knows(staff["cfs.worker"], carried)


def test_access_ends_with_the_assignment(staff, carried):
    colleague = UserFactory(unit=staff["cfs.worker"].unit, roles=["cfs_worker"])
    assign(
        case=carried.cfs_case, role=AssignmentRole.CFS_WORKER, unit=colleague.unit, worker=colleague, why="Reassigned"
    )
    assert not knows(staff["cfs.worker"], carried)
    assert knows(colleague, carried)


def test_supervision_that_has_not_begun_or_has_ended_gives_nothing(staff, carried):
    unit = staff["cfs.worker"].unit
    early, late = UserFactory(unit=unit), UserFactory(unit=unit)
    UnitSupervision.objects.create(unit=unit, user=early, from_date=TOMORROW)
    UnitSupervision.objects.create(unit=unit, user=late, from_date=YESTERDAY, until_date=timezone.localdate())
    settle(carried.family)
    assert not knows(early, carried)
    assert not knows(late, carried)


def test_people_follow_their_family(staff, carried, elsewhere):
    seen = set(visible(Person, staff["cfs.worker"]))
    assert seen == {carried.mother, carried.child}
