"""Reviewing Welfare-to-Work statuses at an LTM."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.access import note_consents, reason_against, visible, visible_or_404
from accounts.types import StaffRequest
from caseplans.forms.statuses import StatusReviewForm
from caseplans.models import StatusReview
from caseplans.rules.statuses import check_can_review_status
from caseplans.services.statuses import review_status
from caseplans.sharing.statuses import open_to_review
from crossover.sharing import readable
from crossover.sharing.panel import readers_to_be
from crossover.sharing.reliance import consents_relied_on
from crossover.views.sharing import sharing_page
from families.enums import Category
from families.models import WtwStanding
from families.views.pages import crumbs_from
from meetings.models import Meeting

KIND = Category.CALWORKS_STATUS


@require_http_methods(["GET", "POST"])
def status_review_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One adult's status, as it stood on the day of this LTM."""
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    family, user = meeting.family, request.user
    statuses = open_to_review(meeting, user)
    reason = reason_against(check_can_review_status, user, meeting, statuses)
    standings = readable(visible(WtwStanding, user).filter(family=family), user)
    reviews = visible(StatusReview, user).filter(meeting=meeting).select_related("about", "written_by")
    note_consents(consents_relied_on(family, user, [standings, reviews]))
    form = StatusReviewForm(request.POST or None, statuses=statuses)
    kept_in, back = form.keeps_in(), meeting.get_absolute_url()
    return sharing_page(
        request, form=form, template="caseplans/status_review_new.html",
        context={
            "meeting": meeting, "reviews": reviews, "reason": reason, "back": back,
            "crumbs": crumbs_from(family, (meeting, back), "Review the status"),
        },
        category=KIND, family=family, goes_to=request.path,
        readers=readers_to_be(family, KIND, form.about_whom(), str(user.bureau), confidential=kept_in),
        save=lambda: review_status(meeting=meeting, person=form.cleaned_data["about"], by=user, **_said(form)),
    )  # fmt: skip


def _said(form: StatusReviewForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("outcome", "words", "confidential", "key")}
