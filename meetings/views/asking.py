"""Asking for a meeting, and taking the request back."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.access import reason_against, visible, visible_or_404
from accounts.models import User
from accounts.types import StaffRequest
from crossover.sharing.panel import readers_to_be
from crossover.views.sharing import sharing_page
from families.models import Assignment, Family
from families.views.pages import crumbs_from, explained_page, tab_of
from meetings.forms import MeetingRequestForm, MeetingRequestWithdrawForm
from meetings.models import MeetingRequest
from meetings.rules.asking import check_can_request, check_can_withdraw
from meetings.rules.kinds import every_kind
from meetings.services import request_meeting, withdraw_meeting_request
from meetings.views.saying import asked_for


@require_http_methods(["GET", "POST"])
def request_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Ask for a meeting that has no day yet."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    assigned = visible(Assignment, request.user).of_family(family).open().exclude(worker=None)  # type: ignore[attr-defined]
    workers = visible(User, request.user).filter(pk__in=assigned.values("worker"))
    form = MeetingRequestForm(
        request.POST or None, family=family, user=request.user, kinds=every_kind(), workers=workers,
        initial={"owner": request.user.pk},
    )  # fmt: skip
    reason = reason_against(check_can_request, request.user, family)
    category, about = form.sharing()
    return sharing_page(
        request,
        form=form,
        template="meetings/meeting_request_new.html",
        context={"reason": reason, "crumbs": crumbs_from(family, "Ask for a meeting")},
        category=category,
        readers=[] if reason or category is None else readers_to_be(family, category, about, request.user.bureau),
        save=lambda: request_meeting(family=family, by=request.user, **form.cleaned_data),
        family=family,
        goes_to=lambda _: tab_of(family, "meetings"),
        says=asked_for,
    )


@require_http_methods(["GET", "POST"])
def request_withdraw(request: StaffRequest, uuid: UUID) -> HttpResponse:
    asked = visible_or_404(MeetingRequest, request.user, uuid=uuid)
    form = MeetingRequestWithdrawForm(request.POST or None)
    return explained_page(
        request,
        form=form,
        template="meetings/meeting_request_withdraw.html",
        context={
            "asked": asked,
            "reason": reason_against(check_can_withdraw, request.user, asked),
            "crumbs": crumbs_from(asked.family, "Withdraw a request"),
            "back_url": tab_of(asked.family, "meetings"),
        },
        save=lambda: withdraw_meeting_request(request=asked, by=request.user, **form.cleaned_data),
        family=asked.family,
        goes_to=lambda _: tab_of(asked.family, "meetings"),
        says=lambda _: "Request withdrawn.",
    )
