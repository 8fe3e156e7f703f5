"""The family page and its tabs. Every categorised row passes `crossover.sharing.readable`."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import note_consents, reason_against, visible_or_404
from accounts.enums import Bureau
from accounts.types import StaffRequest
from caseplans.rules.checks import check_can_start_plan
from crossover.rules.assigning import check_can_assign_cfs_worker
from crossover.rules.consents import check_can_request_consent
from crossover.sharing import consents_relied_on
from families.models import Family
from families.rules import (
    check_can_edit_family,
    check_can_keep_calworks,
    check_can_keep_removals,
    check_can_restrict,
)
from families.views.pages import page_of
from reports.querysets import access, families, history
from reports.rules import check_can_read_access, check_can_read_content, next_step
from reports.services import road

TABS = [
    ("Overview", "family-detail", False),
    ("People", "family-people", False),
    ("Cases and workers", "family-cases", False),
    ("XOVER1 and clearances", "family-forms", False),
    ("Consents", "family-consents", True),
    ("Meetings", "family-meetings", False),
    ("Plan", "family-plan", True),
    ("History", "family-history", True),
]
ACCESS = ("Access", "family-access", True)
WORKERS_ONLY = {name for _, name, content in TABS if content}


def _frame(request: StaffRequest, uuid: UUID, tab: str) -> dict[str, Any]:
    """The family behind the gate, the tabs this reader has, and what every tab shows above its own."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    works = families.works(family, request.user)
    if tab in WORKERS_ONLY:
        check_can_read_content(works)
    if works:
        note_consents(consents_relied_on(family, request.user))
    reads_access = not reason_against(check_can_read_access, request.user, family)
    current = [row for row in families.assignments(family, request.user) if row.until_date is None]
    return {
        "family": family,
        "works": works,
        "workers": current,
        "people": families.people(family, request.user),
        "restriction": families.restriction(family, request.user),
        "tabs": [
            (label, reverse(f"reports:{name}", args=[uuid]), name == tab)
            for label, name, content in [*TABS, *([ACCESS] if reads_access else [])]
            if works or not content
        ],
    }


@require_safe
def family_detail(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Who, with whom, what is due, what next."""
    context = _frame(request, uuid, "family-detail")
    family = context["family"]
    context |= {
        "dues": families.dues(family, request.user),
        "forms": families.forms(family, request.user),
    }
    if context["works"]:
        context |= {
            "restrict_reason": reason_against(check_can_restrict, request.user, family),
            "next_step": next_step(road(family, request.user)),
            "stages": families.stages(family, request.user),
        }
    return render(request, "reports/family_detail.html", context)


@require_safe
def family_people(request: StaffRequest, uuid: UUID) -> HttpResponse:
    context = _frame(request, uuid, "family-people")
    family = context["family"]
    context |= {
        "rows": families.people_with_rows(family, request.user),
        "edit_reason": reason_against(check_can_edit_family, request.user, family),
        "keeps_calworks": not reason_against(check_can_keep_calworks, request.user, family),
        "keeps_removals": not reason_against(check_can_keep_removals, request.user, family),
    }
    return render(request, "reports/family_people.html", context)


@require_safe
def family_cases(request: StaffRequest, uuid: UUID) -> HttpResponse:
    context = _frame(request, uuid, "family-cases")
    family = context["family"]
    cases = families.cases(family, request.user)
    context |= {
        "cfs_cases": [
            (case, reason_against(check_can_assign_cfs_worker, request.user, case)) for case in cases["cfs_cases"]
        ],
        "calworks_cases": cases["calworks_cases"],
        "assignments": families.assignments(family, request.user),
        "keeps_cfs": context["works"] and request.user.bureau == Bureau.CFS,
        "keeps_calworks": context["works"] and request.user.bureau == Bureau.CALWORKS,
    }
    return render(request, "reports/family_cases.html", context)


@require_safe
def family_forms(request: StaffRequest, uuid: UUID) -> HttpResponse:
    context = _frame(request, uuid, "family-forms")
    family = context["family"]
    context["forms"] = families.forms(family, request.user)
    if context["works"]:
        context |= {
            "clearances": families.clearances(family, request.user),
            "referrals": families.referrals(family, request.user),
        }
    return render(request, "reports/family_forms.html", context)


@require_safe
def family_consents(request: StaffRequest, uuid: UUID) -> HttpResponse:
    context = _frame(request, uuid, "family-consents")
    family = context["family"]
    context |= {
        "requests": families.consent_requests(family, request.user),
        "crossing": families.crossing(family),
        "request_reason": reason_against(check_can_request_consent, request.user, family),
    }
    return render(request, "reports/family_consents.html", context)


@require_safe
def family_meetings(request: StaffRequest, uuid: UUID) -> HttpResponse:
    context = _frame(request, uuid, "family-meetings")
    context["rows"] = page_of(request, families.meetings(context["family"], request.user))
    return render(request, "reports/family_meetings.html", context)


@require_safe
def family_plan(request: StaffRequest, uuid: UUID) -> HttpResponse:
    context = _frame(request, uuid, "family-plan")
    context |= {
        "plans": families.plans(context["family"], request.user),
        "start_reason": reason_against(check_can_start_plan, request.user, context["family"]),
    }
    return render(request, "reports/family_plan.html", context)


@require_safe
def family_history(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Who changed what, newest first, of the rows this reader may read now."""
    context = _frame(request, uuid, "family-history")
    page = page_of(request, history.timeline(context["family"], request.user))
    context |= {"page": page, "changes": history.changes(context["family"], request.user, page)}
    return render(request, "reports/family_history.html", context)


@require_safe
def family_access(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Who of the reader's own bureau opened the family, when, what, relying on which consent."""
    context = _frame(request, uuid, "family-access")
    check_can_read_access(request.user, context["family"])
    context["rows"] = page_of(request, access.of_family(context["family"], request.user), 50)
    return render(request, "reports/family_access.html", context)
