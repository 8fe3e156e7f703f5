"""Families and notices."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import note_act, visible
from accounts.enums import AccessAct, Act
from accounts.types import StaffRequest
from families.filters import FamilyFilter
from families.forms import FamilySearchForm
from families.models import Family, Notice
from families.rules.notices import with_open_pages
from families.services import read_notices
from families.views.pages import page_of

SEARCH = "family_search"


@require_safe
def family_list(request: StaffRequest) -> HttpResponse:
    """Every family whose header is the reader's to know."""
    note_act(AccessAct.OPENED)
    words = request.session.get(SEARCH, "")
    families = visible(Family, request.user).with_dues(request.user).with_open_cases()  # type: ignore[attr-defined]
    filters = FamilyFilter(request.GET, families.matching(words), request=request)
    context = {
        "filter": filters,
        "rows": page_of(request, filters.rows),
        "search": FamilySearchForm(initial={"words": words}),
        "words": words,
        "hx_target": "#_family_table",
        "may_break_glass": bool(words) and request.user.may(Act.WORK_CASE),
    }
    return render(request, "families/family_list.html", context)


@require_http_methods(["GET", "POST"])
def family_search(request: StaffRequest) -> HttpResponse:
    """Keep the words in the session, so that no name stands in an address or a log, and show the list.

    Whoever comes here by way of sign-in has sent no words, and finds the list as it was.
    """
    if request.method == "GET":
        return redirect("families:family-list")
    form = FamilySearchForm(request.POST)
    request.session[SEARCH] = form.cleaned_data["words"] if form.is_valid() else ""
    note_act(AccessAct.SEARCHED)
    return redirect("families:family-list")


@require_safe
def notice_list(request: StaffRequest) -> HttpResponse:
    notices = visible(Notice, request.user)
    page = page_of(request, notices)
    page.object_list = with_open_pages(page.object_list, request.user)
    context = {"rows": page, "unread": notices.unread().count()}  # type: ignore[attr-defined]
    return render(request, "families/notice_list.html", context)


@require_POST
def notices_read(request: StaffRequest) -> HttpResponse:
    read_notices(user=request.user)
    return redirect("families:notice-list")
