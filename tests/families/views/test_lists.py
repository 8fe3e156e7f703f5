"""The lists of someone's own work."""

import datetime
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from accounts.models import AccessLogEntry
from families.enums import NoticeKind
from families.models import Notice
from families.rules.notices import RECORD_OF
from families.services import notify
from tests.county import family_with_workers
from tests.crossover.consents import sign
from tests.meetings import county as meetings

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


# Every kind of record that a notice may lead to; the facilitator's invitation has run out, and so has its family.
def test_a_notice_keeps_no_link_to_what_is_theirs_no_longer(staff, carried, signed_in):
    carried.cfs_case.opened_on -= datetime.timedelta(days=31)
    carried.cfs_case.save()
    past = {"starts_at": meetings.in_days(-30), "held_already": True}
    meeting = meetings.held(meetings.pltm(carried, meetings.facilitator(staff), **past))
    consent = sign(staff, carried)
    urls = [each.get_absolute_url() for each in (meeting, carried.family, consent)]
    notify(to=[staff["facilitator"], staff["ais.worker"]], kind=NoticeKind.MEETING_SCHEDULED, url=urls[0])
    for url in [*urls[1:], "/families/"]:
        notify(to=[staff["facilitator"]], kind=NoticeKind.MEETING_SCHEDULED, url=url)
    stranger, worker = (
        signed_in(staff[name]).get("/notices/").content.decode() for name in ("facilitator", "ais.worker")
    )
    assert [f'href="{url}"' in stranger for url in [*urls, "/families/"]] == [False, False, False, True]
    assert stranger.count("(no longer yours to open)") == 3
    assert f'href="{urls[0]}"' in worker
    assert f'href="{urls[2]}"' in worker
    assert "no longer yours" not in worker


def test_ten_notices_cost_the_queries_of_one(staff, carried, signed_in):
    client = signed_in(staff["cfs.worker"])
    counts = []
    for _ in range(2):
        for _ in range(5):
            notify(to=[staff["cfs.worker"]], kind=NoticeKind.CASE_ASSIGNED, url=carried.family.get_absolute_url())
        client.get("/notices/")
        with CaptureQueriesContext(connection) as asked:
            assert carried.family.get_absolute_url() in client.get("/notices/").content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_every_record_a_notice_leads_to_is_a_page_of_ours():
    assert {resolve(reverse(name, args=[uuid4()])).view_name for name in RECORD_OF} == set(RECORD_OF)
    assert all(apps.get_model(label) for label in RECORD_OF.values())
