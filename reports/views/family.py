"""The family page and its tabs. Every categorised row passes `crossover.sharing.readable`."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import note_consents, reason_against, visible, visible_or_404
from accounts.enums import Bureau
from accounts.models import User
from accounts.types import StaffRequest
from caseplans.rules.checks import check_can_start_plan
from crossover.rules.asking import check_can_request_consent
from crossover.rules.assigning import check_can_assign_cfs_worker, check_can_reassign_ais_worker
from crossover.rules.clearances import check_can_clear_after_change, check_can_look_into_cfs
from crossover.rules.same_person import pairs_of
from crossover.sharing.reliance import consents_relied_on
from families.models import Family
from families.rules import (
    check_can_edit_family,
    check_can_keep_calworks,
    check_can_keep_removals,
    check_can_restrict,
    works,
)
from families.views.listing import Listed, Words, answer
from meetings.sharing.visits import visit_months
from reports.filters import FamilyAccessFilter, HistoryFilter
from reports.querysets import access, across, families, history, joins
from reports.querysets.road import road, signed_by_each
from reports.rules import check_can_read_access, check_can_read_content, check_can_view_across, next_step
from reports.views.exports import FAMILY_COLUMNS

TABS = [
    ("Overview", "family-detail", False),
    ("People", "family-people", False),
    ("Cases and workers", "family-cases", False),
    ("XOVER1 and clearances", "family-forms", False),
    ("Consents", "family-consents", True),
    ("Meetings", "family-meetings", False),
    ("Contacts", "family-contacts", True),
    ("Team", "family-team", True),
    ("Plan", "family-plan", True),
    ("History", "family-history", True),
]
BESIDES_TABS = {"family-across", "family-joins"}
ACCESS = ("Access", "family-access", True)
WORKERS_ONLY = {name for _, name, content in TABS if content} | BESIDES_TABS
# Tabs that hold a list.
LISTS = {"family-meetings", "family-contacts", "family-team", "family-history", "family-access"}
HISTORY_COLUMNS: dict[str, Words] = {
    "When": lambda change: change.at,
    "By": lambda change: change.by,
    "What": lambda change: change.title,
    "Fields": lambda change: "; ".join(change.told),
}
Rows = Callable[[StaffRequest, Family, bool], Any]


def _frame(request: StaffRequest, uuid: UUID, tab: str) -> dict[str, Any]:
    """The family behind the gate, the tabs this reader has, and what every tab shows above its own."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    working = works(request.user, family)
    if tab in WORKERS_ONLY:
        check_can_read_content(working)
    if working:
        note_consents(consents_relied_on(family, request.user, families.shown_on(tab, family, request.user)))
    reads_access = not reason_against(check_can_read_access, request.user, family)
    current = [row for row in families.assignments(family, request.user) if row.until_date is None]
    to_reach = {(row.role, row.worker_id, row.unit_id): row for row in current}
    return {
        "family": family,
        "works": working,
        "workers": list(to_reach.values()),
        "people": families.people(family, request.user),
        "restriction": families.restriction(family, request.user),
        "tabs": [
            (label, reverse(f"reports:{name}", args=[uuid]), name == tab)
            for label, name, content in [*TABS, *([ACCESS] if reads_access else [])]
            if working or not content
        ],
    }


def tab(name: str, template: str) -> Callable[[Rows], Callable[..., HttpResponseBase]]:
    """The page of one tab: what it shows of the family, in the frame that all of them share.

    The address of a record that was joined into another leads there, for whoever may know that one.
    """

    def page_of_tab(rows: Rows) -> Callable[..., HttpResponseBase]:
        @require_safe
        @wraps(rows)
        def page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
            try:
                frame = _frame(request, uuid, name)
            except Http404:
                joined = visible(Family, request.user).filter(merged_families__uuid=uuid).first()
                if joined is None:
                    raise
                return redirect(f"reports:{name}", joined.uuid)
            shown = rows(request, frame["family"], frame["works"])
            if isinstance(shown, Listed):
                return answer(request, shown, template, frame)
            return render(request, template, frame | shown)

        def listed(request: StaffRequest, uuid: UUID) -> Any:
            """What the list on this tab holds, without the page around it."""
            family = visible_or_404(Family, request.user, uuid=uuid)
            if name in WORKERS_ONLY:
                check_can_read_content(works(request.user, family))
            return rows(request, family, works(request.user, family))

        if name in LISTS:
            page.listed = listed  # type: ignore[attr-defined]
        return page

    return page_of_tab


@tab("family-detail", "reports/family_detail.html")
def family_detail(request: StaffRequest, family: Family, works: bool) -> dict[str, Any]:
    """Who, with whom, what is due, what next."""
    shown: dict[str, Any] = {"dues": families.dues(family, request.user), "forms": families.forms(family, request.user)}
    if works:
        shown["restrict_reason"] = reason_against(check_can_restrict, request.user, family)
        shown["visit_months"] = visit_months(family, request.user)
        shown["next_step"] = next_step(road(family, request.user))
        shown["signed_by_each"] = signed_by_each(family)
        shown["entries"] = _road_so_far(family, request.user)
        shown["was_joined"] = family.merged_families.exists()
    return shown


def _road_so_far(family: Family, user: User) -> list[dict[str, Any]]:
    """The stages reached, and among them what of the WTWCC 10B came to an end."""
    stages: list[dict[str, Any]] = [
        {"at": event.at, "title": str(event), "by": event.by} for event in families.stages(family, user)
    ]
    ends: list[dict[str, Any]] = [
        {"at": event.at, "title": f"WTWCC 10B: {str(event).lower()}", "by": event.by, "text": event.what}
        for event in families.consent_ends(family, user)
    ]
    return sorted([*stages, *ends], key=lambda entry: entry["at"])


@tab("family-people", "reports/family_people.html")
def family_people(request: StaffRequest, family: Family, works: bool) -> dict[str, Any]:
    return _same_people(family, request.user) | {
        "rows": families.people_with_rows(family, request.user),
        "edit_reason": reason_against(check_can_edit_family, request.user, family),
        "keeps_calworks": not reason_against(check_can_keep_calworks, request.user, family),
        "keeps_removals": not reason_against(check_can_keep_removals, request.user, family),
    }


def _same_people(family: Family, user: User) -> dict[str, Any]:
    """The entries that whoever keeps the family's people may join."""
    refused = reason_against(check_can_edit_family, user, family)
    return {"same_people": [] if refused else pairs_of(families.people(family, user))}


@tab("family-cases", "reports/family_cases.html")
def family_cases(request: StaffRequest, family: Family, works: bool) -> dict[str, Any]:
    cases = families.cases(family, request.user)
    return {
        "cfs_cases": [
            (case, reason_against(check_can_assign_cfs_worker, request.user, case)) for case in cases["cfs_cases"]
        ],
        "calworks_cases": [
            (case, reason_against(check_can_reassign_ais_worker, request.user, case))
            for case in cases["calworks_cases"]
        ],
        "assignments": families.assignments(family, request.user),
        "keeps_cfs": works and request.user.bureau == Bureau.CFS,
        "keeps_calworks": works and request.user.bureau == Bureau.CALWORKS,
    }


@tab("family-forms", "reports/family_forms.html")
def family_forms(request: StaffRequest, family: Family, works: bool) -> dict[str, Any]:
    forms: dict[str, Any] = {
        "forms": families.forms(family, request.user),
        "eligibility_checks": families.eligibility_checks(family, request.user),
    }
    if not works:
        return forms
    return forms | {
        "clears_again": not reason_against(check_can_clear_after_change, request.user, family),
        "looks_into_cfs": not reason_against(check_can_look_into_cfs, request.user, family),
        "clearances": families.clearances(family, request.user),
        "referrals": families.referrals(family, request.user),
    }


@tab("family-consents", "reports/family_consents.html")
def family_consents(request: StaffRequest, family: Family, works: bool) -> dict[str, Any]:
    return {
        "requests": families.consent_requests(family, request.user),
        "crossing": families.crossing(family),
        "request_reason": reason_against(check_can_request_consent, request.user, family),
    }


@tab("family-across", "reports/family_across.html")
def family_across(request: StaffRequest, family: Family, works: bool) -> dict[str, Any]:
    """What the other bureau's workers of the family read today of this bureau's rows, and what stays."""
    check_can_view_across(request.user)
    rows = across.rows_across(family, request.user)
    return {
        "other": Bureau(request.user.bureau).other,
        "seen": [row for row in rows if row.crosses],
        "kept": [row for row in rows if not row.crosses],
    }


@tab("family-plan", "reports/family_plan.html")
def family_plan(request: StaffRequest, family: Family, works: bool) -> dict[str, Any]:
    return {
        "plans": families.plans(family, request.user),
        "start_reason": reason_against(check_can_start_plan, request.user, family),
    }


@tab("family-history", "reports/family_history.html")
def family_history(request: StaffRequest, family: Family, works: bool) -> Listed:
    """Who changed what, newest first, of the rows this reader may read now."""
    told = history.versions_of(family, request.user)
    everything = history.timeline(told)
    filters = HistoryFilter(request.GET, writers=history.writers(everything), request=request)
    kept = history.timeline(told, filters.narrow) if filters.narrows else everything
    rows = history.Changes(family, request.user, kept)
    return Listed(rows, HISTORY_COLUMNS, filters, target="#_history")


@tab("family-joins", "reports/family_joins.html")
def family_joins(request: StaffRequest, family: Family, works: bool) -> dict[str, Any]:
    """Which records were joined into this one, when and by whom, and what came with them."""
    joined = {"joins": joins.joins_of(family, request.user), "entries": joins.entries_of(family, request.user)}
    return joined | _same_people(family, request.user)


@tab("family-access", "reports/family_access.html")
def family_access(request: StaffRequest, family: Family, works: bool) -> Listed:
    """Who of the reader's own bureau opened the family, when, what, relying on which consent."""
    check_can_read_access(request.user, family)
    filters = FamilyAccessFilter(request.GET, access.of_family(family, request.user), request=request)

    def finish(page: Page) -> dict[str, Any]:
        named = access.consents_named(page, request.user)
        for entry in page:
            entry.relied_on = [(key, named.get(key)) for key in entry.consents]
        return {}

    return Listed(
        filters.qs,
        FAMILY_COLUMNS,
        filters,
        target="#_family_access_table",
        export_at=reverse("reports:family-access-export", args=[family.uuid]),
        per_page=50,
        finish=finish,
    )
