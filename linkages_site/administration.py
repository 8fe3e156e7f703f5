"""Django's admin as the county's administrators see it: their own rows, and the same one door as everyone else's."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from families.rules.staffing import check_can_administer
from linkages_site.sealing import seal_warning

# Besides our own rows: the sign-ins and the tries that failed, to read. The libraries' other rows (groups, addresses,
# authenticators, sessions) would let rights and sign-ins be written past our services.
SHOWN_APPS = {"accounts", "families", "crossover", "meetings", "caseplans", "axes"}
# In our words: "access log" is the privacy officer's, of records.
NAMED = {
    "Axes": "Sign-in",
    "Access logs": "Sign-ins",
    "Access attempts": "Tries counted for a lock-out",
    "Access failures": "Failed tries",
}


class ReadOnlyAdmin(ModelAdmin):
    """Who signed in, who tried and from where: nobody rubs it out. A lock-out ends by itself."""

    actions = None

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class AdministrationSite(AdminSite):
    site_header = site_title = "Linkages administration"
    index_title = "Staff, units, offices, holidays, settings, meetings, services and the words of the WTWCC 10B"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        shown = [model for model in models if model._meta.app_label in SHOWN_APPS]
        if admin_class and all(model._meta.app_label == "axes" for model in shown):
            admin_class = type(admin_class.__name__, (ReadOnlyAdmin, admin_class), {})
        super().register(shown, admin_class, **options)

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        """Above the county's rows: that the seal's certificate is about to run out."""
        warning = seal_warning()
        if warning:
            messages.warning(request, warning)
        return super().index(request, extra_context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps: list[Any] = super().get_app_list(request, app_label)
        for shown in [*apps, *(model for app in apps for model in app["models"])]:
            shown["name"] = NAMED.get(shown["name"], shown["name"])
        return apps

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The administration has no sign-in form of its own: that one would ask for no second factor."""
        user: Any = request.user
        check_can_administer(user)
        return redirect("admin:index")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        return redirect("account_change_password")
