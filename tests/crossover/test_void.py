"""Who may void XOVER1: CFS, which sends it on, wherever the form stands; never whoever receives it in CalWORKs."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, reason_against, visible
from crossover.enums import ENDED, Stage, Xover1Status
from crossover.pdf.xover1 import day, xover1_sheet
from crossover.rules.voiding import check_can_begin_again, check_can_void
from crossover.services import add_stage, begin_xover1_again, void_xover1
from crossover.views.xover1 import steps_for
from families.enums import AssignmentRole, NoticeKind
from families.models import Assignment, Family, Notice
from reports.querysets.road import road
from reports.rules import next_step

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


def test_a_form_voided_meanwhile_is_told_as_that(way, staff):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    way.void(form)
    with pytest.raises(NotAllowed, match="This form is “Void” already"):
        void_xover1(form=form, by=staff["ifs.supervisor"], reason="The wrong family")


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
    assert [hop["receiver"] for hop in sheet.hops][-1] == staff["ais.worker"]


def test_once_a_plan_is_worked_the_form_is_not_voided(way, staff):
    form = way.standing_at(S.ACKNOWLEDGED)
    add_stage(family=form.family, stage=Stage.PLAN_ACTIVE, by=staff["ifs.supervisor"])
    with pytest.raises(NotAllowed, match="Both programs work a plan"):
        void_xover1(form=form, by=staff["ifs.supervisor"], reason="The wrong family")
    step = steps_for(staff["ifs.supervisor"], form)[-1]
    assert (step.label, step.reason[:13]) == ("Void the form", "Both programs")
    assert not [step for step in steps_for(staff["cfs.worker"], form) if step.label == "Void the form"]
    assert Assignment.objects.of_family(form.family).open().in_role(AssignmentRole.AIS_WORKER).exists()


@pytest.mark.parametrize("status", [S.WITH_AIS_SUPERVISOR, S.WITH_AIS_WORKER, S.ACKNOWLEDGED])
def test_whoever_has_the_form_is_told_that_it_was_taken(way, staff, status):
    form = way.standing_at(status)
    had = ["ais.supervisor"] if status == S.WITH_AIS_SUPERVISOR else ["ais.supervisor", "ais.worker"]
    void_xover1(form=form, by=staff["ifs.supervisor"], reason="The wrong family")
    told = Notice.objects.filter(kind=NoticeKind.XOVER1_TAKEN)
    assert {notice.user for notice in told} == {staff[name] for name in had}
    assert told.count() == len(had)
    for notice in told:
        assert f"Dealt with by {staff['ifs.supervisor']}" in notice.particulars
        assert form.case_name not in notice.particulars
        assert notice.url == reverse("crossover:xover1-inbox")


def test_nobody_is_told_of_what_they_did_themselves(way, staff):
    way.void(way.standing_at(S.WITH_ER_SUPERVISOR))
    assert not Notice.objects.filter(kind=NoticeKind.XOVER1_TAKEN).exists()


@pytest.mark.parametrize("status", [S.VOID, S.INELIGIBLE])
def test_a_case_that_goes_on_gets_another_form(way, staff, status):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    (way.void if status == S.VOID else way.end_ineligible)(form)
    able = {name for name, user in staff.items() if not reason_against(check_can_begin_again, user, form)}
    assert able == {"ifs.supervisor"}
    child = begin_xover1_again(form=form, by=staff["ifs.supervisor"])
    assert (child.status, child.supersedes, child.cfs_case) == (S.WITH_CFS_SUPERVISOR, form, form.cfs_case)
    assert way.holder(child) == staff["ifs.supervisor"]
    with pytest.raises(NotAllowed, match="Repeat the clearance first"):
        way.complete(child)
    way.clear_and_complete(child)
    way.assign_ais(child)
    assert visible(Family, staff["ais.worker"]).filter(pk=form.family_id).exists()


def test_the_familys_next_step_and_the_new_form_say_so(way, staff, signed_in):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    way.void(form)
    supervisor = staff["ifs.supervisor"]
    assert "its CFS supervisor may begin another form" in next_step(road(form.family, supervisor))
    child = begin_xover1_again(form=form, by=supervisor)
    page = signed_in(supervisor).get(child.get_absolute_url()).content.decode()
    assert "the form that ended before this one" in page
    assert "before the change of assignment" not in page
    assert "waits with" in next_step(road(form.family, supervisor))
    way.void(child)
    child.cfs_case.closed_on = timezone.localdate()
    child.cfs_case.save()
    assert "begins with a new referral" in next_step(road(form.family, supervisor))


def test_only_one_form_follows(way, staff):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    way.void(form)
    child = begin_xover1_again(form=form, by=staff["ifs.supervisor"])
    with pytest.raises(NotAllowed, match="Another form followed this one already"):
        begin_xover1_again(form=form, by=staff["ifs.supervisor"])
    way.void(child)
    with pytest.raises(NotAllowed, match="Another form followed this one already"):
        begin_xover1_again(form=form, by=staff["ifs.supervisor"])
    assert begin_xover1_again(form=child, by=staff["ifs.supervisor"]).supersedes == child


@pytest.mark.parametrize("status", sorted(set(S) - {S.VOID, S.INELIGIBLE}))
def test_no_other_form_is_followed(way, staff, status):
    form = way.standing_at(status)
    with pytest.raises(NotAllowed, match="Another form follows only one that is void"):
        begin_xover1_again(form=form, by=staff["ifs.supervisor"])


def test_without_an_open_case_none_follows(way, staff):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    way.void(form)
    with pytest.raises(NotAllowed, match="There is no open CFS case"):
        begin_xover1_again(form=form, by=staff["ifs.supervisor"])
