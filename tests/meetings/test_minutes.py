"""The minutes on paper: readable aloud, and no more in them than whoever prints them may read."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLogEntry
from crossover.services.consents import revoke_consent
from families.enums import Category
from meetings.enums import MeetingKind, Mode, Question, Topic
from meetings.models import Meeting
from meetings.pdf import minutes_pdf
from meetings.services import (
    add_note,
    correct_note,
    decide,
    finish_arrangement,
    finish_minutes,
    hold_meeting,
    schedule_meeting,
)
from tests.caseplans.county import consent_for
from tests.crossover.test_consent_pdf import failures, text_of
from tests.meetings import county as steps

PART_TWO = "42 CFR Part 2"
RENT, TESTS, LIAISON = "Rent is late", "Weekly classes since spring", "Rosa Lim"


@pytest.fixture
def meeting(staff, carried):
    """A held LTM with housing and substance use of the mother, a liaison, and someone who did not come."""
    liaison = {"role": "dv_liaison", "external_name": LIAISON, "about": carried.mother}
    school = {"role": "school", "external_name": "Ms. Ito", "organization": "Vista Elementary"}
    meeting = steps.ltm(carried, liaison, school, steps.facilitator(staff), interpreter="Spanish, Ana Ruiz")
    said = {"meeting": meeting, "by": carried.cfs_worker, "about": carried.mother}
    add_note(**said, topic=Topic.CONCERNS, text=RENT, category=Category.HOUSING, question=Question.WORRIED)
    add_note(**said, topic=Topic.PARENT_STATUS, text=TESTS, category=Category.SUBSTANCE_USE)
    day = datetime.date(2027, 3, 4)
    decide(**said, text="Write to the landlord", category=Category.HOUSING, by_whom="The CFS worker", due_on=day)
    decide(meeting=meeting, by=carried.cfs_worker, text="Meet on Tuesdays", category=Category.LOGISTICS)
    there = meeting.attendances.exclude(external_name="Ms. Ito")
    hold_meeting(meeting=meeting, by=carried.cfs_worker, present=dict.fromkeys(there, Mode.VIDEO))
    return meeting


def test_they_are_valid_and_tell_who_came_what_was_said_and_what_is_next(carried, meeting):
    steps.ltm(carried, starts_at=steps.in_days(30), place="The library")
    pdf = minutes_pdf(meeting, carried.cfs_worker)
    assert failures(pdf) == []
    text = text_of(pdf)
    for words in (
        "Draft", str(carried.mother), "By video", LIAISON, "Invited and not there: Ms. Ito", "Spanish, Ana Ruiz",
        "What are we worried about?", RENT, "How the parents are doing", TESTS, "Meet on Tuesdays",
        "Write to the landlord", "The CFS worker", "Mar 4, 2027", "The library",
    ):  # fmt: skip
        assert words in text, words


def test_the_other_program_and_the_facilitator_print_what_they_may_read(staff, carried, meeting):
    for user in (carried.ais_worker, staff["facilitator"]):
        text = text_of(minutes_pdf(meeting, user))
        for hidden in (RENT, TESTS, LIAISON, "violence", "landlord", "The CFS worker", "Substance", PART_TWO):
            assert hidden not in text, hidden
        assert "Meet on Tuesdays" in text
        assert "Each program may hold items not shown here." in text


def test_a_consent_opens_its_kind_until_it_is_revoked(carried, meeting):
    consent = consent_for(carried, Category.HOUSING)
    text = text_of(minutes_pdf(meeting, carried.ais_worker))
    assert RENT in text
    assert TESTS not in text
    assert PART_TWO not in text
    revoke_consent(consent=consent, by=carried.cfs_worker)
    assert RENT not in text_of(minutes_pdf(meeting, carried.ais_worker))


def test_substance_use_carries_its_notice_on_each_sheet_and_names_the_consent(carried, meeting):
    own = text_of(minutes_pdf(meeting, carried.cfs_worker))
    assert own.count(PART_TWO) > 1
    assert "is shown under" not in own
    consent_for(carried, Category.SUBSTANCE_USE)
    text = text_of(minutes_pdf(meeting, carried.ais_worker))
    assert TESTS in text
    assert f"under the WTWCC 10B signed {timezone.localdate():%b}" in text
    assert str(carried.mother) in text[text.index("is shown under") :]


def test_final_minutes_say_so_print_the_same_and_show_a_later_correction(carried, meeting):
    finish_minutes(meeting=meeting, by=carried.cfs_worker)
    meeting = Meeting.objects.get(pk=meeting.pk)
    pdf = minutes_pdf(meeting, carried.cfs_worker)
    assert pdf == minutes_pdf(meeting, carried.cfs_worker)
    text = text_of(pdf)
    assert f"Final, finished by {carried.cfs_worker}" in text
    assert "corrected" not in text
    note = meeting.notes.get(category=Category.HOUSING)
    facts = {"text": "Rent is two weeks late", "category": note.category, "about": note.about}
    correct_note(note=note, by=carried.cfs_worker, version=note.version, **facts)
    text = text_of(minutes_pdf(meeting, carried.cfs_worker))
    assert f"Rent is two weeks late (Housing and homelessness, about {carried.mother}; corrected on" in text


def test_next_is_the_first_one_after_it_that_the_reader_may_know(staff, carried, meeting):
    schedule = {"family": carried.family, "by": carried.cfs_worker, "mode": Mode.PHONE}
    schedule_meeting(**schedule, kind=MeetingKind.TDM, starts_at=steps.in_days(9), place="Room 9", attendees=[])
    assert "Room 9" in text_of(minutes_pdf(meeting, carried.cfs_worker))
    facilitators = text_of(minutes_pdf(meeting, staff["facilitator"]))
    assert "Room 9" not in facilitators, "not invited to that one"
    assert "None is set" in facilitators
    steps.ltm(carried, starts_at=steps.in_days(20), place="Room 20")
    assert "Room 20" not in text_of(minutes_pdf(meeting, carried.cfs_worker))


def test_a_pltm_tells_who_sees_to_what(carried):
    note = steps.note(carried, Topic.TRAVEL, Category.LOGISTICS, text="Two bus passes", owner=carried.ais_worker)
    steps.held(note.meeting, outcome="declined", outcome_reason="The mother works nights")
    text = text_of(minutes_pdf(note.meeting, carried.cfs_worker))
    for words in ("Two bus passes", str(carried.ais_worker), "Open", "The mother works nights"):
        assert words in text
    assert text.count("Two bus passes") == 1
    finish_arrangement(note=note, by=carried.ais_worker)
    assert "Open" not in text_of(minutes_pdf(note.meeting, carried.cfs_worker))


def test_they_are_downloaded_and_logged_with_the_consent(signed_in, carried, meeting):
    consent = consent_for(carried, Category.HOUSING)
    client, url = signed_in(carried.ais_worker), reverse("meetings:meeting-minutes", args=[meeting.uuid])
    answer = client.get(url)
    assert answer["Content-Type"] == "application/pdf"
    assert str(carried.mother) not in answer["Content-Disposition"]
    entry = AccessLogEntry.objects.latest("pk")
    assert (entry.act, entry.consents) == ("downloaded", [consent.uuid])
    assert url in client.get(meeting.get_absolute_url()).content.decode()


def test_a_meeting_not_held_has_none(signed_in, carried):
    meeting = steps.ltm(carried)
    client, url = signed_in(carried.cfs_worker), reverse("meetings:meeting-minutes", args=[meeting.uuid])
    answer = client.get(url)
    assert answer.status_code == 403
    assert "was not held" in answer.content.decode()
    assert url not in client.get(meeting.get_absolute_url()).content.decode()
