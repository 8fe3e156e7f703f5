"""The log-on banner and the session's life. Sign-in itself is django-allauth's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST


@require_http_methods(["GET", "POST"])
def banner(request: HttpRequest) -> HttpResponse:
    """Confidential, logged, business use only: accept, or sign out."""
    going_to = request.POST.get("next") or request.GET.get("next") or "/"
    if request.method == "POST":
        request.session["banner_accepted"] = True
        return redirect(going_to if url_has_allowed_host_and_scheme(going_to, {request.get_host()}) else "/")
    return render(request, "accounts/banner.html", {"next": going_to})


@require_POST
def session_extend(request: HttpRequest) -> HttpResponse:
    """The person is still there: the session's clock starts again (every saved request does that)."""
    return HttpResponse(status=204)
