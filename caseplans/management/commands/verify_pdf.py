"""`manage.py verify_pdf FILE`: is this a plan the county sealed, to the last byte?"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from caseplans.pdf import county_seal
from documents.seal import SealOutcome, verify_pdf


class Command(BaseCommand):
    help = "Say whether a PDF is genuine, altered, or not sealed by this county."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--trust", type=Path, action="append", default=[], help="An earlier certificate (PEM).")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with an error unless the file is genuine."""
        try:
            pdf = options["file"].read_bytes()
            trust = b"".join([county_seal().certificate, *(path.read_bytes() for path in options["trust"])])
        except OSError as error:
            raise CommandError(str(error)) from error
        report = verify_pdf(pdf, trust=trust)
        when = date_format(timezone.localdate(report.sealed_at)) if report.sealed_at else ""
        sealed = f", sealed {when} by {report.signer}" if when else ""
        line = f"{report.outcome}{sealed}. SHA-256 {report.sha256}"
        if report.outcome != SealOutcome.GENUINE:
            raise CommandError(line)
        self.stdout.write(line)
