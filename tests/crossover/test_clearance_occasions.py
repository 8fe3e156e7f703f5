"""Every occasion of a clearance (31-090 III.B): who makes it, in which system, and what it must say."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from crossover.enums import SYSTEM_SEARCHED, ClearancePurpose, ClearanceResult, SearchKey, System, Xover1Status
from crossover.models import Clearance
from crossover.rules.clearances import (
    check_can_record_clearance,
    check_keys_suffice,
    check_says_whom_it_looked_for,
    check_searches_its_system,
)
from crossover.services import record_clearance, start_xover1
from families.enums import AssignmentRole
from families.services import assign

pytestmark = pytest.mark.django_db
P = ClearancePurpose
R = ClearanceResult
K = SearchKey
MAKERS = {
    # on the CFS side
    P.SCREENING: {"screening.clerk", "cfs.pointperson", "er.clerk", "er.worker", "er.supervisor"},
    P.EMERGENCY_RESPONSE: {"er.clerk", "er.worker", "er.supervisor"},
    P.CASE_OPENED: {"ifs.supervisor"},
    P.REASSIGNMENT: {"ifs.supervisor"},
    P.FAMILY_CHANGED: {"cfs.worker", "ifs.supervisor"},
    # on the CalWORKs side: the clerk hears it, the CFS point person looks
    P.SELF_IDENTIFIED: {"cfs.pointperson"},
    P.APPLICATION: {"eligibility.worker"},
    P.BEFORE_WTW_PLAN: {"ais.worker", "es.worker"},
}


@pytest.fixture
def occasion(way, staff, carried) -> Any:
    """The record each purpose is about, as the rule takes it."""
    for name, role in (("eligibility.worker", "eligibility_worker"), ("es.worker", "employment_specialist")):
        worker = staff[name]
        assign(case=carried.calworks_case, role=AssignmentRole(role), unit=worker.unit, worker=worker, why="Named")
    nothing = {"referral": None, "family": None, "assignment": None}
    on_case = nothing | {"family": carried.family, "assignment": carried.cfs_case.assignments.open().get()}
    flagged = way.standing_at(Xover1Status.WITH_POINT_PERSON).family
    return {
        P.SCREENING: nothing | {"referral": way.referral()},
        P.EMERGENCY_RESPONSE: nothing | {"referral": way.referral()},
        P.CASE_OPENED: on_case,
        P.REASSIGNMENT: on_case,
        P.SELF_IDENTIFIED: nothing | {"family": flagged},
        P.APPLICATION: nothing | {"family": carried.family},
        P.BEFORE_WTW_PLAN: nothing | {"family": carried.family},
        P.FAMILY_CHANGED: nothing | {"family": carried.family},
    }


@pytest.mark.parametrize("purpose", P)
def test_who_makes_it_on_each_occasion(occasion, staff, purpose):
    able = set()
    for name, user in staff.items():
        try:
            check_can_record_clearance(user, purpose=purpose, **occasion[purpose])
        except NotAllowed:
            continue
        able.add(name)
    assert able == MAKERS[purpose]


@pytest.mark.parametrize("purpose", P)
def test_each_bureau_searches_the_others_system(purpose):
    for system in System:
        if system == SYSTEM_SEARCHED[purpose]:
            check_searches_its_system(purpose, system)
        else:
            with pytest.raises(NotAllowed, match="this clearance searches"):
                check_searches_its_system(purpose, system)


@pytest.mark.parametrize(
    ("result", "keys", "searched_for", "refused"),
    [
        # something was found: one key is enough
        (R.ACTIVE, [K.CASE_NUMBER], "", ""),
        (R.PENDING, [K.NAME], "", ""),
        (R.DISCONTINUED, [K.NAME], "", ""),
        (R.POSSIBLE, [K.NAME], "", ""),
        # no key at all
        (R.ACTIVE, [], "", "what you searched by"),
        (R.NOT_FOUND, [], "Rosa", "what you searched by"),
        # nothing was found: two different keys, and whom it holds for
        (R.NOT_FOUND, [K.NAME], "Rosa", "at least two keys"),
        (R.NOT_FOUND, [K.NAME, K.NAME], "Rosa", "at least two keys"),
        (R.NOT_FOUND, [K.NAME, K.BIRTH_DATE], "", "names and dates"),
        (R.NOT_FOUND, [K.NAME, K.BIRTH_DATE], "  ", "names and dates"),
        (R.NOT_FOUND, [K.NAME, K.BIRTH_DATE], "Rosa Ibarra, May 4, 1990", ""),
    ],
)
def test_not_found_is_kept_as_carefully_as_a_match(way, result, keys, searched_for, refused):
    day = timezone.localdate() if result == R.DISCONTINUED else None
    facts = {"result": result, "keys_used": keys, "searched_for": searched_for, "discontinued_on": day}
    if refused:
        with pytest.raises(NotAllowed, match=refused):
            way.clear(way.referral(), **facts)
        assert not Clearance.objects.exists()
    else:
        check_keys_suffice(result, keys)
        check_says_whom_it_looked_for(result, searched_for)
        assert way.clear(way.referral(), **facts).searched_for == searched_for


def look_into_cfs(staff: dict, carried: SimpleNamespace, **facts: Any) -> Clearance:
    usual = {"by": staff["ais.worker"], "purpose": P.BEFORE_WTW_PLAN, "system": System.CWS_CMS,
             "family": carried.family, "keys_used": [K.NAME], "result": R.ACTIVE,
             "as_of": timezone.localdate()}  # fmt: skip
    return record_clearance(**(usual | facts))


def test_before_a_wtw_plan_the_page_asks_for_status_and_worker_only(carried, elsewhere, staff, signed_in):
    client = signed_in(staff["ais.worker"])
    page = client.get(reverse("reports:family-forms", args=[carried.family.uuid]))
    url = reverse("crossover:family-clearance-new", args=[carried.family.uuid])
    assert url in page.content.decode()
    form = client.get(url).context["form"]
    assert "case_number" not in form.fields
    assert [name for name, _ in form.fields["purpose"].choices] == [P.BEFORE_WTW_PLAN]
    answers = {"purpose": P.BEFORE_WTW_PLAN, "system": "cws_cms", "keys_used": ["name"], "result": "active",
               "as_of": "2026-01-05", "worker_name": "Dana Cole", "evidence": "Open IFS case"}  # fmt: skip
    client.post(url, answers)
    made = Clearance.objects.get()
    assert (made.purpose, made.system, made.made_by) == (P.BEFORE_WTW_PLAN, System.CWS_CMS, staff["ais.worker"])
    assert (made.worker_name, made.evidence) == ("Dana Cole", "Open IFS case")
    assert client.get(reverse("crossover:family-clearance-new", args=[elsewhere.family.uuid])).status_code == 404
    assert signed_in(staff["cfs.worker"]).get(url).status_code == 403


def test_a_not_found_is_explained_beside_its_field(carried, staff, signed_in):
    url = reverse("crossover:family-clearance-new", args=[carried.family.uuid])
    answers = {"purpose": P.BEFORE_WTW_PLAN, "system": "cws_cms", "keys_used": ["name"], "result": "not_found",
               "as_of": "2026-01-05", "worker_name": "typed before"}  # fmt: skip
    response = signed_in(staff["ais.worker"]).post(url, answers)
    assert set(response.context["form"].errors) == {"keys_used", "searched_for"}
    assert "typed before" in response.content.decode()
    assert not Clearance.objects.exists()


def test_what_calworks_looked_up_is_the_familys_workers_to_read(carried, elsewhere, staff):
    made = look_into_cfs(staff, carried)
    for name in ("ais.worker", "ais.supervisor", "cfs.worker", "ifs.supervisor"):
        assert visible(Clearance, staff[name]).get() == made
    for name in ("es.worker", "cfs.worker2", "calworks.clerk", "er.clerk", "admin"):
        assert not visible(Clearance, staff[name]).exists()


def test_xover1_starts_from_the_er_units_last_look(way, staff):
    """A screening's clearance, and one that a later look gainsays, is not current."""
    referral = way.referral()
    screened = way.clear(referral, by=staff["screening.clerk"], purpose=P.SCREENING)
    with pytest.raises(NotAllowed, match="the ER unit's last clearance"):
        start_xover1(by=staff["er.clerk"], clearance=screened)
    earlier = way.clear(referral)
    last = way.clear(referral, result=R.NOT_FOUND, case_number="")
    with pytest.raises(NotAllowed, match="the ER unit's last clearance"):
        start_xover1(by=staff["er.clerk"], clearance=earlier)
    with pytest.raises(NotAllowed, match="says CalWORKs is active"):
        start_xover1(by=staff["er.clerk"], clearance=last)
    assert start_xover1(by=staff["er.clerk"], clearance=way.clear(referral)).referral == referral
