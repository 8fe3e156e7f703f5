"""The privacy officer's pages: who opened what, and who was given which role."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import note_act
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from families.views.pages import page_of
from reports.filters import AccessLogFilter
from reports.querysets import dashboards
from reports.rules import check_can_review_access


@require_safe
def access_log(request: StaffRequest) -> HttpResponse:
    note_act(AccessAct.REVIEWED)
    check_can_review_access(request.user)
    filters = AccessLogFilter(request.GET, dashboards.access_log(request.user), request=request)
    note_act(AccessAct.REVIEWED, filters.terms)
    context = {"filter": filters, "rows": page_of(request, filters.qs, 50), "hx_target": "#_access_table"}
    return render(request, "reports/access_log.html", context)


@require_safe
def role_change_list(request: StaffRequest) -> HttpResponse:
    note_act(AccessAct.REVIEWED)
    check_can_review_access(request.user)
    return render(request, "reports/role_change_list.html", {"rows": page_of(request, dashboards.role_changes())})
