"""Families and notices."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import note_act, visible
from accounts.enums import AccessAct, Act
from accounts.types import StaffRequest
from families.filters import FamilyFilter
from families.forms import FamilySearchForm, MailChoiceForm
from families.models import Family, MailChoice, Notice
from families.rules.notices import with_open_pages
from families.services import choose_digest, read_notices
from families.views.pages import form_page, page_of

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
    notices: Any = visible(Notice, request.user)
    only_unread = request.GET.get("read") == "no"
    page = page_of(request, notices.unread() if only_unread else notices)
    page.object_list = with_open_pages(page.object_list, request.user)
    context = {"rows": page, "unread": notices.unread().count(), "only_unread": only_unread}
    return render(request, "families/notice_list.html", context)


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
