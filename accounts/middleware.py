"""What every request passes: county settings read once, no storing, the log-on banner, the second factor, the log."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.middleware import UserSessionsMiddleware
from django.contrib import messages
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.http import urlencode

from accounts.access import Trail, access_trail
from accounts.adapters import client_address
from accounts.enums import AccessAct
from accounts.models import RolePolicy
from accounts.querysets import settings_read_once
from accounts.services import log_access

GetResponse = Callable[[HttpRequest], HttpResponse]
BEFORE_THE_BANNER = {"accounts:banner", "account_logout", "accounts:session-extend", "favicon", "healthz", "readyz"}
WRITTEN_BY_A_GET = ("accounts_accesslogentry", "django_session", "usersessions_usersession", "django_admin_log")
OWN_APPS = ("accounts", "families", "documents", "crossover", "meetings", "caseplans", "reports")
KEEP_RECORDS = OWN_APPS[1:]
REFUSALS = {403, 404, 405}
SEEN_FOR = 60  # seconds


def county_settings(get_response: GetResponse) -> GetResponse:
    """One query per request loads the county's numbers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with settings_read_once():
            return get_response(request)

    return middleware


def last_seen(get_response: GetResponse) -> GetResponse:
    """Keep when and from where each sign-in session was last used, to the minute: not with every request."""
    noting = UserSessionsMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        here = f"seen:{request.session.session_key}:{client_address(request)}"
        if request.user.is_authenticated and cache.add(here, True, SEEN_FOR):
            return noting(request)
        return get_response(request)

    return middleware


def no_store(get_response: GetResponse) -> GetResponse:
    """Nothing a signed-in person saw stays in a browser's cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware


def banner_accepted(get_response: GetResponse) -> GetResponse:
    """The log-on banner must be accepted once per session."""

    def middleware(request: HttpRequest) -> HttpResponse:
        waiting = request.user.is_authenticated and not request.session.get("banner_accepted")
        if waiting and resolve(request.path_info).view_name not in BEFORE_THE_BANNER:
            return redirect(f"{reverse('accounts:banner')}?{urlencode({'next': request.get_full_path()})}")
        return get_response(request)

    return middleware


def second_factor(get_response: GetResponse) -> GetResponse:
    """Holders of a role whose policy asks for it must set up TOTP before anything else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        if user.is_authenticated and request.session.get("banner_accepted"):
            name = resolve(request.path_info).view_name
            free = name.startswith("mfa_") or name in BEFORE_THE_BANNER or name == "account_reauthenticate"
            if not free and _needs_second_factor(user) and not is_mfa_enabled(user):
                messages.info(request, "Your role signs in with a second step: set it up to go on.")
                return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware


def _needs_second_factor(user: Any) -> bool:
    return RolePolicy.objects.filter(role__in=user.role_codes, second_factor_required=True).exists()


def access_log(get_response: GetResponse) -> GetResponse:
    """Log every request to a record, every act and every refusal, and let no GET of ours write anything else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with access_trail(client_address(request)) as trail:
            if request.method in {"GET", "HEAD"}:
                with connection.execute_wrapper(_refuse_writes):
                    response = get_response(request)
            else:
                response = get_response(request)
            match = request.resolver_match
            if match and _is_logged(request, response, trail):
                act = AccessAct.CHANGED if _saved(request, response) else AccessAct.OPENED
                if response.status_code in REFUSALS:
                    trail.act = AccessAct.REFUSED
                by: Any = request.user
                log_access(by=by, act=act, route=match.view_name, trail=trail, named=match.kwargs.get("uuid"))
        return response

    return middleware


def _is_logged(request: HttpRequest, response: HttpResponse, trail: Trail) -> bool:
    """Whatever names or opened a record, saved something, or was refused; the administration keeps its own log."""
    match = request.resolver_match
    if not request.user.is_authenticated or match is None or match.app_name == "admin":
        return False
    saved = match.app_name in KEEP_RECORDS and _saved(request, response)
    return bool(match.kwargs or trail.act or trail.records or saved or response.status_code in REFUSALS)


def _saved(request: HttpRequest, response: HttpResponse) -> bool:
    """A form that is shown again, with its errors or because someone else saved first, changed nothing."""
    return request.method == "POST" and response.status_code in {204, 302}


def _refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """A GET never writes, access log and session aside."""
    if sql.startswith(("INSERT", "UPDATE", "DELETE")):
        table = sql.split('"')[1]
        if table.startswith(OWN_APPS) and table not in WRITTEN_BY_A_GET:
            raise RuntimeError(f"A GET tried to write to {table}.")
    return execute(sql, params, many, context)
