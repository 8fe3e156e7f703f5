"""`manage.py settle`: make every family's grants and tasks match its facts, after an upgrade that changes a rule."""

from typing import Any

from django.core.management.base import BaseCommand

from families.models import Family
from families.services import settle


class Command(BaseCommand):
    help = "Settles every family. Run it once after an upgrade; `verify` tells whether anything drifted."

    def handle(self, *args: Any, **options: Any) -> None:
        families = Family.objects.filter(merged_into__isnull=True).order_by("pk")
        for family in families.iterator():
            settle(family)
        self.stdout.write(f"Settled: {families.count()}.")
