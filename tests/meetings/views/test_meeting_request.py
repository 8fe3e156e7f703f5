"""Asking for a meeting on the page, and where it stands until it is scheduled."""

import pytest
from django.urls import reverse

from meetings.enums import MeetingKind, MeetingRequestStatus, Trigger
from meetings.models import MeetingRequest
from meetings.services import cancel_meeting, record_no_show, withdraw_meeting_request
from tests.meetings import county as steps
from tests.meetings.test_meeting_requests import asked


@pytest.fixture
def url(carried):
    return reverse("meetings:meeting-request-new", args=[carried.family.uuid])


def typed(carried, **facts):
    return {
        "kind": "ltm",
        "trigger": "staff",
        "owner": carried.cfs_worker.pk,
        "text": "Bus passes",
        "about": "",
    } | facts


def tab(client, carried):
    return client.get(reverse("reports:family-meetings", args=[carried.family.uuid])).content.decode()


def test_it_works(signed_in, carried, url):
    client = signed_in(carried.cfs_worker)
    answer = client.post(url, typed(carried), follow=True)
    page = answer.content.decode()
    assert "Bus passes" in page
    assert f"The LTM is asked for. Next: {carried.cfs_worker} schedules it." in page
    assert MeetingRequest.objects.get().trigger == Trigger.STAFF
    assert f"{reverse('meetings:meeting-new', args=[carried.family.uuid])}?kind=ltm" in page


def test_bad_input_is_kept_and_explained(signed_in, carried, url):
    client = signed_in(carried.cfs_worker)
    page = client.post(url, typed(carried, trigger="cfs_requirements"))
    assert page.context["form"].errors["about"] == ["Say whom it is about: consent is given person by person."]
    assert "Bus passes" in page.content.decode()
    page = client.post(
        url, typed(carried, trigger="cfs_requirements", about=carried.mother.pk, owner=carried.ais_worker.pk)
    )
    assert "stays within your program" in page.context["form"].errors["owner"][0]
    assert MeetingRequest.objects.count() == 0


def test_the_page_says_who_will_be_able_to_read_it(signed_in, carried, url):
    client = signed_in(carried.ais_worker)
    facts = typed(carried, trigger="discontinuance", about=carried.mother.pk, preview="1")
    readers = client.post(url, facts).context["readers"]
    assert [reader.reads for reader in readers] == [True, False]
    readers = client.post(url, typed(carried, preview="1")).context["readers"]
    assert [reader.reads for reader in readers] == [True, True]


def test_it_shows_on_the_familys_page_to_whoever_may_know(signed_in, staff, carried, elsewhere):
    asked(carried, carried.ais_worker, trigger=Trigger.WTW_REQUIREMENTS, about=carried.mother, text="Hours missing")
    asked(carried, carried.ais_worker, text="Bus passes")
    assert "Hours missing" in tab(signed_in(carried.ais_worker), carried)
    page = tab(signed_in(carried.cfs_worker), carried)
    assert "Bus passes" in page
    assert "Hours missing" not in page
    assert "Welfare-to-Work" not in page.split("_request_list")[1]


def test_scheduling_it_from_there_takes_it_off(signed_in, carried):
    asked(carried, kind=MeetingKind.LTM)
    steps.ltm(carried)
    assert "_request_list" not in tab(signed_in(carried.cfs_worker), carried)
    assert MeetingRequest.objects.get().status == MeetingRequestStatus.SCHEDULED


def test_what_was_not_held_is_counted(signed_in, carried):
    for ends in (cancel_meeting, record_no_show, record_no_show):
        ends(meeting=steps.pltm(carried), by=carried.cfs_worker, reason="Snow on the pass")
    page = tab(signed_in(carried.cfs_worker), carried)
    assert "Cancelled: 1; Not held because someone did not come: 2." in page
    assert page.count("Snow on the pass") == 3


def test_withdraw_page(signed_in, carried):
    request = asked(carried)
    url = reverse("meetings:meeting-request-withdraw", args=[request.uuid])
    client = signed_in(carried.cfs_worker)
    assert client.post(url, {"reason": ""}).context["form"].errors
    assert client.post(url, {"reason": "Settled by phone"}).status_code == 302
    request.refresh_from_db()
    assert request.status == MeetingRequestStatus.WITHDRAWN
    assert "already withdrawn" in client.get(url).content.decode()


def test_a_stale_page_withdraws_nothing_twice(signed_in, carried):
    request = asked(carried)
    withdraw_meeting_request(request=request, by=carried.cfs_worker, reason="Settled")
    url = reverse("meetings:meeting-request-withdraw", args=[request.uuid])
    assert signed_in(carried.cfs_worker).post(url, {"reason": "Again"}).status_code == 403


def test_outsider_gets_404(signed_in, elsewhere, carried, url):
    client, request = signed_in(elsewhere.cfs_worker), asked(carried)
    assert client.get(url).status_code == client.post(url, typed(carried)).status_code == 404
    assert client.get(reverse("meetings:meeting-request-withdraw", args=[request.uuid])).status_code == 404
