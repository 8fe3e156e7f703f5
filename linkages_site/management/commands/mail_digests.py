"""`manage.py mail_digests`: tell everyone by mail how much of theirs is late. For the morning of each day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from accounts.models import User
from accounts.rules import is_working_day
from accounts.services import county_closures
from crossover.jobs import mail_digest


class Command(BaseCommand):
    help = "Queues one mail to everyone who has something late. On days the county does not work it queues none."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_working_day(localdate(), county_closures()):
            self.stdout.write("No working day: nothing queued.")
            return
        staff = User.objects.filter(is_active=True).exclude(bureau="").values_list("pk", flat=True)
        for pk in staff:
            mail_digest.enqueue(pk)
        self.stdout.write(f"Digests queued: {len(staff)}.")
