"""The page a meeting is run from, as each person may read it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessLogEntry
from families.enums import Category
from meetings.enums import Topic
from meetings.services import add_note, cancel_meeting, decide
from tests.caseplans.county import consent_for
from tests.meetings import county as steps


@pytest.fixture
def meeting(staff, carried):
    """An LTM with a note of each kind, a decision, and a facilitator."""
    meeting = steps.held(steps.ltm(carried, steps.facilitator(staff)))
    _say(meeting, carried)
    return meeting


def _say(meeting, carried):
    said = {"meeting": meeting, "by": carried.cfs_worker}
    add_note(topic=Topic.REASON, text="Weekly calls", category=Category.LOGISTICS, **said)
    add_note(topic=Topic.CONCERNS, text="Rent is late", category=Category.HOUSING, about=carried.mother, **said)
    decide(text="Apply for rent help", category=Category.HOUSING, about=carried.mother, **said)


def shown(client, meeting):
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Each program may hold items not shown here." in page
    return {text for text in ("Weekly calls", "Rent is late", "Apply for rent help") if text in page}


def test_it_works(signed_in, carried, meeting):
    assert shown(signed_in(carried.cfs_worker), meeting) == {"Weekly calls", "Rent is late", "Apply for rent help"}


def test_the_other_bureau_reads_logistics_until_a_consent_opens_more(signed_in, carried, meeting):
    client = signed_in(carried.ais_worker)
    assert shown(client, meeting) == {"Weekly calls"}
    consent = consent_for(carried, Category.HOUSING)
    assert shown(client, meeting) == {"Weekly calls", "Rent is late", "Apply for rent help"}
    assert AccessLogEntry.objects.latest("pk").consents == [consent.uuid]


def test_the_facilitator_reads_logistics_only(signed_in, staff, carried, meeting):
    consent_for(carried, Category.HOUSING)
    assert shown(signed_in(staff["facilitator"]), meeting) == {"Weekly calls"}


def test_outsider_gets_404(signed_in, elsewhere, meeting):
    assert signed_in(elsewhere.cfs_worker).get(meeting.get_absolute_url()).status_code == 404


def test_reader_is_refused_with_the_reason(signed_in, staff, carried):
    eligibility = {"role": "eligibility_worker", "user": staff["eligibility.worker"]}
    meeting = steps.ltm(carried, eligibility)
    page = signed_in(staff["eligibility.worker"]).get(meeting.get_absolute_url())
    assert page.context["hold_reason"] == page.context["note_reason"] != ""
    assert page.context["hold_reason"] in page.content.decode().replace("&#x27;", "'")


def test_it_rejects_post(signed_in, carried, meeting):
    assert signed_in(carried.cfs_worker).post(meeting.get_absolute_url()).status_code == 405


def test_a_cancelled_meeting_says_why(signed_in, carried):
    meeting = steps.pltm(carried)
    cancel_meeting(meeting=meeting, by=carried.cfs_worker, reason="Worker is ill")
    page = signed_in(carried.cfs_worker).get(meeting.get_absolute_url()).content.decode()
    assert "Worker is ill" in page
    assert "Add a note" not in page


def test_the_page_costs_the_same_at_three_times_the_rows(signed_in, carried, meeting):
    client = signed_in(carried.cfs_worker)
    client.get(meeting.get_absolute_url())
    with CaptureQueriesContext(connection) as first:
        client.get(meeting.get_absolute_url())
    for _ in range(2):
        _say(meeting, carried)
    with CaptureQueriesContext(connection) as second:
        client.get(meeting.get_absolute_url())
    assert len(first) == len(second)
