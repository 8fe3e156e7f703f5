"""`manage.py verify` finds what was changed behind the services' backs, and names rows by uuid only."""

import datetime
import importlib
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.enums import Bureau
from crossover.models import Consent, ConsentScope
from families.enums import Category, TaskKind
from families.models import FamilyGrant, Task
from tests.crossover.consents import sign

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


@pytest.mark.parametrize(
    "change",
    [
        (
            "CREATE OR REPLACE FUNCTION linkages_refuse_change() RETURNS trigger LANGUAGE plpgsql"
            " AS 'BEGIN RETURN NEW; END'"
        ),
        (
            "CREATE OR REPLACE TRIGGER crossover_consent_rows BEFORE UPDATE OR DELETE ON crossover_consent"
            " FOR EACH ROW WHEN (false) EXECUTE FUNCTION linkages_refuse_change()"
        ),
        (
            "CREATE OR REPLACE TRIGGER crossover_consent_rows BEFORE INSERT ON crossover_consent"
            " FOR EACH ROW EXECUTE FUNCTION linkages_refuse_change()"
        ),
    ],
)
def test_a_trigger_that_refuses_no_longer_is_found(carried, change):
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert "table crossover_consent: append-only triggers are missing" in verify()


@pytest.mark.parametrize("change", ["earlier", "later", "elsewhere"])
def test_a_scope_wider_than_the_signed_form_is_found(carried, elsewhere, staff, change):
    """Scopes refuse an UPDATE: only who owns the table could have done it."""
    consent = sign(staff, carried)
    assert verify() == "Everything matches its facts.\n"
    wider = {
        "earlier": {"from_date": consent.from_date - datetime.timedelta(days=1)},
        "later": {"until_date": consent.until_date + datetime.timedelta(days=1)},
        "elsewhere": {"person": elsewhere.child},
    }[change]
    scopes = ConsentScope.objects.filter(pk=consent.scopes.first().pk)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE crossover_consentscope DISABLE TRIGGER USER")
        scopes.update(**wider)
        cursor.execute("ALTER TABLE crossover_consentscope ENABLE TRIGGER USER")
    assert f"consent {consent.uuid}: 1 scopes open more than the signed form" in verify()
    assert str(carried.mother) not in verify()


def test_a_form_whose_scopes_are_gone_is_found(carried, staff):
    consent = sign(staff, carried)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE crossover_consentscope DISABLE TRIGGER USER")
        consent.scopes.all().delete()
        cursor.execute("ALTER TABLE crossover_consentscope ENABLE TRIGGER USER")
    assert f"consent {consent.uuid}: 0 scopes not on the signed form, 4 missing" in verify()


@pytest.mark.parametrize("change", ["category", "child", "way back"])
def test_a_scope_that_was_not_signed_is_found(carried, staff, change):
    """Adding a row needs no more than the application's own role."""
    consent = sign(staff, carried, persons=[carried.mother], disclosers=[Bureau.CFS])
    scope = consent.scopes.get()
    scope.pk = None
    if change == "category":
        scope.category = Category.MENTAL_HEALTH
    elif change == "child":
        scope.person = carried.child
    else:
        scope.discloser, scope.recipient = scope.recipient, scope.discloser
    scope.save(force_insert=True)
    assert f"consent {consent.uuid}: 1 scopes not on the signed form, 0 missing" in verify()


def test_a_scope_moved_to_another_category_is_found(carried, staff):
    consent = sign(staff, carried)
    scopes = ConsentScope.objects.filter(pk=consent.scopes.first().pk)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE crossover_consentscope DISABLE TRIGGER USER")
        scopes.update(category=Category.EDUCATION)
        cursor.execute("ALTER TABLE crossover_consentscope ENABLE TRIGGER USER")
    assert f"consent {consent.uuid}: 1 scopes not on the signed form, 1 missing" in verify()


def test_the_migration_tells_the_scopes_as_the_form_does(carried, staff):
    """What an upgrade fills in for forms signed before is what signing keeps."""
    consent = sign(staff, carried)
    fill = importlib.import_module("crossover.migrations.0025_consent_opens").FILL
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE crossover_consent DISABLE TRIGGER USER")
        cursor.execute("UPDATE crossover_consent SET opens = '{}'")
        cursor.execute(fill)
    assert Consent.objects.get().opens == consent.opens


def test_settle_mends_what_an_upgrade_left(carried, elsewhere):
    Task.objects.all().delete()
    FamilyGrant.objects.all().delete()
    assert "things drifted" in verify()
    call_command("sync_tasks", stdout=StringIO())
    assert verify() == "Everything matches its facts.\n"


def test_the_nightly_sync_finds_nothing_to_do_and_mends_what_drifted(carried):
    def sync():
        said = StringIO()
        call_command("sync_tasks", stdout=said)
        return said.getvalue()

    assert sync() == "Mended: 0. Drafts forgotten: 0.\n"
    kept = set(Task.objects.values_list("uuid", flat=True))
    Task.objects.filter(kind=TaskKind.HOLD_PLTM).first().delete()
    assert sync() == f"family {carried.family.uuid}\nMended: 1. Drafts forgotten: 0.\n"
    assert len(set(Task.objects.values_list("uuid", flat=True)) & kept) == len(kept) - 1
    assert sync() == "Mended: 0. Drafts forgotten: 0.\n"


@pytest.mark.parametrize("days", [1, 40, 400])
def test_nor_does_it_on_a_later_night(days, staff, carried):
    """What is due is said by facts, not by the day: time alone changes nothing."""
    with time_machine.travel(timezone.now() + datetime.timedelta(days=days)):
        said = StringIO()
        call_command("sync_tasks", stdout=said)
        assert said.getvalue().startswith("Mended: 0.")
