"""`manage.py sync_tasks`: make every family's tasks and grants match its facts; forget drafts that expired.

Run it every night, where it finds nothing to do, and after an upgrade that changes a rule.
"""

from typing import Any

from django.core.management.base import BaseCommand

from families.models import Family
from families.services import forget_expired_drafts, grant_drift, settle, task_drift


class Command(BaseCommand):
    help = "Settles every family whose tasks or grants do not match its facts, and tells how many there were."

    def handle(self, *args: Any, **options: Any) -> None:
        drifted = 0
        for family in Family.objects.order_by("pk").iterator():
            if any([*task_drift(family), *grant_drift(family)]):
                self.stdout.write(f"family {family.uuid}")
                settle(family)
                drifted += 1
        self.stdout.write(f"Mended: {drifted}. Drafts forgotten: {forget_expired_drafts()}.")
