"""Drafts: kept as typed, one's own, dropped with the saved form."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from accounts.access import visible
from families.enums import AssignmentRole
from families.models import Draft
from families.services import assign
from linkages_site.demo.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(carried):
    return f"/drafts/?key=person-new-{carried.family.uuid}&family={carried.family.uuid}"


def test_it_is_kept_offered_and_dropped_on_save(staff, carried, signed_in, url):
    client = signed_in(staff["cfs.worker"])
    assert client.post(url, {"first_name": "Ro", "tags": ["a", "b"]}).status_code == 204
    assert Draft.objects.get().fields == {"first_name": ["Ro"], "tags": ["a", "b"]}
    page = f"/families/{carried.family.uuid}/people/new/"
    shown = client.get(page)
    assert shown.context["draft_url"] == url
    assert "data-draft-offer" in shown.content.decode()
    client.post(page, {"first_name": "Rosa", "last_name": "Reyes", "relationship": "mother", "language": "en"})
    assert not Draft.objects.exists()


def test_the_answer_tells_the_countys_time(staff, signed_in):
    with time_machine.travel(datetime.datetime(2030, 1, 15, 22, 5, tzinfo=datetime.UTC)):
        client = signed_in(staff["cfs.supervisor"])
        assert client.post("/drafts/?key=flag", {"first_name": "Ro"})["County-Time"] == "2:05 PM"


def test_it_is_ones_own(staff, carried, signed_in, url):
    signed_in(staff["cfs.worker"]).post(url, {"first_name": "Ro"})
    client = signed_in(staff["ais.worker"])
    assert client.get(f"/families/{carried.family.uuid}/people/new/").context["draft"] is None
    assert client.delete(url).status_code == 204
    assert Draft.objects.count() == 1
    assert signed_in(staff["cfs.worker"]).delete(url).status_code == 204
    assert not Draft.objects.exists()


def test_outsider_gets_404(staff, carried, elsewhere, signed_in, url):
    assert signed_in(staff["cfs.worker2"]).post(url, {"first_name": "Ro"}).status_code == 404
    assert signed_in(staff["cfs.worker"]).post("/drafts/", {"first_name": "Ro"}).status_code == 404
    assert not Draft.objects.exists()


def test_it_is_unreadable_once_its_family_is(staff, carried, signed_in, url):
    """Kept by a worker who has the family no longer, and offered again once they have it."""
    worker = staff["cfs.worker"]
    signed_in(worker).post(url, {"first_name": "Ro"})
    assert visible(Draft, worker).exists()
    case = {"case": carried.cfs_case, "role": AssignmentRole.CFS_WORKER, "unit": worker.unit, "why": "Reassigned"}
    assign(worker=UserFactory(unit=worker.unit, roles=["cfs_worker"]), **case)
    assert not visible(Draft, worker).exists()
    assert signed_in(worker).post(url, {"first_name": "Rosa"}).status_code == 404
    assign(worker=worker, **case)
    assert visible(Draft, worker).get().fields == {"first_name": ["Ro"]}


@pytest.mark.parametrize(("days", "is_there"), [(13, True), (15, False)])
def test_it_expires_after_two_weeks_without_a_touch(days, is_there, staff, carried, signed_in, url):
    signed_in(staff["cfs.worker"]).post(url, {"first_name": "Ro"})
    with time_machine.travel(timezone.now() + datetime.timedelta(days=days)):
        assert visible(Draft, staff["cfs.worker"]).exists() is is_there
        call_command("sync_tasks")
        assert Draft.objects.exists() is is_there


def test_a_save_that_is_refused_keeps_it(staff, carried, signed_in, url):
    client = signed_in(staff["cfs.worker"])
    client.post(url, {"first_name": "Ro"})
    page = f"/families/{carried.family.uuid}/people/new/"
    assert client.post(page, {"first_name": "Rosa"}).status_code == 200
    assert Draft.objects.exists()
