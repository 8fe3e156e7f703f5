"""How sign-in by django-allauth and lock-out by django-axes meet Linkages: no sign-up, e-mail is the name."""

from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from axes.utils import reset as forget_tries
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

LOCKED_OUT = "Too many tries: wait 15 minutes, then try again."


def client_address(request: HttpRequest) -> str | None:
    """The network address a request came from: the access log, lock-out and the list of sessions all ask here.

    Behind TRUSTED_PROXIES proxies of the county's own, each of which appends the address it was reached from, that is
    as many entries from the right of X-Forwarded-For. What stands further left, and any other header, was written by
    the client. A list that is too short or holds no address there counts for nothing: REMOTE_ADDR does.
    """
    count: int = settings.TRUSTED_PROXIES
    named = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    forwarded = named[-count] if 0 < count <= len(named) else ""
    return _address(forwarded) or _address(request.META.get("REMOTE_ADDR", ""))


def _address(text: str) -> str | None:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return None


class StaffAdapter(DefaultAccountAdapter):
    """Staff are made by an administrator: sign-up is closed."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": LOCKED_OUT,
        "rate_limited": LOCKED_OUT,
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Whoever has used up their tries for this address, from wherever, is shown the one page that says so."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            request.axes_locked_out = True  # type: ignore[attr-defined]
            raise

    def set_password(self, user: Any, password: str) -> None:
        """Whoever chose a new password has proved who they are: their wrong tries are forgotten."""
        super().set_password(user, password)
        forget_tries(username=user.email)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "0.0.0.0"  # a socket has none

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class StaffSocialAdapter(DefaultSocialAccountAdapter):
    """Single sign-on connects to staff an administrator made; it creates nobody."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


def axes_username(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The name that failed sign-ins are counted under: the e-mail address in lower case."""
    given = credentials or {}
    name = given.get("email") or given.get("username") or (request.POST.get("login", "") if request else "")
    return str(name).lower()
