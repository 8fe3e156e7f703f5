"""Referrals: the clerk's list and quick form (31-090 III.B.1-2)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import reason_against, visible, visible_or_404
from accounts.enums import Act
from accounts.types import StaffRequest
from families.filters import ReferralFilter
from families.forms import ReferralForm
from families.models import Family, Referral
from families.rules import check_can_record_referral
from families.services import record_referral
from families.views.pages import form_page, page_of


@require_safe
def referral_list(request: StaffRequest) -> HttpResponse:
    """The referrals of the reader's own unit, and of the ER units they work in or supervise."""
    filters = ReferralFilter(request.GET, visible(Referral, request.user).select_related("er_unit"), request=request)
    context = {
        "filter": filters,
        "rows": page_of(request, filters.rows),
        "hx_target": "#_referral_table",
        "reason": reason_against(check_can_record_referral, request.user),
    }
    return render(request, "families/referral_list.html", context)


@require_http_methods(["GET", "POST"])
def referral_new(request: StaffRequest) -> HttpResponse:
    check_can_record_referral(request.user)
    form = ReferralForm(request.POST or None)
    return form_page(
        request,
        form=form,
        template="families/referral_new.html",
        context={},
        save=lambda: record_referral(by=request.user, **form.cleaned_data),
        key="referral-new",
        goes_to=lambda referral: reverse("families:referral-detail", args=[referral.uuid]),
    )


@require_safe
def referral_detail(request: StaffRequest, uuid: UUID) -> HttpResponse:
    referral = visible_or_404(Referral, request.user, uuid=uuid)
    context = {
        "referral": referral,
        "family": visible(Family, request.user).filter(referrals=referral).first(),
        "may_clear": request.user.may(Act.MAKE_CLEARANCE),
    }
    return render(request, "families/referral_detail.html", context)
