"""The log-on banner and the session's life. Sign-in itself is django-allauth's."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from accounts.services import end_own_session
from accounts.types import StaffRequest


@require_http_methods(["GET", "POST"])
def banner(request: HttpRequest) -> HttpResponse:
    """Confidential, logged, business use only: accept, or sign out."""
    going_to = request.POST.get("next") or request.GET.get("next") or "/"
    if request.method == "POST":
        request.session["banner_accepted"] = True
        return redirect(going_to if url_has_allowed_host_and_scheme(going_to, {request.get_host()}) else "/")
    return render(request, "accounts/banner.html", {"next": going_to})


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
