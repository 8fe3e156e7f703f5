"""Eligibility to Linkages as dated checks, applicants looked up again, and the lapse of CalWORKs (31-090 III.A.1)."""

import datetime
from itertools import product

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.models import Setting
from accounts.rules import add_working_days
from accounts.services import county_closures
from crossover.county import RE_CHECK_DAYS
from crossover.deadlines import applicant_dues
from crossover.enums import ClearanceResult, Eligibility, Ineligibility, System, Xover1Status
from crossover.models import Clearance, EligibilityCheck
from crossover.rules.eligibility import ended_without_linkages, lapse_of, why_ineligible
from crossover.services import close_ineligible
from families.enums import TaskKind
from families.models import Task
from families.rules.arranging import act_of

pytestmark = pytest.mark.django_db
Why = Ineligibility
R = ClearanceResult
S = Xover1Status
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("calworks_open", "ais_eligible", "cfs_open"),
    list(product([True, False, None], [True, False, None], [True, False])),
)
def test_all_three_are_needed_and_unknown_excludes_nobody(calworks_open, ais_eligible, cfs_open):
    found = why_ineligible(calworks_open=calworks_open, ais_eligible=ais_eligible, cfs_open=cfs_open)
    missing = {
        reason
        for reason, known in [
            (Why.CALWORKS_NOT_OPEN, calworks_open),
            (Why.NOT_AIS_ELIGIBLE, ais_eligible),
            (Why.CFS_CASE_NOT_OPEN, cfs_open),
        ]
        if known is False
    }
    assert found in missing if missing else found is None


@pytest.mark.parametrize(
    ("statuses", "ended"),
    [
        ([], False),
        # each way to end
        ([S.NO_CASE], True),
        ([S.NOT_A_MATCH], True),
        ([S.INELIGIBLE], True),
        ([S.VOID], True),
        ([S.VOID, S.INELIGIBLE], True),
        # a superseded form goes on in the next one, and ends with it
        ([S.SUPERSEDED, S.WITH_CFS_SUPERVISOR], False),
        ([S.SUPERSEDED, S.INELIGIBLE], True),
        # the next one was made in error: of the family that says nothing
        ([S.SUPERSEDED, S.VOID], False),
        # one form stands
        ([S.NOT_A_MATCH, S.ACKNOWLEDGED], False),
        ([S.INELIGIBLE, S.DRAFT], False),
    ],
)
def test_a_family_is_none_of_linkages_once_every_form_ended_so(statuses, ended):
    assert ended_without_linkages(statuses) is ended


def said(*results: ClearanceResult) -> list[Clearance]:
    """Clearances a day apart, in this order."""
    return [
        Clearance(system=System.CALSAWS, result=result, made_at=NOON + datetime.timedelta(days=day), made_by_id=1)
        for day, result in enumerate(results)
    ]


@pytest.mark.parametrize(
    ("results", "pending"),
    [
        ([], None),
        ([R.ACTIVE], None),
        # waiting, and a newer look that still waits
        ([R.PENDING], 0),
        ([R.PENDING, R.PENDING], 1),
        ([R.PENDING, R.POSSIBLE], 0),
        # decided
        ([R.PENDING, R.ACTIVE], None),
        ([R.PENDING, R.NOT_FOUND], None),
        ([R.PENDING, R.DISCONTINUED], None),
        # applied again
        ([R.PENDING, R.NOT_FOUND, R.PENDING], 2),
    ],
)
def test_applicants_are_looked_up_again_until_it_is_decided(results, pending):
    clearances = said(*results)
    dues = applicant_dues(reversed(clearances), 10, {})
    assert [due.key for due in dues] == ([] if pending is None else [f"clearance:{clearances[pending].uuid}"])
    if pending is not None:
        start = timezone.localdate(clearances[pending].made_at)
        assert (dues[0].opens_on, dues[0].due_on) == (start, add_working_days(start, 10, {}))


@pytest.mark.parametrize(
    ("results", "lapsed"),
    [
        ([], None),
        ([R.ACTIVE], None),
        ([R.DISCONTINUED], 0),
        ([R.NOT_FOUND], 0),
        # looking again does not put it off
        ([R.ACTIVE, R.DISCONTINUED, R.NOT_FOUND], 1),
        # neither yes nor no changes anything
        ([R.ACTIVE, R.PENDING], None),
        ([R.DISCONTINUED, R.PENDING], 0),
        # active again, and lost again
        ([R.DISCONTINUED, R.ACTIVE], None),
        ([R.DISCONTINUED, R.ACTIVE, R.NOT_FOUND], 2),
    ],
)
def test_since_when_calworks_is_not_active(results, lapsed):
    clearances = said(*results)
    found = lapse_of(reversed(clearances))
    assert found is (None if lapsed is None else clearances[lapsed])


def test_part_b_dates_the_check_and_a_repeated_clearance_dates_it_anew(way, staff):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    way.clear_again(form)
    assert not EligibilityCheck.objects.exists()
    way.complete(form)
    first = EligibilityCheck.objects.get()
    assert (first.form, first.clearance, first.outcome) == (form, form.re_clearance, Eligibility.ELIGIBLE)
    assert (first.ais_reason, first.checked_by) == (form.ais_reason, staff["ifs.supervisor"])
    child = way.reassign(form)
    way.clear_again(child, result=R.NOT_FOUND)
    again = EligibilityCheck.objects.first()
    assert (again.form, again.outcome, again.ineligibility) == (child, Eligibility.INELIGIBLE, Why.CALWORKS_NOT_OPEN)
    assert (again.ais_eligible, again.ais_reason) == (True, form.ais_reason)
    child.refresh_from_db()
    assert child.status == S.WITH_CFS_SUPERVISOR


def test_ineligible_ends_the_form_with_the_reason_and_the_check(way, staff):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    way.clear_again(form, result=R.NOT_FOUND)
    close_ineligible(form=form, by=staff["ifs.supervisor"], ineligibility=Why.CALWORKS_NOT_OPEN)
    check = EligibilityCheck.objects.get()
    assert (form.status, form.ineligibility) == (S.INELIGIBLE, Why.CALWORKS_NOT_OPEN)
    assert check.ineligibility == form.ineligibility
    assert (check.calworks_open, check.cfs_open) == (False, True)


@pytest.mark.parametrize(
    ("result", "ineligibility", "why"),
    [
        # an applicant is looked up again at grant, a possible match is reviewed
        (R.PENDING, Why.CALWORKS_NOT_OPEN, "CalWORKs is not active"),
        (R.POSSIBLE, Why.CALWORKS_NOT_OPEN, "CalWORKs is not active"),
        (R.ACTIVE, Why.CALWORKS_NOT_OPEN, "CalWORKs is not active"),
        # what the record says
        (R.ACTIVE, Why.CFS_CASE_NOT_OPEN, "open on file"),
    ],
)
def test_a_form_is_not_closed_against_the_facts(way, staff, result, ineligibility, why):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    way.clear_again(form, result=result)
    with pytest.raises(NotAllowed, match=why):
        close_ineligible(form=form, by=staff["ifs.supervisor"], ineligibility=ineligibility)
    assert not EligibilityCheck.objects.exists()


def test_a_check_is_never_changed(way):
    way.standing_at(S.WITH_AIS_SUPERVISOR)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        EligibilityCheck.objects.update(cfs_open=False)


def test_the_check_stands_on_the_form_and_the_familys_tab(way, elsewhere, staff, signed_in):
    form = way.standing_at(S.WITH_AIS_WORKER)
    for name in ("ifs.supervisor", "ais.worker"):
        client = signed_in(staff[name])
        for url in (form.get_absolute_url(), reverse("reports:family-forms", args=[form.family.uuid])):
            shown = client.get(url).content.decode()
            assert "Eligible to Linkages" in shown
            assert "Referred by Welfare-to-Work" in shown
    for name in ("cfs.worker2", "es.worker", "er.worker", "admin"):
        assert not visible(EligibilityCheck, staff[name]).exists()


def recheck(family) -> Task | None:
    return Task.objects.filter(family=family, kind=TaskKind.RE_CHECK_APPLICANT).first()


def test_the_maker_of_a_pending_clearance_looks_again(way, staff, signed_in):
    found = way.clear(way.referral(), result=R.PENDING, case_number="")
    task = recheck(found.family)
    days = Setting.objects.number(RE_CHECK_DAYS)
    assert task.owner == staff["er.clerk"]
    page = signed_in(staff["er.clerk"]).get(act_of(task))
    assert page.status_code == 200, "the task leads its owner to where it is done"
    assert f'href="{found.referral.get_absolute_url()}"' in page.content.decode()
    assert task.due_on == add_working_days(timezone.localdate(), days, county_closures())
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=1)):
        way.clear(found.referral)
    assert recheck(found.family) is None


def test_nobody_looks_again_once_the_referral_is_decided(way):
    form = way.draft()
    way.clear(form.referral, result=R.PENDING)
    assert recheck(form.family)
    way.send(form)
    way.close(form)
    assert recheck(form.family) is None
