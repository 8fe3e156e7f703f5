"""Goals and activities, row by row: added, changed over the version that was seen, taken out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import note_consents, reason_against, visible_or_404
from accounts.types import StaffRequest
from caseplans.forms import ActivityForm, GoalForm, RowForm
from caseplans.models import Activity, Goal, Plan
from caseplans.rules import check_can_edit_plan, check_can_remove_goal, check_can_remove_row
from caseplans.services import (
    add_activity,
    add_goal,
    edit_activity,
    edit_goal,
    remove_activity,
    remove_goal,
)
from caseplans.sharing import readers_of, shown_of
from crossover.sharing import consents_relied_on
from families.enums import Category
from families.services import StaleRow, drop_draft
from families.views.pages import crumbs_from, draft_context


@require_http_methods(["GET", "POST"])
def goal_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    form = GoalForm(request.POST or None, family=plan.family, user=request.user)
    if _is_final(request, form):
        add_goal(plan=plan, by=request.user, **form.facts())
        return _saved(request, plan)
    return _row_page(request, form, plan, "New goal")


@require_http_methods(["GET", "POST"])
def goal_edit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    goal = visible_or_404(Goal, request.user, uuid=uuid)
    form = GoalForm(request.POST or None, instance=goal, family=goal.family, user=request.user)
    return _edited(request, form, goal.plan, lambda **facts: edit_goal(goal=goal, by=request.user, **facts))


@require_http_methods(["GET", "POST"])
def activity_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    goal = visible_or_404(Goal, request.user, uuid=uuid)
    form = ActivityForm(request.POST or None, family=goal.family, user=request.user)
    if _is_final(request, form):
        add_activity(goal=goal, by=request.user, **form.facts())
        return _saved(request, goal.plan)
    return _row_page(request, form, goal.plan, "New activity", goal=goal)


@require_http_methods(["GET", "POST"])
def activity_edit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    activity = visible_or_404(Activity, request.user, uuid=uuid)
    form = ActivityForm(request.POST or None, instance=activity, family=activity.family, user=request.user)
    return _edited(
        request, form, activity.goal.plan, lambda **facts: edit_activity(activity=activity, by=request.user, **facts)
    )


@require_http_methods(["GET", "POST"])
def goal_remove(request: StaffRequest, uuid: UUID) -> HttpResponse:
    goal = visible_or_404(Goal, request.user, uuid=uuid)
    if request.method == "POST":
        remove_goal(goal=goal, by=request.user)
        return redirect(goal.plan)
    return _removal_page(request, goal, goal.plan, reason_against(check_can_remove_goal, request.user, goal))


@require_http_methods(["GET", "POST"])
def activity_remove(request: StaffRequest, uuid: UUID) -> HttpResponse:
    activity = visible_or_404(Activity, request.user, uuid=uuid)
    plan = activity.goal.plan
    if request.method == "POST":
        remove_activity(activity=activity, by=request.user)
        return redirect(plan)
    return _removal_page(request, activity, plan, reason_against(check_can_remove_row, request.user, activity))


def _is_final(request: StaffRequest, form: RowForm) -> bool:
    """Valid, and not only asking who will be able to read it."""
    return "preview" not in request.POST and form.is_valid()


def _edited(request: StaffRequest, form: RowForm, plan: Plan, save: Callable[..., Any]) -> HttpResponse:
    """Save over the version that was seen; where someone else saved meanwhile, show both and keep what was typed."""
    title = f"Change: {form.instance}"
    if not _is_final(request, form):
        return _row_page(request, form, plan, title)
    try:
        save(version=form.cleaned_data["version"], **form.facts())
    except StaleRow as stale:
        form.take_version(stale.current.version)  # type: ignore[attr-defined]
        return _row_page(request, form, plan, title, both=_side_by_side(form, stale.current))
    return _saved(request, plan)


def _saved(request: StaffRequest, plan: Plan) -> HttpResponse:
    drop_draft(user=request.user, key=_draft_key(request))
    return redirect(plan)


def _draft_key(request: StaffRequest) -> str:
    """Each of these forms has an address of its own."""
    return request.path.strip("/").replace("/", "-")


def _side_by_side(form: RowForm, current: Any) -> list[tuple[str, Any, Any]]:
    """Label, what is saved now, what was typed: only where they differ."""
    facts, rows = form.facts(), []
    for name, typed in facts.items():
        saved = getattr(current, name)
        if saved != typed:
            choices = dict(getattr(form.fields[name], "choices", [])) if isinstance(typed, str) else {}
            rows.append((str(form.fields[name].label), choices.get(saved, saved), choices.get(typed, typed)))
    return rows


def _row_page(request: StaffRequest, form: RowForm, plan: Plan, title: str, **extra: Any) -> HttpResponse:
    """The form with its sharing panel; the panel alone where the page asks for it again."""
    note_consents(consents_relied_on(plan.family, request.user, shown_of(plan, request.user)))
    kind = form.sharing()
    context = {
        "form": form,
        "plan": plan,
        "title": title,
        "category": Category(kind["category"]).label if kind["category"] else "",
        "readers": readers_of(family=plan.family, **kind) if kind["category"] else [],
        "reason": reason_against(check_can_edit_plan, request.user, plan),
        "goal": extra.get("goal"),
        "both": extra.get("both"),
        "crumbs": crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), title),
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "components/_sharing.html", context)
    context |= draft_context(request, _draft_key(request), plan.family)
    if "preview" in request.POST:
        form.say_nothing_yet()
    return render(request, "caseplans/row_form.html", context, status=409 if context["both"] is not None else 200)


def _removal_page(request: StaffRequest, row: Goal | Activity, plan: Plan, reason: str) -> HttpResponse:
    note_consents(consents_relied_on(plan.family, request.user, shown_of(plan, request.user)))
    reason = reason_against(check_can_edit_plan, request.user, plan) or reason
    crumbs = crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), "Take out")
    return render(request, "caseplans/row_remove.html", {"row": row, "plan": plan, "reason": reason, "crumbs": crumbs})
