"""Cover: who does whose work while they are away. Both see it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import reason_against, visible, visible_or_404
from accounts.models import Cover
from accounts.types import StaffRequest
from families.filters import CoverFilter
from families.forms.exceptions import CoverForm
from families.rules import check_can_end_cover, check_can_name_covers
from families.services import end_cover, name_cover
from families.views.listing import Listed, Words, list_page
from families.views.pages import explained_page

COLUMNS: dict[str, Words] = {
    "Who is away": lambda cover: cover.covered,
    "Who covers": lambda cover: cover.cover,
    "First day": lambda cover: cover.from_date,
    "Last day": lambda cover: cover.last_day,
    "Named by": lambda cover: cover.named_by,
}


@list_page("families/cover_list.html")
def cover_list(request: StaffRequest) -> Listed:
    """The reader's covers: given, received, and those of the units they supervise."""
    covers: Any = visible(Cover, request.user)
    rows = covers.with_never_began().select_related("covered", "cover", "named_by")
    filters = CoverFilter(request.GET, rows, request=request)

    def finish(page: Page) -> dict[str, Any]:
        return {"ends": {cover.pk for cover in page if not reason_against(check_can_end_cover, request.user, cover)}}

    reason = reason_against(check_can_name_covers, request.user)
    return Listed(filters.qs, COLUMNS, filters, target="#_cover_table", context={"reason": reason}, finish=finish)


@require_http_methods(["GET", "POST"])
def cover_new(request: StaffRequest) -> HttpResponse:
    check_can_name_covers(request.user)
    form = CoverForm(request.POST or None, user=request.user)
    return explained_page(
        request,
        form=form,
        template="families/cover_new.html",
        context={},
        save=lambda: name_cover(by=request.user, **form.cleaned_data),
        key="cover-new",
        goes_to=lambda _: "families:cover-list",
    )


@require_http_methods(["GET", "POST"])
def cover_end(request: StaffRequest, uuid: UUID) -> HttpResponse:
    cover = visible_or_404(Cover, request.user, uuid=uuid)
    check_can_end_cover(request.user, cover)
    if request.method == "POST":
        end_cover(by=request.user, cover=cover)
        messages.success(request, "The cover ended.")
        return redirect("families:cover-list")
    return render(request, "families/cover_end.html", {"cover": cover})
