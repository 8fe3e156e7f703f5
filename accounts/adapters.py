"""How sign-in by django-allauth and lock-out by django-axes meet Linkages: no sign-up, e-mail is the name."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """Staff are made by an administrator: sign-up is closed."""

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
