"""The family's contact log: newest first, what the reader may know, filtered, counted and exported alike."""

import csv
import io

import pytest
from django.urls import reverse

from accounts.enums import AccessAct
from accounts.models import AccessLogEntry
from families.enums import Category
from meetings.contact_enums import ContactStatus
from meetings.services import enter_contact, take_entry_back
from tests.caseplans.county import consent_for
from tests.meetings import contacts as steps
from tests.meetings import county as meetings

pytestmark = pytest.mark.django_db


def log_url(carried, query=""):
    return reverse("reports:family-contacts", args=[carried.family.uuid]) + query


def narratives(client, carried, query=""):
    return [contact.narrative for contact in client.get(log_url(carried, query)).context["rows"]]


def exported(client, carried, query=""):
    answer = client.get(reverse("reports:family-contacts-export", args=[carried.family.uuid]) + query)
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


@pytest.fixture
def log(carried):
    """Of CFS a visit entered, a call that crosses by itself and a visit ahead; of CalWORKs an appointment."""
    noon = steps.at_noon()
    visit = steps.visit(carried, narrative="visit", starts_at=noon(3))
    enter_contact(contact=visit, by=carried.cfs_worker, version=1)
    logistics = {"category": Category.LOGISTICS, "about": None}
    steps.call(carried, narrative="call", starts_at=noon(2), **logistics)
    ahead = {"status": ContactStatus.SCHEDULED, "starts_at": steps.minute(48)}
    steps.visit(carried, narrative="ahead", **ahead)
    theirs = {"category": Category.CALWORKS_STATUS, "starts_at": noon(1)}
    steps.visit(carried, carried.ais_worker, narrative="appointment", **theirs)
    return noon


def test_each_bureau_reads_its_own_and_what_crosses_newest_first(signed_in, carried, log):
    cfs, ais = signed_in(carried.cfs_worker), signed_in(carried.ais_worker)
    assert narratives(cfs, carried) == ["ahead", "call", "visit"]
    assert narratives(ais, carried) == ["appointment", "call"]
    consent_for(carried, Category.SERVICES)
    assert narratives(ais, carried) == ["ahead", "appointment", "call", "visit"]
    entry = AccessLogEntry.objects.filter(route="reports:family-contacts", user=carried.ais_worker).latest("at")
    assert entry.consents


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["ahead", "call", "visit"]), ("?kind=visit", ["ahead", "visit"]), ("?status=completed", ["call", "visit"]),
        ("?status=scheduled", ["ahead"]), ("?entry=waits", ["call"]), ("?kind=team", []),
        ("?since={third}&until={second}", ["call", "visit"]), ("?until={third}", ["visit"]),
    ],
)  # fmt: skip
def test_list_count_and_file_obey_the_filters(signed_in, carried, log, query, shown):
    client = signed_in(carried.cfs_worker)
    query = query.format(third=log(3).date(), second=log(2).date())
    assert narratives(client, carried, query) == shown
    assert client.get(log_url(carried, query)).context["rows"].paginator.count == len(shown)
    assert [row["Narrative"] for row in exported(client, carried, query)] == shown


def test_the_file_of_the_other_bureau_holds_what_crosses(signed_in, carried, log):
    client = signed_in(carried.ais_worker)
    assert {row["Narrative"] for row in exported(client, carried)} == {"appointment", "call"}
    consent_for(carried, Category.SERVICES)
    assert len(exported(client, carried)) == 4
    entry = AccessLogEntry.objects.filter(act=AccessAct.EXPORTED).latest("at")
    assert entry.family == carried.family.uuid
    assert entry.consents


def test_wrong_filters_are_explained(signed_in, carried):
    client, query = signed_in(carried.cfs_worker), "?since=2026-11-20&until=2026-11-01"
    export = reverse("reports:family-contacts-export", args=[carried.family.uuid])
    assert client.get(export + query)["Location"] == log_url(carried, query)
    assert "before the first one" in client.get(log_url(carried, query)).content.decode()


def test_who_reads_the_header_only_is_refused_both(signed_in, carried, staff, log):
    meetings.ltm(carried, meetings.facilitator(staff))
    client = signed_in(staff["facilitator"])
    assert client.get(carried.family.get_absolute_url()).status_code == 200
    assert log_url(carried) not in client.get(carried.family.get_absolute_url()).content.decode()
    for name in ("family-contacts", "family-contacts-export"):
        assert client.get(reverse(f"reports:{name}", args=[carried.family.uuid])).status_code == 403


def test_history_and_the_other_bureaus_view_tell_of_contacts(signed_in, carried, log):
    cfs, ais = signed_in(carried.cfs_worker), signed_in(carried.ais_worker)
    history = reverse("reports:family-history", args=[carried.family.uuid])
    assert "Entered in the county&#x27;s system" in cfs.get(history).content.decode()
    told = ais.get(history).content.decode()
    assert "Added: contact" in told
    assert ">visit<" in cfs.get(history).content.decode()
    assert ">visit<" not in told
    across = cfs.get(reverse("reports:family-across", args=[carried.family.uuid])).context
    assert [row.words.split(" of ")[0] for row in across["seen"] if row.kind == "Contact"] == ["Call"]
    assert [row.words.split(" of ")[0] for row in across["kept"] if row.kind == "Contact"] == ["Visit", "Visit"]


def test_an_hour_put_right_shows_in_the_history(signed_in, carried):
    """Not only the day of a moment: a contact that began an hour earlier was changed."""
    contact = steps.visit(carried, starts_at=steps.at_noon()(1))
    contact.starts_at = contact.starts_at.replace(hour=9)
    contact.save()
    page = signed_in(carried.cfs_worker).get(reverse("reports:family-history", args=[carried.family.uuid]))
    assert "12:00 PM" in page.content.decode()
    assert "9:00 AM" in page.content.decode()


def test_whether_a_contact_was_entered_is_its_own_bureaus(signed_in, carried):
    """Neither the file nor the history tells the other bureau, though it reads the contact."""
    contact = steps.call(carried, narrative="call", category=Category.LOGISTICS, about=None)
    enter_contact(contact=contact, by=carried.cfs_worker, version=1)
    take_entry_back(contact=contact, by=carried.cfs_worker, reason="She hides at her aunt's")
    again = [
        exported(signed_in(user), carried)[0]["To enter again"] for user in (carried.cfs_worker, carried.ais_worker)
    ]
    assert again == ["She hides at her aunt's", ""]
    contact.refresh_from_db()
    enter_contact(contact=contact, by=carried.cfs_worker, version=contact.version)
    cfs, ais = signed_in(carried.cfs_worker), signed_in(carried.ais_worker)
    history = reverse("reports:family-history", args=[carried.family.uuid])
    assert "She hides" in cfs.get(history).content.decode()
    told = ais.get(history).content.decode()
    assert "call" in told
    assert "She hides" not in told
    assert "Entered in the county" not in told
    (own,), (theirs,) = exported(cfs, carried), exported(ais, carried)
    assert own["Entered by"] == str(carried.cfs_worker)
    assert (theirs["Narrative"], theirs["Entered by"], theirs["Entered on"]) == ("call", "", "")


def test_a_file_with_substance_use_information_bears_the_notice(signed_in, carried):
    steps.visit(carried, category=Category.SUBSTANCE_USE)
    steps.visit(carried, starts_at=steps.minute(-3))
    notices = {row["Kind of information"]: row["Notice"] for row in exported(signed_in(carried.cfs_worker), carried)}
    assert [kind for kind, notice in notices.items() if "42 CFR Part 2" in notice] == [Category.SUBSTANCE_USE.label]
