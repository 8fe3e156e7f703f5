"""Clearances: the referral they are made on, the quick form, the record, the list (31-090 III.B, V.B.1)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import note_act, reason_against, visible, visible_or_404
from accounts.enums import AccessAct
from accounts.models import User
from accounts.types import StaffRequest
from crossover.enums import ClearancePurpose, ConsentOutcome
from crossover.filters import ClearanceFilter
from crossover.forms.clearances import ClearanceForm, LookIntoCfsForm, QuickClearanceForm
from crossover.models import Clearance, ConsentRequest, Xover1
from crossover.pdf.xover1 import clearance_record
from crossover.rules.clearances import (
    check_can_clear_after_change,
    check_can_clear_referral,
    check_can_clear_referrals,
    check_can_look_into_cfs,
    check_can_start_xover1,
    clearance_purpose,
    next_step,
    purposes_of,
)
from crossover.rules.referrals import check_referral_number_is_free, referral_on_file, why_without_case
from crossover.services import record_clearance, record_referral_and_clearance, start_xover1
from families.enums import Disposition
from families.filters import ReferralFilter
from families.models import Family, Referral
from families.rules import check_can_record_referral
from families.views.listing import Listed, Words, list_page
from families.views.pages import explained_page, form_page, tab_of
from families.views.referrals import REFERRAL_COLUMNS

RECENT = 5
LAST_ENTRIES = 10


COLUMNS: dict[str, Words] = {
    "Made": lambda clearance: clearance.made_at,
    "Referral": lambda clearance: clearance.referral.number if clearance.referral else "",
    "Family": lambda clearance: clearance.referral.family_name if clearance.referral else clearance.family,
    "Result": lambda clearance: clearance.get_result_display(),
    "System": lambda clearance: clearance.get_system_display(),
    "Made for": lambda clearance: clearance.get_purpose_display(),
    "Made by": lambda clearance: clearance.made_by,
}


@list_page("crossover/clearance_list.html")
def clearance_list(request: StaffRequest) -> Listed:
    """The clearances of the reader's unit, and of the families the reader knows."""
    rows = visible(Clearance, request.user).select_related("referral", "family", "made_by")
    filters = ClearanceFilter(request.GET, rows, request=request)
    return Listed(
        filters.rows,
        COLUMNS,
        filters,
        leads_to="crossover:clearance-detail",
        target="#_clearance_table",
        act=AccessAct.OPENED,
        context={"may_clear": not reason_against(check_can_clear_referrals, request.user)},
    )


@list_page("crossover/clearance_choose.html")
def clearance_choose(request: StaffRequest) -> Listed:
    """A new clearance begins with its referral: one of those still open."""
    check_can_clear_referrals(request.user)
    still_open = visible(Referral, request.user).filter(disposition=Disposition.OPEN).select_related("er_unit")
    filters = ReferralFilter(request.GET, still_open, request=request)
    return Listed(
        filters.rows, REFERRAL_COLUMNS, filters, leads_to="crossover:clearance-new", target="#_referral_table"
    )


@require_http_methods(["GET", "POST"])
def clearance_quick(request: StaffRequest) -> HttpResponse:
    """Quick entry: referral and clearance on one screen; saved, the screen is empty for the next one."""
    check_can_record_referral(request.user)
    form = QuickClearanceForm(request.POST or None, user=request.user)
    mine = visible(Clearance, request.user).filter(made_by=request.user).select_related("referral", "family")

    def save() -> Clearance:
        clearance = record_referral_and_clearance(by=request.user, **form.cleaned_data)
        request.session["entered"] = str(clearance.uuid)
        return clearance

    entered = "" if form.is_bound else request.session.pop("entered", "")
    return explained_page(
        request, form=form, template="crossover/clearance_quick.html", save=save,
        context={
            "entered": mine.filter(uuid=entered).first() if entered else None,
            "recent": mine[:LAST_ENTRIES],
            **_number_on_file(request.user, form["number"].value() or ""),
        },
        goes_to=lambda _: "crossover:clearance-quick",
    )  # fmt: skip


@require_POST
def clearance_number(request: StaffRequest) -> HttpResponse:
    """Whether a referral number is on file, said while the rest is still being typed. Nothing is saved."""
    check_can_record_referral(request.user)
    note_act(AccessAct.SEARCHED)
    found = _number_on_file(request.user, request.POST.get("number", ""))
    return render(request, "crossover/_number_on_file.html", found)


def _number_on_file(user: User, number: str) -> dict[str, Any]:
    referral = referral_on_file(number)
    known = visible(Referral, user).filter(pk=referral.pk).first() if referral else None
    return {"taken": reason_against(check_referral_number_is_free, user, number), "on_file": known}


@require_safe
def referral_detail(request: StaffRequest, uuid: UUID) -> HttpResponse:
    referral = visible_or_404(Referral, request.user, uuid=uuid)
    context = {
        "referral": referral,
        "family": visible(Family, request.user).filter(referrals=referral).first(),
        "clearances": visible(Clearance, request.user).filter(referral=referral).select_related("made_by"),
        "forms": visible(Xover1, request.user).filter(referral=referral),
        "why_without_case": why_without_case(request.user, referral),
        "reason": reason_against(check_can_clear_referral, request.user, referral),
    }
    return render(request, "crossover/referral_detail.html", context)


@require_http_methods(["GET", "POST"])
def clearance_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    referral = visible_or_404(Referral, request.user, uuid=uuid)
    check_can_clear_referral(request.user, referral)
    mine = visible(Clearance, request.user).filter(made_by=request.user).select_related("referral", "family")
    purpose = clearance_purpose(request.user, referral)
    form = ClearanceForm(request.POST or None, purpose=purpose)
    return form_page(
        request, form=form, template="crossover/clearance_new.html",
        context={"referral": referral, "recent": mine[:RECENT], "purpose": purpose.label},
        save=lambda: record_clearance(by=request.user, purpose=purpose, referral=referral, **form.cleaned_data),
        back=referral.get_absolute_url(), goes_to=lambda clearance: clearance,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def family_clearance_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """From the CalWORKs side: at application, and before any WTW plan."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    check_can_look_into_cfs(request.user, family)
    form = LookIntoCfsForm(request.POST or None, purposes=purposes_of(request.user))
    return explained_page(
        request, form=form, template="crossover/family_clearance_new.html", family=family,
        save=lambda: record_clearance(by=request.user, family=family, **form.cleaned_data),
        back=tab_of(family, "forms"), goes_to=lambda clearance: clearance,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def clearance_after_change(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """From the CFS side: the family changed, and CalSAWS is searched again (31-090 V.A.7)."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    check_can_clear_after_change(request.user, family)
    purpose = ClearancePurpose.FAMILY_CHANGED
    form = ClearanceForm(request.POST or None, purpose=purpose)
    return explained_page(
        request, form=form, template="crossover/clearance_after_change.html", family=family,
        save=lambda: record_clearance(by=request.user, purpose=purpose, family=family, **form.cleaned_data),
        back=tab_of(family, "forms"), goes_to=lambda clearance: clearance,
    )  # fmt: skip


@require_safe
def clearance_detail(request: StaffRequest, uuid: UUID) -> HttpResponse:
    clearance = visible_or_404(Clearance, request.user, uuid=uuid)
    forms = visible(Xover1, request.user).filter(referral__isnull=False, referral=clearance.referral_id)
    requests = visible(ConsentRequest, request.user).filter(family=clearance.family_id)
    context = {
        "clearance": clearance,
        "facts": clearance_record(clearance),
        "family": visible(Family, request.user).filter(clearances=clearance).first(),
        "referral": visible(Referral, request.user).filter(clearances=clearance).first(),
        "next_step": next_step(clearance),
        "asked": requests.filter(outcome=ConsentOutcome.OPEN).first(),
        "xover1": forms.first(),
        "reason": reason_against(check_can_start_xover1, request.user, clearance),
    }
    return render(request, "crossover/clearance_detail.html", context)


@require_POST
def xover1_start(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Flag the case: Part A begins, prefilled from the clearance (31-090 III.B.2)."""
    clearance = visible_or_404(Clearance, request.user, uuid=uuid)
    xover1 = start_xover1(by=request.user, clearance=clearance)
    return redirect("crossover:xover1-part-a", xover1.uuid)
