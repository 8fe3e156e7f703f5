"""Asking for a meeting: its owner, who may know why, and how it turns into a meeting."""

import datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.access import NotAllowed, visible
from families.enums import AssignmentRole, Category, NoticeKind, TaskKind
from families.models import Notice, Task
from families.services import assign
from linkages_site.demo.factories import UserFactory
from meetings.enums import (
    ANSWERED_BY,
    REQUEST_TRANSITIONS,
    TRIGGER_CATEGORY,
    MeetingKind,
    MeetingRequestStatus,
    Trigger,
)
from meetings.models import MeetingRequest
from meetings.services import cancel_meeting, record_no_show, request_meeting, withdraw_meeting_request
from tests.caseplans.county import consent_for
from tests.meetings import county as steps

TELLING = [trigger for trigger in Trigger if TRIGGER_CATEGORY[trigger] != Category.LOGISTICS]


def asked(carried, by=None, **facts):
    by = by or carried.cfs_worker
    usual = {"kind": MeetingKind.LTM, "trigger": Trigger.STAFF, "owner": by, "text": "Bus passes"}
    return request_meeting(family=carried.family, by=by, **(usual | facts))


def tasks(carried):
    return list(Task.objects.filter(family=carried.family, kind=TaskKind.SCHEDULE_MEETING))


@pytest.mark.parametrize("trigger", Trigger)
def test_every_trigger_opens_a_task_of_its_owner(carried, trigger):
    request = asked(carried, trigger=trigger, about=carried.mother if trigger in TELLING else None)
    (task,) = tasks(carried)
    assert (task.owner, task.due_on) == (carried.cfs_worker, timezone.localdate() + datetime.timedelta(days=5))
    assert (request.category, request.history.count()) == (TRIGGER_CATEGORY[trigger], 1)


def test_the_owner_is_told_and_whoever_asks_for_themself_is_not(carried):
    asked(carried)
    assert not Notice.objects.filter(kind=NoticeKind.MEETING_REQUESTED).exists()
    asked(carried, owner=carried.ais_worker)
    assert Notice.objects.get(kind=NoticeKind.MEETING_REQUESTED).user == carried.ais_worker


def test_the_other_bureau_learns_of_a_requirement_not_met_only_by_a_consent(carried):
    """Also not of the task: it is its owner's."""
    secret = asked(carried, carried.ais_worker, trigger=Trigger.WTW_REQUIREMENTS, about=carried.mother)
    plain = asked(carried, carried.ais_worker)
    assert set(visible(MeetingRequest, carried.ais_worker)) == {secret, plain}
    assert set(visible(MeetingRequest, carried.cfs_worker)) == {plain}
    assert not visible(Task, carried.cfs_worker).filter(kind=TaskKind.SCHEDULE_MEETING).exists()
    consent_for(carried, Category.CALWORKS_STATUS)
    assert set(visible(MeetingRequest, carried.cfs_worker)) == {secret, plain}


def test_strangers_and_the_facilitator_know_of_no_request(staff, carried, elsewhere):
    asked(carried)
    steps.ltm(carried, steps.facilitator(staff))
    for user in (elsewhere.cfs_worker, staff["facilitator"]):
        assert not visible(MeetingRequest, user).exists()


def test_who_may_ask_for_what(staff, carried, elsewhere):
    refused = [
        (elsewhere.cfs_worker, {}, "Only the family's workers"),
        (carried.cfs_worker, {"owner": elsewhere.cfs_worker}, "does not work with this family"),
        (carried.cfs_worker, {"trigger": Trigger.CFS_REQUIREMENTS}, "which person"),
        (carried.cfs_worker, {"trigger": Trigger.CFS_REQUIREMENTS, "about": elsewhere.mother}, "not of this family"),
        (
            carried.cfs_worker,
            {"trigger": Trigger.CFS_REQUIREMENTS, "about": carried.mother, "owner": carried.ais_worker},
            "stays within your program",
        ),
        (carried.ais_worker, {"kind": MeetingKind.TDM}, "choose one of them"),
    ]
    for by, facts, reason in refused:
        with pytest.raises(NotAllowed, match=reason):
            asked(carried, by, **facts)
    assert MeetingRequest.objects.count() == 0
    assert asked(carried, staff["ifs.supervisor"], owner=carried.cfs_worker).pk


def test_a_request_goes_to_nobody_who_may_not_schedule_it(staff, carried):
    """The PLTM is the two workers' to schedule (III.D), an LTM anybody's who works the case."""
    eligibility = staff["eligibility.worker"]
    role = AssignmentRole.ELIGIBILITY_WORKER
    assign(case=carried.calworks_case, role=role, unit=eligibility.unit, worker=eligibility, why="Assigned")
    with pytest.raises(NotAllowed, match="scheduled by the family's CFS social worker or AIS/FS social worker: choose"):
        asked(carried, kind=MeetingKind.PLTM, owner=eligibility)
    assert asked(carried, kind=MeetingKind.PLTM, owner=carried.ais_worker).pk
    assert asked(carried, owner=eligibility).pk


def test_the_meeting_set_answers_what_was_asked_for_also_where_its_scheduler_may_not_know_why(carried):
    known = asked(carried)
    secret = asked(carried, carried.ais_worker, trigger=Trigger.DISCONTINUANCE, about=carried.mother)
    other_kind = asked(carried, kind=MeetingKind.CFT)
    meeting = steps.ltm(carried)
    statuses = {}
    for request in (known, secret, other_kind):
        request.refresh_from_db()
        statuses[request.pk] = (request.status, request.meeting)
    assert statuses == {
        known.pk: (MeetingRequestStatus.SCHEDULED, meeting),
        secret.pk: (MeetingRequestStatus.SCHEDULED, meeting),
        other_kind.pk: (MeetingRequestStatus.OPEN, None),
    }
    assert {task.owner for task in tasks(carried)} == {carried.cfs_worker}
    assert not visible(MeetingRequest, carried.cfs_worker).filter(pk=secret.pk).exists()


K = MeetingKind


@pytest.mark.parametrize(
    ("kind", "answering"),
    [
        # An LTM of any kind, also combined with a CFT
        (K.LTM, {K.LTM, K.LTM_FOLLOW_UP, K.LTM_TRANSITION, K.LTM_CFT}),
        (K.LTM_FOLLOW_UP, {K.LTM, K.LTM_FOLLOW_UP, K.LTM_TRANSITION, K.LTM_CFT}),
        # The one before the services end is its own
        (K.LTM_TRANSITION, {K.LTM_TRANSITION, K.LTM_CFT}),
        # Half of what was asked for does not do
        (K.CFT, {K.CFT, K.LTM_CFT}),
        (K.LTM_CFT, {K.LTM_CFT}),
        # And another kind never
        (K.PLTM, {K.PLTM}),
        (K.TDM, {K.TDM}),
        (K.SAFETY_PLANNING, {K.SAFETY_PLANNING}),
        (K.CASE_PLANNING, {K.CASE_PLANNING}),
        (K.DISPOSITION, {K.DISPOSITION}),
        (K.CONSULTATION, {K.CONSULTATION}),
    ],
)
def test_which_meetings_do_for_what_was_asked_for(kind, answering):
    assert ANSWERED_BY[kind] == answering


def test_a_meeting_of_another_kind_that_does_for_it_answers_it(carried):
    """Nobody schedules a second one because the first bears another name."""
    requests = [asked(carried, kind=kind) for kind in (K.LTM, K.LTM_FOLLOW_UP, K.CFT, K.TDM)]
    meeting = steps.ltm(carried, kind=K.LTM_CFT)
    for request in requests:
        request.refresh_from_db()
    assert [request.meeting for request in requests] == [meeting, meeting, meeting, None]
    assert {task.key for task in tasks(carried)} == {f"request:{requests[-1].uuid}"}
    for kind, reason in ((K.LTM, "One LTM with CFT is already scheduled for"), (K.CFT, "One LTM with CFT is already")):
        with pytest.raises(NotAllowed, match=reason):
            asked(carried, kind=kind)


def test_where_another_meeting_set_does_for_it_a_request_is_not_open_again(carried):
    request = asked(carried)
    meeting, other = steps.ltm(carried), steps.ltm(carried, kind=K.LTM_FOLLOW_UP)
    cancel_meeting(meeting=meeting, by=carried.cfs_worker, reason="Snow")
    request.refresh_from_db()
    assert request.meeting == other
    assert tasks(carried) == []


def test_what_has_its_day_is_not_asked_for(carried):
    meeting = steps.ltm(carried)
    with pytest.raises(NotAllowed, match="already scheduled for"):
        asked(carried)
    assert asked(carried, kind=MeetingKind.CFT).pk
    cancel_meeting(meeting=meeting, by=carried.cfs_worker, reason="Snow")
    assert asked(carried).pk


@pytest.mark.parametrize("ends", [cancel_meeting, record_no_show])
def test_a_request_is_open_again_where_its_meeting_was_not_held(carried, ends):
    request = asked(carried)
    meeting = steps.ltm(carried)
    assert tasks(carried) == []
    ends(meeting=meeting, by=carried.cfs_worker, reason="Snow")
    request.refresh_from_db()
    assert (request.status, request.meeting) == (MeetingRequestStatus.OPEN, None)
    assert len(tasks(carried)) == 1


def test_the_same_form_sent_twice_asks_once(carried):
    key = uuid4()
    assert asked(carried, key=key) == asked(carried, key=key)
    with pytest.raises(NotAllowed, match="saved already"):
        asked(carried, key=key, text="Something else")
    assert len(tasks(carried)) == 1


def test_withdrawn_once_with_a_reason(carried, elsewhere):
    request = asked(carried)
    with pytest.raises(NotAllowed):
        withdraw_meeting_request(request=request, by=elsewhere.cfs_worker, reason="No")
    withdraw_meeting_request(request=request, by=carried.cfs_worker, reason="Settled by phone")
    assert tasks(carried) == []
    with pytest.raises(NotAllowed, match="already withdrawn"):
        withdraw_meeting_request(request=request, by=carried.cfs_worker, reason="Again")
    assert (request.withdrawn_reason, request.history.count()) == ("Settled by phone", 2)


def test_the_table_of_requests():
    assert set(REQUEST_TRANSITIONS) == set(MeetingRequestStatus)
    assert REQUEST_TRANSITIONS[MeetingRequestStatus.WITHDRAWN] == frozenset()


def test_the_task_goes_to_whoever_works_the_family_now(carried):
    """Where the owner no longer works the family, it is the worker's of the asker's bureau."""
    asked(carried)
    colleague = UserFactory(unit=carried.cfs_worker.unit, roles=["cfs_worker"])
    steps.reassigned(carried, colleague)
    (task,) = tasks(carried)
    assert task.owner == colleague
