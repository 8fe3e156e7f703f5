"""The guards of need-to-know: every route, every model, every persona. A new route or model without a row fails."""

import importlib
from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.immutability import append_only_tables
from accounts.models import User
from families.models import Family
from linkages_site.management.commands.verify import APPEND_ONLY as IMMUTABLE
from tests.clients import bare, said
from tests.routes import Route
from tests.test_every_side_door import (
    KEPT,
    NAMES,
    assert_tells_nothing,
    family_called,
    keep_from_the_other_bureau,
)

OWN_APPS = {"accounts", "families", "documents", "crossover", "meetings", "caseplans", "reports"}
ROUTE_MODULES = [
    "tests.accounts.routes",
    "tests.families.routes",
    "tests.crossover.routes",
    "tests.crossover.routes_consents",
    "tests.crossover.routes_records",
    "tests.meetings.routes",
    "tests.caseplans.routes",
    "tests.reports.routes",
]
READERS = ("cfs.worker", "ais.worker", "facilitator")
PUBLIC = {  # reachable without signing in, and why
    "favicon": "browsers ask for the icon before anyone signs in; it is the same for all",
    "healthz": "the load balancer asks whether the process lives; it says nothing else",
    "readyz": "the load balancer asks whether the database answers; it says nothing else",
    "meetings:calendar-feed": "calendar programs cannot sign in; the key in the address does, and it tells times only",
    "account_login": "the way in",
    "account_signup": "says that sign-up is closed",
    "account_reset_password": "a forgotten password",
    "account_reset_password_done": "a forgotten password",
    "account_reset_password_from_key": "a forgotten password",
    "account_reset_password_from_key_done": "a forgotten password",
    "account_inactive": "says that the account is closed",
    "account_confirm_email": "django-allauth's; not offered: linkages_site/urls.py closes it",
    "account_email_verification_sent": "django-allauth's; not offered: linkages_site/urls.py closes it",
    "account_logout": "signing out twice harms nobody",
    "mfa_authenticate": "the second step of signing in",
    "socialaccount_login_cancelled": "django-allauth's; not offered: linkages_site/urls.py closes it",
    "socialaccount_login_error": "django-allauth's; not offered: linkages_site/urls.py closes it",
    "socialaccount_signup": "django-allauth's; not offered: linkages_site/urls.py closes it",
    "account_confirm_login_code": "django-allauth's; not offered: linkages_site/urls.py closes it",
}
HOLDS_NO_PERSONAL_DATA = {
    "accounts.County",
    "accounts.Setting",
    "accounts.Closure",
    "accounts.Office",
    "accounts.Unit",
    "accounts.RolePolicy",
    "accounts.User",  # staff: every colleague may be named as sender, receiver or attendee
    "accounts.RoleHolding",
    "families.CategoryRule",
    "families.Service",
    "families.Provider",
    "caseplans.ActivityTemplate",
    "meetings.KindRule",
    "crossover.ConsentStatement",
}
WITHOUT_HISTORY = {  # why no history is kept
    "accounts.CalendarToken": "a key: that it was made or ended stands in the access log",
    "accounts.SavedView": "a view of one's own lists",
    "caseplans.ActivityContact": "a link: what it links keeps its own",
    "families.FamilyGrant": "derived by settle",
    "families.Task": "derived by settle",
    "families.Snooze": "never edited: the last one counts",
    "families.HandOver": "never edited: the last one counts",
    "families.Notice": "a word to one person",
    "families.MailChoice": "one's own, and of nobody else",
    "families.Draft": "not saved yet",
    "documents.Document": "never edited",
    "crossover.Xover1Hop": "the hop is the history",
    "crossover.LinkagesCase": "its stages are the history",
}


def named_patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern, str]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_patterns(pattern, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", pattern, namespace


def own_routes_with_parameters() -> set[str]:
    return {
        name
        for name, pattern, namespace in named_patterns(get_resolver())
        if namespace.rstrip(":") in OWN_APPS and pattern.pattern.converters
    }


def routes() -> list[Route]:
    return [route for module in ROUTE_MODULES for route in importlib.import_module(module).ROUTES]


def own_models() -> list[type[models.Model]]:
    return [
        model
        for app in sorted(OWN_APPS)
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.startswith("Historical")
    ]


def test_every_route_with_a_parameter_has_a_row():
    assert own_routes_with_parameters() - PUBLIC.keys() == {route.name for route in routes()}


def accepted(url: str, client: Client) -> set[str]:
    """Every method the address takes, by its own word: what it answers to one that it does not.

    HEAD is its GET without the body: one stranger asks it, in `assert_hidden_is_absent`.
    """
    return set(client.patch(url)["Allow"].split(", ")) - {"HEAD"}


@pytest.mark.parametrize("route", routes(), ids=lambda route: f"{route.name}-{route.member}")
def test_members_get_in_strangers_find_nothing_and_no_page_tells(route, county):
    another = family_called(county.staff["cfs.worker2"], county.staff["es.worker"])
    before = {family.pk for family in Family.objects.all()}
    kwargs = route.make(county)
    url = reverse(route.name, kwargs=kwargs)
    turned_away = Client().get(url)
    assert turned_away.status_code == 302
    assert turned_away["Location"].startswith(reverse("account_login")), "nobody gets in without signing in"
    member = county.client(route.member)
    methods = accepted(url, member)
    absent = uuid4()
    for name in county.staff.keys() - route.insiders - {route.member}:
        stranger = county.client(name)
        for method in methods:
            response = getattr(stranger, method.lower())(url)
            assert response.status_code == 404, f"{name} got {response.status_code} on {method} {url}"
    no_url = reverse(route.name, kwargs=kwargs | {"uuid": absent})
    assert_hidden_is_absent(stranger, (url, kwargs["uuid"]), (no_url, absent))
    for family in (county.carried.family, another.family, *Family.objects.exclude(pk__in=before)):
        keep_from_the_other_bureau(family)
    clients = {name: county.client(name) for name in (*READERS, route.member)}
    assert_page_tells_nothing(url, clients, {"cfs.worker", "ais.worker", route.member})
    response = getattr(member, route.methods[0].lower())(url)
    assert response.status_code in route.status, f"{route.member} got {response.status_code} on {url}"


def assert_page_tells_nothing(url: str, clients: dict[str, Client], who: set[str]) -> None:
    """Page, form choices, PDF or export: what CFS keeps in stands on nothing the other bureau or a guest opens.

    And no other family stands on what any of these (`who`) opens.
    """
    for name in ("ais.worker", "facilitator"):
        assert_tells_nothing(said(clients[name].get(url)), KEPT)
    for name in who:
        assert_tells_nothing(said(clients[name].get(url)), NAMES)


def assert_hidden_is_absent(stranger: Client, *addresses: tuple[str, Any]) -> None:
    """By every method, also by htmx: the same status, headers, body and number of queries, address by address."""
    for method, headers in product(("get", "head", "post", "put", "delete", "options"), ({}, {"HX-Request": "true"})):
        answers = []
        for url, key in addresses:
            with CaptureQueriesContext(connection) as asked:
                answer = getattr(stranger, method)(url, headers=headers)
            answers.append((bare(answer, url, key), len(asked)))
        assert answers[0] == answers[1], (method, headers)
        assert answers[0][0][0] in {404, 405}, (method, headers)


def test_public_views_are_the_listed_ones():
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
    found = {
        name
        for name, pattern, namespace in named_patterns(get_resolver())
        if namespace != "admin:" and not getattr(pattern.callback, "login_required", True)
    }
    assert found <= PUBLIC.keys(), found - PUBLIC.keys()


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_model_has_a_door(model):
    """Either the model answers `visible_to`, or it is in the literal list of models without personal data."""
    has_door = hasattr(model._default_manager.all(), "visible_to")
    assert has_door != (model._meta.label in HOLDS_NO_PERSONAL_DATA) or model is User


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_model_is_editable_or_immutable(model):
    immutable = model._meta.label in IMMUTABLE
    has_history = hasattr(model, "history")
    assert immutable + has_history + (model._meta.label in WITHOUT_HISTORY) == 1


def test_immutable_tables_carry_their_triggers(db):
    assert append_only_tables() == {apps.get_model(label)._meta.db_table for label in IMMUTABLE}


def test_every_moment_has_its_person():
    """A field `x_at` with a twin `x_by` is tied to it by a constraint, unless both are always there."""
    for model in own_models():
        fields = {field.name: field for field in model._meta.get_fields() if isinstance(field, models.Field)}
        for name, field in fields.items():
            twin = fields.get(name.removesuffix("_at") + "_by")
            if name.endswith("_at") and twin is not None and field.null:
                checks = [str(c.condition) for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
                assert any(name in check and twin.name in check for check in checks), f"{model._meta.label}.{name}"


def test_administration_registers_no_case_content():
    content = {"families", "documents", "crossover", "meetings", "caseplans"}
    registered = {model._meta.label for model in admin.site._registry if model._meta.app_label in content}
    assert registered <= {
        "families.CategoryRule",
        "families.Service",
        "families.Provider",
        "caseplans.ActivityTemplate",
        "crossover.ConsentStatement",
        "meetings.KindRule",
    }


def test_ids_in_urls_are_uuids():
    for name, pattern, namespace in named_patterns(get_resolver()):
        if namespace.rstrip(":") in OWN_APPS:
            kinds = {type(converter).__name__ for converter in pattern.pattern.converters.values()}
            assert kinds <= {"UUIDConverter", "SlugConverter"}, name
