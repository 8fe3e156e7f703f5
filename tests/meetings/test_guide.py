"""The guided agenda: three questions, protective factors, past events, action items, the facilitator's screen."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.access import NotAllowed
from caseplans.services import start_plan
from caseplans.sharing import readable_rows
from families.enums import Category
from meetings.enums import LTMS, PROTECTIVE_FACTORS, SUGGESTED, MeetingKind, Question, Topic
from meetings.models import Decision, KindRule, MeetingNote
from meetings.services import add_note, decide
from tests.meetings import county as steps


@pytest.fixture
def meeting(carried):
    return steps.ltm(carried)


def said(meeting, carried, **facts):
    usual = {"topic": Topic.STRENGTHS, "text": "Close family", "category": Category.SERVICES, "about": carried.mother}
    return add_note(meeting=meeting, by=carried.cfs_worker, **(usual | facts))


def test_every_ltm_goes_through_the_five_protective_factors(db):
    for kind in LTMS:
        assert set(PROTECTIVE_FACTORS) <= set(KindRule.objects.of(kind).topics)
    assert len(PROTECTIVE_FACTORS) == 5


def test_there_are_questions_for_every_topic_of_the_ltm(db):
    assert set(KindRule.objects.of(MeetingKind.LTM).topics) <= set(SUGGESTED)


def test_a_note_answers_one_of_three_questions(carried, meeting):
    note = said(meeting, carried, question=Question.WELL)
    assert note.get_question_display() == "What is working well?"
    assert len(Question) == 3


def test_a_past_event_is_noted_only_with_why_it_matters(carried, meeting):
    with pytest.raises(NotAllowed, match="only where it matters"):
        said(meeting, carried, past_event=True)
    with pytest.raises(NotAllowed, match="only where it matters"):
        said(meeting, carried, past_event=True, relevance="  ")
    note = said(meeting, carried, past_event=True, relevance="The same landlord")
    with pytest.raises(IntegrityError, match="past_event"), transaction.atomic():
        MeetingNote.objects.filter(pk=note.pk).update(relevance="")


def test_the_page_asks_why_a_past_event_matters(signed_in, carried, meeting):
    url = reverse("meetings:note-new", args=[meeting.uuid, Topic.CONCERNS])
    client = signed_in(carried.cfs_worker)
    typed = {"text": "Evicted in 2019", "category": Category.HOUSING, "about": carried.mother.pk, "past_event": "on"}
    refused = client.post(url, typed)
    assert "Say why it matters" in refused.context["form"].errors["relevance"][0]
    assert "Evicted in 2019" in refused.content.decode()
    assert client.post(url, typed | {"relevance": "The same landlord", "question": "worried"}).status_code == 302
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "What are we worried about?" in page
    assert "It matters because: The same landlord" in page


def test_action_items_say_who_and_by_when_and_flow_into_the_plan(carried, meeting):
    due_on = datetime.date(2026, 12, 3)
    decision = decide(
        meeting=meeting, by=carried.cfs_worker, text="Apply for rent help", category=Category.LOGISTICS,
        by_whom="Maria and Samuel", due_on=due_on,
    )  # fmt: skip
    assert str(decision) == "Apply for rent help (Maria and Samuel, by Dec 3, 2026)"
    steps.held(meeting)
    plan = start_plan(family=carried.family, by=carried.cfs_worker, meeting=meeting)
    assert [str(one) for one in readable_rows(plan, carried.cfs_worker).decisions] == [str(decision)]


def test_the_decision_page_takes_who_and_when(signed_in, carried, meeting):
    url = reverse("meetings:decision-new", args=[meeting.uuid])
    facts = {"text": "Bus passes", "category": Category.LOGISTICS, "by_whom": "Samuel", "due_on": "2026-12-03"}
    assert signed_in(carried.cfs_worker).post(url, facts | {"due_on": "soon"}).status_code == 200
    assert signed_in(carried.cfs_worker).post(url, facts).status_code == 302
    assert str(Decision.objects.get()) == "Bus passes (Samuel, by Dec 3, 2026)"


def test_correcting_keeps_what_was_said_besides(signed_in, carried, meeting):
    note = said(meeting, carried, question=Question.WELL, past_event=True, relevance="The same school")
    url = reverse("meetings:note-correct", args=[meeting.uuid, note.uuid])
    client = signed_in(carried.cfs_worker)
    form = client.get(url).context["form"]
    typed = {name: form[name].value() for name in ("text", "category", "about", "question", "relevance", "version")}
    assert client.post(url, typed | {"past_event": "on", "text": "A very close family"}).status_code == 302
    note.refresh_from_db()
    assert (note.text, note.question, note.relevance) == ("A very close family", Question.WELL, "The same school")


def test_the_facilitators_screen_has_it_all(signed_in, staff, carried):
    meeting = steps.ltm(carried, steps.facilitator(staff))
    said(meeting, carried)
    run = reverse("meetings:meeting-run", args=[meeting.uuid])
    page = signed_in(carried.cfs_worker).get(run).content.decode()
    for words in (*Question.labels, "Protective factors", *SUGGESTED[Topic.STRENGTHS], "Close family"):
        assert words in page
    other = signed_in(staff["facilitator"]).get(run).content.decode()
    assert "Close family" not in other
    assert "Protective factors" in other


def test_the_next_meeting_is_set_from_there(signed_in, carried, meeting):
    page = signed_in(carried.cfs_worker).get(reverse("meetings:meeting-run", args=[meeting.uuid])).content.decode()
    assert f"{reverse('meetings:meeting-new', args=[carried.family.uuid])}?kind=ltm_follow_up" in page
