"""Health addresses, and a production start as an operator meets it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django_tasks_db.models import DBTaskResult

PRODUCTION = {
    "LINKAGES_ENV": "production",
    "SECRET_KEY": "k3y-" + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "linkages.example.gov",
    "DATABASE_URL": "postgres://app:secret@db.example.gov/linkages",
    "SITE_URL": "https://linkages.example.gov",
    "SEAL_PKCS12": __file__,
    "EMAIL_URL": "smtp://mail.example.gov:25",
}


NOT_THEIRS = {*PRODUCTION, "DJANGO_ALLOW_ASYNC_UNSAFE"}  # what the tests' own environment must not lend


def manage(*command: str, **env: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={name: value for name, value in os.environ.items() if name not in NOT_THEIRS} | PRODUCTION | env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_deploy_is_clean():
    done = manage("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"DEBUG": "on"}, "DEBUG must be off"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be set"),
        ({"LINKAGES_ENV": "staging"}, "must be 'development' or 'production'"),
        ({"DATABASE_URL": "postgres://app@db.example.gov/linkages"}, "DATABASE_URL must carry a password"),
        ({"EMAIL_URL": ""}, "EMAIL_URL"),
        ({"DEBUG": "maybe"}, "DEBUG is 'maybe'"),
        ({"IDLE_MINUTES": "-3"}, "IDLE_MINUTES is '-3'"),
        ({"TRUSTED_PROXIES": "two"}, "TRUSTED_PROXIES is 'two'"),
        ({"DATABASE_URL": "sqlite:///x.db"}, "DATABASE_URL must name a PostgreSQL"),
    ],
)
def test_a_bad_setting_stops_the_start_with_its_name(env, said):
    done = manage("check", **env)
    assert done.returncode != 0
    assert said in done.stderr


def test_nobody_is_shown_the_technical_pages_unless_asked_for():
    assert manage("diffsettings", "--all", LINKAGES_ENV="development").stdout.count("DEBUG = False") == 1


def test_styles_and_scripts_are_served_without_them(db, settings):
    assert settings.DEBUG is False
    for name in ("css/linkages.css", "js/draft.js", "uswds/css/uswds.min.css"):
        served = Client().get(f"/static/{name}")
        served.close()
        assert served.status_code == 200


def test_alive(db):
    assert Client().get("/healthz").content == b"ok"


def test_ready_until_a_migration_is_missing(db):
    ready = {"database": True, "migrations": True, "task_queue": True, "oldest_task_waits_since": None}
    assert Client().get("/readyz").json() == ready
    last = MigrationLoader(connection).graph.leaf_nodes("caseplans")[0]
    MigrationRecorder(connection).record_unapplied(*last)
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"] is False


def test_not_ready_without_the_task_queue(db):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {DBTaskResult._meta.db_table} RENAME TO gone")
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert (response.json()["database"], response.json()["task_queue"]) == (True, False)
