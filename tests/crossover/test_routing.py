"""XOVER1 off its straight road: returned, recalled, passed to a colleague, sent again."""

import datetime
from functools import partial

import pytest
from django.core import mail
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.models import UnitSupervision
from crossover.enums import HopEnd, Xover1Status
from crossover.models import Xover1, Xover1Hop
from crossover.pdf.xover1 import day, hop_line
from crossover.services import acknowledge_all, acknowledge_xover1, recall_xover1, send_xover1_again
from families.enums import AssignmentRole, NoticeKind, TaskKind
from families.models import Assignment, Family, Notice, Task
from linkages_site.demo.factories import UserFactory
from tests.locks import tables_locked_by

pytestmark = pytest.mark.django_db
S = Xover1Status


def known(user, form) -> bool:
    return visible(Xover1, user).filter(pk=form.pk).exists()


def waiting(form) -> Xover1Hop:
    return form.hops.in_hand().with_due().get()


def told(user, kind=NoticeKind.XOVER1_RECEIVED) -> int:
    return Notice.objects.filter(user=user, kind=kind).count()


def test_a_returned_form_is_with_the_clerk_again_and_says_why(way, staff):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    way.send_back(form)
    sent, back = form.hops.order_by("pk")
    assert (form.status, sent.left_as, sent.reason) == (S.DRAFT, HopEnd.RETURNED, "The birth date is missing")
    assert (back.sender, back.receiver, back.follows) == (staff["er.supervisor"], staff["er.clerk"], sent)
    assert list(Xover1Hop.objects.in_hand_of(staff["er.clerk"]).came_back()) == [back]
    assert told(staff["er.clerk"]) == 1
    way.send(form)
    assert form.status == S.WITH_ER_SUPERVISOR
    assert not Xover1Hop.objects.in_hand_of(staff["er.clerk"]).exists()


def test_part_b_returned_is_completed_anew(way, staff):
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    way.send_back(form)
    assert (form.status, form.distributed_at, form.distributed_by) == (S.WITH_CFS_SUPERVISOR, None, None)
    task = Task.objects.get(family=form.family, kind=TaskKind.COMPLETE_PART_B)
    assert task.owner == staff["ifs.supervisor"]
    way.complete(form)
    assert form.distributed_by == staff["ifs.supervisor"]
    assert not Task.objects.filter(family=form.family, kind=TaskKind.COMPLETE_PART_B).exists()


def test_another_worker_takes_what_the_first_returned(way, staff):
    form = way.standing_at(S.WITH_AIS_WORKER)
    way.send_back(form)
    assert not known(staff["ais.worker"], form)
    colleague = UserFactory(unit=staff["ais.worker"].unit, roles=["ais_worker"])
    way.assign_ais(form, worker=colleague)
    assert known(colleague, form)


@pytest.mark.parametrize("back", ["recall", "send_back", "void"])
def test_the_assignment_the_form_made_ends_with_it(way, staff, back):
    form = way.standing_at(S.WITH_AIS_WORKER)
    getattr(way, back)(form)
    assert not Assignment.objects.of_family(form.family).open().in_role(AssignmentRole.AIS_WORKER).exists()
    assert not visible(Family, staff["ais.worker"]).filter(pk=form.family_id).exists()


def test_an_assignment_that_was_there_before_stays(way, staff):
    form = way.standing_at(S.ACKNOWLEDGED)
    child = way.reassign(form)
    way.clear_and_complete(child)
    way.assign_ais(child)
    way.recall(child)
    assert visible(Family, staff["ais.worker"]).filter(pk=form.family_id).exists()


def test_whom_it_was_recalled_from_knows_it_no_longer(way, staff):
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    assert known(staff["ais.supervisor"], form)
    way.recall(form)
    assert form.status == S.WITH_CFS_SUPERVISOR
    assert not known(staff["ais.supervisor"], form)
    assert not visible(Xover1Hop, staff["ais.supervisor"]).exists()
    assert known(staff["ifs.supervisor"], form)


def test_what_was_acknowledged_is_not_recalled(way, staff):
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    acknowledge_xover1(form=form, by=staff["ais.supervisor"])
    with pytest.raises(NotAllowed, match="Ask them to return it"):
        way.recall(form)


def test_the_senders_supervisor_recalls_and_nobody_else(way, staff):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    colleague = UserFactory(unit=staff["er.clerk"].unit, roles=["er_supervisor"])
    with pytest.raises(NotAllowed, match="or their supervisor recalls"):
        recall_xover1(form=form, by=colleague, reason="Too early")
    UnitSupervision.objects.create(unit=colleague.unit, user=colleague)
    recall_xover1(form=form, by=type(colleague).objects.get(pk=colleague.pk), reason="Too early")
    assert (form.status, way.holder(form)) == (S.DRAFT, staff["er.clerk"])


@pytest.mark.parametrize("status", [S.WITH_ER_SUPERVISOR, S.WITH_CFS_SUPERVISOR, S.WITH_AIS_SUPERVISOR])
def test_passing_it_to_a_colleague(way, staff, status):
    form = way.standing_at(status)
    colleague = way.redirect(form)
    assert (form.status, way.holder(form)) == (status, colleague)
    assert told(colleague) == 1
    assert known(colleague, form)
    with pytest.raises(NotAllowed, match="This form is with"):
        way.redirect_by(form, staff["cfs.worker2"])


@pytest.mark.parametrize(
    ("status", "to", "why"),
    [
        (S.WITH_ER_SUPERVISOR, "ifs.supervisor", "supervisor of the referral's ER unit"),
        (S.WITH_CFS_SUPERVISOR, "er.supervisor", "CFS supervisor of IFS 1"),
        (S.WITH_AIS_SUPERVISOR, "ais.worker", "AIS/FS supervisor"),
        (S.WITH_POINT_PERSON, "cfs.worker", "CFS point person"),
        (S.WITH_AIS_SUPERVISOR, "ais.supervisor", "has the form already"),
    ],
)
def test_only_who_may_take_the_step_receives_it(way, staff, status, to, why):
    form = way.standing_at(status)
    with pytest.raises(NotAllowed, match=why):
        way.redirect_by(form, way.holder(form), staff[to])


def test_the_supervisor_passes_it_on_while_the_receiver_is_away(way, staff):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    first = way.redirect(form)
    second = UserFactory(unit=staff["er.supervisor"].unit, roles=["er_supervisor"])
    UnitSupervision.objects.create(unit=form.referral.er_unit, user=second)
    way.redirect_by(form, staff["er.supervisor"], type(second).objects.get(pk=second.pk))
    assert way.holder(form) == second
    assert not form.family.grants.filter(user=first, source__startswith="xover1:").exists()


def test_a_reminder_is_the_senders_and_ends_with_the_waiting(way, staff):
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    hop = form.hops.in_hand().get()
    with pytest.raises(NotAllowed, match="Only the sender"):
        send_xover1_again(hop=hop, by=staff["er.clerk"])
    again = partial(send_xover1_again, hop=hop, by=staff["ifs.supervisor"])
    assert tables_locked_by(again)[0] == "families_family"
    hop.refresh_from_db()
    assert hop.sent_again_by == staff["ifs.supervisor"]
    assert f"sent again {day(hop.sent_again_at)} by {staff['ifs.supervisor']}" in hop_line(waiting(form))["note"]
    assert told(staff["ais.supervisor"]) == 2
    with pytest.raises(NotAllowed, match="was reminded today already"):
        send_xover1_again(hop=hop, by=staff["ifs.supervisor"])
    Xover1Hop.objects.filter(pk=hop.pk).update(sent_again_at=timezone.now() - datetime.timedelta(days=1))
    send_xover1_again(hop=hop, by=staff["ifs.supervisor"])
    assert told(staff["ais.supervisor"]) == 3
    acknowledge_xover1(form=form, by=staff["ais.supervisor"])
    with pytest.raises(NotAllowed, match="has acknowledged the form"):
        send_xover1_again(hop=hop, by=staff["ifs.supervisor"])


def test_each_receipt_names_its_form_by_the_day_and_who_has_it(way, staff, django_capture_on_commit_callbacks):
    """Not the family, and nothing of either in the mail."""
    with django_capture_on_commit_callbacks(execute=True):
        form = way.standing_at(S.WITH_AIS_SUPERVISOR)
        acknowledge_xover1(form=form, by=staff["ais.supervisor"])
    receipts = Notice.objects.filter(kind=NoticeKind.XOVER1_ACKNOWLEDGED).order_by("pk")
    words = {notice.user: notice.particulars for notice in receipts}
    assert words[staff["er.clerk"]].endswith(f"Received by {staff['er.supervisor']}.")
    assert words[staff["ifs.supervisor"]].endswith(f"Received by {staff['ais.supervisor']}.")
    assert all(day(timezone.now()) in said and form.case_name not in said for said in words.values())
    assert not any("Received by" in letter.body for letter in mail.outbox)


def test_many_are_acknowledged_at_once_and_counted(way, staff):
    mine = [way.standing_at(S.WITH_ER_SUPERVISOR) for _ in range(2)]
    gone = way.standing_at(S.WITH_CFS_SUPERVISOR)
    hops = [hop for form in [*mine, gone] for hop in form.hops.filter(receiver=staff["er.supervisor"])]
    assert acknowledge_all(hops=hops, by=staff["er.supervisor"]) == 2
    assert not Xover1Hop.objects.filter(form__in=mine, acknowledged_at__isnull=True).exists()


def test_waiting_ends_when_the_form_leaves(way, staff):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    waiting = Task.objects.filter(family=form.family, kind=TaskKind.ACKNOWLEDGE_XOVER1)
    assert waiting.get().owner == staff["er.supervisor"]
    way.recall(form)
    assert not waiting.exists()
