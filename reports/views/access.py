"""The privacy officer's pages: who opened what, what is unusual, break-glass, and who was given which role."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import note_act, reason_against, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from families.forms.exceptions import ReviewForm
from families.models import BreakGlass
from families.rules import check_can_review_glass
from families.services import review_break_glass
from families.views.pages import explained_page, page_of
from reports.filters import AccessLogFilter
from reports.querysets import access, dashboards
from reports.querysets.accounting import family_key
from reports.rules import check_can_review_access

TABS = [
    ("Everything", "reports:access-log"),
    ("Unusual access", "reports:access-unusual"),
    ("Break-glass", "reports:break-glass-list"),
]


def log_tabs(current: str) -> list[tuple[str, str, bool]]:
    return [(text, reverse(name), name == current) for text, name in TABS]


@require_safe
def access_log(request: StaffRequest) -> HttpResponse:
    note_act(AccessAct.REVIEWED)
    check_can_review_access(request.user)
    filters = AccessLogFilter(request.GET, dashboards.access_log(request.user), request=request)
    note_act(AccessAct.REVIEWED, filters.terms)
    context = {
        "filter": filters,
        "rows": page_of(request, filters.qs, 50),
        "hx_target": "#_access_table",
        "tabs": log_tabs("reports:access-log"),
        "accounted_for": family_key(request.user, filters.terms.get("family", "")),
    }
    return render(request, "reports/access_log.html", context)


@require_safe
def access_unusual(request: StaffRequest) -> HttpResponse:
    """Many families within an hour, break-glass, and families that nothing but break-glass opened to someone."""
    check_can_review_access(request.user)
    context = {
        "many": access.many_at_once(request.user)[:50],
        "uses": access.glass(request.user)[:10],
        "rows": page_of(request, access.never_theirs(request.user)),
        "tabs": log_tabs("reports:access-unusual"),
    }
    return render(request, "reports/access_unusual.html", context)


@require_safe
def break_glass_list(request: StaffRequest) -> HttpResponse:
    check_can_review_access(request.user)
    context = {
        "rows": page_of(request, access.glass(request.user)),
        "misses": access.misses(request.user)[:20],
        "tabs": log_tabs("reports:break-glass-list"),
    }
    return render(request, "reports/break_glass_list.html", context)


@require_http_methods(["GET", "POST"])
def break_glass_review(request: StaffRequest, uuid: UUID) -> HttpResponse:
    use = visible_or_404(BreakGlass, request.user, uuid=uuid)
    form = ReviewForm(request.POST or None)
    return explained_page(
        request,
        form=form,
        template="reports/break_glass_review.html",
        context={"use": use, "reason": reason_against(check_can_review_glass, request.user, use)},
        save=lambda: review_break_glass(use=use, by=request.user, **form.cleaned_data),
        key=f"break-glass-review-{use.uuid}",
        goes_to=lambda _: "reports:break-glass-list",
    )


@require_safe
def role_change_list(request: StaffRequest) -> HttpResponse:
    note_act(AccessAct.REVIEWED)
    check_can_review_access(request.user)
    return render(request, "reports/role_change_list.html", {"rows": page_of(request, dashboards.role_changes())})
