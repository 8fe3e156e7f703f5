"""A meeting is moved: the same checks as when it was set, over the version seen, with the reason kept."""

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.access import NotAllowed, visible
from families.enums import AssignmentRole, NoticeKind
from families.models import Notice
from families.services import StaleRow, add_address, assign
from families.services.settling import grant_drift, task_drift
from linkages_site.demo.factories import UserFactory
from meetings.enums import Mode
from meetings.models import Meeting
from meetings.services import cancel_meeting, move_meeting
from tests.meetings import county as steps

pytestmark = pytest.mark.django_db


def moved(meeting, by=None, **facts):
    usual = {"version": meeting.version, "starts_at": steps.in_days(5), "minutes": 90, "mode": Mode.VIDEO}
    usual |= {"place": "Video line 3", "moved_reason": "The mother works that day"}
    return move_meeting(meeting=meeting, by=by or meeting.scheduled_by, **(usual | facts))


def test_a_meeting_is_moved_and_says_how_often_and_why_last(carried):
    meeting = steps.ltm(carried, starts_at=steps.in_days(3))
    assert meeting.minutes == 60
    day = steps.in_days(5)
    moved(meeting, starts_at=day)
    moved(meeting, by=carried.ais_worker, minutes=30, moved_reason="The room is taken")
    kept = Meeting.objects.get()
    assert (kept.moves, kept.moved_reason, kept.minutes, kept.mode, kept.version) == (
        2, "The room is taken", 30, Mode.VIDEO, 3
    )  # fmt: skip
    reasons = list(kept.history.values_list("moved_reason", flat=True))
    assert reasons == ["The room is taken", "The mother works that day", ""]
    assert kept.history.all()[1].starts_at == day
    assert (grant_drift(carried.family), task_drift(carried.family)) == (([], []), ([], []))


def test_the_invited_staff_are_told_without_a_name(staff, carried, django_capture_on_commit_callbacks):
    meeting = steps.ltm(carried, steps.facilitator(staff), starts_at=steps.in_days(3))
    Notice.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        moved(meeting, place="Maple Hall", moved_reason="Maria is ill")
    told = Notice.objects.filter(kind=NoticeKind.MEETING_MOVED, url=meeting.get_absolute_url())
    assert {notice.user.email for notice in told} == {sent.to[0] for sent in mail.outbox}
    assert {notice.user for notice in told} == {staff["facilitator"], carried.cfs_worker, carried.ais_worker}
    assert [notice.user for notice in told if notice.read_at] == [carried.cfs_worker], "the mover knows it"
    for sent in mail.outbox:
        assert "A meeting was moved." in sent.body
        assert "urgent" not in sent.subject
        assert not any(word in sent.subject + sent.body for word in (carried.family.name, "Maple", "Maria", "ill"))


@pytest.mark.parametrize(("was", "becomes"), [(0, 3), (3, 0)])
def test_a_move_from_or_to_today_is_urgent(carried, django_capture_on_commit_callbacks, was, becomes):
    meeting = steps.ltm(carried, starts_at=steps.in_days(was))
    Notice.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        moved(meeting, starts_at=steps.in_days(becomes))
    assert set(Notice.objects.values_list("kind", flat=True)) == {NoticeKind.MEETING_MOVED_TODAY}
    assert {sent.subject for sent in mail.outbox} == {"Linkages, urgent: something is waiting for you"}


def test_whoever_is_invited_but_knows_the_family_no_longer_is_not_told(staff, carried):
    meeting = steps.pltm(carried, starts_at=steps.in_days(3))
    colleague = UserFactory(unit=staff["cfs.worker"].unit, roles=["cfs_worker"])
    case = carried.cfs_case
    assign(case=case, role=AssignmentRole.CFS_WORKER, unit=colleague.unit, worker=colleague, why="Reassigned")
    Notice.objects.all().delete()
    moved(meeting, by=carried.ais_worker)
    assert {notice.user for notice in Notice.objects.all()} == {carried.ais_worker}


def test_the_checks_are_those_of_scheduling(staff, carried):
    facts = {"about": carried.mother, "street": "12 Arch Street"}
    add_address(family=carried.family, by=staff["cfs.worker"], confidential=True, **facts)
    meeting = steps.ltm(carried, starts_at=steps.in_days(3))
    opened = carried.cfs_case.opened_on
    refused = [
        ({"starts_at": steps.in_days(-1)}, "is past. Choose a day from today on.$"),
        ({"starts_at": steps.in_days(400)}, "more than a year away"),
        ({"place": "12 arch street"}, "confidential address"),
        ({"moved_reason": "  "}, "Say why"),
        ({"by": staff["cfs.worker2"]}, "Only the family's workers"),
    ]
    for facts, why in refused:
        with pytest.raises(NotAllowed, match=why):
            moved(meeting, **facts)
    same = {"starts_at": meeting.starts_at, "minutes": 60, "mode": meeting.mode, "place": meeting.place}
    with pytest.raises(NotAllowed, match="Nothing was changed"):
        moved(Meeting.objects.get(), by=carried.cfs_worker, **same)
    kept = Meeting.objects.get()
    assert (kept.moves, kept.version, kept.starts_at, kept.history.count()) == (0, 1, same["starts_at"], 1)
    assert opened <= timezone.localdate(kept.starts_at)


def test_a_pltm_is_moved_by_its_two_workers_and_an_ltm_by_who_works_the_case(staff, carried):
    pltm = steps.pltm(carried, steps.facilitator(staff), starts_at=steps.in_days(2))
    for name in ("ifs.supervisor", "facilitator"):
        with pytest.raises(NotAllowed):
            moved(pltm, by=staff[name])
    assert moved(pltm, by=staff["ais.worker"]).moves == 1
    ltm = steps.ltm(carried, steps.facilitator(staff), starts_at=steps.in_days(3))
    with pytest.raises(NotAllowed, match="Only the family's workers"):
        moved(ltm, by=staff["facilitator"])
    assert moved(ltm, by=staff["ifs.supervisor"]).moves == 1


def test_what_was_held_or_called_off_is_not_moved(carried):
    meeting = steps.held(steps.pltm(carried))
    with pytest.raises(NotAllowed, match="already held"):
        moved(meeting)
    other = steps.ltm(carried, starts_at=steps.in_days(3))
    cancel_meeting(meeting=other, by=carried.cfs_worker, reason="Ill")
    with pytest.raises(NotAllowed, match="already cancelled"):
        moved(other)


def test_nobody_moves_it_over_a_version_they_did_not_see(carried):
    meeting = steps.ltm(carried, starts_at=steps.in_days(3))
    first = moved(Meeting.objects.get(), by=carried.cfs_worker)
    with pytest.raises(StaleRow) as stale:
        moved(meeting, version=1, by=carried.ais_worker, starts_at=steps.in_days(8))
    assert stale.value.current.starts_at == first.starts_at
    assert Meeting.objects.get().moves == 1


def test_the_ground_of_the_invited_moves_with_the_meeting(staff, carried):
    meeting = steps.ltm(carried, steps.facilitator(staff), starts_at=steps.in_days(3))
    moved(meeting, starts_at=steps.in_days(30))
    grant = carried.family.grants.get(user=staff["facilitator"])
    assert grant.valid_until == meeting.starts_at + datetime.timedelta(days=7)
    assert set(visible(Meeting, staff["facilitator"])) == {meeting}


@pytest.mark.parametrize("wrong", [{"minutes": 4}, {"minutes": 601}, {"moves": 1}, {"moved_reason": "Ill"}])
def test_the_database_knows_lengths_and_reasons(carried, wrong):
    meeting = steps.ltm(carried)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**wrong)
