"""The log-on banner, the session's life, and one's calendar link. Sign-in itself is django-allauth's."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import note_act, visible, visible_or_404
from accounts.enums import AccessAct
from accounts.forms import SavedViewForm
from accounts.models import CalendarToken, SavedView
from accounts.services import drop_view, end_calendar_token, end_own_session, make_calendar_token, save_view
from accounts.types import StaffRequest


@require_http_methods(["GET", "POST"])
def banner(request: HttpRequest) -> HttpResponse:
    """Confidential, logged, business use only: accept, or sign out."""
    going_to = request.POST.get("next") or request.GET.get("next") or "/"
    if request.method == "POST":
        request.session["banner_accepted"] = True
        return redirect(going_to if url_has_allowed_host_and_scheme(going_to, {request.get_host()}) else "/")
    return render(request, "accounts/banner.html", {"next": going_to})


@require_http_methods(["GET", "POST"])
def calendar_link(request: StaffRequest) -> HttpResponse:
    """One's private calendar link. A new one is shown once, in the answer to the button that makes it."""
    link = ""
    if request.method == "POST":
        path = reverse("meetings:calendar-feed", args=[make_calendar_token(user=request.user)])
        link = f"{settings.SITE_URL}{path}"
        note_act(AccessAct.CHANGED)
    context = {"link": link, "held": visible(CalendarToken, request.user).first()}
    return render(request, "accounts/calendar_link.html", context)


@require_POST
def calendar_link_end(request: StaffRequest) -> HttpResponse:
    end_calendar_token(user=request.user)
    note_act(AccessAct.CHANGED)
    messages.success(request, "Your calendar link is ended: it opens nothing any more.")
    return redirect("accounts:calendar-link")


@require_POST
def session_end(request: StaffRequest) -> HttpResponse:
    """End one of one's own other sessions."""
    here = request.session.session_key or ""
    if not end_own_session(user=request.user, key=request.POST.get("session", ""), here=here):
        raise Http404
    messages.success(request, "That session is signed out.")
    return redirect("usersessions_list")


@require_POST
def session_extend(request: HttpRequest) -> HttpResponse:
    """The person is still there: the session's clock starts again (every saved request does that)."""
    return HttpResponse(status=204)


@require_POST
def view_save(request: StaffRequest) -> HttpResponse:
    """Keep the list's filter as a view of one's own, and show it."""
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give the view a name of at most 60 characters.")
        return redirect(_here(request))
    here = form.cleaned_data["here"]
    save_view(user=request.user, route=here["route"], name=form.cleaned_data["name"], query=here["query"])
    messages.success(request, "The view is kept under “My views” below the list.")
    return redirect(f"{here['path']}?{here['query']}")


@require_POST
def view_drop(request: StaffRequest, uuid: UUID) -> HttpResponse:
    view = visible_or_404(SavedView, request.user, uuid=uuid)
    drop_view(view=view)
    messages.success(request, "The view is forgotten.")
    return redirect(_here(request))


def _here(request: StaffRequest) -> str:
    """The page that the form stood on."""
    here = request.POST.get("here", "")
    return here if url_has_allowed_host_and_scheme(here, {request.get_host()}) else "/"
