"""When clearances and forms make something due: pure functions of facts, in working days."""

import datetime
import uuid

import pytest
from django.utils import timezone

from accounts.models import Setting
from crossover.county import ACKNOWLEDGE_DAYS, CONSENT_WARNINGS
from crossover.deadlines import (
    RunningOut,
    acknowledgement_dues,
    case_decision_dues,
    consent_dues,
    due,
    part_a_dues,
    part_b_dues,
    renewal_dues,
    routing_dues,
)
from crossover.enums import ClearancePurpose, ClearanceResult, Xover1Status
from crossover.models import Clearance, ConsentRequest, Xover1Hop
from crossover.rules.xover1 import present_assignment
from crossover.services import acknowledge_xover1, transfer_cfs_case
from crossover.services.consents import revoke_consent
from families.enums import Disposition, TaskKind
from families.models import Referral, Task
from families.services import dispose_referral, edit_cfs_case, settle
from linkages_site.demo.factories import UserFactory
from tests.crossover.consents import sign

FRIDAY = datetime.date(2026, 11, 20)


def hop_sent(day: datetime.date) -> Xover1Hop:
    at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(23)))
    return Xover1Hop(sent_at=at, receiver_id=7)


@pytest.mark.parametrize(
    ("days", "closures", "due_on"),
    [
        (1, {}, datetime.date(2026, 11, 23)),  # the weekend does not count
        (3, {}, datetime.date(2026, 11, 25)),
        (4, {}, datetime.date(2026, 11, 30)),  # nor do Thanksgiving and the day after
        (4, {datetime.date(2026, 11, 30): False}, datetime.date(2026, 12, 1)),  # nor a county closure
        (4, {datetime.date(2026, 11, 27): True}, datetime.date(2026, 11, 27)),  # a holiday the county works counts
    ],
)
def test_days_are_working_days_after_the_county_day(days, closures, due_on):
    hops = [hop_sent(FRIDAY)]
    (acknowledge,), (part_b,) = acknowledgement_dues(hops, days, closures), part_b_dues(hops, days, closures)
    (route,) = routing_dues(hops, days, closures)
    (consent,) = consent_dues([ConsentRequest(opened_on=FRIDAY, owner_id=7)], days, closures)
    clearance = Clearance(made_at=hops[0].sent_at, made_by_id=7, referral_id=1)
    (part_a,) = part_a_dues([clearance], days, closures)
    for fact in (acknowledge, part_b, route, consent, part_a):
        assert (fact.opens_on, fact.due_on, fact.owner_id) == (FRIDAY, due_on, 7)


@pytest.mark.parametrize(
    ("sent_at", "opens_on", "due_on"),
    [
        # the last minute of a county day, before and after the clocks change in autumn and in spring
        ("2026-11-01T06:59:00+00:00", "2026-10-31", "2026-11-03"),
        ("2026-11-02T07:59:00+00:00", "2026-11-01", "2026-11-03"),
        ("2026-03-08T07:59:00+00:00", "2026-03-07", "2026-03-10"),
        ("2026-03-09T06:59:00+00:00", "2026-03-08", "2026-03-10"),
        # a leap day, and over the new year's holiday
        ("2028-03-01T07:59:00+00:00", "2028-02-29", "2028-03-02"),
        ("2026-12-31T20:00:00+00:00", "2026-12-31", "2027-01-05"),
    ],
)
def test_a_day_is_the_countys(sent_at, opens_on, due_on):
    hop = Xover1Hop(sent_at=datetime.datetime.fromisoformat(sent_at), receiver_id=7)
    (due_of_hop,) = acknowledgement_dues([hop], 2, {})
    assert (due_of_hop.opens_on.isoformat(), due_of_hop.due_on.isoformat()) == (opens_on, due_on)


def test_a_case_is_decided_within_days_that_count_weekends():
    (decide,) = case_decision_dues([hop_sent(FRIDAY)], 30)
    assert (decide.opens_on, decide.due_on) == (FRIDAY, datetime.date(2026, 12, 20))


# Where a form stands -> what whoever has it is asked for, though they acknowledged it.
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "who", "kind"),
    [
        (Xover1Status.WITH_ER_SUPERVISOR, "er.supervisor", TaskKind.MOVE_XOVER1_ON),
        (Xover1Status.WITH_POINT_PERSON, "cfs.pointperson", TaskKind.MOVE_XOVER1_ON),
        (Xover1Status.WITH_CFS_SUPERVISOR, "ifs.supervisor", TaskKind.COMPLETE_PART_B),
        (Xover1Status.WITH_AIS_SUPERVISOR, "ais.supervisor", TaskKind.MOVE_XOVER1_ON),
    ],
)
def test_acknowledging_a_form_leaves_its_next_step_due(status, who, kind, way, staff):
    form = way.standing_at(status)
    acknowledge_xover1(form=form, by=staff[who])
    kinds = {TaskKind.ACKNOWLEDGE_XOVER1, TaskKind.MOVE_XOVER1_ON, TaskKind.COMPLETE_PART_B}
    left = Task.objects.filter(family=form.family, kind__in=kinds)
    assert [(task.kind, task.owner) for task in left] == [(kind, staff[who])]


@pytest.mark.django_db
def test_after_a_change_of_assignment_that_ends_ineligible_nobody_is_asked_to_sign_or_meet(way):
    child = way.reassign(way.standing_at(Xover1Status.ACKNOWLEDGED))
    asked = {TaskKind.REQUEST_CONSENT, TaskKind.HOLD_PLTM}
    tasks = Task.objects.filter(family=child.family, kind__in=asked)
    assert set(tasks.values_list("kind", flat=True)) == asked
    way.clear_again(child, result=ClearanceResult.NOT_FOUND)
    way.end_ineligible(child)
    assert not tasks.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Xover1Status.WITH_CFS_SUPERVISOR, Xover1Status.ACKNOWLEDGED])
def test_after_the_cfs_case_closed_nobody_is_asked_to_sign_until_the_family_comes_again(way, staff, status):
    form = way.standing_at(status)
    family, supervisor = form.family, staff["ifs.supervisor"]
    asked = Task.objects.filter(family=family, kind=TaskKind.REQUEST_CONSENT)
    assert asked.exists()
    edit_cfs_case(case=form.cfs_case, by=supervisor, version=form.cfs_case.version, closed_on=timezone.localdate())
    assert not asked.exists()
    referral = way.referral()
    Referral.objects.filter(pk=referral.pk).update(family=family)
    settle(family)
    assert asked.exists()


def test_one_open_request_is_enough_to_be_due():
    requests = [ConsentRequest(opened_on=FRIDAY, owner_id=owner) for owner in (7, 8)]
    assert [fact.owner_id for fact in consent_dues(requests, 5, {})] == [7]


@pytest.mark.django_db
def test_the_countys_number_counts(way):
    form = way.standing_at(Xover1Status.WITH_ER_SUPERVISOR)
    before = {fact.kind: fact.due_on for fact in due(form.family)}
    Setting.objects.create(key=ACKNOWLEDGE_DAYS.key, value=30)
    after = {fact.kind: fact.due_on for fact in due(form.family)}
    assert after[TaskKind.ACKNOWLEDGE_XOVER1] > before[TaskKind.ACKNOWLEDGE_XOVER1]
    assert after[TaskKind.REQUEST_CONSENT] == before[TaskKind.REQUEST_CONSENT]


LAST = datetime.date(2027, 6, 30)


def before(days: int) -> datetime.date:
    return LAST - datetime.timedelta(days=days)


# A 10B runs out: when it was asked again, when a no was recorded, when it was signed -> the warning that stands.
@pytest.mark.parametrize(
    ("asked", "said_no", "signed", "expected"),
    [
        ([300], [], 300, 60),
        ([300, 61], [], 300, 60),  # asked before the first warning
        ([300, 60], [], 300, 30),
        ([300, 50], [], 300, 30),
        ([300, 30], [], 300, 14),
        ([300, 14], [], 300, 7),
        ([300, 7], [], 300, None),
        ([300, 50], [49], 300, None),  # a no: nothing nags the family
        ([300], [200], 300, 60),  # an earlier no was about something else
        ([20], [], 20, 14),  # signed for twenty days: no warning lies before it
        ([5], [], 5, None),
    ],
)
def test_warnings_before_a_consent_runs_out(asked, said_no, signed, expected):
    consent = RunningOut(uuid.uuid4(), before(signed), LAST, 7)
    found = renewal_dues([consent], [before(day) for day in asked], [before(day) for day in said_no], [60, 30, 14, 7])
    assert [(fact.opens_on, fact.due_on, fact.owner_id) for fact in found] == (
        [(before(expected), LAST, 7)] if expected else []
    )


@pytest.mark.django_db
def test_the_worker_is_warned_until_it_is_renewed_or_ended(staff, carried):
    def tasks():
        return list(Task.objects.filter(kind=TaskKind.RENEW_CONSENT).values_list("owner", "opens_on", "due_on"))

    first = sign(staff, carried)
    days = [first.until_date - datetime.timedelta(days=days) for days in (60, 0)]
    assert tasks() == [(staff["cfs.worker"].pk, *days)]
    second = sign(staff, carried, until_date=first.until_date - datetime.timedelta(days=100))
    assert tasks() == [(staff["cfs.worker"].pk, *(day - datetime.timedelta(days=100) for day in days))]
    Setting.objects.create(key=CONSENT_WARNINGS[0].key, value=90)
    settle(carried.family)
    assert tasks()[0][1] == second.until_date - datetime.timedelta(days=90)
    revoke_consent(consent=second, by=staff["cfs.worker"])
    assert tasks() == []


@pytest.mark.django_db
def test_the_other_bureaus_worker_asks_until_a_transferred_case_has_one(staff, carried):
    def owners():
        return [task.owner for task in Task.objects.filter(kind=TaskKind.RENEW_CONSENT)]

    sign(staff, carried)
    assert owners() == [staff["cfs.worker"]]
    unit, to = staff["cfs.supervisor"].supervisions.first().unit, staff["cfs.supervisor"]
    seen = present_assignment(carried.cfs_case).uuid
    transfer_cfs_case(case=carried.cfs_case, by=staff["ifs.supervisor"], unit=unit, to=to, why="-", seen=seen)
    assert owners() == [staff["ais.worker"]]


def owners_of_part_a(family=None):
    """Whose Part A is due, of the tasks that `settle` has made."""
    tasks = Task.objects.filter(kind=TaskKind.SEND_PART_A)
    return [task.owner for task in (tasks.filter(family=family) if family else tasks)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("result", "opened"),
    [
        (ClearanceResult.ACTIVE, True),
        (ClearanceResult.PENDING, False),
        (ClearanceResult.POSSIBLE, False),
        (ClearanceResult.NOT_FOUND, False),
    ],
)
def test_only_an_active_clearance_makes_part_a_due(way, staff, result, opened):
    way.clear(way.referral(), result=result)
    assert owners_of_part_a() == [staff["er.clerk"]] * opened


@pytest.mark.django_db
def test_screenings_own_look_makes_no_part_a_due(way, staff):
    way.clear(way.referral(), by=staff["screening.clerk"], purpose=ClearancePurpose.SCREENING)
    assert owners_of_part_a() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "due_still"),
    [
        (Xover1Status.DRAFT, True),  # begun is not sent
        (Xover1Status.VOID, True),  # a draft made in error: the next one is still to be sent
        (Xover1Status.WITH_ER_SUPERVISOR, False),
        (Xover1Status.WITH_CFS_SUPERVISOR, False),
        (Xover1Status.NO_CASE, False),
        (Xover1Status.ACKNOWLEDGED, False),
    ],
)
def test_part_a_is_due_until_it_is_sent(way, staff, status, due_still):
    form = way.standing_at(status)
    assert owners_of_part_a(form.family) == [staff["er.clerk"]] * due_still


@pytest.mark.django_db
def test_a_decided_referral_asks_for_no_part_a(way, staff):
    clearance = way.clear(way.referral())
    dispose_referral(referral=clearance.referral, by=staff["er.supervisor"], disposition=Disposition.NO_CASE)
    assert owners_of_part_a() == []


@pytest.mark.django_db
def test_part_a_is_due_once_a_referral_from_the_first_clearance(way, staff):
    referral = way.referral()
    way.clear(referral)
    colleague = UserFactory(unit=staff["er.clerk"].unit, roles=["er_clerk"])
    way.clear(referral, by=colleague)
    assert owners_of_part_a() == [staff["er.clerk"]]
    assert Task.objects.visible_to(staff["er.clerk"]).filter(kind=TaskKind.SEND_PART_A).exists()
    assert not Task.objects.visible_to(staff["es.worker"]).exists()
