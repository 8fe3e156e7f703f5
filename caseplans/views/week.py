"""The week of one person: on the screen, across a table, and on paper."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access import note_act, note_consents, visible, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from caseplans.models import Activity, Plan
from caseplans.pdf.sheets import week_page
from caseplans.rules.spoken_week import spoken_week
from caseplans.rules.week import DAYS, Week, monday_of
from caseplans.sharing import by_whose_plan, required_by_programs, shown_of
from caseplans.sharing.week import shown_week
from caseplans.statements import LANGUAGES, WORDS
from crossover.sharing import PART_TWO
from crossover.sharing.reliance import consents_relied_on
from documents.views import download
from families.enums import Language
from families.models import Person
from families.views.pages import crumbs_from

FURTHEST = 26  # weeks before or after this one


@require_safe
def plan_week(request: StaffRequest, uuid: UUID) -> HttpResponse:
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    crumbs = crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), "Week")
    context = _context(request, plan) | {"crumbs": crumbs, "words": WORDS["en"], "languages": LANGUAGES}
    return render(request, "caseplans/plan_week.html", context)


@require_safe
def week_paper(request: StaffRequest, uuid: UUID) -> HttpResponse:
    plan = visible_or_404(Plan, request.user, uuid=uuid)
    context = _context(request, plan)
    note_act(AccessAct.DOWNLOADED)
    pdf = week_page(context["sheet"], context["person"], context["language"], context["notice"])
    return download(pdf, "application/pdf", "week.pdf")


def _context(request: StaffRequest, plan: Plan) -> dict[str, Any]:
    relied_on = [*shown_of(plan, request.user), *required_by_programs(plan, request.user)]
    note_consents(consents_relied_on(plan.family, request.user, relied_on))
    people = list(visible(Person, request.user).filter(family=plan.family))
    person = _person(request.GET.get("person", ""), by_whose_plan(people, plan, request.user))
    monday = _monday(request.GET.get("week", ""))
    week = shown_week(plan, request.user, person, monday) if person else None
    language = asked_language(request)
    texts = {str(one.uuid): vars(one) for one in visible(Activity, request.user).filter(goal__plan=plan)}
    return {
        "plan": plan,
        "people": people,
        "person": person,
        "week": week,
        "language": language,
        "notice": WORDS[language]["part_two"] if week and _tells_of_substance_use(week, texts) else "",
        "sheet": spoken_week(week, str(person), texts, language) if week else None,
        "this": urlencode({"person": str(person.uuid) if person else "", "week": monday.isoformat()}),
        "before": monday - timedelta(days=DAYS),
        "after": monday + timedelta(days=DAYS),
    }


def _tells_of_substance_use(week: Week, texts: dict[str, dict[str, Any]]) -> bool:
    """Then the sheet carries the notice of 42 CFR 2.32."""
    slots = [slot for _, several in week.days for slot in several] + week.any_time
    return any(texts[slot.id]["category"] in PART_TWO for slot in slots if slot.id in texts)


def asked_language(request: StaffRequest) -> str:
    """The language of the sheet: what is asked for, where the plan's words exist in it, else English."""
    asked = request.GET.get("language", "")
    return asked if asked in WORDS else Language.ENGLISH.value


def _person(asked: str, people: list[Person]) -> Person | None:
    """Who is asked for, else the first."""
    if not asked:
        return next(iter(people), None)
    found = next((one for one in people if str(one.uuid) == asked), None)
    if found is None:
        raise Http404
    return found


def _monday(asked: str) -> date:
    """The week asked for, else this one; no further than there is something to look at."""
    this = monday_of(timezone.localdate())
    try:
        monday = monday_of(date.fromisoformat(asked))
    except (ValueError, OverflowError):
        return this
    furthest = timedelta(weeks=FURTHEST)
    return min(max(monday, this - furthest), this + furthest)
