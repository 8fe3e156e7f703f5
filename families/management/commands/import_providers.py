"""Take a CSV file into the resource directory."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from families.rules.directory import COLUMNS, UnreadableDirectory
from families.services.directory import import_providers


class Command(BaseCommand):
    help = f"Take a CSV file in UTF-8 into the resource directory. Columns: {', '.join(COLUMNS)}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added, changed = import_providers(options["file"].read_bytes())
        except OSError as unread:
            raise CommandError(f"{options['file']} cannot be read.") from unread
        except UnreadableDirectory as refusal:
            raise CommandError("Nothing was taken.\n" + "\n".join(refusal.problems)) from refusal
        self.stdout.write(f"{added} providers added, {changed} brought up to date.")
