"""Papers of a meeting: readable aloud, in the family's language, and telling no more than their reader may know."""

import pytest
from django.urls import reverse

from accounts.models import AccessLogEntry
from families.enums import Category, Language
from meetings.enums import Topic
from meetings.pdf import agenda_pdf, invitation_pdf
from meetings.services import add_note, cancel_meeting
from meetings.statements import INVITATION
from tests.crossover.test_consent_pdf import failures, text_of
from tests.meetings import county as steps


@pytest.fixture
def meeting(staff, carried):
    liaison = {"role": "dv_liaison", "external_name": "Rosa Lim", "about": carried.mother}
    meeting = steps.ltm(carried, liaison, steps.facilitator(staff), interpreter="Spanish, Ana Ruiz")
    add_note(
        meeting=meeting, by=carried.cfs_worker, topic=Topic.CONCERNS, text="Rent is late",
        category=Category.HOUSING, about=carried.mother,
    )  # fmt: skip
    return meeting


def test_the_agenda_is_valid_and_holds_the_sign_in_sheet_and_no_note(carried, meeting):
    pdf = agenda_pdf(meeting, carried.cfs_worker)
    assert failures(pdf) == []
    text = " ".join(text_of(pdf).split())
    for words in ("Sign-in sheet", "Reason for the meeting", str(carried.mother), "Spanish, Ana Ruiz"):
        assert words in text
    assert "Rent is late" not in text


def test_who_tells_something_by_coming_is_on_nobodys_sheet(staff, carried, meeting):
    """It goes round the table: everyone who signs reads who else does."""
    for user in (carried.cfs_worker, carried.ais_worker, staff["facilitator"]):
        text = text_of(agenda_pdf(meeting, user))
        assert "Rosa Lim" not in text
        assert "violence" not in text


@pytest.mark.parametrize(
    ("language", "written"),
    [(Language.ENGLISH, Language.ENGLISH), (Language.SPANISH, Language.SPANISH), (Language.KHMER, Language.ENGLISH)],
)
def test_the_letter_is_in_the_persons_language_where_it_is_written_in_it(carried, meeting, language, written):
    carried.mother.language = language
    pdf = invitation_pdf(meeting, carried.mother)
    assert failures(pdf) == []
    text = " ".join(text_of(pdf).split())
    says = INVITATION[written]
    page = f"{says['page']} 1 {says['of']} 1"
    for words in (says["title"], says["bureaus"], page, str(carried.mother), str(carried.cfs_worker), meeting.place):
        assert words in text
    assert "Rosa Lim" not in text


@pytest.mark.parametrize(
    ("language", "told"), [(Language.ENGLISH, ""), (Language.SPANISH, ""), (Language.KHMER, "none is written in Khmer")]
)
def test_the_worker_is_told_where_the_letter_is_not_in_the_persons_language(
    signed_in, carried, meeting, language, told
):
    carried.mother.language = language
    carried.mother.save()
    page = " ".join(signed_in(carried.cfs_worker).get(meeting.get_absolute_url()).content.decode().split())
    assert (told in page) if told else ("none is written in" not in page)


def test_both_languages_say_the_same_things():
    english, spanish = INVITATION[Language.ENGLISH], INVITATION[Language.SPANISH]
    assert english.keys() == spanish.keys()
    assert not set(english.values()) & set(spanish.values())


def test_no_letter_invites_to_what_was_called_off(signed_in, carried, meeting):
    client = signed_in(carried.cfs_worker)
    letter = reverse(
        "meetings:attendance-letter", args=[meeting.uuid, meeting.attendances.get(person=carried.mother).uuid]
    )
    cancel_meeting(meeting=meeting, by=carried.cfs_worker, reason="Snow")
    answer = client.get(letter)
    assert answer.status_code == 403
    assert "There is nothing to invite to: this meeting is already cancelled." in answer.content.decode()
    assert not AccessLogEntry.objects.filter(act="downloaded").exists()


def test_they_are_downloaded_and_logged(signed_in, carried, meeting):
    client = signed_in(carried.cfs_worker)
    mother = meeting.attendances.get(person=carried.mother)
    for url in (
        reverse("meetings:meeting-agenda", args=[meeting.uuid]),
        reverse("meetings:attendance-letter", args=[meeting.uuid, mother.uuid]),
    ):
        answer = client.get(url)
        assert answer["Content-Type"] == "application/pdf"
        assert str(carried.mother) not in answer["Content-Disposition"]
        assert AccessLogEntry.objects.latest("pk").act == "downloaded"
    worker = meeting.attendances.get(user=carried.cfs_worker)
    assert client.get(reverse("meetings:attendance-letter", args=[meeting.uuid, worker.uuid])).status_code == 404
