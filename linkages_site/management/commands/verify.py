"""`manage.py verify`: recompute what is derived and print any drift, by uuid only. Exits 1 on drift."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.immutability import append_only_tables
from families.models import Family
from families.services import grant_drift, task_drift
from linkages_site.serving import database_role_faults

APPEND_ONLY = {
    "accounts.AccessLogEntry",
    "families.BreakGlass",
    "families.BreakGlassReview",
    "documents.DocumentFile",
    "crossover.Consent",
    "crossover.ConsentScope",
    "crossover.ConsentParty",
    "crossover.ConsentEvent",
    "crossover.EligibilityCheck",
    "crossover.SealedConsent",
    "crossover.SharingObjection",
    "crossover.ObjectionWithdrawn",
    "crossover.AbuseFlag",
    "crossover.AbuseFlagLifted",
    "crossover.StageEvent",
    "caseplans.PlanVersion",
    "caseplans.VersionItem",
    "caseplans.RequiredSigner",
    "caseplans.PlanSignature",
    "caseplans.FinalCopy",
    "caseplans.CopyGiven",
}


class Command(BaseCommand):
    help = "Checks grants and tasks against their facts, the append-only triggers, and the database role."

    def handle(self, *args: Any, **options: Any) -> None:
        drift = [*self.family_drift(), *self.trigger_drift()]
        if settings.PRODUCTION:
            drift += database_role_faults()
        for line in drift:
            self.stdout.write(line)
        if drift:
            raise CommandError(f"{len(drift)} things drifted.")
        self.stdout.write("Everything matches its facts.")

    def family_drift(self) -> list[str]:
        lines = []
        for family in Family.objects.iterator():
            drifts: dict[str, tuple[list[Any], list[Any]]] = {
                "grants": grant_drift(family),
                "tasks": task_drift(family),
            }
            for name, (missing, extra) in drifts.items():
                if missing or extra:
                    lines.append(f"family {family.uuid}: {len(missing)} {name} missing, {len(extra)} too many")
        return lines

    def trigger_drift(self) -> list[str]:
        tables = {apps.get_model(label)._meta.db_table for label in APPEND_ONLY}
        return [f"table {table}: append-only triggers are missing" for table in sorted(tables - append_only_tables())]
