"""Whom to reach out to: only as far as the reader may know why, and what came of it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from caseplans.models import OutreachAttempt
from caseplans.outreach_enums import OutreachReason, OutreachResult
from caseplans.reconciliation_enums import Rule
from caseplans.services import start_plan
from caseplans.services.outreach import record_attempt
from caseplans.sharing.findings import Reconciliation
from caseplans.sharing.outreach import reasons_for, to_reach
from families.enums import Category, Channel, ProgramStatus, ServiceType, WtwStatus
from families.models import CalworksCase
from families.services import add_wtw_standing
from tests.caseplans.county import activity_of, consent_for, goal_of
from tests.clients import said

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def standing(carried, status=WtwStatus.SANCTIONED, **facts):
    day = facts.pop("from_date", TODAY - datetime.timedelta(days=3))
    return add_wtw_standing(person=carried.mother, by=carried.ais_worker, status=status, from_date=day, **facts)


def attempt(carried, by=None, **facts):
    given = {"reason": OutreachReason.SANCTIONED, "on": TODAY, "how": Channel.CALL, "result": OutreachResult.THINKS}
    return record_attempt(person=carried.mother, by=by or carried.ais_worker, **given | facts)


def listed(user):
    return list(to_reach(user))


def test_the_list_holds_who_the_reader_may_know_to_be_sanctioned(carried, staff):
    standing(carried)
    assert listed(carried.ais_worker) == [carried.mother]
    assert listed(carried.cfs_worker) == []
    assert listed(staff["er.clerk"]) == []
    consent_for(carried, Category.CALWORKS_STATUS)
    assert listed(carried.cfs_worker) == [carried.mother]


@pytest.mark.parametrize(
    ("status", "reasons"),
    [
        (WtwStatus.ENGAGED, []),
        (WtwStatus.CURE_PLAN, []),
        (WtwStatus.EXEMPT, [OutreachReason.EXEMPT]),
        (WtwStatus.EXEMPT_VOLUNTEER, []),
        (WtwStatus.SANCTIONED, [OutreachReason.SANCTIONED]),
    ],
)
def test_the_status_of_today_decides(carried, status, reasons):
    standing(carried, WtwStatus.SANCTIONED, from_date=TODAY - datetime.timedelta(days=60))
    standing(carried, status)
    assert reasons_for(carried.mother, carried.ais_worker) == reasons


def test_only_families_that_both_programs_have_open(carried):
    standing(carried)
    CalworksCase.objects.filter(family=carried.family).update(status=ProgramStatus.CLOSED, closed_on=TODAY)
    assert listed(carried.ais_worker) == []


def test_without_a_home_is_who_has_homeless_assistance_to_do_and_the_reader_may_read_it(carried):
    plan = start_plan(family=carried.family, by=carried.cfs_worker)
    goal = goal_of(plan, carried)
    activity_of(goal, carried, "Apply for homeless assistance", service=ServiceType.HOMELESS_AID, category="housing")
    assert reasons_for(carried.mother, carried.cfs_worker) == [OutreachReason.HOMELESS]
    assert listed(carried.ais_worker) == []


def test_an_attempt_is_kept_as_the_kind_of_its_reason_and_crosses_like_it(carried):
    standing(carried)
    one = attempt(carried)
    assert one.category == Category.CALWORKS_STATUS
    assert not visible(OutreachAttempt, carried.cfs_worker)
    with pytest.raises(NotAllowed, match="Nothing you may read says"):
        attempt(carried, by=carried.cfs_worker)
    with pytest.raises(NotAllowed, match="reasons that hold today"):
        attempt(carried, reason=OutreachReason.EXEMPT)
    consent_for(carried, Category.CALWORKS_STATUS)
    assert list(visible(OutreachAttempt, carried.cfs_worker)) == [one]


def test_an_offered_cure_settles_the_finding_for_everyone_who_reads_the_status(carried):
    consent_for(carried, Category.SERVICES, Category.CALWORKS_STATUS)
    plan = start_plan(family=carried.family, by=carried.cfs_worker)
    standing(carried)

    def sanctions(user):
        return [told for told in Reconciliation(plan, user).told if told.finding.rule == Rule.SANCTION]

    attempt(carried, result=OutreachResult.NOT_REACHED)
    attempt(carried, confidential=True)
    attempt(carried, by=carried.cfs_worker)
    assert sanctions(carried.cfs_worker)
    assert sanctions(carried.ais_worker), "what another may not read settles nothing"
    attempt(carried)
    assert not sanctions(carried.cfs_worker) + sanctions(carried.ais_worker)


def test_the_page_counts_what_it_lists_and_the_form_is_sent_once(carried, signed_in):
    standing(carried)
    client = signed_in(carried.ais_worker)
    page = client.get(reverse("caseplans:outreach-list"))
    assert {label: number for label, _, number in page.context["cards"]} == {
        "Sanctioned": 1, "Exempt": 0, "Without a home": 0,
    }  # fmt: skip
    url = reverse("caseplans:outreach-new", args=[carried.mother.uuid])
    key = client.get(url).context["form"]["key"].value()
    sent = {"reason": "sanctioned", "on": TODAY.isoformat(), "how": "call", "result": "agreed", "key": key}
    for _ in range(2):
        assert client.post(url, sent).status_code == 302
    assert OutreachAttempt.objects.count() == 1
    assert "takes the offer" in said(client.get(reverse("caseplans:outreach-list")))
    strange = signed_in(carried.cfs_worker).get(url)
    assert strange.status_code == 200
    assert "Sanctioned" not in said(strange)
