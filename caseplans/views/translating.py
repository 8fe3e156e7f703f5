"""A goal or an activity in another language, beside what was written."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.access import NotAllowed, note_consents, reason_against, visible, visible_or_404
from accounts.types import StaffRequest
from caseplans.forms.translating import TranslationForm
from caseplans.models import Activity, Goal, Plan
from caseplans.rules import check_can_edit_plan
from caseplans.rules.translating import check_language
from caseplans.services import translate_row
from crossover.sharing.reliance import consents_relied_on
from families.enums import Language
from families.views.pages import crumbs_from, explained_page


@require_http_methods(["GET", "POST"])
def goal_translation(request: StaffRequest, uuid: UUID, language: str) -> HttpResponse:
    goal = visible_or_404(Goal, request.user, uuid=uuid)
    return _page(request, goal, goal.plan, language)


@require_http_methods(["GET", "POST"])
def activity_translation(request: StaffRequest, uuid: UUID, language: str) -> HttpResponse:
    activity = visible_or_404(Activity, request.user, uuid=uuid)
    return _page(request, activity, activity.goal.plan, language)


def _page(request: StaffRequest, row: Goal | Activity, plan: Plan, language: str) -> HttpResponse:
    try:
        check_language(language)
    except NotAllowed:
        raise Http404 from None
    note_consents(consents_relied_on(plan.family, request.user, [visible(type(row), request.user).filter(pk=row.pk)]))
    form = TranslationForm(request.POST or None, row=row, language=language)
    name = Language(language).label
    return explained_page(
        request, form=form, template="caseplans/row_translation.html", family=plan.family, goes_to=lambda _: plan,
        save=lambda: translate_row(row=row, by=request.user, language=language, **form.cleaned_data),
        back=plan.get_absolute_url(),
        key=f"translation-{row.uuid}-{language}",
        context={
            "row": row,
            "language_name": name,
            "reason": reason_against(check_can_edit_plan, request.user, plan),
            "crumbs": crumbs_from(plan.family, ("Plan", plan.get_absolute_url()), f"In {name}"),
        },
    )  # fmt: skip
