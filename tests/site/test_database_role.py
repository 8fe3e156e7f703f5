"""The application's role owns no table: otherwise it could put the append-only triggers to sleep."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction

from linkages_site.database_role import check_database_role, database_role_faults

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


def test_the_owner_is_refused():
    with pytest.raises(ImproperlyConfigured, match="owns or can truncate"):
        check_database_role()


def test_a_restricted_role_may_serve_and_cannot_truncate(restricted_role):
    assert database_role_faults() == []
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE accounts_accesslogentry")
    with pytest.raises(DatabaseError, match="must be owner"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_accesslogentry DISABLE TRIGGER ALL")
