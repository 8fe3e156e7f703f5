"""`manage.py verify_pdf FILE`: is this a plan the county sealed, to the last byte, and the newest version?"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from caseplans.models import FinalCopy
from caseplans.sharing.verifying import Verified, verified


class Command(BaseCommand):
    help = "Say whether a PDF is genuine, altered, or not sealed by this county, and whether a newer version exists."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with an error unless the file is genuine."""
        try:
            found = verified(options["file"].read_bytes(), FinalCopy.objects.all())
        except OSError as error:
            raise CommandError(str(error)) from error
        report = found.seal
        when = date_format(timezone.localdate(report.sealed_at)) if report.sealed_at else ""
        sealed = f", sealed {when} by {report.signer}" if when else ""
        line = f"{report.outcome}{sealed}. {self._of(found)}SHA-256 {report.sha256}"
        if not found.is_genuine:
            raise CommandError(line)
        self.stdout.write(line)

    def _of(self, found: Verified) -> str:
        if found.known is None or found.newest is None:
            return ""
        version = found.known.version
        newer = f"superseded: version {found.newest.number} is newer" if found.is_superseded else "the newest version"
        return f"LCCP version {version.number} ({version.uuid}), {newer}. "
