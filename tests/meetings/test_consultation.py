"""A case consultation is held by the co-located CalWORKs worker who is asked."""

import pytest
from django.urls import reverse

from accounts.access import NotAllowed, visible
from families.enums import Category
from meetings.enums import AttendeeRole, MeetingKind, MeetingStatus, Mode, Topic
from meetings.models import Meeting
from meetings.services import add_note, hold_meeting, schedule_meeting
from tests.meetings import county as steps

ANSWER = {"topic": Topic.QUESTION, "text": "Mondays are free of appointments", "category": Category.LOGISTICS}


def colocated(staff):
    return {"role": AttendeeRole.WTW_SOCIAL_WORKER, "user": staff["colocated.worker"]}


@pytest.fixture
def consultation(staff, carried):
    return schedule_meeting(
        family=carried.family, by=carried.cfs_worker, kind=MeetingKind.CONSULTATION, starts_at=steps.in_days(0),
        mode=Mode.IN_PERSON, place="Martinez office", attendees=[steps.workers(carried)[0], colocated(staff)],
    )  # fmt: skip


def test_who_is_asked_holds_it_and_writes_the_answer(signed_in, staff, carried, consultation):
    by = staff["colocated.worker"]
    page = signed_in(by).get(consultation.get_absolute_url()).content.decode()
    assert "can run this meeting" not in page
    run = signed_in(by).get(reverse("meetings:meeting-run", args=[consultation.uuid])).content.decode()
    assert "Questions to ask the family" not in run, "the family is not there"
    hold_meeting(meeting=consultation, by=by, present=dict.fromkeys(consultation.attendances.all(), Mode.IN_PERSON))
    add_note(meeting=consultation, by=by, **ANSWER)
    assert Meeting.objects.get().status == MeetingStatus.MINUTES
    with pytest.raises(NotAllowed, match="note more than logistics"):
        add_note(meeting=consultation, by=by, **ANSWER | {"category": Category.HOUSING, "about": carried.mother})


def test_another_meeting_is_not_theirs_to_run(staff, carried):
    meeting = steps.ltm(carried, colocated(staff))
    with pytest.raises(NotAllowed, match="can run this meeting"):
        steps.held(meeting, by=staff["colocated.worker"])


def test_without_an_invitation_there_is_none_to_see(staff, carried):
    steps.ltm(carried)
    assert not visible(Meeting, staff["colocated.worker"]).exists()
