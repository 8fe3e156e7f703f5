"""Django's admin as the county's administrators see it: their own rows, and the same one door as everyone else's."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from families.rules import check_can_administer

# Besides our own rows: the tries that failed, to unlock someone. The libraries' other rows (groups, addresses,
# authenticators, sessions) would let rights and sign-ins be written past our services.
SHOWN_APPS = {"accounts", "families", "axes"}


class AdministrationSite(AdminSite):
    site_header = site_title = "Linkages administration"
    index_title = "Staff, units, offices, holidays and settings"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        shown = [model for model in models if model._meta.app_label in SHOWN_APPS]
        super().register(shown, admin_class, **options)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The administration has no sign-in form of its own: that one would ask for no second factor."""
        user: Any = request.user
        check_can_administer(user)
        return redirect("admin:index")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        return redirect("account_change_password")
