"""The pages of a contact: quick to record, corrected over what was seen, ready to copy, marked as entered."""

import datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from families.enums import Category
from families.models import Draft
from meetings.contact_enums import NAMED_IN_WORDS, ContactKind, ContactMethod, ContactStatus, ParticipantKind
from meetings.models import Contact
from meetings.services import enter_contact
from tests.caseplans.county import consent_for
from tests.meetings import contacts as steps

pytestmark = pytest.mark.django_db
CANNOT = "<strong>CalWORKs</strong>: cannot read it"
CAN = "<strong>CalWORKs</strong>: can read it"


def new_url(carried, kind=""):
    return reverse("meetings:contact-new", args=[carried.family.uuid]) + (f"?kind={kind}" if kind else "")


def correct_url(contact):
    return reverse("meetings:contact-correct", args=[contact.uuid])


def retyped(form, **more):
    """What the opened form sends back as it stands, with what was typed into it."""
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, False)}
    for name in ("starts_at", "ends_at"):
        if name in sent:
            sent[name] = f"{sent[name]:%Y-%m-%dT%H:%M}"
    return sent | more


# Recording


def test_it_works(signed_in, carried):
    client = signed_in(carried.cfs_worker)
    answer = client.post(new_url(carried), steps.typed(carried, other_provider=""))
    contact = Contact.objects.get()
    assert answer["Location"] == contact.get_absolute_url()
    assert (contact.kind, contact.status, contact.bureau) == (ContactKind.VISIT, ContactStatus.COMPLETED, "cfs")
    assert [str(one) for one in contact.participants.all()] == [str(carried.mother)]
    assert "Next: enter it in CWS/CMS" in client.get(contact.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("location", "kept"), [("home", ""), ("school", "school")])
def test_a_visit_that_became_a_call_keeps_no_place_that_nobody_chose(signed_in, carried, location, kept):
    called = {"kind": "team", "method": "phone", "location": location, "other_provider": ""}
    signed_in(carried.cfs_worker).post(new_url(carried), steps.typed(carried, **called))
    assert Contact.objects.get().location == kept


@pytest.mark.parametrize("kind", ContactKind)
def test_the_form_begins_with_now_me_and_what_is_usual(signed_in, carried, kind):
    form = signed_in(carried.cfs_worker).get(new_url(carried, kind)).context["form"]
    assert (form["kind"].value(), form["status"].value()) == (kind, ContactStatus.COMPLETED)
    assert form["provided_by"].value() == carried.cfs_worker.pk
    began = timezone.make_aware(form["starts_at"].value())
    assert timezone.now() - began < datetime.timedelta(minutes=2)
    is_visit = kind == ContactKind.VISIT
    assert form["method"].value() == (ContactMethod.IN_PERSON if is_visit else ContactMethod.PHONE)
    assert not form.is_unfolded


def test_everyone_is_kept_by_type_and_who_provided_it_apart_from_them(signed_in, carried):
    in_words = {f"took_part_{kind.value}": f"Someone, {kind.label}" for kind in NAMED_IN_WORDS}
    typed = in_words | {"staff": [carried.ais_worker.pk], "provided_by": "", "other_provider": "Hill Street Clinic"}
    signed_in(carried.cfs_worker).post(new_url(carried), steps.typed(carried, **typed))
    contact = Contact.objects.get()
    named = {ParticipantKind(one.kind): str(one) for one in contact.participants.all()}
    assert named == {
        ParticipantKind.CLIENT: str(carried.mother),
        ParticipantKind.STAFF: str(carried.ais_worker),
        **{kind: f"Someone, {kind.label}" for kind in NAMED_IN_WORDS},
    }
    assert (contact.provided_by, contact.other_provider) == (None, "Hill Street Clinic")


def test_a_word_of_another_kind_is_no_error(signed_in, carried):
    assert signed_in(carried.cfs_worker).get(new_url(carried, "nonsense")).context["form"]["kind"].value() == "visit"


def test_a_phone_needs_five_answers_besides_what_stands_there(signed_in, carried):
    """Who took part, why, what kind of information, about whom, and what was said."""
    client = signed_in(carried.cfs_worker)
    form = client.get(new_url(carried, "call")).context["form"]
    answers = {"people": [carried.mother.pk], "purpose": "case_plan", "category": "services"}
    answers |= {"about": carried.mother.pk, "narrative": "She found the class."}
    assert client.post(new_url(carried, "call"), retyped(form, **answers)).status_code == 302
    assert Contact.objects.get().kind == ContactKind.CALL


def test_whether_someone_interpreted_is_asked_where_someone_needs_it(signed_in, carried):
    carried.mother.interpreter_needed = True
    carried.mother.save()
    client = signed_in(carried.cfs_worker)
    form = client.get(new_url(carried)).context["form"]
    assert form["interpreter_use"].value() == ""
    assert form["interpreter_use"] in form.shown_first
    answer = client.post(new_url(carried), steps.typed(carried))
    assert "needs an interpreter" in answer.context["form"].errors["interpreter_use"][0]


def test_what_is_folded_away_opens_for_its_errors(signed_in, carried):
    answer = signed_in(carried.cfs_worker).post(new_url(carried), steps.typed(carried, provided_by=""))
    assert answer.context["form"].errors.keys() == {"other_provider"}
    assert '<details class="others" open>' in answer.content.decode()


def test_bad_input_is_kept_and_explained(signed_in, carried):
    client = signed_in(carried.cfs_worker)
    bad = {"method": "phone", "location": "", "narrative": "The words of a long visit", "services": ["mental_health"]}
    answer = client.post(new_url(carried), steps.typed(carried, **bad))
    errors = answer.context["form"].errors
    assert "takes place in person or by video" in errors["method"][0]
    assert "Mental health" in errors["category"][0]
    assert "The words of a long visit" in answer.content.decode()
    assert not Contact.objects.exists()


def test_the_narrative_holds_8000_characters_with_its_line_ends(signed_in, carried):
    client = signed_in(carried.cfs_worker)
    lines = "\r\n".join(["x" * 99] * 80)  # 99 and the end of the line, eighty times
    too_long = client.post(new_url(carried), steps.typed(carried, narrative=f"{lines}\r\ny"))
    assert "at most 8000 characters (it has 8001)" in too_long.context["form"].errors["narrative"][0]
    assert f"{'x' * 99}\ny" in too_long.content.decode().replace("\r", "")
    assert client.post(new_url(carried), steps.typed(carried, narrative=lines)).status_code == 302
    assert len(Contact.objects.get().narrative) == 7999


def test_a_double_click_makes_one_contact(signed_in, carried):
    client, typed = signed_in(carried.cfs_worker), steps.typed(carried, key=str(uuid4()))
    first, second = (client.post(new_url(carried), typed) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Contact.objects.count() == 1
    back = client.post(new_url(carried), typed | {"narrative": "Written after going back"})
    assert back.status_code == 403
    assert "saved already" in back.content.decode()
    assert "Written after going back" in back.content.decode()


@pytest.mark.parametrize("by_htmx", [True, False])
def test_who_will_read_it_is_said_before_saving(signed_in, carried, by_htmx):
    client = signed_in(carried.cfs_worker)
    asked = steps.typed(carried, category="housing") | ({} if by_htmx else {"preview": "1"})
    headers = {"HX-Request": "true"} if by_htmx else {}
    page = client.post(new_url(carried), asked, headers=headers).content.decode()
    assert CANNOT in page
    assert ("<h1>" in page) != by_htmx
    consent_for(carried, Category.HOUSING)
    assert CAN in client.post(new_url(carried), asked, headers=headers).content.decode()
    assert (
        "You keep it" in client.post(new_url(carried), asked | {"confidential": "on"}, headers=headers).content.decode()
    )
    investigation = client.post(new_url(carried), asked | {"category": "investigation"}, headers=headers)
    assert "This never crosses" in investigation.content.decode()
    assert not Contact.objects.exists()


def test_what_is_typed_survives_and_goes_with_the_saved_contact(signed_in, carried):
    client = signed_in(carried.cfs_worker)
    draft_url = client.get(new_url(carried)).context["draft_url"]
    assert client.post(draft_url, {"narrative": "Half a sen"}).status_code == 204
    assert client.get(new_url(carried, "call")).context["draft"].fields == {"narrative": ["Half a sen"]}
    client.post(new_url(carried), steps.typed(carried))
    assert not Draft.objects.exists()


def test_outsider_gets_404_and_a_clerk_is_refused_with_the_reason(signed_in, carried, elsewhere, staff):
    for method in ("get", "post"):
        assert getattr(signed_in(elsewhere.cfs_worker), method)(new_url(carried)).status_code == 404
    url = reverse("meetings:contact-export")
    answer = signed_in(staff["er.clerk"]).post(url)
    assert answer.status_code == 403
    assert "Only social workers" in answer.content.decode()


# The contact's page


def test_its_text_is_ready_to_copy_into_cws_cms(signed_in, carried):
    contact = steps.visit(carried, services=["parenting"], ends_at=steps.minute(-0.5))
    text = signed_in(carried.cfs_worker).get(contact.get_absolute_url()).context["text"]
    for line in (
        f"Case: {carried.cfs_case.number}",
        "Status: Completed (C)",
        "Contact or visit: Visit (V)",
        "Purpose: See how the family or a child is doing",
        "Method: In person",
        "Location: Family's home",
        f"Participants: {carried.mother}",
        f"Provided by: {carried.cfs_worker}",
        "Services: Parenting classes",
        "Interpreter: No interpreter needed",
    ):
        assert line in text.split("\n")
    assert text.endswith(f"\n\n{steps.NARRATIVE}")


def test_its_text_for_the_calsaws_journal_has_the_journals_headings(signed_in, carried):
    contact = steps.call(carried, carried.ais_worker, services=["child_care"], category=Category.CALWORKS_STATUS)
    page = signed_in(carried.ais_worker).get(contact.get_absolute_url())
    text = page.context["text"].split("\n")
    assert f"Case: {carried.calworks_case.number}" in text
    assert "Contact type: Call, by phone" in text
    assert "Supportive services: Child care" in text
    assert "Text to copy into the CalSAWS journal" in page.content.decode()


def test_the_other_bureau_reads_it_and_has_nothing_to_do_with_it(signed_in, carried):
    contact = steps.visit(carried, category=Category.HOUSING)
    client = signed_in(carried.ais_worker)
    assert client.get(contact.get_absolute_url()).status_code == 404
    assert client.get(correct_url(contact)).status_code == 404
    consent_for(carried, Category.HOUSING)
    page = client.get(contact.get_absolute_url()).content.decode()
    assert steps.NARRATIVE in page
    assert not [word for word in ("Correct", "Mark as entered", "copy into") if word in page]
    assert "other program recorded this" in client.get(correct_url(contact)).content.decode()
    for url in (correct_url(contact), reverse("meetings:contact-enter", args=[contact.uuid])):
        assert client.post(url, steps.typed(carried, version="1")).status_code in {200, 403}
    contact.refresh_from_db()
    assert (contact.version, contact.entered_at) == (1, None)


def test_the_title_tells_nothing(signed_in, carried):
    contact = steps.visit(carried)
    assert (
        "<title>Contact · Linkages</title>"
        in signed_in(carried.cfs_worker).get(contact.get_absolute_url()).content.decode()
    )


# Correcting


def test_a_correction_says_so_where_it_stands(signed_in, carried):
    contact = steps.visit(carried)
    client = signed_in(carried.cfs_worker)
    assert "corrected on" not in client.get(contact.get_absolute_url()).content.decode()
    form = client.get(correct_url(contact)).context["form"]
    typed = retyped(form, narrative="They were at school.", people=[carried.child.pk], took_part_collateral="The aunt")
    assert client.post(correct_url(contact), typed)["Location"] == contact.get_absolute_url()
    page = client.get(contact.get_absolute_url()).content.decode()
    assert f"; corrected on {date_format(timezone.localdate())} by {carried.cfs_worker}" in page
    assert f"Client: {carried.child}; Collateral: The aunt" in page
    log = client.get(reverse("reports:family-contacts", args=[carried.family.uuid])).content.decode()
    assert f"corrected on {date_format(timezone.localdate())}" in log


def test_opened_and_saved_as_it_stands_nothing_changes(signed_in, carried):
    contact = steps.visit(carried, ends_at=steps.minute(-0.5), services=["parenting"])
    client = signed_in(carried.cfs_worker)
    typed = retyped(client.get(correct_url(contact)).context["form"])
    assert client.post(correct_url(contact), typed).status_code == 302
    contact.refresh_from_db()
    assert contact.version == 1


def test_a_stale_correction_shows_both_versions(signed_in, carried):
    contact = steps.visit(carried)
    client = signed_in(carried.cfs_worker)
    typed = retyped(client.get(correct_url(contact)).context["form"])
    client.post(
        correct_url(contact), typed | {"narrative": "First", "services": ["food"], "people": [carried.child.pk]}
    )
    stale = client.post(correct_url(contact), typed | {"narrative": "Second"})
    assert stale.status_code == 409
    differing = {label: (now, mine) for label, now, mine in stale.context["differing"]}
    assert differing == {
        "What was said and done": ("First", "Second"),
        "Services": ("Food bank", "none"),
        "Who of the family took part": (str(carried.child), str(carried.mother)),
    }
    assert 'name="version" value="2"' in stale.content.decode()
    again = client.post(correct_url(contact), typed | {"narrative": "Second", "version": "2"})
    assert again.status_code == 302
    assert Contact.objects.get().narrative == "Second"


def test_a_scheduled_one_asks_how_it_went(signed_in, carried):
    contact = steps.visit(carried, status=ContactStatus.SCHEDULED, starts_at=steps.minute(2), narrative="")
    page = signed_in(carried.cfs_worker).get(contact.get_absolute_url()).content.decode()
    assert "Say how it went" in page
    assert "Mark as entered" not in page


# Entering


def test_it_is_marked_as_entered_and_the_mark_taken_back(signed_in, carried):
    contact = steps.visit(carried)
    client, page = signed_in(carried.cfs_worker), contact.get_absolute_url()
    enter = reverse("meetings:contact-enter", args=[contact.uuid])
    assert client.get(enter).status_code == 405
    client.post(enter, {"version": "1"})
    day = date_format(timezone.localdate())
    assert f"Entered on {day}, marked by {carried.cfs_worker}" in client.get(page).content.decode()
    back = reverse("meetings:contact-take-back", args=[contact.uuid])
    assert client.post(back, {"reason": ""}).context["form"].errors["reason"]
    client.post(back, {"reason": "It was another family's"})
    assert "It was another family&#x27;s." in client.get(page).content.decode()


@pytest.mark.parametrize("version", ["", "x", "2", "9" * 30])
def test_a_mark_without_the_version_seen_is_refused(signed_in, carried, version):
    contact = steps.visit(carried)
    answer = signed_in(carried.cfs_worker).post(
        reverse("meetings:contact-enter", args=[contact.uuid]), {"version": version}
    )
    assert answer.status_code == 403
    assert "changed meanwhile" in answer.content.decode()


def test_whoever_corrects_an_entered_contact_is_asked_to_enter_the_correction(signed_in, carried):
    contact = steps.visit(carried)
    enter_contact(contact=contact, by=carried.cfs_worker, version=1)
    client = signed_in(carried.cfs_worker)
    asked = client.get(correct_url(contact))
    assert "enter it there too" in asked.content.decode()
    said = client.post(correct_url(contact), retyped(asked.context["form"], narrative="Changed"), follow=True)
    assert "Next: enter the correction in CWS/CMS too" in said.content.decode()
    assert "To enter again" in said.content.decode()
