"""`manage.py mail_digests`: tell everyone by mail what waits for them, as often as each chose. Run it every morning."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from accounts.models import User
from accounts.rules import is_first_of_week, is_working_day
from accounts.services import county_closures
from crossover.jobs import mail_digest
from families.enums import Digest


class Command(BaseCommand):
    help = "Queues the digest of everyone who wants it today. On days the county does not work it queues none."

    def handle(self, *args: Any, **options: Any) -> None:
        today, closures = localdate(), county_closures()
        if not is_working_day(today, closures):
            self.stdout.write("No working day: nothing queued.")
            return
        unwanted = {Digest.OFF} if is_first_of_week(today, closures) else {Digest.OFF, Digest.WEEKLY}
        staff = User.objects.active().exclude(mail_choice__digest__in=unwanted).values_list("pk", flat=True)
        for pk in staff:
            mail_digest.enqueue(pk, today.isoformat())
        self.stdout.write(f"Digests queued: {len(staff)}.")
