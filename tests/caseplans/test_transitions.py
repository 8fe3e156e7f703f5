"""Every verb from every state: the table of `enums.py` is what the services do, no more and no less."""

import pytest
from django.db.models import F

from accounts.access import NotAllowed
from caseplans.enums import AWAITING_SIGNATURES, PLAN_TRANSITIONS, PlanStatus
from caseplans.models import Plan
from caseplans.services import freeze_plan, reopen_plan, start_plan
from tests.caseplans.county import activity_of, frozen, goal_of, plan_of, sealed, shown, signed_by

P = PlanStatus


def sign_next(plan, carried):
    """Whoever has not signed the last version yet signs it; where all have, the first of them once more."""
    signed_by(plan.versions.first().signers.order_by(F("signature").asc(nulls_first=True)).first())


def sign_the_next_plan(plan, carried):
    following = start_plan(family=carried.family, by=carried.cfs_worker)
    activity_of(goal_of(following, carried), carried)
    for signer in freeze_plan(plan=shown(following, carried), by=carried.cfs_worker).signers.all():
        signed_by(signer)


VERBS = {
    "freeze": lambda plan, carried: freeze_plan(plan=plan, by=carried.cfs_worker),
    "reopen": lambda plan, carried: reopen_plan(plan=plan, by=carried.cfs_worker),
    "sign": sign_next,
    "sign the next plan": sign_the_next_plan,
}
# verb -> (from each state, to one state)
STEPS = {
    "freeze": {P.DRAFT: P.READY_TO_SIGN},
    "reopen": {P.READY_TO_SIGN: P.DRAFT, P.PARTIALLY_SIGNED: P.DRAFT},
    "sign": {P.READY_TO_SIGN: P.PARTIALLY_SIGNED, P.PARTIALLY_SIGNED: P.PARTIALLY_SIGNED},
    "sign the next plan": {P.ACTIVE: P.CLOSED},
}
STANDS_BY = {("sign the next plan", P.CLOSED)}
LAST_SIGNATURE = (P.PARTIALLY_SIGNED, P.ACTIVE)


def standing_at(status, carried):
    if status in {P.ACTIVE, P.CLOSED}:
        plan = sealed(carried).plan
        if status == P.CLOSED:
            sign_the_next_plan(plan, carried)
    else:
        plan = frozen(carried).plan
        if status == P.PARTIALLY_SIGNED:
            sign_next(plan, carried)
        if status == P.DRAFT:
            reopen_plan(plan=plan, by=carried.cfs_worker)
            shown(plan, carried)
    plan = Plan.objects.get(pk=plan.pk)
    assert plan.status == status
    return plan


@pytest.mark.parametrize("status", P)
def test_every_other_verb_is_refused_and_changes_nothing(carried, status):
    plan = standing_at(status, carried)
    for verb in [verb for verb in VERBS if status not in STEPS[verb] and (verb, status) not in STANDS_BY]:
        with pytest.raises(NotAllowed):
            VERBS[verb](plan, carried)
        plan.refresh_from_db()
        assert plan.status == status


@pytest.mark.parametrize(("verb", "status"), [(verb, status) for verb, steps in STEPS.items() for status in steps])
def test_each_step_leads_where_the_table_says(carried, verb, status):
    plan = standing_at(status, carried)
    VERBS[verb](plan, carried)
    plan.refresh_from_db()
    assert plan.status == STEPS[verb][status]


def test_the_last_signature_makes_it_active(carried):
    plan = standing_at(P.PARTIALLY_SIGNED, carried)
    sign_next(plan, carried)
    sign_next(plan, carried)
    plan.refresh_from_db()
    assert plan.status == P.ACTIVE


@pytest.mark.parametrize("status", P)
def test_a_version_waits_for_signatures_exactly_where_signing_is_a_step(carried, status):
    version = standing_at(status, carried).versions.first()
    assert version.is_open == (status in STEPS["sign"]) == (status in AWAITING_SIGNATURES)


def test_a_closed_plan_stays_closed(carried):
    plan = standing_at(P.CLOSED, carried)
    sign_the_next_plan(plan, carried)
    plan.refresh_from_db()
    assert plan.status == P.CLOSED


def test_these_steps_are_the_whole_table():
    done = {(state, to) for steps in STEPS.values() for state, to in steps.items()} | {LAST_SIGNATURE}
    assert done == {(state, to) for state, following in PLAN_TRANSITIONS.items() for to in following}


def test_a_new_plan_begins_at_the_tables_first_state(carried):
    assert plan_of(carried).status == next(iter(PLAN_TRANSITIONS))
