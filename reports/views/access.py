"""The privacy officer's pages: who opened what, what is unusual, break-glass, and who was given which role."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import note_act, reason_against, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from families.forms.exceptions import ReviewForm
from families.models import BreakGlass
from families.rules import check_can_review_glass
from families.services import review_break_glass
from families.views.listing import Listed, Words, list_page
from families.views.pages import explained_page
from reports.filters import AccessLogFilter, GlassFilter, NeverTheirsFilter, RoleChangeFilter
from reports.querysets import access, dashboards
from reports.querysets.accounting import family_key
from reports.rules import check_can_review_access
from reports.views.exports import LOG_COLUMNS

TABS = [
    ("Everything", "reports:access-log"),
    ("Unusual access", "reports:access-unusual"),
    ("Break-glass", "reports:break-glass-list"),
]


def log_tabs(current: str) -> list[tuple[str, str, bool]]:
    return [(text, reverse(name), name == current) for text, name in TABS]


UNUSUAL_COLUMNS: dict[str, Words] = {
    "Who": lambda row: f"{row['user__first_name']} {row['user__last_name']}",
    "Family key": lambda row: row["family"],
    "First opened": lambda row: row["first"],
    "Times": lambda row: row["times"],
}
GLASS_COLUMNS: dict[str, Words] = {
    "When": lambda use: use.at,
    "Who": lambda use: use.user,
    "Why": lambda use: use.reason,
    "Family key": lambda use: use.family_uuid,
    "Until": lambda use: use.ends_at,
    "Review": lambda use: f"{use.review}: {use.review.note}" if hasattr(use, "review") else "",
}
ROLE_COLUMNS: dict[str, Words] = {
    "When": lambda change: change.history_date,
    "Staff": lambda change: change.user,
    "Role": lambda change: change.get_role_display(),
    "What": lambda change: "Taken" if change.history_type == "-" else "Given",
    "By": lambda change: change.history_user or "Linkages",
}


@list_page("reports/access_log.html")
def access_log(request: StaffRequest) -> Listed:
    note_act(AccessAct.REVIEWED)
    check_can_review_access(request.user)
    filters = AccessLogFilter(request.GET, dashboards.access_log(request.user), request=request)
    return Listed(
        filters.qs,
        LOG_COLUMNS,
        filters,
        target="#_access_table",
        act=AccessAct.REVIEWED,
        export_at=reverse("reports:access-log-export"),
        per_page=50,
        context={
            "tabs": log_tabs("reports:access-log"),
            "accounted_for": family_key(request.user, filters.terms.get("family", "")),
        },
    )


@list_page("reports/access_unusual.html")
def access_unusual(request: StaffRequest) -> Listed:
    """Many families within an hour, break-glass, and families that nothing but break-glass opened to someone."""
    check_can_review_access(request.user)
    filters = NeverTheirsFilter(request.GET, access.never_theirs(request.user), request=request)
    return Listed(
        filters.qs,
        UNUSUAL_COLUMNS,
        filters,
        target="#_never_theirs_table",
        context={
            "many": access.many_at_once(request.user)[:50],
            "uses": access.glass(request.user)[:10],
            "tabs": log_tabs("reports:access-unusual"),
        },
    )


@list_page("reports/break_glass_list.html")
def break_glass_list(request: StaffRequest) -> Listed:
    check_can_review_access(request.user)
    filters = GlassFilter(request.GET, access.glass(request.user), request=request)
    return Listed(
        filters.qs,
        GLASS_COLUMNS,
        filters,
        leads_to="reports:break-glass-review",
        target="#_glass_table",
        context={"misses": access.misses(request.user)[:20], "tabs": log_tabs("reports:break-glass-list")},
    )


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


@list_page("reports/role_change_list.html")
def role_change_list(request: StaffRequest) -> Listed:
    note_act(AccessAct.REVIEWED)
    check_can_review_access(request.user)
    filters = RoleChangeFilter(request.GET, dashboards.role_changes(), request=request)
    return Listed(filters.qs, ROLE_COLUMNS, filters, target="#_role_change_table", act=AccessAct.REVIEWED)
