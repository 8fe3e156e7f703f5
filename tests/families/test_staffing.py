"""Staff whose access follows from their place: settled in the transaction of the change, sessions ended at once."""

import datetime

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.models import RoleHolding, UnitSupervision, User
from families.enums import NoticeKind
from families.models import Family, FamilyGrant, Notice
from families.services import change_roles, deactivate_user, end_supervision, grant_drift, move_user, supervise_unit
from linkages_site.demo.factories import UserFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def knows(user, family):
    return visible(Family, User.objects.get(pk=user.pk)).filter(pk=family.pk).exists()


def test_a_supervision_opens_the_units_families_and_its_end_closes_them(staff, carried, elsewhere):
    unit = staff["cfs.worker"].unit
    newcomer = UserFactory(unit=unit, roles=["ifs_supervisor"])
    supervision = supervise_unit(by=staff["admin"], unit=unit, user=newcomer, from_date=TODAY)
    assert knows(newcomer, carried.family)
    assert not knows(newcomer, elsewhere.family)
    assert grant_drift(carried.family) == ([], [])
    end_supervision(by=staff["admin"], supervision=supervision, until_date=TODAY)
    assert not knows(newcomer, carried.family)
    assert grant_drift(carried.family) == ([], [])


def test_who_supervises_a_unit_twice_knows_its_families_both_times_and_not_between(staff, carried):
    unit = staff["cfs.worker"].unit
    newcomer = UserFactory(unit=unit, roles=["ifs_supervisor"])
    day = [TODAY + datetime.timedelta(days=days) for days in range(6)]
    for begins, ends in ((0, 2), (4, 5)):
        supervise_unit(by=staff["admin"], unit=unit, user=newcomer, from_date=day[begins], until_date=day[ends])
    known = []
    for each in day:
        with time_machine.travel(timezone.make_aware(datetime.datetime.combine(each, datetime.time(9))), tick=False):
            known.append(knows(newcomer, carried.family))
    assert known == [True, True, False, False, True, False]
    assert grant_drift(carried.family) == ([], [])


def test_only_an_administrator_places_staff(staff, carried):
    by, unit = staff["director"], staff["cfs.worker"].unit
    for refused in (
        lambda: supervise_unit(by=by, unit=unit, user=by, from_date=TODAY),
        lambda: end_supervision(by=by, supervision=UnitSupervision.objects.first(), until_date=TODAY),
        lambda: deactivate_user(by=by, user=staff["cfs.worker"]),
        lambda: change_roles(by=by, user=by, roles={"cfs_worker"}),
        lambda: move_user(by=by, user=by, unit=unit),
    ):
        with pytest.raises(NotAllowed, match="Only an administrator"):
            refused()
    assert not knows(by, carried.family)


def test_who_leaves_is_out_at_once(staff, carried, signed_in):
    client = signed_in(staff["ifs.supervisor"])
    assert client.get(carried.family.get_absolute_url()).status_code == 200
    assert UserSession.objects.filter(user=staff["ifs.supervisor"]).exists()
    deactivate_user(by=staff["admin"], user=staff["ifs.supervisor"])
    assert client.get(carried.family.get_absolute_url()).status_code == 302  # to the sign-in page
    assert not UserSession.objects.filter(user=staff["ifs.supervisor"]).exists()
    assert not staff["ifs.supervisor"].supervisions.in_force(TODAY).exists()
    assert grant_drift(carried.family) == ([], [])


def test_every_role_change_is_told_to_the_privacy_officer(staff):
    change_roles(by=staff["admin"], user=staff["cfs.worker"], roles={"er_worker", "facilitator"})
    held = set(RoleHolding.objects.filter(user=staff["cfs.worker"]).values_list("role", flat=True))
    assert held == {"er_worker", "facilitator"}
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (staff["privacy.officer"], NoticeKind.ROLE_CHANGED)
    change_roles(by=staff["admin"], user=staff["cfs.worker"], roles={"er_worker", "facilitator"})
    assert Notice.objects.count() == 1


def test_a_change_cut_short_changes_nothing(staff, carried, monkeypatch):
    """Killed between its writes: the supervision is not there, the grants are as they were."""
    before = set(FamilyGrant.objects.values_list("pk", flat=True))
    count = UnitSupervision.objects.count()

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(FamilyGrant.objects, "bulk_create", killed)
    newcomer = UserFactory(unit=staff["cfs.worker"].unit, roles=["ifs_supervisor"])
    with pytest.raises(KeyboardInterrupt):
        supervise_unit(by=staff["admin"], unit=newcomer.unit, user=newcomer, from_date=TODAY)
    assert UnitSupervision.objects.count() == count
    assert set(FamilyGrant.objects.values_list("pk", flat=True)) == before


def test_a_move_takes_the_units_bureau_and_office(staff):
    unit = staff["ais.worker"].unit
    move_user(by=staff["admin"], user=staff["director"], unit=unit)
    moved = User.objects.get(pk=staff["director"].pk)
    assert (moved.unit, moved.bureau, moved.office) == (unit, unit.bureau, unit.office)


def test_the_administration_pages_call_the_services(staff, carried, signed_in):
    client = signed_in(staff["admin"])
    unit = staff["cfs.worker"].unit
    facts = {"email": "New.Hire@example.org", "first_name": "Nia", "last_name": "Hale", "phone": "", "unit": unit.pk}
    answer = client.post("/admin/accounts/user/add/", facts | {"roles": "ifs_supervisor"})
    assert answer.status_code == 302, answer.context["errors"]
    hire = User.objects.get(email="new.hire@example.org")
    assert (hire.bureau, hire.role_codes) == (unit.bureau, {"ifs_supervisor"})
    page = f"/admin/accounts/user/{hire.pk}/change/"
    answer = client.post(page, facts | {"roles": ["administrator", "cfs_worker"], "is_active": "on"})
    assert "holds no other role" in answer.content.decode()
    supervision = {"unit": unit.pk, "user": hire.pk, "from_date": TODAY.isoformat(), "until_date": ""}
    client.post("/admin/accounts/unitsupervision/add/", supervision)
    assert knows(hire, carried.family)
    row = UnitSupervision.objects.get(user=hire)
    ended = {"until_date": TODAY.isoformat()}
    assert client.post(f"/admin/accounts/unitsupervision/{row.pk}/change/", ended).status_code == 302
    assert not knows(hire, carried.family)
    assert client.post(page, facts | {"roles": "ifs_supervisor"}).status_code == 302
    assert not User.objects.get(pk=hire.pk).is_active


def test_staff_and_history_pages_open_to_administrators_only(staff, signed_in):
    for url in ("/admin/accounts/user/", "/admin/accounts/unitsupervision/", "/admin/families/categoryrule/"):
        assert signed_in(staff["admin"]).get(url).status_code == 200
        assert signed_in(staff["director"]).get(url).status_code == 302
    page = signed_in(staff["admin"]).get(f"/admin/accounts/user/{staff['cfs.worker'].pk}/change/")
    assert page.status_code == 200


@pytest.mark.parametrize("roles", [{"er_clerk"}, {"administrator"}, {"cfs_worker", "director"}, {"coordinator"}])
def test_who_carries_families_keeps_a_role_that_works_them(roles, staff, carried):
    worker = staff["cfs.worker"]
    with pytest.raises(NotAllowed, match="Hand over their families and units first"):
        change_roles(by=staff["admin"], user=worker, roles=roles)
    assert set(worker.role_holdings.values_list("role", flat=True)) == {"cfs_worker"}
    assert knows(worker, carried.family)
    change_roles(by=staff["admin"], user=worker, roles={"er_worker"})  # it works families too
    worker.assignments.update(until_date=TODAY)
    change_roles(by=staff["admin"], user=worker, roles=roles)
    assert set(worker.role_holdings.values_list("role", flat=True)) == roles


def test_who_supervises_a_unit_keeps_a_role_that_works_families(staff):
    with pytest.raises(NotAllowed, match="Hand over their families and units first"):
        change_roles(by=staff["admin"], user=staff["ifs.supervisor"], roles={"facilitator"})
