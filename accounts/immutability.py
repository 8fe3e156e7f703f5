"""Rows that refuse to change, kept by the database: triggers against UPDATE, DELETE and TRUNCATE."""

from django.db import connection
from django.db.migrations.operations import RunSQL

REFUSING = """
BEGIN
    RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END """
FUNCTION = f"""
CREATE OR REPLACE FUNCTION linkages_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $${REFUSING}$$
"""
# pg_trigger.tgtype: before update or delete, for each row; before truncate.
BOTH = [27, 34]


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
    """The tables that carry both triggers, enabled, on every column and row, and still refusing."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname FROM pg_trigger t
            JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE p.proname = 'linkages_refuse_change' AND p.prosrc = %s
                AND t.tgenabled = 'O' AND t.tgqual IS NULL AND t.tgattr = ''
            GROUP BY c.relname HAVING array_agg(t.tgtype::int ORDER BY t.tgtype) = %s
            """,
            [REFUSING, BOTH],
        )
        return {name for (name,) in cursor.fetchall()}
