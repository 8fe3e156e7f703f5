"""Referrals: the clerk's list and quick form (31-090 III.B.1-2). What was made on one is shown by `crossover`."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import note_act, reason_against, visible
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from families.filters import ReferralFilter
from families.forms import ReferralForm
from families.models import Referral
from families.rules import check_can_record_referral
from families.services import record_referral
from families.views.pages import form_page, page_of


@require_safe
def referral_list(request: StaffRequest) -> HttpResponse:
    """The referrals of the reader's own unit, and of the ER units they work in or supervise."""
    note_act(AccessAct.OPENED)
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
        request, form=form, template="families/referral_new.html",
        save=lambda: record_referral(by=request.user, **form.cleaned_data), goes_to=lambda referral: referral,
    )  # fmt: skip
