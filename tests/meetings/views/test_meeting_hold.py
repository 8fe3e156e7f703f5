"""Recording a meeting: attendance and agenda on one page."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from families.enums import Category
from meetings.enums import MeetingStatus, Topic
from meetings.models import Meeting, MeetingNote
from tests.meetings import county as steps


def hold_url(meeting):
    return reverse("meetings:meeting-hold", args=[meeting.uuid])


def all_there(meeting, mode="in_person"):
    came_to = {"outcome": "more_time"} if meeting.kind == "pltm" else {}
    return {str(one.uuid): mode for one in meeting.attendances.all()} | came_to


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


def test_nobody_is_preset_and_everyone_is_stated(signed_in, carried):
    meeting = steps.ltm(carried)
    client = signed_in(carried.cfs_worker)
    keys = list(all_there(meeting))
    assert {client.get(hold_url(meeting)).context["form"][key].value() for key in keys} == {None}
    form = client.post(hold_url(meeting), {keys[0]: "phone", "reason-text": "First meeting"}).context["form"]
    assert [form[key].value() for key in keys] == ["phone", None, None]
    assert set(form.errors) == set(keys[1:])
    assert form.errors[keys[1]] == [f"Say whether {carried.cfs_worker} took part."]
    assert Meeting.objects.get().status == MeetingStatus.SCHEDULED


def test_a_child_alone_is_refused_on_the_page(signed_in, carried):
    meeting = steps.ltm(carried, {"role": "family", "person": carried.child})
    there = all_there(meeting) | {str(meeting.attendances.get(person=carried.mother).uuid): "absent"}
    client = signed_in(carried.cfs_worker)
    assert "A child alone is not enough" in client.post(hold_url(meeting), there).content.decode()
    assert Meeting.objects.get().status == MeetingStatus.SCHEDULED
    client.post(hold_url(meeting), all_there(meeting))
    assert Meeting.objects.get().status == MeetingStatus.HELD


def test_the_page_says_what_happened_and_what_is_next(signed_in, carried):
    client = signed_in(carried.cfs_worker)
    day = date_format(timezone.localdate())
    for make, said in (
        (steps.pltm, f"PLTM of {day} recorded as held. Next: schedule the LTM with the family."),
        (steps.ltm, f"LTM of {day} recorded as held. Next: add the decisions below"),
    ):
        meeting = make(carried)
        assert said in client.post(hold_url(meeting), all_there(meeting), follow=True).content.decode()


def test_without_the_family_the_page_says_so_and_keeps_what_was_typed(signed_in, carried):
    meeting = steps.ltm(carried)
    there = all_there(meeting) | {str(meeting.attendances.get(person=carried.mother).uuid): "absent"}
    typed = {"reason-text": "First meeting", "reason-category": Category.LOGISTICS}
    page = signed_in(carried.cfs_worker).post(hold_url(meeting), there | typed).content.decode()
    assert "The LTM is not held without: Parent or family." in page
    assert "First meeting" in page
    assert MeetingNote.objects.count() == 0


def test_an_ltm_note_needs_its_kind_of_information(signed_in, carried):
    meeting = steps.ltm(carried)
    page = signed_in(carried.cfs_worker).post(hold_url(meeting), all_there(meeting) | {"reason-text": "First meeting"})
    assert "Say what kind of information this is." in page.content.decode()
    assert Meeting.objects.get().status == MeetingStatus.SCHEDULED


def test_what_is_wrong_says_under_which_topic(signed_in, carried):
    """Two topics ask about whom: which one is not answered stands above the form."""
    meeting = steps.pltm(carried)
    typed = {"worries-text": "Rent", "worries-about": carried.mother.pk, "safety_check-answer": "Yes"}
    answer = signed_in(carried.cfs_worker).post(hold_url(meeting), all_there(meeting, "phone") | typed)
    page = answer.content.decode()
    assert f"Please check under “{Topic.SAFETY_CHECK.label}”:" in page
    assert f"Please check under “{Topic.WORRIES.label}”:" not in page


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


def test_what_was_typed_is_there_for_copying_where_a_colleague_recorded_it_first(signed_in, carried):
    meeting = steps.held(steps.pltm(carried))
    typed = {"worries-text": "Rent is <due> on Friday", "worries-about": carried.mother.pk}
    answer = signed_in(carried.cfs_worker).post(hold_url(meeting), all_there(meeting, "phone") | typed)
    assert answer.status_code == 403
    kept = [("Worries: What was said", "Rent is <due> on Friday"), ("Worries: About", str(carried.mother))]
    assert answer.context["typed"] == kept
    assert "Rent is &lt;due&gt; on Friday" in answer.content.decode()
    assert not MeetingNote.objects.filter(text__contains="Rent").exists()


def test_who_interpreted_is_said_where_the_meeting_is_recorded(signed_in, carried):
    """Another one came than was booked, or none was booked: what was held is not moved any more."""
    meeting = steps.ltm(carried, interpreter="Spanish, county line")
    client = signed_in(carried.cfs_worker)
    page = client.get(hold_url(meeting))
    assert page.context["form"]["interpreter"].value() == "Spanish, county line"
    client.post(hold_url(meeting), all_there(meeting) | {"interpreter": "Spanish, Mr. Vela"})
    assert Meeting.objects.get().interpreter == "Spanish, Mr. Vela"


def test_telltale_words_about_the_interpreter_are_asked_about(signed_in, carried):
    meeting = steps.ltm(carried)
    typed = all_there(meeting) | {"interpreter": "Spanish, his probation officer"}
    form = signed_in(carried.cfs_worker).post(hold_url(meeting), typed).context["form"]
    assert "“probation” (court)" in form.errors["interpreter"][0]
    assert Meeting.objects.get().status == MeetingStatus.SCHEDULED


def test_staff_alone_need_no_interpreter(signed_in, carried):
    form = signed_in(carried.cfs_worker).get(hold_url(steps.pltm(carried))).context["form"]
    assert "interpreter" not in form.fields
