"""Who may void XOVER1: CFS, which sends it on, wherever the form stands; never whoever receives it in CalWORKs."""

import pytest
from django.utils import timezone

from accounts.access import NotAllowed, reason_against, visible
from crossover.enums import ENDED, Stage, Xover1Status
from crossover.pdf.xover1 import day, xover1_sheet
from crossover.rules.xover1 import check_can_void
from crossover.services import add_stage, void_xover1
from families.enums import AssignmentRole
from families.models import Assignment, Family

pytestmark = pytest.mark.django_db
S = Xover1Status
# Where the form stands -> who alone may void it.
MAY_VOID = {
    # Part A is its clerk's.
    S.DRAFT: "er.clerk",
    # On its way inside CFS: whoever has it.
    S.WITH_ER_SUPERVISOR: "er.supervisor",
    S.WITH_POINT_PERSON: "cfs.pointperson",
    S.WITH_CFS_SUPERVISOR: "ifs.supervisor",
    # Distributed: the supervisor who sent it out, not the ones who have it now.
    S.WITH_AIS_SUPERVISOR: "ifs.supervisor",
    S.WITH_AIS_WORKER: "ifs.supervisor",
    # Its way is complete, and turns out an error.
    S.ACKNOWLEDGED: "ifs.supervisor",
    # Its way is over.
    **dict.fromkeys(ENDED),
}


def test_every_state_is_in_the_table():
    assert MAY_VOID.keys() == set(S)


@pytest.mark.parametrize("status", S)
def test_who_may_void(way, staff, status):
    form = way.standing_at(status)
    able = {name for name, user in staff.items() if not reason_against(check_can_void, user, form)}
    assert able == {MAY_VOID[status]} - {None}


@pytest.mark.parametrize("name", ["ais.supervisor", "ais.worker"])
def test_who_receives_it_in_calworks_is_told_whose_it_is(way, staff, name):
    form = way.standing_at(S.WITH_AIS_WORKER)
    with pytest.raises(NotAllowed, match="Only the CFS supervisor of IFS 1 voids a form that was distributed"):
        void_xover1(form=form, by=staff[name], reason="Made in error")
    form.refresh_from_db()
    assert form.status == S.WITH_AIS_WORKER


def test_the_form_says_who_voided_it_and_when(way, staff):
    form = way.standing_at(Xover1Status.WITH_ER_SUPERVISOR)
    void_xover1(form=form, by=staff["er.supervisor"], reason="The wrong family")
    told = dict(xover1_sheet(form, staff["er.supervisor"]).part_b)
    assert told["Ended"] == "The wrong family"
    assert told["Ended by"] == f"{staff['er.supervisor']}, {day(timezone.localdate())}"


def test_an_acknowledged_form_voided_takes_its_worker_off_and_says_who_did(way, staff):
    form = way.standing_at(S.ACKNOWLEDGED)
    assert visible(Family, staff["ais.worker"]).filter(pk=form.family_id).exists()
    void_xover1(form=form, by=staff["ifs.supervisor"], reason="The wrong family")
    form.refresh_from_db()
    assert (form.status, form.ended_reason) == (S.VOID, "The wrong family")
    assert not Assignment.objects.of_family(form.family).open().in_role(AssignmentRole.AIS_WORKER).exists()
    assert not visible(Family, staff["ais.worker"]).filter(pk=form.family_id).exists()
    sheet = xover1_sheet(form, staff["ifs.supervisor"])
    assert dict(sheet.part_b)["Ended by"] == f"{staff['ifs.supervisor']}, {day(timezone.localdate())}"
    assert sheet.hops[-1]["note"].endswith(f"ended {day(timezone.localdate())}: The wrong family")


def test_once_a_plan_is_worked_the_form_is_not_voided(way, staff):
    form = way.standing_at(S.ACKNOWLEDGED)
    add_stage(family=form.family, stage=Stage.PLAN_ACTIVE, by=staff["ifs.supervisor"])
    with pytest.raises(NotAllowed, match="Both programs work a plan"):
        void_xover1(form=form, by=staff["ifs.supervisor"], reason="The wrong family")
    assert Assignment.objects.of_family(form.family).open().in_role(AssignmentRole.AIS_WORKER).exists()
