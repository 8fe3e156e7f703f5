"""The plan: begun, read, frozen for signing, reopened."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import note_consents, reason_against, visible, visible_or_404
from accounts.models import User
from accounts.types import StaffRequest
from caseplans.enums import PlanStatus
from caseplans.models import Plan, PlanVersion
from caseplans.rules import (
    AgreementFacts,
    PlanRows,
    are_many,
    check_can_amend,
    check_can_edit_plan,
    check_can_freeze,
    check_can_reopen,
    check_can_show,
    check_can_start_plan,
    check_can_write_requirement,
    check_still_shown_whole,
    in_order,
    missing_to_sign,
    plan_content,
    workers_of,
)
from caseplans.rules.reading import readings_of_plan
from caseplans.rules.spoken import spoken
from caseplans.rules.summary import family_plan_summary
from caseplans.rules.translating import other_languages
from caseplans.services import freeze_plan, reopen_plan, start_plan
from caseplans.sharing import (
    contacts_about,
    coverage_of,
    earlier_activities,
    goals_with_other_services,
    readable_rows,
    required_by_programs,
    shown_of,
)
from caseplans.sharing.agreement import agreement_facts
from caseplans.sharing.assessments import fed_by
from caseplans.sharing.events import events_for, reunification_for
from caseplans.sharing.findings import Reconciliation
from caseplans.sharing.progress import courses_of, milestones_of
from caseplans.sharing.statuses import reviews_due, status_reviews
from caseplans.sharing.transitions import transition_of
from caseplans.sharing.versions import must_sign_again, signed_the_open_version
from caseplans.views.reconciling import findings_panel
from crossover.sharing.reliance import consents_relied_on
from families.models import Family
from families.rules import works_case
from families.views.pages import crumbs_from


@require_http_methods(["GET", "POST"])
def plan_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    family = visible_or_404(Family, request.user, uuid=uuid)
    if request.method == "POST":
        return redirect(start_plan(family=family, by=request.user))
    reason = reason_against(check_can_start_plan, request.user, family)
    plans = visible(Plan, request.user).filter(family=family)
    crumbs = crumbs_from(family, "New plan")
    context = {"family": family, "reason": reason, "plans": plans, "crumbs": crumbs}
    return render(request, "caseplans/plan_new.html", context)


@require_safe
def plan_detail(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """What this reader may read of the plan now, its summary, its versions; decisions of the LTM beside it."""
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    required = required_by_programs(plan, request.user)
    note_consents(consents_relied_on(plan.family, request.user, [*shown_of(plan, request.user), *required]))
    reconciliation = Reconciliation(plan, request.user)
    rows, facts = readable_rows(plan, request.user), agreement_facts(plan)
    workers = workers_of(plan.family)
    versions = visible(PlanVersion, request.user).filter(plan=plan).select_related("frozen_by", "plan")
    content = spoken(plan_content(plan=plan, number=0, rows=rows, workers=workers, cases=[]), "en")
    context = {
        "plan": plan,
        "needs": [(need, list(goals)) for need, goals in groupby(in_order(rows), key=lambda pair: pair[0].need)],
        "earlier": earlier_activities(plan, request.user).exists(),
        "under_no_goal": rows.under_no_goal(),
        "goals_with_other_services": goals_with_other_services(rows, request.user),
        "stays_out": [str(row) for row in rows.everything() if row not in facts.rows.everything()],
        "contacts_about": contacts_about(plan, request.user),
        "rows": rows,
        "workers": [(role.label, worker) for role, worker in workers.items()],
        "summary": family_plan_summary(content, "en"),
        "translate_to": other_languages(plan.family),
        "versions": versions,
        "no_longer_whole": reason_against(check_still_shown_whole, plan, versions),
        "many_goals": are_many(rows.goals),
        "can_note": plan.status != PlanStatus.CLOSED and works_case(request.user, plan.family),
        "reason_require": reason_against(check_can_write_requirement, request.user, plan),
        "reason_edit": reason_against(check_can_edit_plan, request.user, plan),
        "readings": readings_of_plan(rows),
        "crumbs": crumbs_from(plan.family, "Plan"),
    }
    context |= _required(plan, request.user, rows) | findings_panel(reconciliation) | _how_it_goes(plan, request.user)
    context |= _signing(plan, request.user, facts, reconciliation.open_errors())
    return render(request, "caseplans/plan_detail.html", context)


def _how_it_goes(plan: Plan, user: User) -> dict[str, Any]:
    """What feeds the goals; once it is signed, how each activity goes, what was reached, what happened, what is due."""
    found: dict[str, Any] = {"fed_by": fed_by(plan, user), "courses": []}
    if plan.status not in {PlanStatus.ACTIVE, PlanStatus.CLOSED}:
        return found
    return found | {
        "courses": courses_of(plan, user),
        "milestones": milestones_of(plan, user),
        "events": events_for(plan, user),
        "reunification": reunification_for(plan, user),
        "reviews_due": reviews_due(plan.family, user),
        "status_reviews": status_reviews(plan.family, user),
        "transition": transition_of(plan, user),
    }


def _signing(plan: Plan, user: User, facts: AgreementFacts, errors: list[str]) -> dict[str, Any]:
    """What stands between the draft and the signatures, to whom it was shown, and what may be done with it now."""
    return {
        "missing": missing_to_sign(facts, errors) if plan.status == PlanStatus.DRAFT else [],
        "showings": plan.showings.select_related("person", "by"),
        "counted": plan.showings.since_frozen(),
        "again": must_sign_again(plan),
        "amended_by": visible(Plan, user).filter(amends=plan).first(),
        "reason_freeze": reason_against(check_can_freeze, user, plan, facts, errors),
        "reason_show": reason_against(check_can_show, user, plan),
        "reason_amend": reason_against(check_can_amend, user, plan),
        "reason_reopen": reason_against(check_can_reopen, user, plan),
    }


def _required(plan: Plan, user: User, rows: PlanRows) -> dict[str, Any]:
    """What the programs' own plans require, with what of it is not covered, and those plans as they were kept."""
    coverage = coverage_of(plan, user, rows.activities)
    return {
        "coverage": coverage,
        "uncovered": sum(not (one.activities or one.requirement.excused) for one in coverage),
        "program_plans": required_by_programs(plan, user)[1].select_related("created_by"),
    }


@require_POST
def plan_freeze(request: StaffRequest, uuid: UUID) -> HttpResponse:
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    version = freeze_plan(plan=plan, by=request.user)
    messages.success(request, f"Version {version.number} is frozen and ready to sign.")
    return redirect(version)


@require_http_methods(["GET", "POST"])
def plan_reopen(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Asks first: signatures already given will belong to a void version."""
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    if request.method == "POST":
        reopen_plan(plan=plan, by=request.user)
        messages.success(request, "The plan is a draft again. Freeze a new version when it is ready.")
        return redirect(plan)
    context = {
        "plan": plan,
        "reason": reason_against(check_can_reopen, request.user, plan),
        "signed": signed_the_open_version(plan),
        "crumbs": crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), "Reopen"),
    }
    return render(request, "caseplans/plan_reopen.html", context)
