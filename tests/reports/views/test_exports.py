"""The access log as a file: the rows on the screen, behind the gate of the screen, harmless in a spreadsheet."""

import csv
import io

import pytest
from django.urls import reverse

from accounts.models import AccessLogEntry
from families.views.exports import harmless

pytestmark = pytest.mark.django_db


def rows_of(answer):
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_the_log_is_exported_as_it_is_filtered(staff, carried, elsewhere, signed_in):
    signed_in(staff["cfs.worker"]).get(carried.family.get_absolute_url())
    signed_in(staff["cfs.worker2"]).get(elsewhere.family.get_absolute_url())
    client, terms = signed_in(staff["privacy.officer"]), {"family": str(carried.family.uuid)}
    page = client.get("/access-log/", terms)
    assert f"/access-log/export/?family={carried.family.uuid}" in page.content.decode()
    rows = rows_of(client.get("/access-log/export/", terms))
    assert len(rows) == page.context["rows"].paginator.count == 1
    assert (rows[0]["Who"], rows[0]["Family key"]) == (str(staff["cfs.worker"]), str(carried.family.uuid))
    entry = AccessLogEntry.objects.get(route="reports:access-log-export")
    assert (entry.act, entry.particulars) == ("exported", terms)
    assert carried.family.name not in str(rows)


def test_only_the_privacy_officer_takes_the_log_away(staff, signed_in):
    for name in ("director", "ifs.supervisor", "admin"):
        answer = signed_in(staff[name]).get("/access-log/export/")
        assert answer.status_code == 403
        assert "Only the privacy officer reviews this." in answer.content.decode()
    assert set(AccessLogEntry.objects.values_list("act", flat=True)) == {"refused"}


def test_a_supervisor_exports_what_their_own_bureau_opened(staff, carried, signed_in):
    for name in ("cfs.worker", "ais.worker"):
        signed_in(staff[name]).get(carried.family.get_absolute_url())
    url = f"/families/{carried.family.uuid}/access/"
    client = signed_in(staff["ifs.supervisor"])
    assert f"{url}export/" in client.get(url).content.decode()
    assert {row["Who"] for row in rows_of(client.get(f"{url}export/"))} == {
        str(staff["cfs.worker"]),
        str(staff["ifs.supervisor"]),
    }
    assert signed_in(staff["cfs.worker"]).get(f"{url}export/").status_code == 403
    assert signed_in(staff["cfs.supervisor"]).get(f"{url}export/").status_code == 404
    entry = AccessLogEntry.objects.filter(act="exported").get()
    assert (entry.user, entry.family) == (staff["ifs.supervisor"], carried.family.uuid)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_a_spreadsheet_takes_for_a_formula_is_text(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    assert harmless(f"1{start}1") == f"1{start}1"


def test_no_cell_of_an_export_is_a_formula(staff, carried, signed_in):
    staff["cfs.worker"].first_name = "=HYPERLINK(1)"
    staff["cfs.worker"].save()
    signed_in(staff["cfs.worker"]).get(carried.family.get_absolute_url())
    rows = rows_of(signed_in(staff["privacy.officer"]).get("/access-log/export/"))
    assert [row["Who"] for row in rows] == [f"'=HYPERLINK(1) {staff['cfs.worker'].last_name}"]


def test_one_familys_log_is_exported_as_it_is_filtered(staff, carried, signed_in):
    for name in ("cfs.worker", "er.worker", "ais.worker"):
        AccessLogEntry.objects.create(user=staff[name], act="opened", route="x", family=carried.family.uuid)
    url, terms = f"/families/{carried.family.uuid}/access/", {"user": str(staff["cfs.worker"].uuid), "act": "opened"}
    client = signed_in(staff["ifs.supervisor"])
    page = client.get(url, terms)
    assert f"{url}export/?user={staff['cfs.worker'].uuid}&amp;act=opened" in page.content.decode()
    rows = rows_of(client.get(f"{url}export/", terms))
    assert [row["Who"] for row in rows] == [str(staff["cfs.worker"])]
    assert page.context["rows"].paginator.count == 1
    assert AccessLogEntry.objects.get(act="exported").particulars == terms


@pytest.mark.parametrize("log", ["access-log", "family-access"])
def test_days_the_wrong_way_round_make_no_file(carried, staff, signed_in, log):
    """The list says what is wrong: a file without its filter would hold more than was asked for."""
    key = [carried.family.uuid] if log == "family-access" else []
    reader = signed_in(staff["privacy.officer" if log == "access-log" else "ifs.supervisor"])
    asked = {"since": "2026-11-20", "until": "2026-11-10"}
    answer = reader.get(reverse(f"reports:{log}-export", args=key), asked, follow=True)
    assert answer.redirect_chain == [(f"{reverse(f'reports:{log}', args=key)}?since=2026-11-20&until=2026-11-10", 302)]
    assert "This day is before the first one." in answer.content.decode()
