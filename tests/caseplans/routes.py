"""Every address of the plan: who is in, and that everyone else finds nothing."""

from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from tests.caseplans import county as steps
from tests.meetings import contacts
from tests.routes import Route


def _plan(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.plan_of(county.carried).uuid}


def _goal(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.plan_of(county.carried).goals.get().uuid}


def _activity(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.plan_of(county.carried).goals.get().activities.all()[0].uuid}


def _requirement(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.required(steps.plan_of(county.carried), county.carried).uuid}


def _noted(county: SimpleNamespace) -> dict[str, Any]:
    activity = steps.sealed(county.carried).plan.goals.get().activities.order_by("pk")[0]
    steps.progress_of(activity, county.carried)
    return {"uuid": activity.uuid}


def _noted_plan(county: SimpleNamespace) -> dict[str, Any]:
    plan = steps.sealed(county.carried).plan
    steps.progress_of(plan.goals.get().activities.order_by("pk")[0], county.carried)
    return {"uuid": plan.uuid}


def _reviewed(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.status_reviewed(county.carried).meeting.uuid}


def _to_reach(county: SimpleNamespace) -> dict[str, Any]:
    steps.sanctioned(county.carried)
    return {"uuid": county.carried.mother.uuid}


def _assessment(county: SimpleNamespace) -> dict[str, Any]:
    steps.strength_of(county.carried)
    return {"uuid": steps.assessment_of(county.carried).uuid}


def _strength(county: SimpleNamespace) -> dict[str, Any]:
    steps.assessment_of(county.carried)
    return {"uuid": steps.strength_of(county.carried).uuid}


def _assessed(county: SimpleNamespace) -> dict[str, Any]:
    _strength(county)
    return {"uuid": county.carried.family.uuid}


def _version(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.frozen(county.carried).uuid}


def _frozen_plan(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.frozen(county.carried).plan.uuid}


def _signer(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.frozen(county.carried).signers.all()[0].uuid}


def _scanned(county: SimpleNamespace) -> dict[str, Any]:
    signer = steps.frozen(county.carried).signers.get(person__isnull=False)
    steps.signed_by(signer, method="paper", scan=steps.scanned_page(), signed_on=timezone.localdate())
    return {"uuid": signer.uuid}


def _copy(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.sealed(county.carried).copies.all()[0].uuid}


def _sealed_plan(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.sealed(county.carried).plan.uuid}


def _parent(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.frozen(county.carried).signers.get(role="parent").uuid}


def _transition(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.transition_begun(county.carried).uuid}


def _all_said(county: SimpleNamespace) -> dict[str, Any]:
    transition = steps.transition_begun(county.carried)
    steps.all_said(transition, county.carried)
    steps.cfs_closed(county.carried)
    return {"uuid": transition.uuid}


def _need(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": steps.need_of(steps.transition_begun(county.carried), county.carried).uuid}


def _contact(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": contacts.visit(county.carried).uuid}


BOTH = ("GET", "POST")
ROUTES = [
    Route("caseplans:plan-new", make=lambda county: {"uuid": county.carried.family.uuid}, methods=BOTH),
    Route("caseplans:plan-detail", make=_plan),
    Route("caseplans:plan-detail", make=_noted_plan, member="ais.worker"),
    Route(
        "caseplans:contact-activities",
        make=_contact,
        methods=BOTH,
        insiders=frozenset({"cfs.worker", "ifs.supervisor"}),
    ),
    Route("caseplans:plan-freeze", make=_plan, methods=("POST",)),
    Route("caseplans:plan-reopen", make=_frozen_plan, methods=BOTH),
    Route("caseplans:plan-show", make=_plan, methods=BOTH),
    Route("caseplans:plan-amend", make=_sealed_plan, methods=("POST",)),
    Route("caseplans:signer-refuse", make=_parent, methods=BOTH),
    Route("caseplans:goal-new", make=_plan, methods=BOTH),
    Route("caseplans:goal-edit", make=_goal, methods=BOTH),
    Route("caseplans:goal-remove", make=_goal),
    Route("caseplans:activity-new", make=_goal, methods=BOTH),
    Route("caseplans:activity-edit", make=_activity, methods=BOTH),
    Route("caseplans:activity-remove", make=_activity, methods=BOTH),
    Route("caseplans:goal-translation", make=lambda county: _goal(county) | {"language": "es"}, methods=BOTH),
    Route("caseplans:activity-translation", make=lambda county: _activity(county) | {"language": "es"}, methods=BOTH),
    Route("caseplans:activity-progress", make=_noted, methods=BOTH),
    Route("caseplans:progress-new", make=_noted, methods=BOTH),
    Route("caseplans:outreach-new", make=_to_reach, methods=BOTH, member="ais.worker"),
    Route("caseplans:status-review-new", make=_reviewed, methods=BOTH, member="ais.worker"),
    Route("caseplans:plan-transition", make=_sealed_plan, methods=BOTH),
    Route("caseplans:plan-transition", make=lambda county: {"uuid": steps.transition_begun(county.carried).plan.uuid}),
    Route("caseplans:transition-closing", make=_transition, methods=BOTH),
    Route("caseplans:need-new", make=_transition, methods=BOTH),
    Route("caseplans:need-edit", make=_need, methods=BOTH),
    Route("caseplans:transition-finish", make=_all_said, methods=("POST",)),
    Route("caseplans:plan-court", make=_noted_plan),
    Route("caseplans:court-paper", make=_noted_plan),
    Route("caseplans:goal-place", make=_goal, methods=("POST",)),
    Route("caseplans:activity-place", make=_activity, methods=("POST",)),
    Route("caseplans:plan-copy-forward", make=_plan, methods=BOTH),
    Route("caseplans:requirement-new", make=_plan, methods=BOTH),
    Route("caseplans:requirement-paste", make=_plan, methods=BOTH),
    Route("caseplans:requirement-edit", make=_requirement, methods=BOTH),
    Route("caseplans:requirement-remove", make=_requirement),
    Route("caseplans:program-plan-new", make=_plan, methods=BOTH),
    Route("caseplans:plan-copy-ready", make=_plan),
    Route("caseplans:finding-take", make=_plan, methods=("POST",)),
    Route("caseplans:finding-override", make=_plan, methods=BOTH),
    Route("caseplans:plan-week", make=_plan),
    Route("caseplans:week-paper", make=_plan),
    Route("caseplans:plan-month", make=_sealed_plan),
    Route("caseplans:month-paper", make=_sealed_plan),
    Route("caseplans:family-strengths", make=_assessed),
    Route("caseplans:strengths-paper", make=_assessed),
    Route("caseplans:strength-new", make=_assessed, methods=BOTH),
    Route("caseplans:strength-edit", make=_strength, methods=BOTH),
    Route("caseplans:assessment-new", make=_assessed, methods=BOTH),
    Route("caseplans:assessment-edit", make=_assessment, methods=BOTH),
    Route("caseplans:version-detail", make=_version),
    Route("caseplans:version-paper", make=_version),
    Route("caseplans:signer-sign", make=_signer, methods=BOTH),
    Route("caseplans:signer-scan", make=_scanned),
    Route("caseplans:copy-download", make=_copy),
    Route("caseplans:copy-give", make=_copy, methods=BOTH),
]
