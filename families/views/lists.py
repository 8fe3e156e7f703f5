"""Families and notices."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import note_act, visible
from accounts.enums import AccessAct, Act
from accounts.types import StaffRequest
from families.filters import FamilyFilter, NoticeFilter
from families.forms import FamilySearchForm, MailChoiceForm
from families.models import Family, MailChoice, Notice
from families.rules.notices import with_open_pages
from families.services import choose_digest, read_notices
from families.views.listing import Listed, Words, list_page
from families.views.pages import form_page

SEARCH = "family_search"


def _cases(cases: Iterable[Any], words: str) -> str:
    return "; ".join(
        ", ".join([getattr(case, words)(), *(str(held.worker or held.unit) for held in case.open_assignments)])
        for case in cases
    )


FAMILY_COLUMNS: dict[str, Words] = {
    "Family": str,
    "CFS": lambda family: _cases(family.open_cfs_cases, "get_component_display"),
    "CalWORKs": lambda family: _cases(family.open_calworks_cases, "get_status_display"),
    "Due next": lambda family: family.dues[0] if family.dues else "",
    "Due on": lambda family: family.next_due_on,
}
NOTICE_COLUMNS: dict[str, Words] = {
    "What": str,
    "Particulars": lambda notice: notice.particulars,
    "When": lambda notice: notice.at,
    "Read": lambda notice: notice.read_at,
}


@list_page("families/family_list.html")
def family_list(request: StaffRequest) -> Listed:
    """Every family whose header is the reader's to know."""
    words = request.session.get(SEARCH, "")
    families = visible(Family, request.user).with_dues(request.user).with_open_cases()  # type: ignore[attr-defined]
    filters = FamilyFilter(request.GET, families.matching(words), request=request)
    return Listed(
        filters.rows,
        FAMILY_COLUMNS,
        filters,
        leads_to="reports:family-detail",
        target="#_family_table",
        act=AccessAct.OPENED,
        context={
            "search": FamilySearchForm(initial={"words": words}),
            "words": words,
            "may_break_glass": bool(words) and request.user.may(Act.WORK_CASE),
        },
    )


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


@list_page("families/notice_list.html")
def notice_list(request: StaffRequest) -> Listed:
    notices = visible(Notice, request.user)
    filters = NoticeFilter(request.GET, notices, request=request)

    def finish(page: Page) -> dict[str, Any]:
        page.object_list = with_open_pages(page.object_list, request.user)
        return {"unread": notices.unread().count()}  # type: ignore[attr-defined]

    return Listed(filters.qs, NOTICE_COLUMNS, filters, target="#_notice_table", finish=finish)


@require_http_methods(["GET", "POST"])
def mail_choice(request: StaffRequest) -> HttpResponse:
    """How often the reader gets the digest."""
    choice = visible(MailChoice, request.user).first() or MailChoice(user=request.user)
    form = MailChoiceForm(request.POST or None, instance=choice)
    return form_page(
        request,
        form=form,
        template="families/mail_choice.html",
        save=lambda: choose_digest(user=request.user, digest=form.cleaned_data["digest"]),
        back=reverse("families:notice-list"),
        says=lambda _: "Kept. It holds from the next morning on.",
    )


@require_POST
def notices_read(request: StaffRequest) -> HttpResponse:
    read_notices(user=request.user)
    return redirect("families:notice-list")
