"""Goals and activities, row by row: added, changed over the version that was seen, taken out."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import note_consents, reason_against, visible_or_404
from accounts.types import StaffRequest
from caseplans.forms import ActivityForm, GoalForm, RowForm
from caseplans.models import Activity, ActivityTemplate, Goal, Plan
from caseplans.rules import check_can_edit_plan, check_can_remove_goal, check_can_remove_row
from caseplans.services import (
    add_activity,
    add_goal,
    edit_activity,
    edit_goal,
    remove_activity,
    remove_goal,
)
from caseplans.sharing import (
    PlanRow,
    end_of,
    plan_of_end,
    readers_of_row,
    requirements_of,
    shown_of,
    templates_of_activities,
)
from crossover.sharing.reliance import consents_relied_on
from crossover.views.sharing import sharing_page
from families.views.pages import crumbs_from

View = Callable[[StaffRequest, UUID], HttpResponse]


def or_taken_out(model: type[PlanRow], typed_into: type[RowForm] | None = None) -> Callable[[View], View]:
    """Where a colleague took the row out meanwhile: say so, and keep what was typed for copying."""

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: StaffRequest, uuid: UUID) -> HttpResponse:
            try:
                return view(request, uuid)
            except (Http404, model.DoesNotExist):
                return _taken_out_page(request, model, uuid, typed_into)

        return page

    return decorate


@require_http_methods(["GET", "POST"])
def goal_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    form = GoalForm(request.POST or None, family=plan.family, user=request.user)
    return _row_page(
        request, form, plan, "New goal", save=lambda: add_goal(plan=plan, by=request.user, **form.cleaned_data)
    )


@require_http_methods(["GET", "POST"])
@or_taken_out(Goal, GoalForm)
def goal_edit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    goal = visible_or_404(Goal, request.user, uuid=uuid)
    title = f"Change: {goal}"
    form = GoalForm(request.POST or None, instance=goal, family=goal.family, user=request.user)
    return _row_page(
        request, form, goal.plan, title, save=lambda: edit_goal(goal=goal, by=request.user, **form.cleaned_data)
    )


@require_http_methods(["GET", "POST"])
@or_taken_out(Goal, ActivityForm)
def activity_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    goal = visible_or_404(Goal, request.user, uuid=uuid)
    templates, requirements = templates_of_activities(), requirements_of(goal.plan, request.user)
    begun = _named(templates, "pk", request.GET.get("template"))
    begun = begun or _named(requirements, "uuid", request.GET.get("requirement"))
    asked: dict[str, Any] = {"requirements": requirements, "initial": begun.facts() if begun else {}}
    form = ActivityForm(request.POST or None, family=goal.family, user=request.user, **asked)
    return _row_page(
        request,
        form,
        goal.plan,
        "New activity",
        goal=goal,
        templates=templates,
        save=lambda: add_activity(goal=goal, by=request.user, **form.cleaned_data),
    )


def _named(offered: Iterable[Any], by: str, asked: str | None) -> Any:
    """What a new activity is to begin with, of what its writer is offered."""
    return next((one for one in offered if str(getattr(one, by)) == asked), None) if asked else None


@require_http_methods(["GET", "POST"])
@or_taken_out(Activity, ActivityForm)
def activity_edit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    activity = visible_or_404(Activity, request.user, uuid=uuid)
    title = f"Change: {activity}"
    asked = {"requirements": requirements_of(activity.goal.plan, request.user)}
    form = ActivityForm(request.POST or None, instance=activity, family=activity.family, user=request.user, **asked)
    return _row_page(
        request,
        form,
        activity.goal.plan,
        title,
        save=lambda: edit_activity(activity=activity, by=request.user, **form.cleaned_data),
    )


@require_http_methods(["GET", "POST"])
@or_taken_out(Goal)
def goal_remove(request: StaffRequest, uuid: UUID) -> HttpResponse:
    goal = visible_or_404(Goal, request.user, uuid=uuid)
    if request.method == "POST":
        remove_goal(goal=goal, by=request.user)
        return redirect(goal.plan)
    return _removal_page(request, goal, goal.plan, reason_against(check_can_remove_goal, request.user, goal))


@require_http_methods(["GET", "POST"])
@or_taken_out(Activity)
def activity_remove(request: StaffRequest, uuid: UUID) -> HttpResponse:
    activity = visible_or_404(Activity, request.user, uuid=uuid)
    plan = activity.goal.plan
    if request.method == "POST":
        remove_activity(activity=activity, by=request.user)
        return redirect(plan)
    return _removal_page(request, activity, plan, reason_against(check_can_remove_row, request.user, activity))


def _row_page(
    request: StaffRequest,
    form: RowForm,
    plan: Plan,
    title: str,
    *,
    save: Callable[[], Any],
    goal: Goal | None = None,
    templates: Iterable[ActivityTemplate] = (),
) -> HttpResponse:
    shown = [*shown_of(plan, request.user), requirements_of(plan, request.user)]
    note_consents(consents_relied_on(plan.family, request.user, shown))
    category, about = form.sharing()
    return sharing_page(
        request,
        form=form,
        template="caseplans/row_form.html",
        context={
            "plan": plan,
            "goal": goal,
            "templates": templates,
            "title": title,
            "back": plan.get_absolute_url(),
            "reason": reason_against(check_can_edit_plan, request.user, plan),
            "crumbs": crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), title),
        },
        category=category,
        readers=readers_of_row(plan.family, category, about, form.bureau, confidential=form.keeps_in())
        if category
        else [],
        save=save,
        key=request.path.strip("/").replace("/", "-"),
        family=plan.family,
        goes_to=plan,
    )


def _removal_page(request: StaffRequest, row: Goal | Activity, plan: Plan, reason: str) -> HttpResponse:
    note_consents(consents_relied_on(plan.family, request.user, shown_of(plan, request.user)))
    reason = reason_against(check_can_edit_plan, request.user, plan) or reason
    crumbs = crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), "Take out")
    return render(request, "caseplans/row_remove.html", {"row": row, "plan": plan, "reason": reason, "crumbs": crumbs})


def _taken_out_page(
    request: StaffRequest, model: type[PlanRow], uuid: UUID, typed_into: type[RowForm] | None
) -> HttpResponse:
    """Only for who may see the plan and could read the row as it stood; for everyone else it was never there (404)."""
    end = end_of(model, uuid, request.user)
    if end is None:
        raise Http404
    plan = visible_or_404(Plan, request.user, pk=plan_of_end(end))
    note_consents(consents_relied_on(plan.family, request.user, shown_of(plan, request.user)))
    what = str(model._meta.verbose_name)
    typed = request.POST and typed_into and typed_into(request.POST, family=plan.family, user=request.user).as_typed()
    crumbs = crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), "Taken out")
    context = {"plan": plan, "end": end, "what": what, "typed": typed, "crumbs": crumbs}
    return render(request, "caseplans/row_taken_out.html", context, status=410)
