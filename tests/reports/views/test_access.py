"""The privacy officer's pages."""

from uuid import uuid4

import pytest

from accounts.models import AccessLogEntry
from families.services import change_roles

pytestmark = pytest.mark.django_db


def test_the_log_is_the_privacy_officers(staff, carried, signed_in):
    signed_in(staff["cfs.worker"]).get(carried.family.get_absolute_url())
    page = signed_in(staff["privacy.officer"]).get("/access-log/").content.decode()
    assert str(carried.family.uuid) in page
    assert str(staff["cfs.worker"]) in page


@pytest.mark.parametrize("url", ["/access-log/", "/role-changes/"])
def test_reader_is_refused_with_the_reason(url, staff, signed_in):
    for name in ("director", "ifs.supervisor", "admin"):
        answer = signed_in(staff[name]).get(url)
        assert answer.status_code == 403
        assert "Only the privacy officer reviews this." in answer.content.decode()


def test_the_filter_narrows_the_log(staff, carried, elsewhere, signed_in):
    signed_in(staff["cfs.worker"]).get(carried.family.get_absolute_url())
    signed_in(staff["cfs.worker2"]).get(elsewhere.family.get_absolute_url())
    signed_in(staff["cfs.worker2"]).get(carried.family.get_absolute_url())
    client = signed_in(staff["privacy.officer"])

    def count(**terms):
        return client.get("/access-log/", terms).context["rows"].paginator.count

    assert count() == 3
    assert count(user=str(staff["cfs.worker2"].uuid)) == 2
    assert count(act="refused") == 1
    assert count(family=str(carried.family.uuid)) == 2  # opened by its worker, refused to another's
    assert count(family=str(elsewhere.family.uuid)) == 1
    assert count(until="2001-01-01") == 0


def test_role_changes_are_listed(staff, signed_in):
    change_roles(by=staff["admin"], user=staff["cfs.worker"], roles={"cfs_worker", "facilitator"})
    page = signed_in(staff["privacy.officer"]).get("/role-changes/").content.decode()
    assert "Meeting facilitator" in page


def test_the_consent_relied_on_is_named(staff, carried, signed_in):
    consent = uuid4()
    AccessLogEntry.objects.create(user=staff["cfs.worker"], act="opened", route="x", consents=[consent])
    page = signed_in(staff["privacy.officer"]).get("/access-log/").content.decode()
    assert f"WTWCC 10B {consent}" in page


def test_the_reading_of_the_log_is_in_the_log(staff, carried, signed_in):
    """With what it was filtered by, in keys and codes: no name."""
    officer = staff["privacy.officer"]
    terms = {"user": str(staff["cfs.worker"].uuid), "act": "opened", "family": str(carried.family.uuid), "since": ""}
    page = signed_in(officer).get("/access-log/", terms)
    assert page.status_code == 200
    reading = AccessLogEntry.objects.get()
    assert (reading.user, reading.act, reading.route) == (officer, "reviewed", "reports:access-log")
    assert reading.particulars == {name: term for name, term in terms.items() if term}
    shown = signed_in(officer).get("/access-log/", {"act": "reviewed"}).content.decode()
    assert f"family: {carried.family.uuid}" in shown


@pytest.mark.parametrize("url", ["/access-log/", "/role-changes/"])
def test_a_refused_reading_is_in_the_log(url, staff, signed_in):
    signed_in(staff["director"]).get(url)
    assert AccessLogEntry.objects.get().act == "refused"


def test_the_home_page_shows_what_others_did(staff, carried, signed_in):
    signed_in(staff["cfs.worker"]).get(carried.family.get_absolute_url())
    client = signed_in(staff["privacy.officer"])
    for _ in range(11):
        client.get("/")
    assert [entry.user for entry in client.get("/").context["log"]] == [staff["cfs.worker"]]
    assert AccessLogEntry.objects.filter(act="reviewed").count() == 12
