"""Before and after the signatures: the draft shown to the family, the signed plan amended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import reason_against, visible_or_404
from accounts.types import StaffRequest
from caseplans.forms.signing import ShowForm
from caseplans.models import Plan
from caseplans.rules import check_can_show
from caseplans.services import amend_plan, show_plan
from families.enums import Relationship
from families.views.pages import crumbs_from


@require_http_methods(["GET", "POST"])
def plan_show(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Who of the family was shown the draft, in which language, through whom."""
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    adults = plan.family.people.exclude(relationship=Relationship.CHILD)
    form = ShowForm(request.POST or None, people=adults)
    if form.is_valid():
        shown = show_plan(plan=plan, by=request.user, **form.cleaned_data)
        messages.success(request, f"{shown}.")
        return redirect(plan)
    context = {
        "plan": plan,
        "form": form,
        "reason": reason_against(check_can_show, request.user, plan),
        "showings": plan.showings.select_related("person", "by"),
        "counted": plan.showings.since_frozen(),
        "crumbs": crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), "Shown to the family"),
    }
    return render(request, "caseplans/plan_show.html", context)


@require_POST
def plan_amend(request: StaffRequest, uuid: UUID) -> HttpResponse:
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    amending = amend_plan(plan=plan, by=request.user)
    messages.success(request, "This is a draft of the next version. The signed one holds until this one is signed.")
    return redirect(amending)
