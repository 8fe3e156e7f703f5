"""Assessments and strengths of a family: read together, written down by either bureau, printed for the family."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import note_act, note_consents, reason_against, visible, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from caseplans.forms import RowForm
from caseplans.forms.assessments import AssessmentForm, StrengthForm
from caseplans.models import Assessment, Strength
from caseplans.papers.strengths import WORDS, strengths_page
from caseplans.rules.assessments import check_can_assess, check_can_change_assessed, check_can_read_assessed
from caseplans.services.assessments import add_assessment, add_strength, edit_assessment, edit_strength
from caseplans.sharing.assessments import assessments_of, goals_to_feed, strengths_for_paper, strengths_of, to_reuse
from crossover.sharing.panel import readers_to_be
from crossover.sharing.reliance import consents_relied_on
from crossover.views.sharing import sharing_page
from documents.views import download
from families.models import Family, Person
from families.views.pages import crumbs_from

TITLE = "Assessments and strengths"


@require_safe
def family_strengths(request: StaffRequest, uuid: UUID) -> HttpResponse:
    family = _worked(request, uuid)
    assessments, strengths = assessments_of(family, request.user), strengths_of(family, request.user)
    note_consents(consents_relied_on(family, request.user, [assessments, strengths]))
    context = {
        "family": family,
        "assessments": assessments,
        "strengths": strengths,
        "people": visible(Person, request.user).filter(family=family),
        "reason": reason_against(check_can_assess, request.user, family),
        "crumbs": crumbs_from(family, TITLE),
    }
    return render(request, "caseplans/family_strengths.html", context)


@require_safe
def strengths_paper(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Of one person with the whole family's, or of everyone; in the language asked for."""
    family = _worked(request, uuid)
    person = _asked(request, family)
    language = request.GET.get("language", "en")
    strengths = strengths_for_paper(family, request.user, person)
    note_consents(consents_relied_on(family, request.user, [strengths]))
    note_act(AccessAct.DOWNLOADED)
    page = strengths_page(family, strengths, language if language in WORDS else "en")
    return download(page, "application/pdf", "strengths.pdf")


@require_http_methods(["GET", "POST"])
def assessment_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    family = _worked(request, uuid)
    form = AssessmentForm(request.POST or None, family=family, user=request.user, **_choices(request, family))
    return _page(
        request, form, family, "Add an assessment", reason_against(check_can_assess, request.user, family),
        lambda: add_assessment(family=family, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def assessment_edit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = visible_or_404(Assessment, request.user, uuid=uuid)
    asked: dict[str, Any] = {"instance": row, "family": row.family, "user": request.user}
    reason = reason_against(check_can_change_assessed, request.user, row)
    form = AssessmentForm(request.POST or None, **asked, **_choices(request, row.family))
    return _page(
        request, form, row.family, "Change the assessment", reason,
        lambda: edit_assessment(assessment=row, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def strength_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    family = _worked(request, uuid)
    form = StrengthForm(request.POST or None, family=family, user=request.user)
    return _page(
        request, form, family, "Add a strength", reason_against(check_can_assess, request.user, family),
        lambda: add_strength(family=family, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def strength_edit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    row = visible_or_404(Strength, request.user, uuid=uuid)
    reason = reason_against(check_can_change_assessed, request.user, row)
    form = StrengthForm(request.POST or None, instance=row, family=row.family, user=request.user)
    return _page(
        request, form, row.family, "Change the strength", reason,
        lambda: edit_strength(strength=row, by=request.user, **form.cleaned_data),
    )  # fmt: skip


def _worked(request: StaffRequest, uuid: UUID) -> Family:
    """The family, for who works it: whoever knows its header only is told so (403)."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    check_can_read_assessed(request.user, family)
    return family


def _asked(request: StaffRequest, family: Family) -> Person | None:
    asked = request.GET.get("person", "")
    people = visible(Person, request.user).filter(family=family)
    found = next((one for one in people if str(one.uuid) == asked), None)
    if asked and found is None:
        raise Http404
    return found


def _choices(request: StaffRequest, family: Family) -> dict[str, Any]:
    return {"reusable": to_reuse(family, request.user), "goals": goals_to_feed(family, request.user)}


def _page(
    request: StaffRequest, form: RowForm, family: Family, title: str, reason: str, save: Callable[[], Any]
) -> HttpResponse:
    shown = [assessments_of(family, request.user), strengths_of(family, request.user)]
    note_consents(consents_relied_on(family, request.user, shown))
    category, about = form.sharing()
    back = reverse("caseplans:family-strengths", args=[family.uuid])
    kept_in = form.keeps_in()
    readers = readers_to_be(family, category, about, form.bureau, confidential=kept_in, dated=True) if category else []
    return sharing_page(
        request, form=form, template="caseplans/row_form.html",
        context={"title": title, "reason": reason, "back": back, "crumbs": crumbs_from(family, (TITLE, back), title)},
        category=category, readers=readers, save=save, key=request.path.strip("/").replace("/", "-"), family=family,
        goes_to=back,
    )  # fmt: skip
