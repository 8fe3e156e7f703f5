"""One's own list of what is still to enter, and the exports of it."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.enums import AccessAct
from accounts.models import AccessLogEntry
from families.enums import Category
from meetings.contact_enums import ContactStatus
from meetings.models import Contact, ContactBatch
from meetings.services import correct_contact, enter_contact
from tests.county import family_with_workers
from tests.meetings import contacts as steps

pytestmark = pytest.mark.django_db
LIST = "/contacts/"
EXPORT = "/contacts/export/"


def listed(client, query=""):
    return list(client.get(LIST + query).context["rows"])


def file_of(client, batch):
    answer = client.get(reverse("meetings:batch-download", args=[batch.uuid]))
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_my_list_is_what_my_bureau_has_still_to_enter(signed_in, carried, staff):
    mine = steps.visit(carried)
    of_the_supervisor = steps.call(carried, staff["ifs.supervisor"])
    theirs = steps.call(carried, carried.ais_worker, category=Category.LOGISTICS, about=None)
    steps.visit(carried, status=ContactStatus.SCHEDULED, starts_at=steps.minute(3))
    elsewhere = family_with_workers(staff["cfs.worker2"], staff["es.worker"])
    steps.visit(elsewhere)
    client = signed_in(carried.cfs_worker)
    assert listed(client) == [mine]
    assert set(listed(client, "?whose=all")) == {mine, of_the_supervisor}
    assert listed(signed_in(carried.ais_worker)) == [theirs]
    assert listed(signed_in(staff["ais.supervisor"]), "?whose=all") == [theirs]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?kind=visit", {"old visit", "visit"}), ("?kind=call", {"call"}), ("?since={today}", {"visit", "call"}),
        ("?until={before}", {"old visit"}), ("?exported=no", {"call"}), ("?exported=before", {"old visit", "visit"}),
    ],
)  # fmt: skip
def test_the_list_its_count_and_its_export_obey_the_filters(signed_in, carried, query, shown):
    by, client = carried.cfs_worker, signed_in(carried.cfs_worker)
    noon = steps.at_noon()
    steps.visit(carried, narrative="old visit", starts_at=noon(3))
    steps.visit(carried, narrative="visit", starts_at=noon(1))
    steps.exported(by)
    steps.call(carried, narrative="call", starts_at=noon(1))
    query = query.format(today=noon(1).date(), before=noon(2).date())
    page = client.get(LIST + query)
    rows = page.context["rows"]
    assert {contact.narrative for contact in rows} == shown
    assert rows.paginator.count == page.context["fresh"] + page.context["before"] == len(shown)
    fresh = shown & {"call"}
    answer = client.post(EXPORT + query)
    assert answer.status_code == (302 if fresh else 403)
    if fresh:
        assert {row["Narrative"] for row in file_of(client, ContactBatch.objects.first())} == fresh


def test_wrong_filters_are_explained_and_nothing_is_exported(signed_in, carried):
    steps.visit(carried)
    client = signed_in(carried.cfs_worker)
    query = "?since=2026-11-20&until=2026-11-01"
    assert client.post(EXPORT + query)["Location"] == LIST + query
    assert "before the first one" in client.get(LIST + query).content.decode()
    assert not ContactBatch.objects.exists()


def test_the_file_holds_what_cws_cms_asks_for(signed_in, carried):
    steps.visit(carried, services=["parenting"], ends_at=steps.minute(-0.5), narrative="Line one\nline two")
    client = signed_in(carried.cfs_worker)
    batch = ContactBatch.objects.get(uuid=client.post(EXPORT)["Location"].split("/")[-2])
    (row,) = file_of(client, batch)
    assert row["Case number"] == carried.cfs_case.number
    assert (row["Status code"], row["Contact or visit code"], row["Provided by code"]) == ("C", "V", "S")
    assert (row["Clients"], row["Services"]) == (str(carried.mother), "Parenting classes")
    assert row["Narrative"] == "Line one\nline two"
    assert (row["Exported before in"], row["Changed since this export"]) == ("", "")


def test_no_cell_is_a_formula(signed_in, carried):
    name = "=cmd|'/c calc'!A1"
    steps.visit(carried, narrative="=HYPERLINK(1)", provided_by=None, other_provider=name)
    (row,) = file_of(signed_in(carried.cfs_worker), steps.exported(carried.cfs_worker))
    assert (row["Narrative"], row["Provided by"]) == ("'=HYPERLINK(1)", f"'{name}")


def test_what_was_exported_comes_only_again_and_the_file_says_in_which(signed_in, carried):
    contact = steps.visit(carried)
    client = signed_in(carried.cfs_worker)
    assert "exported before again" not in client.get(LIST).content.decode()
    client.post(EXPORT)
    first = ContactBatch.objects.get()
    refused = client.post(EXPORT)
    assert refused.status_code == 403
    assert "left to export" in refused.content.decode()
    assert ContactBatch.objects.count() == 1
    page = client.get(LIST).content.decode()
    assert "Export the 1 exported before again" in page
    assert str(first) in page
    facts = steps.facts(carried, carried.cfs_worker, starts_at=contact.starts_at, narrative="Corrected")
    correct_contact(contact=contact, by=carried.cfs_worker, version=1, **facts)
    client.post(EXPORT, {"again": "1"})
    (again,) = file_of(client, ContactBatch.objects.first())
    assert (again["Exported before in"], again["Changed since this export"]) == (str(first), "")
    (rerun,) = file_of(client, first)
    assert (rerun["Narrative"], rerun["Exported before in"], rerun["Changed since this export"]) == (
        "Corrected",
        "",
        "Yes",
    )


def test_an_export_says_that_an_earlier_version_was_entered(signed_in, carried):
    contact = steps.visit(carried)
    enter_contact(contact=contact, by=carried.cfs_worker, version=1)
    facts = steps.facts(carried, carried.cfs_worker, starts_at=contact.starts_at, narrative="Corrected")
    correct_contact(contact=contact, by=carried.cfs_worker, version=1, **facts)
    client, batch = signed_in(carried.cfs_worker), steps.exported(carried.cfs_worker)
    why = f"Corrected since it was entered on {date_format(timezone.localdate())} by {carried.cfs_worker}"
    page = client.get(batch.get_absolute_url()).content.decode()
    assert f"To enter again. {why}." in page
    assert "Not entered yet" not in page
    (row,) = file_of(client, batch)
    assert (row["To enter again"], row["Entered on"]) == (why, "")
    client.post(reverse("meetings:batch-enter", args=[batch.uuid]))
    (row,) = file_of(client, batch)
    assert (row["To enter again"], row["Entered by"]) == ("", str(carried.cfs_worker))


def test_a_whole_export_is_marked_as_entered(signed_in, carried):
    steps.visit(carried)
    steps.call(carried)
    batch = steps.exported(carried.cfs_worker)
    client = signed_in(carried.cfs_worker)
    assert "Mark 2 as entered" in client.get(batch.get_absolute_url()).content.decode()
    client.post(reverse("meetings:batch-enter", args=[batch.uuid]))
    assert Contact.objects.exclude(entered_by=carried.cfs_worker).count() == 0
    assert "as entered</button>" not in client.get(batch.get_absolute_url()).content.decode()
    assert listed(client) == []


def test_an_export_is_its_makers_alone(signed_in, carried, staff):
    steps.visit(carried)
    batch = steps.exported(carried.cfs_worker)
    for name in ("ifs.supervisor", "ais.worker", "cfs.worker2", "privacy.officer", "admin"):
        client = signed_in(staff[name])
        for route in ("batch-detail", "batch-download"):
            assert client.get(reverse(f"meetings:{route}", args=[batch.uuid])).status_code == 404, name


def test_each_contact_in_a_file_stands_in_the_access_log_of_its_family(signed_in, carried):
    steps.visit(carried)
    batch = steps.exported(carried.cfs_worker)
    file_of(signed_in(carried.cfs_worker), batch)
    entry = AccessLogEntry.objects.get(family=carried.family.uuid, act=AccessAct.EXPORTED)
    assert entry.page == "Export of contacts, download"


@pytest.mark.parametrize("url", [LIST, "log"])
def test_the_queries_do_not_grow_with_the_rows(signed_in, carried, url):
    client = signed_in(carried.cfs_worker)
    url = reverse("reports:family-contacts", args=[carried.family.uuid]) if url == "log" else url
    counts = []
    for more in (1, 3):
        for _ in range(more):
            steps.visit(carried)
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))
    assert counts[0] == counts[1]
