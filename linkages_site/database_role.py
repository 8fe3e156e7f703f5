"""The production application's database role owns no table and cannot truncate one."""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

OWNED_OR_TRUNCATABLE = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind = 'r'
  AND (pg_has_role(current_user, c.relowner, 'USAGE') OR has_table_privilege(c.oid, 'TRUNCATE'))
"""


def database_role_faults() -> list[str]:
    """Why the connected role must not serve the application: it could switch the append-only triggers off."""
    with connection.cursor() as cursor:
        cursor.execute(OWNED_OR_TRUNCATABLE)
        (tables,) = cursor.fetchone()
    return [f"The database role owns or can truncate {tables} tables. Run migrations as the owner."] if tables else []


def check_database_role() -> None:
    """Raise ImproperlyConfigured unless the role is the restricted one."""
    if faults := database_role_faults():
        raise ImproperlyConfigured(" ".join(faults))
