"""A small real county for every test: staff of both bureaus, a family on the road, a stranger with their own."""

import gc
import importlib
from collections.abc import Callable, Iterator
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.template import engines
from django.test import Client, TransactionTestCase, override_settings

from accounts.models import User
from linkages_site.demo.staff import make_staff
from tests import clients
from tests.county import family_with_workers
from tests.undefined import FailsInOurTemplates

SEEDS = [
    "families.migrations.0013_every_category",
    "crossover.migrations.0019_statements",
    "meetings.migrations.0007_kinds_of_meeting",
    "meetings.migrations.0012_cfs_colleagues",
    "families.migrations.0027_seed_services",
    "caseplans.migrations.0007_seed_templates",
]  # migrations that write what every county begins with

QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest one first, so that it does not run on alone when all others are done."""
    items.sort(key=lambda item: not item.name.startswith("test_any_order_of_events"))


def pytest_collection_finish() -> None:
    """What is imported by now stays. To walk over all of it again and again for garbage took a seventh of the time."""
    gc.freeze()


@pytest.fixture(autouse=True)
def _quick_passwords_and_mail(settings: Any) -> None:
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_triggers() -> Iterator[None]:
    """Append-only tables refuse TRUNCATE: a flush between browser tests runs with the triggers asleep.

    It rubs out what the migrations wrote too: that is written again.
    """
    teardown = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def flush(self: TransactionTestCase) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        try:
            teardown(self)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = origin")
        for seed in SEEDS:
            importlib.import_module(seed).seed(apps, None)

    TransactionTestCase._fixture_teardown = flush  # type: ignore[attr-defined]
    yield
    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]


@pytest.fixture(autouse=True, scope="session")
def _undefined_variables_fail() -> None:
    django: Any = engines["django"]
    django.engine.string_if_invalid = FailsInOurTemplates()


@pytest.fixture(autouse=True)
def _nothing_left_over() -> None:
    """What one test's process keeps (counted sign-ins) is not the next one's."""
    cache.clear()


@pytest.fixture(scope="module")
def module_staff(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, User]]:
    """Every sign-in, made once for all tests of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(PASSWORD_HASHERS=QUICK_HASHERS):
            made = make_staff(password="correct horse battery staple")
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def staff(module_staff: dict[str, User], db: None) -> dict[str, User]:
    """Every sign-in of the demo county, by name: `staff["er.clerk"]`. What a test does to them is its own."""
    return deepcopy(module_staff)


@pytest.fixture(scope="module")
def module_county(module_staff: dict[str, User], django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """`.staff`, `.carried`, and for every stranger a family of their own, made once for a module of many tests.

    `.client(name)` is the browser of one of the staff, who is signed in already.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        staff = deepcopy(module_staff)
        carried = family_with_workers(staff["cfs.worker"], staff["ais.worker"])
        for name, user in staff.items():
            if user.unit and name not in {"cfs.worker", "ais.worker"}:
                is_cfs = user.bureau == "cfs"
                family_with_workers(user if is_cfs else None, None if is_cfs else user, name=f"Of {user.last_name}")
        sessions = {name: clients.signed_in(user).cookies for name, user in staff.items()}
        yield SimpleNamespace(staff=staff, carried=carried, client=lambda name: clients.with_cookies(sessions[name]))
        transaction.set_rollback(True)


@pytest.fixture
def county(module_county: SimpleNamespace, db: None) -> SimpleNamespace:
    """The module's county as each test finds it: what a test does there is undone before the next one."""
    return deepcopy(module_county)


@pytest.fixture
def carried(staff: dict[str, User]) -> SimpleNamespace:
    """A family carried by cfs.worker and ais.worker: `.family .mother .child .cfs_case .calworks_case`."""
    return family_with_workers(staff["cfs.worker"], staff["ais.worker"])


@pytest.fixture
def elsewhere(staff: dict[str, User]) -> SimpleNamespace:
    """Another family, carried by other workers (`.cfs_worker`, `.ais_worker`): the strangers of negative tests."""
    return family_with_workers(staff["cfs.worker2"], staff["es.worker"], name="Stranger")


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """`signed_in(user)` gives a client that is signed in and has accepted the banner."""
    return clients.signed_in
