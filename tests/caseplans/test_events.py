"""What happens to a case under a signed plan: its effects on the case, the plan and access, each told once."""

import datetime
from itertools import pairwise

import pytest
from django.utils import timezone

from accounts.access import visible
from caseplans.event_enums import EFFECTS, EventKind
from caseplans.models import Plan
from caseplans.reconciliation_enums import Rule
from caseplans.rules.events import AgreementFacts, Away, check_reunification, events
from caseplans.services import amend_plan
from caseplans.sharing.events import events_for, reunification_for
from caseplans.sharing.findings import Reconciliation
from caseplans.sharing.statuses import reviews_due
from families.deadlines import end_of_fr_aid
from families.enums import Category, Component, ExitType, PlacementKind, TaskKind, WtwStatus
from families.models import CfsCase, FamilyGrant, Task
from families.services import add_removal, add_wtw_standing, edit_cfs_case, end_removal
from tests.caseplans.county import consent_for, sealed
from tests.clients import said

K = EventKind
SIGNED = datetime.date(2026, 1, 10)
NOW = datetime.date(2026, 6, 1)
LATER = datetime.date(2026, 3, 1)
TODAY = timezone.localdate()
YESTERDAY = TODAY - datetime.timedelta(days=1)


def agreement(withdrawn=None, expires=None, closed=False):
    return AgreementFacts("case", withdrawn, expires, closed)


@pytest.mark.parametrize(
    ("agreements", "petitions", "away", "kinds"),
    [
        ([agreement(withdrawn=LATER, expires=LATER)], [], [], [K.AGREEMENT_WITHDRAWN]),
        ([agreement(expires=LATER)], [], [], [K.AGREEMENT_EXPIRED]),
        ([agreement(expires=LATER, closed=True)], [], [], []),
        ([agreement(expires=NOW)], [], [], []),  # its last day is still of it
        ([agreement(withdrawn=SIGNED)], [], [], []),  # known when it was signed
        ([], [("case", LATER)], [], [K.PETITION_FILED]),
        ([], [], [Away("r", "Ana", LATER)], [K.CHILD_REMOVED]),
        ([], [], [Away("r", "Ana", LATER, NOW)], [K.CHILD_RETURNED, K.CHILD_REMOVED]),
        ([], [], [Away("r", "Ana", SIGNED, LATER)], [K.CHILD_RETURNED]),
        ([], [], [Away("r", "Ana", NOW + datetime.timedelta(days=1))], []),
    ],
)
def test_what_happened_since_the_signature(agreements, petitions, away, kinds):
    found = events(SIGNED, NOW, agreements, petitions, away)
    assert [one.kind for one in found] == kinds
    assert all(one.on >= other.on for one, other in pairwise(found))


def test_every_event_says_what_it_does_to_case_plan_and_access():
    assert EFFECTS.keys() == set(EventKind)
    assert all(effect.case and effect.plan and effect.access for effect in EFFECTS.values())


@pytest.mark.parametrize("facts", [(True, True, True), (False, True, True), (True, False, True), (True, True, False)])
def test_reunification_aid_is_open_where_all_of_it_holds_and_lasts_six_full_months(facts):
    names = ("all_away", "aided", "services_necessary")
    stops = datetime.date(2026, 2, 15)
    given = dict(zip(names, facts, strict=True))
    found = check_reunification(removed_on=datetime.date(2026, 1, 15), absence_stops_on=stops, months=(1, 6), **given)
    assert found.is_open == all(facts)
    assert found.fr_aid_ends_on == datetime.date(2026, 8, 31) == end_of_fr_aid(datetime.date(2026, 1, 15), 1, 6)


@pytest.fixture
def plan(carried):
    return sealed(carried).plan


def happened(plan, user):
    return [one.kind for one in events_for(plan, user)]


@pytest.fixture
def signed_before(monkeypatch):
    """As if signed three days ago, so that what happens from yesterday on is new to the plan."""
    before = TODAY - datetime.timedelta(days=3)
    monkeypatch.setattr("caseplans.sharing.events.signed_on", lambda plan: before)
    monkeypatch.setattr("caseplans.review_deadlines.signed_on", lambda plan: before)


@pytest.mark.django_db
@pytest.mark.usefixtures("signed_before")
def test_a_withdrawn_agreement_is_told_to_cfs_alone_and_moves_no_access(carried, plan, signed_in):
    before = set(FamilyGrant.objects.values_list("user", "permission", "ground"))
    case = CfsCase.objects.get(family=carried.family)
    facts = {"agreement_signed_on": TODAY - datetime.timedelta(days=60), "agreement_withdrawn_on": TODAY}
    edit_cfs_case(case=case, by=carried.cfs_worker, version=case.version, component=Component.IFS, **facts)
    assert happened(plan, carried.cfs_worker) == [K.AGREEMENT_WITHDRAWN]
    assert happened(plan, carried.ais_worker) == []
    assert "withdrawn" not in said(signed_in(carried.ais_worker).get(plan.get_absolute_url()))
    assert set(FamilyGrant.objects.values_list("user", "permission", "ground")) == before
    kinds = set(Task.objects.filter(owner=carried.cfs_worker).values_list("kind", flat=True))
    assert TaskKind.DECIDE_EXTENSION not in kinds, "nothing to extend"


@pytest.mark.django_db
@pytest.mark.usefixtures("signed_before")
def test_a_petition_stays_within_cfs(carried, plan):
    case = CfsCase.objects.get(family=carried.family)
    edit_cfs_case(
        case=case, by=carried.cfs_worker, version=case.version, component=Component.FM, jurisdiction="court",
        agreement_signed_on=None, agreement_expires_on=None, agreement_withdrawn_on=None,
    )  # fmt: skip
    assert happened(plan, carried.cfs_worker) == [K.PETITION_FILED]
    assert happened(plan, carried.ais_worker) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("signed_before")
def test_a_removal_asks_for_a_look_at_the_plan_until_it_is_amended(carried, plan):
    Plan.objects.filter(pk=plan.pk).update(meeting=None)
    meeting = carried.family.meetings.get(kind="ltm")
    meeting.starts_at -= datetime.timedelta(days=20)
    meeting.save()
    removal = add_removal(
        person=carried.child, by=carried.cfs_worker, entered_on=YESTERDAY, placement=PlacementKind.RELATIVE,
        confidential=True,
    )  # fmt: skip
    assert happened(plan, carried.cfs_worker) == [K.CHILD_REMOVED]
    assert happened(plan, carried.ais_worker) == []
    assert reunification_for(plan, carried.ais_worker) is None
    task = Task.objects.get(kind=TaskKind.PLAN_AFTER_CHANGE)
    assert task.owner == carried.cfs_worker
    assert task in reviews_due(carried.family, carried.cfs_worker)
    assert task not in reviews_due(carried.family, carried.ais_worker)
    assert not visible(Task, carried.ais_worker).filter(pk=task.pk).exists()
    amend_plan(plan=Plan.objects.get(pk=plan.pk), by=carried.cfs_worker)
    assert not Task.objects.filter(kind=TaskKind.PLAN_AFTER_CHANGE).exists()
    end_removal(removal=removal, by=carried.cfs_worker, exited_on=TODAY, exit_type=ExitType.REUNIFIED)
    assert happened(plan, carried.cfs_worker) == [K.CHILD_RETURNED, K.CHILD_REMOVED]
    assert reunification_for(plan, carried.cfs_worker) is None


@pytest.mark.django_db
def test_reconciliation_asks_for_the_fr_plan_only_where_aid_is_open(carried, plan):
    consent_for(carried, Category.SERVICES, Category.CALWORKS_STATUS)
    since = TODAY - datetime.timedelta(days=40)
    add_wtw_standing(person=carried.mother, by=carried.ais_worker, status=WtwStatus.ENGAGED, from_date=since)
    add_removal(person=carried.child, by=carried.cfs_worker, entered_on=YESTERDAY, placement=PlacementKind.RELATIVE)

    def kinds():
        told = Reconciliation(plan, carried.cfs_worker).told
        return [one.finding.kind for one in told if one.finding.rule == Rule.REUNIFICATION]

    CfsCase.objects.filter(family=carried.family).update(component=Component.FM, agreement_signed_on=None)
    assert kinds() == ["not_open"]
    CfsCase.objects.filter(family=carried.family).update(component=Component.FR)
    carried.family.calworks_cases.update(opened_on=TODAY)
    assert kinds() == ["not_open"], "not aided when the child was removed"
    carried.family.calworks_cases.update(opened_on=since)
    assert kinds() == ["fr_plan"]
    add_wtw_standing(person=carried.mother, by=carried.ais_worker, status=WtwStatus.REUNIFICATION, from_date=TODAY)
    assert kinds() == []
