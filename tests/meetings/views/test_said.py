"""Notes, decisions and cancelling: one short form each; what crosses is said before it is saved."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from families.enums import Category
from families.models import Draft
from meetings.enums import MeetingStatus, Topic
from meetings.models import Decision, Meeting, MeetingNote
from tests.caseplans.county import consent_for
from tests.meetings import county as steps

CANNOT = "<strong>CalWORKs</strong>: cannot read it"
CAN = "<strong>CalWORKs</strong>: can read it"


@pytest.fixture
def meeting(carried):
    return steps.ltm(carried)


def note_url(meeting, topic=Topic.CONCERNS):
    return reverse("meetings:note-new", args=[meeting.uuid, topic.value])


def rent(carried):
    return {"text": "Rent is late", "category": Category.HOUSING.value, "about": carried.mother.pk}


def test_it_works(signed_in, carried, meeting):
    client = signed_in(carried.cfs_worker)
    response = client.post(note_url(meeting), rent(carried))
    assert response["Location"] == meeting.get_absolute_url()
    note = MeetingNote.objects.get()
    assert (note.topic, note.category, note.about, note.bureau) == (
        Topic.CONCERNS,
        Category.HOUSING,
        carried.mother,
        "cfs",
    )
    client.post(reverse("meetings:decision-new", args=[meeting.uuid]), rent(carried))
    assert Decision.objects.get().text == "Rent is late"


@pytest.mark.parametrize("by_htmx", [True, False])
def test_what_the_other_bureau_will_see_is_said_before_saving(signed_in, carried, meeting, by_htmx):
    client = signed_in(carried.cfs_worker)
    asked = rent(carried) | ({} if by_htmx else {"preview": "1"})
    headers = {"HX-Request": "true"} if by_htmx else {}
    page = client.post(note_url(meeting), asked, headers=headers).content.decode()
    assert CANNOT in page
    assert ("<h1>" in page) != by_htmx
    consent_for(carried, Category.HOUSING)
    assert CAN in client.post(note_url(meeting), asked, headers=headers).content.decode()
    assert MeetingNote.objects.count() == 0


def test_bad_input_is_kept_and_explained(signed_in, carried, meeting):
    response = signed_in(carried.cfs_worker).post(note_url(meeting), rent(carried) | {"about": ""})
    assert "Say whom it is about" in response.context["form"].errors["about"][0]
    assert "Rent is late" in response.content.decode()
    assert MeetingNote.objects.count() == 0


def test_a_pltm_note_has_the_category_of_its_topic(signed_in, carried):
    meeting = steps.pltm(carried)
    typed = {"text": "Thursday at the library", "category": Category.DOMESTIC_ABUSE.value}
    signed_in(carried.cfs_worker).post(note_url(meeting, Topic.WHEN_AND_WHERE), typed)
    assert MeetingNote.objects.get().category == Category.LOGISTICS


def test_topics_of_the_other_agenda_are_not_there(signed_in, carried, meeting):
    assert signed_in(carried.cfs_worker).get(note_url(meeting, Topic.WILLINGNESS)).status_code == 404


def test_what_is_typed_survives_and_goes_with_the_saved_note(signed_in, carried, meeting):
    client = signed_in(carried.cfs_worker)
    draft_url = client.get(note_url(meeting)).context["draft_url"]
    assert client.post(draft_url, {"text": "Half a sen"}).status_code == 204
    assert client.get(note_url(meeting)).context["draft"].fields == {"text": ["Half a sen"]}
    client.post(note_url(meeting), rent(carried))
    assert Draft.objects.count() == 0


def test_a_cancelled_meeting_needs_a_reason(signed_in, carried, meeting):
    client = signed_in(carried.cfs_worker)
    url = reverse("meetings:meeting-cancel", args=[meeting.uuid])
    page = client.get(url).content.decode()
    assert "Keep the meeting</a>" in page
    assert "Cancel</a>" not in page, "which of two would cancel it"
    assert client.post(url, {"reason": ""}).context["form"].errors["reason"]
    said = client.post(url, {"reason": "The mother is ill"}, follow=True).content.decode()
    day = date_format(timezone.localdate())
    assert f"LTM of {day} cancelled; the invited staff were told. Next: schedule another LTM" in said
    cancelled = Meeting.objects.get()
    assert (cancelled.status, cancelled.not_held_reason) == (MeetingStatus.CANCELLED, "The mother is ill")


def test_telltale_words_in_the_reason_of_cancelling_are_asked_about(signed_in, carried, meeting):
    client, url = signed_in(carried.cfs_worker), reverse("meetings:meeting-cancel", args=[meeting.uuid])
    asked = client.post(url, {"reason": "The father was arrested"})
    assert "“arrested” (court)" in asked.context["form"].errors["reason"][0]
    assert Meeting.objects.get().status == MeetingStatus.SCHEDULED
    assert client.post(url, {"reason": "The father was arrested", "words_checked": "on"}).status_code == 302


@pytest.mark.parametrize("name", ["meetings:decision-new", "meetings:meeting-cancel"])
def test_outsider_gets_404(signed_in, elsewhere, meeting, name):
    client = signed_in(elsewhere.cfs_worker)
    url = reverse(name, args=[meeting.uuid])
    assert client.get(url).status_code == client.post(url).status_code == 404
    assert client.post(note_url(meeting)).status_code == 404


def test_reader_is_refused_with_the_reason(signed_in, staff, carried):
    meeting = steps.ltm(carried, {"role": "eligibility_worker", "user": staff["eligibility.worker"]})
    response = signed_in(staff["eligibility.worker"]).post(note_url(meeting), rent(carried))
    assert response.status_code == 403
    assert "can run this meeting" in response.content.decode()


def test_a_pltm_decides_nothing(signed_in, carried):
    meeting = steps.pltm(carried)
    response = signed_in(carried.cfs_worker).post(reverse("meetings:decision-new", args=[meeting.uuid]), rent(carried))
    assert response.status_code == 403
    assert "with the family" in response.content.decode()


def test_a_facilitator_is_told_beside_the_field_and_keeps_the_text(signed_in, staff, carried):
    meeting = steps.ltm(carried, steps.facilitator(staff))
    client = signed_in(staff["facilitator"])
    category = client.get(note_url(meeting)).context["form"].fields["category"]
    assert [value for value, _ in category.choices] == ["", Category.LOGISTICS], "what is refused is not offered"
    response = client.post(note_url(meeting), rent(carried))
    assert response.context["form"].errors["category"] == ["Only the family's workers note more than logistics."]
    assert "Rent is late" in response.content.decode()
    pltm = steps.pltm(carried, steps.facilitator(staff))
    worry = client.post(note_url(pltm, Topic.WORRIES), {"text": "Housing", "about": carried.mother.pk})
    assert worry.context["form"].errors["text"] == ["Only the family's workers note more than logistics."]
    assert MeetingNote.objects.count() == 0


def correct_url(said, name="note"):
    return reverse(f"meetings:{name}-correct", args=[said.meeting.uuid, said.uuid])


def test_what_was_noted_is_corrected_by_the_bureau_that_wrote_it(signed_in, carried, meeting):
    consent_for(carried, Category.HOUSING)
    client = signed_in(carried.cfs_worker)
    client.post(note_url(meeting), rent(carried))
    note = MeetingNote.objects.get()
    link = f'href="{correct_url(note)}"'
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert link in page
    assert "corrected on" not in page
    typed = rent(carried) | {"text": "Rent is paid", "version": "1"}
    assert "Rent is late" in client.get(correct_url(note)).content.decode()
    assert client.post(correct_url(note), typed)["Location"] == meeting.get_absolute_url()
    assert MeetingNote.objects.get().text == "Rent is paid"
    reader = signed_in(carried.ais_worker)
    page = reader.get(meeting.get_absolute_url()).content.decode()
    assert "Rent is paid" in page
    assert f"; corrected on {date_format(timezone.localdate())} by {carried.cfs_worker}" in page
    assert link not in page
    assert reader.post(correct_url(note), typed | {"version": "2"}).status_code == 403


def test_a_stale_correction_shows_both_versions(signed_in, carried, meeting):
    client = signed_in(carried.cfs_worker)
    client.post(reverse("meetings:decision-new", args=[meeting.uuid]), rent(carried))
    decision = Decision.objects.get()
    typed = rent(carried) | {"version": "1"}
    client.post(correct_url(decision, "decision"), typed | {"text": "Rent is paid"})
    stale = client.post(correct_url(decision, "decision"), typed | {"text": "Rent is forgiven"})
    assert stale.status_code == 409
    assert "Rent is paid" in stale.content.decode()
    assert 'name="version" value="2"' in stale.content.decode()
    assert Decision.objects.get().text == "Rent is paid"


def test_what_is_not_theirs_to_read_is_not_theirs_to_correct(signed_in, carried, elsewhere, meeting):
    signed_in(carried.cfs_worker).post(note_url(meeting), rent(carried))
    note = MeetingNote.objects.get()
    for user in (carried.ais_worker, elsewhere.cfs_worker):
        assert signed_in(user).get(correct_url(note)).status_code == 404
