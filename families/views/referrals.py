"""Referrals: the clerk's list and quick form (31-090 III.B.1-2). What was made on one is shown by `crossover`."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.access import reason_against, visible
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from families.filters import ReferralFilter
from families.forms import ReferralForm
from families.models import Referral
from families.rules import check_can_record_referral
from families.services import record_referral
from families.views.listing import Listed, Words, list_page
from families.views.pages import form_page

REFERRAL_COLUMNS: dict[str, Words] = {
    "Number": lambda referral: referral.number,
    "Family name": lambda referral: referral.family_name,
    "Received": lambda referral: referral.received_on,
    "Response": lambda referral: referral.get_response_type_display(),
    "ER unit": lambda referral: referral.er_unit,
    "Disposition": lambda referral: referral.get_disposition_display(),
}


@list_page("families/referral_list.html")
def referral_list(request: StaffRequest) -> Listed:
    """The referrals of the reader's own unit, and of the ER units they work in or supervise."""
    filters = ReferralFilter(request.GET, visible(Referral, request.user).select_related("er_unit"), request=request)
    return Listed(
        filters.rows,
        REFERRAL_COLUMNS,
        filters,
        leads_to="crossover:referral-detail",
        target="#_referral_table",
        act=AccessAct.OPENED,
        context={"reason": reason_against(check_can_record_referral, request.user)},
    )


@require_http_methods(["GET", "POST"])
def referral_new(request: StaffRequest) -> HttpResponse:
    check_can_record_referral(request.user)
    form = ReferralForm(request.POST or None)
    return form_page(
        request, form=form, template="families/referral_new.html",
        save=lambda: record_referral(by=request.user, **form.cleaned_data), goes_to=lambda referral: referral,
    )  # fmt: skip
