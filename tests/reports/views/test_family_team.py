"""The team's tab at a glance: what is open comes first, and the rest is one click away."""

from django.urls import reverse

from families.enums import Category
from meetings.contact_enums import StructureChangeKind
from meetings.models import BureauRequest
from meetings.services.requests import withdraw_request
from tests.meetings import requests, team

FIRST = "The first 10 of 12 stand here"


def page_of(client, carried):
    return client.get(reverse("reports:family-team", args=[carried.family.uuid]))


def test_so_many_requests_stand_there_the_open_ones_first(signed_in, carried):
    still_open = requests.asked(carried, what="Quillwort")
    for _ in range(11):
        withdraw_request(request=requests.asked(carried), by=carried.cfs_worker, reason="It can wait")
    page = page_of(signed_in(carried.cfs_worker), carried)
    shown = list(page.context["requests"])
    assert (len(shown), shown[0]) == (10, still_open)
    assert "the first 10 of 12 stand here" in page.content.decode()
    assert BureauRequest.objects.count() == 12


def test_so_many_changes_stand_there_and_all_of_them_in_the_history(signed_in, carried):
    for _ in range(12):
        team.changed(
            carried, kind=StructureChangeKind.OTHER, what="Moved house", category=Category.LOGISTICS, about=None
        )
    client = signed_in(carried.cfs_worker)
    page = page_of(client, carried)
    assert len(page.context["changes"]) == 10
    assert FIRST in page.content.decode()
    url = reverse("reports:family-history", args=[carried.family.uuid]) + "?kind=meetings.StructureChange"
    assert f'href="{url}"' in page.content.decode()
    assert client.get(url).context["rows"].paginator.count == 12
