"""`manage.py verify_pdf FILE`: is this a plan the county sealed, to the last byte?"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from documents.seal import SealOutcome, trusted_certificates, verify_pdf


class Command(BaseCommand):
    help = "Say whether a PDF is genuine, altered, or not sealed by this county."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with an error unless the file is genuine."""
        try:
            report = verify_pdf(options["file"].read_bytes(), trust=trusted_certificates())
        except OSError as error:
            raise CommandError(str(error)) from error
        when = date_format(timezone.localdate(report.sealed_at)) if report.sealed_at else ""
        sealed = f", sealed {when} by {report.signer}" if when else ""
        line = f"{report.outcome}{sealed}. SHA-256 {report.sha256}"
        if report.outcome != SealOutcome.GENUINE:
            raise CommandError(line)
        self.stdout.write(line)
