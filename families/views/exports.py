"""Lists as files: line by line, and harmless in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect

from accounts.types import StaffRequest

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_file(name: str, columns: list[str], rows: Iterable[list[str]]) -> StreamingHttpResponse:
    """A download of this name, written line by line, so that a long list is never held whole."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(_lines(columns, rows), content_type="text/csv; charset=utf-8", headers=disposition)


def back_to(request: StaffRequest, page: str) -> HttpResponseBase:
    """To the list with the same filters, which says what is wrong with them: no file holds more than was asked for."""
    return redirect(f"{page}?{request.GET.urlencode()}")


def harmless(cell: str) -> str:
    """What a spreadsheet would take for a formula is marked as text."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell


def _lines(columns: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


class _Echo:
    """What the writer writes into: it hands each line back."""

    def write(self, line: str) -> str:
        return line
