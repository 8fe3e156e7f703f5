"""Cover: who does whose work while they are away. Both see it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import reason_against, visible, visible_or_404
from accounts.models import Cover
from accounts.types import StaffRequest
from families.forms.exceptions import CoverForm
from families.rules import check_can_end_cover, check_can_name_covers
from families.services import end_cover, name_cover
from families.views.pages import explained_page, page_of


@require_safe
def cover_list(request: StaffRequest) -> HttpResponse:
    """The reader's covers: given, received, and those of the units they supervise."""
    covers: Any = visible(Cover, request.user)
    page = page_of(request, covers.with_never_began().select_related("covered", "cover", "named_by"))
    context = {
        "rows": page,
        "ends": {cover.pk for cover in page if not reason_against(check_can_end_cover, request.user, cover)},
        "reason": reason_against(check_can_name_covers, request.user),
    }
    return render(request, "families/cover_list.html", context)


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
