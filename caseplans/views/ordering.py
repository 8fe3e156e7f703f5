"""The order of goals and activities, by buttons or by dragging; and what goes on from an earlier plan."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import note_consents, reason_against, visible_or_404
from accounts.types import StaffRequest
from caseplans.forms.ordering import CopyForwardForm, PlaceForm
from caseplans.models import Activity, Goal, Plan
from caseplans.rules import check_can_edit_plan
from caseplans.services.ordering import copy_forward, place_activity, place_goal
from caseplans.sharing import earlier_activities
from caseplans.views.rows import or_taken_out
from crossover.sharing.reliance import consents_relied_on
from families.views.pages import crumbs_from, explained_page

NOT_MOVED = "Nothing was moved. Open the plan again."


@require_POST
@or_taken_out(Goal)
def goal_place(request: StaffRequest, uuid: UUID) -> HttpResponse:
    goal = visible_or_404(Goal, request.user, uuid=uuid)
    form = PlaceForm(request.POST)
    if form.is_valid():
        place_goal(goal=goal, by=request.user, place=form.cleaned_data["place"])
    else:
        messages.warning(request, NOT_MOVED)
    return redirect(goal.plan)


@require_POST
@or_taken_out(Activity)
def activity_place(request: StaffRequest, uuid: UUID) -> HttpResponse:
    activity = visible_or_404(Activity, request.user, uuid=uuid)
    form = PlaceForm(request.POST)
    if form.is_valid():
        place_activity(activity=activity, by=request.user, place=form.cleaned_data["place"])
    else:
        messages.warning(request, NOT_MOVED)
    return redirect(activity.goal.plan)


@require_http_methods(["GET", "POST"])
def plan_copy_forward(request: StaffRequest, uuid: UUID) -> HttpResponse:
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    offered = earlier_activities(plan, request.user)
    note_consents(consents_relied_on(plan.family, request.user, [offered]))
    form = CopyForwardForm(request.POST or None, offered=offered)
    return explained_page(
        request, form=form, template="caseplans/plan_copy_forward.html", family=plan.family, goes_to=lambda _: plan,
        save=lambda: copy_forward(plan=plan, by=request.user, **form.cleaned_data), back=plan.get_absolute_url(),
        says=lambda taken: f"Activities taken up: {len(taken)}. Look at each of them.",
        context={
            "plan": plan,
            "offered": offered.exists(),
            "reason": reason_against(check_can_edit_plan, request.user, plan),
            "crumbs": crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), "From an earlier plan"),
        },
    )  # fmt: skip
