"""`manage.py demo_county`: the demo county, made once; refused where anything else lives."""

from typing import Any

import environ
from django.contrib.auth.hashers import check_password, make_password
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import County, User
from accounts.roles import ROLES
from families.models import Notice
from linkages_site.demo.county import holds_other_data, make_demo_county
from linkages_site.demo.staff import DEMO_PASSWORD, SIGN_INS


def forget_mail() -> None:
    """What the demo's past weeks would have mailed was read long ago."""
    Notice.objects.update(mailed_at=timezone.now())
    DBTaskResult.objects.all().delete()


def keep_password(password: str) -> None:
    """Whoever is in the table signs in with the password printed above it, whatever it was when they were made."""
    emails = [f"{person.name}@example.org" for person in SIGN_INS]
    for hashed in set(User.objects.filter(email__in=emails).values_list("password", flat=True)):
        if not check_password(password, hashed):
            User.objects.filter(password=hashed).update(password=make_password(password))


class Command(BaseCommand):
    help = "Migrates, makes the demo county where there is none, and prints its sign-ins."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="Drop everything and start over.")

    def handle(self, *args: Any, reset: bool, **options: Any) -> None:
        if holds_other_data():
            raise CommandError("This database holds data that are not the demo's. The demo county is refused here.")
        if reset:
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        call_command("migrate", verbosity=0)
        password = environ.Env().str("DEMO_PASSWORD", DEMO_PASSWORD)
        if not County.objects.filter(holds_demo_data=True).exists():
            self.stdout.write("Making the demo county (two or three minutes)...")
            with transaction.atomic():
                make_demo_county(password)
            forget_mail()
        keep_password(password)
        self.print_sign_ins(password)

    def print_sign_ins(self, password: str) -> None:
        self.stdout.write(f"\nSign in with any of these; the password is: {password}\n\n")
        for person in SIGN_INS:
            roles = ", ".join(ROLES[role].name for role in person.roles)
            self.stdout.write(f"  {person.name + '@example.org':32} {person.first} {person.last}, {roles}\n")
        self.stdout.write("\n")
