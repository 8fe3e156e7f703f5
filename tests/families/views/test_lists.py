"""The lists of someone's own work."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessLogEntry
from families.enums import NoticeKind
from families.models import Notice
from families.services import notify
from tests.county import family_with_workers

pytestmark = pytest.mark.django_db
LIST = "/families/"


def test_the_list_holds_my_families_only(staff, carried, elsewhere, signed_in):
    page = signed_in(staff["cfs.worker"]).get(LIST).content.decode()
    assert str(carried.family) in page
    assert str(elsewhere.family) not in page


@pytest.mark.parametrize("url", ["/families/", "/tasks/?whose=all", "/"])
def test_one_row_or_three_cost_the_same_queries(url, staff, carried, signed_in):
    client = signed_in(staff["cfs.worker"])
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for name in ("Ames", "Brand"):
        family_with_workers(staff["cfs.worker"], staff["ais.worker"], name=name)
    with CaptureQueriesContext(connection) as three:
        assert client.get(url).status_code == 200
    assert len(three) == len(one)


def test_the_fragment_is_the_pages(staff, carried, signed_in):
    client = signed_in(staff["cfs.worker"])
    page = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert 'id="_family_table"' in page


def test_search_words_stay_out_of_addresses_and_the_log(staff, carried, signed_in):
    client = signed_in(staff["cfs.worker"])
    family_with_workers(staff["cfs.worker"], None, name="Zapata")
    answer = client.post("/families/search/", {"words": "Zapata"})
    assert answer["Location"] == LIST
    page = client.get(LIST).content.decode()
    assert "Zapata" in page
    assert carried.family.get_absolute_url() not in page
    entry = AccessLogEntry.objects.get(act="searched")
    assert (entry.user, entry.route) == (staff["cfs.worker"], "families:family-search")
    client.post("/families/search/", {"words": ""})
    assert carried.family.get_absolute_url() in client.get(LIST).content.decode()


def test_a_search_reached_by_way_of_sign_in_shows_the_list(staff, signed_in):
    assert signed_in(staff["cfs.worker"]).get("/families/search/")["Location"] == LIST


def test_it_rejects_get(staff, signed_in):
    client = signed_in(staff["cfs.worker"])
    assert client.get("/notices/read/").status_code == 405
    assert client.post(LIST).status_code == 405


def test_notices_are_my_own_and_read_by_post(staff, signed_in):
    notify(to=[staff["cfs.worker"], staff["ais.worker"]], kind=NoticeKind.CASE_ASSIGNED, url="/families/")
    client = signed_in(staff["cfs.worker"])
    assert client.get("/notices/").context["unread"] == 1
    client.post("/notices/read/")
    assert client.get("/notices/").context["unread"] == 0
    assert Notice.objects.get(user=staff["ais.worker"]).read_at is None
