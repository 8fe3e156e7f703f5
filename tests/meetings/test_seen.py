"""What is done to a meeting is done to it as it was seen; a form sent twice makes one row; nothing typed is lost."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed
from families.enums import Category
from families.models import OwnTask
from families.services import StaleRow, write_down_task
from meetings.enums import ABSENT, MeetingStatus, Mode, Topic
from meetings.models import Attendance, Decision, Meeting, MeetingNote
from meetings.services import (
    add_note,
    cancel_meeting,
    confirm_meeting,
    decide,
    finish_arrangement,
    finish_minutes,
    keep_statement,
    mark_attendance,
    move_meeting,
    record_no_show,
)
from meetings.services.requests import acknowledge_request
from meetings.sharing import marks_of, standing_of
from tests.meetings import county as steps
from tests.meetings.requests import asked


@pytest.fixture
def meeting(carried):
    return steps.ltm(carried)


def moved(meeting, carried):
    """A colleague moves it, by the row of their own page."""
    theirs = Meeting.objects.get(pk=meeting.pk)
    later = timezone.now() + steps.datetime.timedelta(minutes=5)
    return move_meeting(
        meeting=theirs, by=carried.ais_worker, version=theirs.version, starts_at=later, minutes=60,
        mode=Mode.PHONE, place="Line 7", moved_reason="The room is taken",
    )  # fmt: skip


def url(name, meeting):
    return reverse(f"meetings:meeting-{name}", args=[meeting.uuid])


def hidden(client, page, name):
    """What the page itself carries in a hidden field."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', client.get(page).content.decode())
    assert found, f"{page} carries no {name}"
    return found[1]


def everyone(meeting, mode):
    return {str(one.uuid): mode for one in meeting.attendances.all()}


@pytest.mark.parametrize("verb", [confirm_meeting, cancel_meeting, record_no_show])
def test_a_meeting_moved_meanwhile_is_looked_at_again(carried, meeting, verb):
    facts, stands = {"reason": "Snow"}, standing_of
    if verb is confirm_meeting:
        facts, stands = {}, lambda meeting: marks_of(meeting, meeting.attendances.all())
    seen = stands(meeting)
    moved(meeting, carried)
    with pytest.raises(StaleRow):
        verb(meeting=meeting, by=carried.cfs_worker, seen=seen, **facts)
    assert Meeting.objects.get().status == MeetingStatus.SCHEDULED
    verb(meeting=meeting, by=carried.cfs_worker, seen=stands(meeting), **facts)
    assert Meeting.objects.get().status != MeetingStatus.SCHEDULED


@pytest.mark.parametrize("page", ["cancel", "no-show"])
def test_both_days_are_shown_before_it_is_called_off(signed_in, carried, meeting, page):
    client = signed_in(carried.cfs_worker)
    assert 'name="seen" value="1"' in client.get(url(page, meeting)).content.decode()
    moved(meeting, carried)
    stale = client.post(url(page, meeting), {"reason": "Too early for them", "seen": "1"})
    text = stale.content.decode()
    assert (stale.status_code, Meeting.objects.get().status) == (409, MeetingStatus.SCHEDULED)
    assert "Line 7" in text
    assert "You saw: " in text
    assert "Martinez office" in text
    assert "Too early for them" in text
    assert 'name="seen" value="2"' in text
    assert client.post(url(page, meeting), {"reason": "Too early for them", "seen": "2"}).status_code == 302


def test_another_day_than_the_one_shown_is_not_confirmed(signed_in, carried, meeting):
    client, page = signed_in(carried.cfs_worker), meeting.get_absolute_url()
    seen = hidden(client, page, "seen")
    moved(meeting, carried)
    answer = client.post(url("confirm", meeting), {"seen": seen}, follow=True)
    assert "Not confirmed: meanwhile a colleague moved the meeting" in answer.content.decode()
    client.post(url("confirm", meeting), {"seen": hidden(client, page, "seen")})
    assert Meeting.objects.get().status == MeetingStatus.CONFIRMED


@pytest.mark.parametrize("page", ["cancel", "hold", "move"])
def test_moved_there_and_back_both_are_shown_too(signed_in, carried, meeting, page):
    """Nothing differs by now from what was seen or typed: what happened in between is not passed over in silence."""
    client, now = signed_in(carried.cfs_worker), f"{timezone.localtime(meeting.starts_at):%Y-%m-%dT%H:%M}"
    facts = {"mode": meeting.mode, "place": meeting.place, "minutes": meeting.minutes, "moved_reason": "Too early"}
    typed = {
        "cancel": {"reason": "Snow", "seen": "1"},
        "hold": everyone(meeting, "phone") | {"seen": hidden(client, url("hold", meeting), "seen")},
        "move": facts | {"starts_at": now, "version": "1"},
    }[page]
    moved(meeting, carried)
    there = Meeting.objects.get()
    move_meeting(meeting=there, by=carried.ais_worker, version=2, starts_at=meeting.starts_at, **facts)
    stale = client.post(url(page, meeting), typed)
    assert stale.status_code == 409
    shown = [f"{label} {stands} {seen}" for label, stands, seen in stale.context["differing"]]
    assert shown
    assert all("Martinez office" in row for row in shown) or page == "move"
    assert "An invitation was taken back" not in stale.content.decode()


def test_the_record_does_not_undo_a_colleagues_mark(signed_in, carried, meeting):
    client = signed_in(carried.cfs_worker)
    seen = hidden(client, url("hold", meeting), "seen")
    mother = meeting.attendances.get(person=carried.mother)
    mark_attendance(attendance=mother, by=carried.ais_worker, mode=Mode.VIDEO)
    typed = everyone(meeting, "phone") | {"seen": seen}
    stale = client.post(url("hold", meeting), typed)
    assert (stale.status_code, Meeting.objects.get().status) == (409, MeetingStatus.SCHEDULED)
    differing = stale.context["differing"]
    assert differing == [(str(carried.mother), "By video", "By phone")]
    client.post(url("hold", meeting), typed | {"seen": stale.context["form"]["seen"].value()})
    assert Meeting.objects.get().status == MeetingStatus.HELD


def test_the_record_says_that_it_was_moved(signed_in, carried, meeting):
    client = signed_in(carried.cfs_worker)
    seen = hidden(client, url("hold", meeting), "seen")
    moved(meeting, carried)
    stale = client.post(url("hold", meeting), everyone(meeting, "phone") | {"seen": seen})
    assert [row[0] for row in stale.context["differing"]] == ["When and where"]


def test_a_mark_is_made_over_the_one_that_was_seen(signed_in, carried, meeting):
    mother = meeting.attendances.get(person=carried.mother)
    mark = reverse("meetings:attendance-mark", args=[meeting.uuid, mother.uuid])
    client = signed_in(carried.cfs_worker)
    mark_attendance(attendance=mother, by=carried.ais_worker, mode=Mode.VIDEO)
    answer = client.post(mark, {"way": ABSENT, "seen": ""}, follow=True)
    assert "meanwhile a colleague marked" in answer.content.decode()
    assert Attendance.objects.get(pk=mother.pk).mark == Mode.VIDEO
    assert client.post(mark, {"way": "video", "seen": ""})["Location"].endswith(f"#mark-{mother.uuid}")
    client.post(mark, {"way": ABSENT, "seen": "video"})
    assert Attendance.objects.get(pk=mother.pk).mark == ABSENT


def test_a_statement_is_kept_over_what_was_seen(signed_in, carried):
    nurse = {"role": "community", "external_name": "Rosa Lind"}
    meeting = steps.ltm(carried, nurse)
    outsider = meeting.attendances.get(external_name="Rosa Lind")
    page = reverse("meetings:attendance-statement", args=[meeting.uuid, outsider.uuid])
    today = timezone.localdate()
    client = signed_in(carried.cfs_worker)
    seen = hidden(client, page, "seen")
    assert "They hear meeting logistics only" in client.get(page).content.decode()
    keep_statement(attendance=outsider, by=carried.ais_worker, statement_signed_on=today)
    stale = client.post(page, {"statement_signed_on": "", "seen": seen})
    assert stale.status_code == 409
    assert [row[0] for row in stale.context["differing"]] == ["Confidentiality statement signed on"]
    outsider.refresh_from_db()
    assert outsider.statement_signed_on == today


def test_a_request_is_withdrawn_as_far_as_it_was_seen_to_have_come(signed_in, carried):
    request = asked(carried)
    page = reverse("meetings:request-withdraw", args=[request.uuid])
    client = signed_in(carried.cfs_worker)
    assert hidden(client, page, "seen") == "requested"
    acknowledge_request(request=request, by=carried.ais_worker)
    stale = client.post(page, {"reason": "Found it out", "seen": "requested"})
    assert stale.status_code == 409
    assert stale.context["differing"] == [("Status", "Acknowledged", "You saw: Requested")]
    assert client.post(page, {"reason": "Found it out", "seen": "acknowledged"}).status_code == 302


def test_notes_and_decisions_are_kept_once_however_often_the_form_is_sent(signed_in, carried, meeting):
    client = signed_in(carried.cfs_worker)
    about = {"category": Category.SERVICES.value, "about": carried.mother.pk}
    pages = {MeetingNote: reverse("meetings:note-new", args=[meeting.uuid, "strengths"])}
    pages[Decision] = reverse("meetings:decision-new", args=[meeting.uuid])
    for model, page in pages.items():
        key = hidden(client, page, "key")
        for _ in range(2):
            assert client.post(page, about | {"text": "Bus passes", "key": key}).status_code == 302
        assert model.objects.count() == 1
        assert client.post(page, about | {"text": "Other words", "key": key}).status_code == 403


def test_one_key_is_one_persons_at_one_meeting(carried, meeting):
    facts = {"text": "Bus passes", "category": Category.LOGISTICS, "key": uuid4()}
    add_note(meeting=meeting, by=carried.cfs_worker, topic=Topic.STRENGTHS, **facts)
    with pytest.raises(NotAllowed, match="saved already"):
        add_note(meeting=meeting, by=carried.ais_worker, topic=Topic.STRENGTHS, **facts)
    decide(meeting=meeting, by=carried.cfs_worker, **facts)
    with pytest.raises(NotAllowed, match="saved already"):
        decide(meeting=meeting, by=carried.ais_worker, **facts)


def test_a_task_is_written_down_once(carried):
    facts = {"title": "Bring the bus passes", "owner": carried.cfs_worker, "due_on": timezone.localdate()}
    key = uuid4()
    first = write_down_task(family=carried.family, by=carried.cfs_worker, key=key, **facts)
    assert write_down_task(family=carried.family, by=carried.cfs_worker, key=key, **facts) == first
    assert OwnTask.objects.count() == 1


def test_the_pages_that_ask_and_write_down_carry_the_key_of_their_row(signed_in, carried):
    client = signed_in(carried.cfs_worker)
    for name in ("meetings:meeting-request-new", "families:own-task-new"):
        page = reverse(name, args=[carried.family.uuid])
        assert hidden(client, page, "key") != hidden(client, page, "key")


def test_words_sent_to_a_page_that_is_closed_by_now_are_shown_for_copying(signed_in, carried, meeting):
    client = signed_in(carried.cfs_worker)
    steps.held(meeting)
    finish_minutes(meeting=meeting, by=carried.cfs_worker)
    page = reverse("meetings:note-new", args=[meeting.uuid, "strengths"])
    for typed in ({"text": "She found work", "category": Category.LOGISTICS.value}, {"text": "She found work"}):
        refused = client.post(page, typed)
        assert refused.status_code == 403
        assert "She found work" in refused.content.decode()


def test_whoever_runs_the_meeting_comes_back_to_its_screen(signed_in, carried, meeting):
    client = signed_in(carried.cfs_worker)
    run = url("run", meeting)
    note = f"{reverse('meetings:note-new', args=[meeting.uuid, 'strengths'])}?from=run"
    assert note in client.get(run).content.decode()
    assert f'href="{run}#topic-strengths"' in client.get(note).content.decode()
    typed = {"text": "She found work", "category": Category.LOGISTICS.value}
    assert client.post(note, typed)["Location"] == f"{run}#topic-strengths"
    assert 'id="topic-strengths"' in client.get(run).content.decode()


def test_the_facilitator_is_offered_only_what_they_may_do(signed_in, staff, carried):
    pltm = steps.pltm(carried)
    add_note(
        meeting=pltm, by=carried.cfs_worker, topic=Topic.TRAVEL, text="Bus", category=Category.LOGISTICS,
        owner=carried.ais_worker,
    )  # fmt: skip
    steps.held(pltm)
    ltm = steps.ltm(carried, steps.facilitator(staff))
    client = signed_in(staff["facilitator"])
    text = client.get(url("run", ltm)).content.decode()
    assert "Bus" in text
    assert "Mark as done" not in text
    assert "Only the family&#x27;s workers and their supervisors can schedule a meeting." in text
    worker = signed_in(carried.ais_worker)
    page = worker.get(url("run", ltm)).content.decode()
    note = MeetingNote.objects.get(topic=Topic.TRAVEL)
    done = f"{reverse('meetings:arrangement-finish', args=[ltm.uuid, note.uuid])}?from=run"
    assert done in page
    assert worker.post(done)["Location"] == url("run", ltm) + "#close"
    with pytest.raises(NotAllowed, match="done already"):
        finish_arrangement(note=note, by=carried.ais_worker)


def test_a_pltm_is_run_without_decisions_and_leads_to_its_ltm(signed_in, carried):
    text = signed_in(carried.cfs_worker).get(url("run", steps.pltm(carried))).content.decode()
    assert "Add a decision" not in text
    assert "?kind=ltm&quot;" not in text
    assert '?kind=ltm"' in text
