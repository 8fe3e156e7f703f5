"""`manage.py verify` finds what was changed behind the services' backs, and names rows by uuid only."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from families.models import FamilyGrant, Task

pytestmark = pytest.mark.django_db


def verify() -> str:
    out = StringIO()
    try:
        call_command("verify", stdout=out)
    except CommandError as error:
        out.write(str(error))
    return out.getvalue()


def test_a_settled_county_matches(carried):
    assert verify() == "Everything matches its facts.\n"


def test_a_missing_grant_is_found_and_named_by_uuid(carried, staff):
    FamilyGrant.objects.filter(user=staff["cfs.worker"]).delete()
    assert f"family {carried.family.uuid}: 1 grants missing, 0 too many" in verify()
    assert carried.family.name not in verify()


def test_a_grant_without_a_fact_is_found(carried, staff):
    grant = FamilyGrant.objects.get(user=staff["cfs.worker"])
    grant.pk, grant.user = None, staff["es.worker"]
    grant.save()
    assert f"family {carried.family.uuid}: 0 grants missing, 1 too many" in verify()


def test_a_dropped_trigger_is_found(carried):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER crossover_consent_rows ON crossover_consent")
    assert "table crossover_consent: append-only triggers are missing" in verify()


def test_settle_mends_what_an_upgrade_left(carried, elsewhere):
    Task.objects.all().delete()
    FamilyGrant.objects.all().delete()
    assert "things drifted" in verify()
    call_command("settle", stdout=StringIO())
    assert verify() == "Everything matches its facts.\n"
