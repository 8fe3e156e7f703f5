"""A resource directory as a CSV file: what each line says, and what is wrong with it in words."""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from families.enums import Language
from families.models import Provider

NEEDED = ("name", "services", "area")
COLUMNS = (*NEEDED, "address", "phone", "languages", "hours", "notes")
NO_CSV = "This is no CSV file in UTF-8. Save it as “CSV UTF-8” first."
LANGUAGES = {language.label.lower(): language.value for language in Language} | {
    language.value: language.value for language in Language
}


@dataclass(frozen=True)
class ProviderLine:
    """One line of the file: the columns of the row, and the codes of its services."""

    facts: dict[str, Any]
    services: list[str]


class UnreadableDirectory(Exception):
    """The file cannot be taken as it is; `problems` says why, line by line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read_directory(content: bytes, codes: Collection[str]) -> list[ProviderLine]:
    """The lines of a CSV file in UTF-8, whose first line names its columns; `services` and `languages` take several
    with semicolons between, services by the `codes` of the catalogue.

    Raises UnreadableDirectory with every problem found: nothing is taken from a file that is partly wrong.
    """
    try:
        table = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        rows = [(table.line_num, row) for row in table]
    except (UnicodeDecodeError, csv.Error) as unread:
        raise UnreadableDirectory([NO_CSV]) from unread
    if b"\0" in content:
        raise UnreadableDirectory([NO_CSV])
    missing = [name for name in NEEDED if name not in (table.fieldnames or [])]
    if missing:
        raise UnreadableDirectory([f"The first line names no column “{name}”." for name in missing])
    problems: list[str] = []
    lines = [_line(place, row, codes, problems) for place, row in rows]
    seen: set[tuple[str, str]] = set()
    for (place, _), line in zip(rows, lines, strict=True):
        key = line.facts["name"].lower(), line.facts["area"].lower()
        if key in seen:
            problems.append(f"Line {place}: {line.facts['name']}, {line.facts['area']} stands in the file twice.")
        seen.add(key)
    if problems:
        raise UnreadableDirectory(problems)
    return lines


def _line(place: int, row: dict[str, Any], codes: Collection[str], problems: list[str]) -> ProviderLine:
    said = {name: (row.get(name) or "").strip() for name in COLUMNS}
    problems += [f"Line {place}: “{name}” is empty." for name in NEEDED if not said[name]]
    for name in set(COLUMNS) - {"services", "languages"}:
        column: Any = Provider._meta.get_field(name)
        most: int = column.max_length
        if len(said[name]) > most:
            problems.append(f"Line {place}: “{name}” has more than {most} characters.")
    services, languages = _several(said.pop("services")), _several(said.pop("languages"))
    problems += [f"Line {place}: no service “{code}” in the catalogue." for code in services if code not in codes]
    problems += [f"Line {place}: no language “{name}”." for name in languages if name.lower() not in LANGUAGES]
    known = [LANGUAGES[name.lower()] for name in languages if name.lower() in LANGUAGES]
    return ProviderLine({**said, "languages": known}, services)


def _several(cell: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))
