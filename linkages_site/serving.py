"""What a process needs of the database and the seal: asked before it serves anyone, and while it does."""

import datetime
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django_tasks_db.models import DBTaskResult

from documents.seal import SealError, county_seal

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


def seal_faults() -> list[str]:
    """Why nothing could be sealed: a plan would be signed by everyone and fail at its last step."""
    try:
        _certificate = county_seal().certificate
    except SealError as error:
        return [str(error)]
    return []


def check_may_serve() -> None:
    """Raise ImproperlyConfigured, in production, unless the role is the restricted one and the seal opens."""
    if settings.PRODUCTION and (faults := database_role_faults() + seal_faults()):
        raise ImproperlyConfigured(" ".join(faults))


def readiness() -> tuple[dict[str, bool], datetime.datetime | None]:
    """What the pages stand on, each present or not, and since when the oldest background task waits."""
    checks = {"database": False, "migrations": False, "task_queue": False}
    waits_since = None
    with suppress(DatabaseError):
        executor = MigrationExecutor(connection)
        checks["database"] = True
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        waits_since = DBTaskResult.objects.ready().aggregate(oldest=Min("enqueued_at"))["oldest"]
        checks["task_queue"] = True
    return checks, waits_since
