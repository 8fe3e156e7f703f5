"""The progress summary for the court: on the screen, and on paper."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access import note_act, note_consents, reason_against, visible, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from caseplans.models import Plan
from caseplans.papers.court import TITLE, court_page
from caseplans.rules.court import check_can_summarize_for_court
from caseplans.sharing import by_whose_plan
from caseplans.sharing.court import CourtSummary, court_summary, shown_in, usually_since
from crossover.sharing.reliance import consents_relied_on
from documents.views import download
from families.models import Person
from families.views.pages import crumbs_from


@require_safe
def plan_court(request: StaffRequest, uuid: UUID) -> HttpResponse:
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    reason = reason_against(check_can_summarize_for_court, request.user, plan)
    crumbs = crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), TITLE)
    context: dict[str, Any] = {"plan": plan, "reason": reason, "crumbs": crumbs}
    if not reason:
        summary = _summary(request, plan)
        asked = urlencode({"person": str(summary.person.uuid), "since": summary.since.isoformat()})
        context |= {"summary": summary, "people": _adults(request, plan), "asked": asked}
    return render(request, "caseplans/plan_court.html", context)


@require_safe
def court_paper(request: StaffRequest, uuid: UUID) -> HttpResponse:
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    check_can_summarize_for_court(request.user, plan)
    summary = _summary(request, plan)
    note_act(AccessAct.DOWNLOADED)
    return download(court_page(summary, request.user), "application/pdf", "progress.pdf")


def _summary(request: StaffRequest, plan: Plan) -> CourtSummary:
    """Of who is asked for, else whose plan it is; since the day asked for, else since the last case plan was due."""
    adults, asked = _adults(request, plan), request.GET.get("person", "")
    person = next((one for one in adults if str(one.uuid) == asked), None) if asked else next(iter(adults), None)
    if person is None:
        raise Http404
    summary = court_summary(plan, request.user, person, _since(request.GET.get("since", "")))
    note_consents(consents_relied_on(plan.family, request.user, shown_in(summary, plan, request.user)))
    return summary


def _adults(request: StaffRequest, plan: Plan) -> list[Person]:
    people = visible(Person, request.user).filter(family=plan.family)
    return by_whose_plan((one for one in people if not one.is_child), plan, request.user)


def _since(asked: str) -> date:
    today = timezone.localdate()
    try:
        return min(date.fromisoformat(asked), today)
    except ValueError:
        return usually_since(today)
