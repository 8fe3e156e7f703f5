"""The access log as a file: the list on the screen, with its filters, behind its gate."""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import note_act, visible_or_404
from accounts.enums import AccessAct
from accounts.models import AccessLogEntry
from accounts.types import StaffRequest
from families.models import Family
from reports.filters import AccessLogFilter, FamilyAccessFilter
from reports.querysets import access, dashboards
from reports.rules import check_can_read_access, check_can_review_access

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
FAMILY_COLUMNS = ["When", "Who", "What", "Page", "Relying on"]
LOG_COLUMNS = ["When", "Who", "What", "Looked for", "Page", "Record", "Family key", "From", "Relying on"]


@require_safe
def family_access_export(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    family = visible_or_404(Family, request.user, uuid=uuid)
    check_can_read_access(request.user, family)
    filters = FamilyAccessFilter(request.GET, access.of_family(family, request.user), request=request)
    if filters.is_bound and not filters.form.is_valid():
        return _back_to(request, reverse("reports:family-access", args=[uuid]))
    note_act(AccessAct.EXPORTED, filters.terms)
    return _csv("family-access.csv", FAMILY_COLUMNS, filters.qs, _family_row)


@require_safe
def access_log_export(request: StaffRequest) -> HttpResponseBase:
    note_act(AccessAct.EXPORTED)
    check_can_review_access(request.user)
    filters = AccessLogFilter(request.GET, dashboards.access_log(request.user), request=request)
    if filters.is_bound and not filters.form.is_valid():
        return _back_to(request, reverse("reports:access-log"))
    note_act(AccessAct.EXPORTED, filters.terms)
    return _csv("access-log.csv", LOG_COLUMNS, filters.qs, _log_row)


def _back_to(request: StaffRequest, page: str) -> HttpResponseBase:
    """To the list with the same filters, which says what is wrong with them: no file holds more than was asked for."""
    return redirect(f"{page}?{request.GET.urlencode()}")


def _family_row(entry: AccessLogEntry) -> list[str]:
    return [_when(entry), str(entry.user), entry.get_act_display(), entry.page, _consents(entry)]


def _log_row(entry: Any) -> list[str]:
    """One line of the privacy officer's list; a colleague whose sign-in was changed has a `name`."""
    looked_for = "; ".join(f"{name}: {term}" for name, term in entry.looked_for.items())
    key = entry.name or ("" if entry.family else entry.record) or ""
    record = f"{entry.record_words} {key}".strip()
    who, family = str(entry.user or "nobody"), str(entry.family or "")
    return [
        _when(entry), who, entry.act_words, looked_for, entry.page, record, family, entry.address or "",
        _consents(entry),
    ]  # fmt: skip


def _when(entry: AccessLogEntry) -> str:
    return f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}"


def _consents(entry: AccessLogEntry) -> str:
    return "; ".join(f"WTWCC 10B {consent}" for consent in entry.consents)


def _csv(name: str, columns: list[str], entries: QuerySet, row: Callable[[Any], list[str]]) -> StreamingHttpResponse:
    """Line by line, so that a long log is never held whole; what is logged meanwhile, this export too, is left out."""
    rows = entries.filter(at__lte=timezone.now()).iterator(chunk_size=1000)
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    lines = _lines(columns, (row(entry) for entry in rows))
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=disposition)


def _lines(columns: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


class _Echo:
    """What the writer writes into: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def harmless(cell: str) -> str:
    """What a spreadsheet would take for a formula is marked as text."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell
