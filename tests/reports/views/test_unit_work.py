"""A supervisor's units: LTMs that a change asks for, and that a missed requirement stays with CalWORKs."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import visible
from families.enums import TaskKind, WtwStatus
from families.models import Task
from families.services import add_wtw_standing
from meetings.enums import MeetingKind, Trigger
from meetings.services import confirm_meeting, request_meeting, withdraw_meeting_request
from tests.meetings import county as steps

pytestmark = pytest.mark.django_db
URL = reverse("reports:unit-work")


@pytest.fixture
def missed(staff, carried):
    """The mother missed a Welfare-to-Work requirement, which CalWORKs recorded."""
    today = timezone.localdate()
    return add_wtw_standing(
        person=carried.mother, by=staff["ais.worker"], status=WtwStatus.NONCOMPLIANCE, from_date=today
    )


def asked_for(page):
    return [(str(task.family), task.ltm_at) for task in page.context["without_ltm"]]


def test_an_ltm_asked_for_is_listed_until_it_is_held(staff, carried, elsewhere, missed, signed_in):
    supervisor = signed_in(staff["ais.supervisor"])
    page = supervisor.get(URL)
    assert asked_for(page) == [(str(carried.family), None)]
    assert "No LTM yet" in page.content.decode()
    ltm = steps.ltm(carried)
    assert asked_for(supervisor.get(URL)) == [(str(carried.family), ltm.starts_at)]
    confirm_meeting(meeting=ltm, by=carried.cfs_worker)
    assert asked_for(supervisor.get(URL)) == [(str(carried.family), ltm.starts_at)], "confirmed, it is set all the same"
    steps.held(ltm)
    assert asked_for(supervisor.get(URL)) == []


@pytest.mark.parametrize(("kind", "listed"), [(MeetingKind.LTM_FOLLOW_UP, True), (MeetingKind.CFT, False)])
def test_an_ltm_that_staff_or_the_family_ask_for_is_listed_until_it_is_scheduled(
    carried, elsewhere, signed_in, staff, kind, listed
):
    asker = {"by": carried.cfs_worker, "owner": carried.cfs_worker}
    request = request_meeting(family=carried.family, kind=kind, trigger=Trigger.FAMILY, **asker)
    supervisor = signed_in(staff["ifs.supervisor"])
    assert asked_for(supervisor.get(URL)) == [(str(carried.family), None)] * listed
    withdraw_meeting_request(request=request, by=carried.cfs_worker, reason="They changed their mind")
    assert asked_for(supervisor.get(URL)) == []


def test_why_a_parent_needs_an_ltm_stays_with_whoever_may_read_it(carried, signed_in, staff):
    about = {"trigger": Trigger.CFS_REQUIREMENTS, "about": carried.mother}
    request_meeting(
        family=carried.family, kind=MeetingKind.LTM, by=carried.cfs_worker, owner=carried.cfs_worker, **about
    )
    assert asked_for(signed_in(staff["ais.supervisor"]).get(URL)) == []


def test_that_a_requirement_was_missed_stays_with_calworks(staff, carried, missed, signed_in):
    kinds = [TaskKind.HOLD_MISSED_LTM, TaskKind.CONTACT_AFTER_MISSED, TaskKind.ANSWER_NONCOMPLIANCE]
    tasks = Task.objects.filter(kind__in=kinds)
    assert {(task.kind, task.owner) for task in tasks} == {(kind, staff["ais.worker"]) for kind in kinds}
    for name in ("cfs.worker", "ifs.supervisor", "facilitator"):
        assert not visible(Task, staff[name]).filter(kind__in=kinds).exists()
    for url in (URL, "/tasks/?whose=all", carried.family.get_absolute_url()):
        said = signed_in(staff["ifs.supervisor"]).get(url).content.decode()
        rows = re.sub(r"<option.*?</option>", "", said)  # the filter offers every kind to everyone
        assert not any(kind.label in rows for kind in kinds), url
    assert asked_for(signed_in(staff["ifs.supervisor"]).get(URL)) == []


def test_only_a_supervisor_opens_it(staff, signed_in):
    assert signed_in(staff["cfs.worker"]).get(URL).status_code == 403
    assert signed_in(staff["ifs.supervisor"]).post(URL).status_code == 405
