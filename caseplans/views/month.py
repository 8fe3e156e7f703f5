"""“This month”: on the screen, and as a sheet to be given to one adult or to the family, without signing anything."""

from datetime import date
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access import note_act, note_consents, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from caseplans.models import Plan
from caseplans.pdf import redisclosure_notice
from caseplans.pdf.sheets import month_page
from caseplans.rules.content import name_in
from caseplans.rules.month import month_of, months_activities
from caseplans.rules.spoken import as_written, spoken, spoken_day, spoken_month
from caseplans.sharing.month import (
    adults_of,
    how_it_stands,
    milestones_for,
    months_content,
    months_items,
    signed_version,
)
from caseplans.statements import LANGUAGES, WORDS
from caseplans.views.week import asked_language
from crossover.sharing.reliance import consents_relied_on
from documents.views import download
from families.models import Person
from families.views.pages import crumbs_from

FURTHEST = 12  # months before or after this one


@require_safe
def plan_month(request: StaffRequest, uuid: UUID) -> HttpResponse:
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    return _page(request, plan, _context(request, plan))


@require_safe
def month_paper(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The sheet as a PDF; of a plan that nobody signed yet there is none, and the page says so."""
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    context = _context(request, plan)
    if not context["signed"]:
        return _page(request, plan, context, status=403)
    note_act(AccessAct.DOWNLOADED)
    return download(month_page(context, context["language"]), "application/pdf", "this-month.pdf")


def _page(request: StaffRequest, plan: Plan, context: dict[str, Any], status: int = 200) -> HttpResponse:
    crumbs = crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), "This month")
    page = context | {"plan": plan, "languages": LANGUAGES, "crumbs": crumbs}
    return render(request, "caseplans/plan_month.html", page, status=status)


def _context(request: StaffRequest, plan: Plan) -> dict[str, Any]:
    """The sheet of the month that is asked for, for one adult or for all of them."""
    adults = adults_of(plan, request.user)
    person, first, language = _person(request, adults), _first(request.GET.get("month", "")), asked_language(request)
    version = signed_version(plan, request.user)
    context = {
        "signed": version,
        "adults": adults,
        "person": person,
        "first": first,
        "before": first - relativedelta(months=1),
        "after": first + relativedelta(months=1),
        "language": language,
        "words": WORDS[language],
        "this": urlencode({"person": str(person.uuid) if person else "", "month": first.isoformat()}),
    }
    if version is None:
        return context
    holders = [person] if person else adults
    items = months_items(version, request.user, holders)
    milestones = milestones_for(version, request.user, holders, first)
    note_consents(consents_relied_on(plan.family, request.user, [items, milestones]))
    read = months_content(version, request.user, holders)
    done, gone = how_it_stands(version, read, request.user)
    content = months_activities(read, name_in(read, person) if person else "", done)
    reads = person.language if person and person.language not in WORDS else ""
    said = spoken(content, language, reads)
    since = timezone.localdate(version.frozen_at)
    return context | {
        "lines": month_of(content, said, first, language, zone=settings.TIME_ZONE, since=since, gone=gone),
        "reached": [
            (spoken_day(note.on, language), as_written(note.milestone, reads or language)) for note in milestones
        ],
        "workers": said["workers"],
        "month": spoken_month(first, language),
        "holder": str(person) if person else "",
        "notice": redisclosure_notice(version, language, items),
    }


def _person(request: StaffRequest, adults: list[Person]) -> Person | None:
    """The adult who is asked for; nobody for the whole family."""
    asked = request.GET.get("person", "")
    found = next((one for one in adults if str(one.uuid) == asked), None)
    if asked and found is None:
        raise Http404
    return found


def _first(asked: str) -> date:
    """The first day of the month asked for, else of this one; no further than there is something to look at."""
    this = timezone.localdate().replace(day=1)
    try:
        first = date.fromisoformat(asked).replace(day=1)
    except ValueError:
        return this
    return min(max(first, this - relativedelta(months=FURTHEST)), this + relativedelta(months=FURTHEST))
