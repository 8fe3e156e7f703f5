"""Recording a meeting: attendance and agenda on one page."""

import pytest
from django.urls import reverse

from families.enums import Category
from meetings.enums import MeetingStatus, Topic
from meetings.models import Meeting, MeetingNote
from tests.meetings import county as steps


def hold_url(meeting):
    return reverse("meetings:meeting-hold", args=[meeting.uuid])


def all_there(meeting, mode="in_person"):
    return {str(one.uuid): mode for one in meeting.attendances.all()}


def test_it_works(signed_in, carried):
    meeting = steps.pltm(carried)
    typed = {
        "willingness-text": "Yes",
        "worries-text": "Housing",
        "worries-about": carried.mother.pk,
        "accommodations-text": "Spanish interpreter",
    }
    response = signed_in(carried.ais_worker).post(hold_url(meeting), all_there(meeting, "phone") | typed)
    assert response["Location"] == meeting.get_absolute_url()
    assert Meeting.objects.get().status == MeetingStatus.HELD
    assert list(MeetingNote.objects.values_list("topic", "category", "about", "bureau")) == [
        (Topic.WILLINGNESS, Category.LOGISTICS, None, "calworks"),
        (Topic.WORRIES, Category.SERVICES, carried.mother.pk, "calworks"),
        (Topic.ACCOMMODATIONS, Category.LOGISTICS, None, "calworks"),
    ]


def test_an_ltm_notes_each_topic_with_its_category_and_person(signed_in, carried):
    meeting = steps.ltm(carried)
    typed = {
        "strengths-text": "A close family",
        "strengths-category": Category.SERVICES,
        "strengths-about": carried.mother.pk,
    }
    signed_in(carried.cfs_worker).post(hold_url(meeting), all_there(meeting) | typed)
    assert list(MeetingNote.objects.values_list("topic", "category", "about")) == [
        (Topic.STRENGTHS, Category.SERVICES, carried.mother.pk)
    ]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"worries-text": "Housing"}, "Say whom it is about"),
        ({"worries-text": "x" * 81}, "at most 80 characters"),
    ],
)
def test_bad_input_is_kept_and_explained(signed_in, carried, typed, error):
    meeting = steps.pltm(carried)
    answer = {"willingness-text": "Yes, both parents"}
    page = signed_in(carried.cfs_worker).post(hold_url(meeting), all_there(meeting) | typed | answer).content.decode()
    assert error in page
    assert "Yes, both parents" in page
    assert Meeting.objects.get().status == MeetingStatus.SCHEDULED


def test_without_the_family_the_page_says_so_and_keeps_what_was_typed(signed_in, carried):
    meeting = steps.ltm(carried)
    there = all_there(meeting) | {str(meeting.attendances.get(person=carried.mother).uuid): ""}
    typed = {"reason-text": "First meeting", "reason-category": Category.LOGISTICS}
    page = signed_in(carried.cfs_worker).post(hold_url(meeting), there | typed).content.decode()
    assert "An LTM is not held without: Parent or family." in page
    assert "First meeting" in page
    assert MeetingNote.objects.count() == 0


def test_an_ltm_note_needs_its_kind_of_information(signed_in, carried):
    meeting = steps.ltm(carried)
    page = signed_in(carried.cfs_worker).post(hold_url(meeting), all_there(meeting) | {"reason-text": "First meeting"})
    assert "Say what kind of information this is." in page.content.decode()
    assert Meeting.objects.get().status == MeetingStatus.SCHEDULED


def test_outsider_gets_404(signed_in, carried, elsewhere):
    client = signed_in(elsewhere.cfs_worker)
    url = hold_url(steps.pltm(carried))
    assert client.get(url).status_code == client.post(url).status_code == 404


def test_reader_is_refused_with_the_reason(signed_in, staff, carried):
    eligibility = {"role": "eligibility_worker", "user": staff["eligibility.worker"]}
    meeting = steps.ltm(carried, eligibility)
    response = signed_in(staff["eligibility.worker"]).post(hold_url(meeting), all_there(meeting))
    assert response.status_code == 403
    assert "can run this meeting" in response.content.decode()
