"""Rows that refuse to change, kept by the database: triggers against UPDATE, DELETE and TRUNCATE."""

from django.db import connection
from django.db.migrations.operations import RunSQL

FUNCTION = """
CREATE OR REPLACE FUNCTION linkages_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def create_function() -> RunSQL:
    """The migration step that makes the refusing function."""
    return RunSQL(FUNCTION, "DROP FUNCTION linkages_refuse_change()")


def append_only(table: str) -> RunSQL:
    """The migration step that makes one table append-only."""
    return RunSQL(
        f"""
        CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION linkages_refuse_change();
        CREATE TRIGGER {table}_table BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION linkages_refuse_change();
        """,
        f"DROP TRIGGER {table}_rows ON {table}; DROP TRIGGER {table}_table ON {table};",
    )


def append_only_tables() -> set[str]:
    """The tables that carry both triggers, enabled."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname FROM pg_trigger t
            JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE p.proname = 'linkages_refuse_change' AND t.tgenabled = 'O'
            GROUP BY c.relname HAVING count(*) = 2
            """
        )
        return {name for (name,) in cursor.fetchall()}
