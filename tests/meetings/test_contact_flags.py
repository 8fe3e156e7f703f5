"""What CWS/CMS asks beside, the meeting that a contact is of, and telltale words of a logistics contact."""

import pytest
from django.urls import reverse

from accounts.access import NotAllowed
from families.enums import Category, ServiceType
from meetings.models import Contact
from meetings.services import correct_contact
from meetings.sharing.contact_words import COLUMNS, columns_of, facts_of, text_to_copy
from meetings.sharing.contacts import contact_whole
from tests.meetings import contacts
from tests.meetings import county as meetings

FLAGS = {
    "cft_lead_agency": "child_welfare",
    "wraparound": True,
    "core_service": True,
    "hard_copy": "Y",
    "supervision": "monitored",
}


def test_a_visit_keeps_what_cws_cms_asks_and_its_meeting(carried):
    meeting = meetings.ltm(carried)
    visit = contacts.visit(carried, services=[ServiceType.PARENTING], meeting=meeting, **FLAGS)
    shown = contact_whole(visit, carried.cfs_worker)
    text, facts = text_to_copy(shown), dict(facts_of(shown))
    for label, words in (("CFT lead agency", "Child welfare"), ("Wraparound", "Yes"), ("Supervision", "Monitored")):
        assert f"{label}: {words}" in text
        assert facts[label] == words
    assert str(meeting) in facts["Meeting"]
    line = dict(zip(COLUMNS, columns_of(shown, carried.cfs_worker), strict=True))
    assert (line["Hard copy on file"], line["Core service"]) == ("Y", "Yes")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"wraparound": True}, "Tick the services first"),
        ({"core_service": True}, "Tick the services first"),
        ({"kind": "collateral", "supervision": "supervised"}, "Only a visit is supervised"),
    ],
)
def test_a_flag_stands_where_it_belongs(said, why, carried):
    with pytest.raises(NotAllowed, match=why):
        contacts.visit(carried, **said)


def test_calworks_keeps_none_of_it_and_a_meeting_is_of_the_family(carried, elsewhere, signed_in):
    with pytest.raises(NotAllowed, match="Only CFS keeps"):
        contacts.visit(carried, carried.ais_worker, category="calworks_status", hard_copy="Y")
    with pytest.raises(NotAllowed, match="not of this family"):
        contacts.visit(carried, meeting=meetings.ltm(elsewhere))
    url = reverse("meetings:contact-new", args=[carried.family.uuid])
    assert "id_hard_copy" not in signed_in(carried.ais_worker).get(url).content.decode()
    assert "id_hard_copy" in signed_in(carried.cfs_worker).get(url).content.decode()


def test_the_form_keeps_it_and_shows_it_again(carried, signed_in):
    meeting, client = meetings.ltm(carried), signed_in(carried.cfs_worker)
    sent = contacts.typed(carried, services=["parenting"], wraparound="on", hard_copy="U", meeting=meeting.pk)
    assert client.post(reverse("meetings:contact-new", args=[carried.family.uuid]), sent).status_code == 302
    contact = Contact.objects.get()
    assert (contact.wraparound, contact.core_service, contact.hard_copy, contact.meeting) == (True, False, "U", meeting)
    page = client.get(reverse("meetings:contact-correct", args=[contact.uuid])).content.decode()
    assert f'value="{meeting.pk}" selected' in page
    facts = contacts.facts(carried, carried.cfs_worker, starts_at=contact.starts_at)
    corrected = correct_contact(
        contact=contact, by=carried.cfs_worker, version=1, **facts | {"hard_copy": "N", "services": ["parenting"]}
    )
    assert corrected.hard_copy == "N"


def test_a_logistics_contact_is_asked_about_telltale_words_and_no_other(carried, signed_in):
    client = signed_in(carried.cfs_worker)
    url = reverse("meetings:contact-new", args=[carried.family.uuid])
    sent = contacts.typed(carried, category="logistics", about="", narrative="She is at the hospital")
    page = client.post(url, sent).content.decode()
    assert "hospital” (health)" in page
    assert "She is at the hospital" in page
    assert not Contact.objects.exists()
    assert client.post(url, sent | {"words_checked": "on"}).status_code == 302
    of_its_kind = sent | {"category": Category.PHYSICAL_HEALTH, "about": carried.mother.pk}
    assert client.post(url, of_its_kind).status_code == 302
