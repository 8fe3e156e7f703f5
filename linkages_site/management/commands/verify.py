"""`manage.py verify`: recompute what is derived and print any drift, by uuid only. Exits 1 on drift."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count, F, Q

from accounts.immutability import append_only_tables
from crossover.enums import Capacity
from crossover.models import Consent, ConsentScope
from families.models import Family
from families.services import grant_drift, task_drift
from linkages_site.sealing import seal_warning
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
    "meetings.ContactBatch",
    "meetings.ContactBatchLine",
    "caseplans.PlanVersion",
    "caseplans.VersionItem",
    "caseplans.RequiredSigner",
    "caseplans.PlanSignature",
    "caseplans.FinalCopy",
    "caseplans.CopyGiven",
    "caseplans.PlanShown",
    "caseplans.SignatureRefusal",
    "caseplans.ReconciliationEntry",
}


class Command(BaseCommand):
    help = (
        "Checks grants and tasks against their facts, what the 10Bs open against the forms, the append-only triggers, "
        "and the database role. Warns before the certificate of the seal runs out."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        drift = [*self.family_drift(), *self.scope_drift(), *self.trigger_drift()]
        if settings.PRODUCTION:
            drift += database_role_faults()
        for line in drift:
            self.stdout.write(line)
        warning = seal_warning()
        if warning:
            self.stderr.write(warning)
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

    def scope_drift(self) -> list[str]:
        """Scopes that are not the signed form's, and whatever opens other days or other people than it can."""
        wider = ConsentScope.objects.filter(
            Q(from_date__lt=F("consent__from_date"))
            | Q(until_date__gt=F("consent__until_date"))
            | ~Q(person__family=F("consent__request__family"))
            | Q(~Q(person=F("consent__signer")), consent__capacity=Capacity.MINOR)
        )
        counted = wider.values_list("consent__uuid").annotate(Count("pk")).order_by("consent__uuid")
        return [
            *(f"consent {uuid}: {number} scopes open more than the signed form" for uuid, number in counted),
            *(line for consent in self.consents() if (line := self.unlike_the_form(consent))),
        ]

    def consents(self) -> Iterator[Consent]:
        return Consent.objects.prefetch_related("scopes__person").order_by("uuid").iterator(chunk_size=1000)

    def unlike_the_form(self, consent: Consent) -> str:
        kept = Counter(scope.line for scope in consent.scopes.all())
        signed = Counter(consent.opens)
        added, lost = (kept - signed).total(), (signed - kept).total()
        return f"consent {consent.uuid}: {added} scopes not on the signed form, {lost} missing" if added or lost else ""

    def trigger_drift(self) -> list[str]:
        tables = {apps.get_model(label)._meta.db_table for label in APPEND_ONLY}
        return [f"table {table}: append-only triggers are missing" for table in sorted(tables - append_only_tables())]
