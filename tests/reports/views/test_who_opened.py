"""Who opened a family, for its supervisors; what is unusual, for the privacy officer."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import AccessLogEntry, Setting
from families.enums import Category
from families.services import break_glass, restrict_family
from tests.caseplans.county import consent_for

pytestmark = pytest.mark.django_db


def test_a_supervisor_reads_what_their_own_bureau_opened(staff, carried, elsewhere, signed_in):
    signed_in(staff["cfs.worker"]).get(carried.family.get_absolute_url())
    signed_in(staff["ais.worker"]).get(f"/families/{carried.family.uuid}/people/")
    signed_in(staff["cfs.worker2"]).get(elsewhere.family.get_absolute_url())
    url = f"/families/{carried.family.uuid}/access/"
    answer = signed_in(staff["ifs.supervisor"]).get(url)
    assert {entry.user for entry in answer.context["rows"]} == {staff["cfs.worker"]}
    answer = signed_in(staff["ais.supervisor"]).get(url)
    assert {entry.user for entry in answer.context["rows"]} == {staff["ais.worker"]}


def test_the_filters_narrow_a_familys_log(staff, carried, signed_in):
    for name, act in (("cfs.worker", "opened"), ("cfs.worker", "changed"), ("er.worker", "opened")):
        AccessLogEntry.objects.create(user=staff[name], act=act, route="x", family=carried.family.uuid)
    client = signed_in(staff["ifs.supervisor"])

    def shown(**terms):
        rows = client.get(f"/families/{carried.family.uuid}/access/", terms).context["rows"]
        return {entry.user for entry in rows if entry.user != staff["ifs.supervisor"]}, rows.paginator.count

    assert shown(user=str(staff["er.worker"].uuid)) == ({staff["er.worker"]}, 1)
    assert shown(act="changed") == ({staff["cfs.worker"]}, 1)
    assert shown(until="2001-01-01") == (set(), 0)
    assert shown(since=f"{timezone.localdate():%Y-%m-%d}", act="opened", user=str(staff["cfs.worker"].uuid))[1] == 1


def test_the_filter_offers_nobody_of_the_other_bureau(staff, carried, elsewhere, signed_in):
    """Not as a choice, and not by a key put into the address."""
    for name in ("cfs.worker", "ais.worker"):
        AccessLogEntry.objects.create(user=staff[name], act="opened", route="x", family=carried.family.uuid)
    AccessLogEntry.objects.create(user=staff["cfs.worker2"], act="opened", route="x", family=elsewhere.family.uuid)
    url, client = f"/families/{carried.family.uuid}/access/", signed_in(staff["ifs.supervisor"])
    page = client.get(url).content.decode()
    assert str(staff["cfs.worker"].uuid) in page
    for name in ("ais.worker", "cfs.worker2"):
        assert str(staff[name].uuid) not in page
        assert str(staff[name]) not in client.get(url, {"user": str(staff[name].uuid)}).content.decode()


def test_nobody_else_reads_it(staff, carried, elsewhere, signed_in):
    url = f"/families/{carried.family.uuid}/access/"
    assert signed_in(staff["cfs.worker"]).get(url).status_code == 403
    assert signed_in(staff["cfs.supervisor"]).get(url).status_code == 404
    assert signed_in(staff["privacy.officer"]).get(url).status_code == 404
    named = [staff[name] for name in ("ifs.supervisor", "cfs.worker", "ais.worker")]
    restrict_family(family=carried.family, by=staff["ifs.supervisor"], named=named, why="A relative")
    assert signed_in(staff["ais.supervisor"]).get(url).status_code == 404


def test_unusual_access_is_flagged(staff, carried, elsewhere, signed_in):
    Setting.objects.create(key="unusual_families", value=1)
    moment = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)  # the first of the grants' day
    for user, family in [
        ("cfs.worker", carried),
        ("ifs.supervisor", carried),
        ("er.worker", carried),
        ("er.worker", elsewhere),
    ]:
        AccessLogEntry.objects.create(user=staff[user], act="opened", route="x", family=family.family.uuid, at=moment)
    AccessLogEntry.objects.create(
        user=staff["cfs.worker2"], act="refused", route="x", family=carried.family.uuid, at=moment
    )
    break_glass(by=staff["er.worker"], reason="The hotline asks by night", number=carried.cfs_case.number)
    answer = signed_in(staff["privacy.officer"]).get("/access-log/unusual/")
    assert "Opened without a ground" in answer.content.decode()
    strangers = {(row["user__last_name"], row["family"]) for row in answer.context["rows"]}
    assert strangers == {("Raman", carried.family.uuid), ("Raman", elsewhere.family.uuid)}
    assert [(row["user"].last_name, len(row["burst"].families)) for row in answer.context["many"]] == [("Raman", 2)]
    page = answer.content.decode()
    assert "The hotline asks by night" in page
    day = timezone.localdate(moment)
    assert f"?user={staff['er.worker'].uuid}&amp;since={day}&amp;until={day}" in page
    assert carried.family.name not in page


@pytest.mark.parametrize("url", ["/access-log/unusual/", "/access-log/break-glass/"])
def test_reader_is_refused_with_the_reason(url, staff, signed_in):
    for name in ("director", "ifs.supervisor", "admin"):
        answer = signed_in(staff[name]).get(url)
        assert answer.status_code == 403
        assert "Only the privacy officer reviews this." in answer.content.decode()


def test_the_10b_relied_on_is_named_to_who_may_open_it(staff, carried, signed_in):
    """In words and with the way to it; the key alone once it is not the reader's to open."""
    consent = consent_for(carried, Category.HOUSING)
    log = {"act": "opened", "route": "x", "family": carried.family.uuid, "consents": [consent.uuid, uuid4()]}
    for name in ("cfs.worker", "cfs.worker"):
        AccessLogEntry.objects.create(user=staff[name], **log)
    page = signed_in(staff["ifs.supervisor"]).get(f"/families/{carried.family.uuid}/access/").content.decode()
    assert page.count(f'href="{consent.get_absolute_url()}">{consent} by {carried.mother}</a>') == 2
    assert page.count(f"WTWCC 10B {log['consents'][1]}") == 2


def test_days_the_wrong_way_round_are_said_beside_the_field(staff, carried, signed_in):
    days = {"since": "2026-11-20", "until": "2026-11-10"}
    for name, url in (
        ("ifs.supervisor", f"/families/{carried.family.uuid}/access/"),
        ("privacy.officer", "/access-log/"),
    ):
        client = signed_in(staff[name])
        answer = client.get(url, days)
        assert answer.context["filter"].form.errors == {"until": ["This day is before the first one."]}
        assert "This day is before the first one." in answer.content.decode()
        assert not client.get(url, days | {"until": "2026-11-20"}).context["filter"].form.errors
