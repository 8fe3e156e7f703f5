"""The application's role owns no table: otherwise it could put the append-only triggers to sleep. The seal opens."""

from functools import partial
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from documents.seal import make_demo_pkcs12
from linkages_site.serving import check_may_serve, database_role_faults, seal_faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def restricted_role():
    """What docs and README ask an operator to make: may read and write rows, owns nothing."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE linkages_app_test")
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO linkages_app_test")
        cursor.execute("SET ROLE linkages_app_test")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("start", [check_may_serve, partial(call_command, "db_worker", "--batch")])
def test_the_owner_is_refused_in_production(start, settings):
    settings.PRODUCTION = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with pytest.raises(ImproperlyConfigured, match="owns or can truncate"):
        start()


def test_a_seal_that_does_not_open_is_told_before_anyone_signs(settings, tmp_path):
    settings.SEAL_PKCS12 = str(tmp_path / "seal.p12")
    Path(settings.SEAL_PKCS12).write_bytes(make_demo_pkcs12(county_name="Contra Costa", passphrase=b"right"))
    settings.SEAL_PASSPHRASE = "wrong"
    assert "passphrase" in seal_faults()[0]
    settings.SEAL_PASSPHRASE = "right"
    assert seal_faults() == []


def test_a_restricted_role_may_serve_and_cannot_truncate(restricted_role):
    assert database_role_faults() == []
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE accounts_accesslogentry")
    with pytest.raises(DatabaseError, match="must be owner"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_accesslogentry DISABLE TRIGGER ALL")
