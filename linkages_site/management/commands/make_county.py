"""`manage.py make_county`: a county of thousands of invented families, for measuring."""

import time
from typing import Any

import environ
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from families.models import Family
from linkages_site.demo.county import holds_other_data
from linkages_site.demo.staff import DEMO_PASSWORD
from linkages_site.large.county import make_large_county


class Command(BaseCommand):
    help = (
        "Migrates and fills an empty database with a large demo county: staff of both bureaus, families with cases, "
        "grants, WTWCC 10Bs in every state, and categorised content. The same county each time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--families", type=int, default=5000, help="How many families (default: 5000).")

    def handle(self, *args: Any, families: int, **options: Any) -> None:
        if families < 1:
            raise CommandError("Name at least one family.")
        if holds_other_data():
            raise CommandError("This database holds data that are not the demo's. A made county is refused here.")
        call_command("migrate", verbosity=0)
        if Family.objects.exists():
            raise CommandError("This database holds a demo county already. Name an empty one in DATABASE_URL.")
        begun = time.monotonic()
        staff = make_large_county(families, environ.Env().str("DEMO_PASSWORD", DEMO_PASSWORD))
        self.stdout.write(f"{families} families in {time.monotonic() - begun:.0f} seconds. Sign in for example as:\n")
        for user in (staff.cfs[0].workers[0], staff.cfs[0].supervisor, staff.er.workers[0]):
            self.stdout.write(f"  {user.email}\n")
