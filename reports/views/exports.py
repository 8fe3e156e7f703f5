"""The access log and the contact log as files: the list on the screen, with its filters, behind its gate."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import note_act, note_consents, visible_or_404
from accounts.enums import AccessAct
from accounts.models import AccessLogEntry
from accounts.types import StaffRequest
from crossover.sharing.reliance import consents_relied_on
from families.models import Family
from families.rules import works
from families.views.exports import back_to, csv_file
from families.views.listing import Words
from meetings.filters import ContactFilter
from meetings.sharing.contact_words import COLUMNS, columns_of
from meetings.sharing.contacts import contacts_of
from reports.filters import AccessLogFilter, FamilyAccessFilter
from reports.querysets import access, dashboards
from reports.rules import check_can_read_access, check_can_read_content, check_can_review_access


@require_safe
def family_access_export(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    family = visible_or_404(Family, request.user, uuid=uuid)
    check_can_read_access(request.user, family)
    filters = FamilyAccessFilter(request.GET, access.of_family(family, request.user), request=request)
    if filters.is_bound and not filters.form.is_valid():
        return back_to(request, reverse("reports:family-access", args=[uuid]))
    note_act(AccessAct.EXPORTED, filters.terms)
    return _csv("family-access.csv", FAMILY_COLUMNS, filters.qs)


@require_safe
def access_log_export(request: StaffRequest) -> HttpResponseBase:
    note_act(AccessAct.EXPORTED)
    check_can_review_access(request.user)
    filters = AccessLogFilter(request.GET, dashboards.access_log(request.user), request=request)
    if filters.is_bound and not filters.form.is_valid():
        return back_to(request, reverse("reports:access-log"))
    note_act(AccessAct.EXPORTED, filters.terms)
    return _csv("access-log.csv", LOG_COLUMNS, filters.qs)


@require_safe
def family_contacts_export(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    family = visible_or_404(Family, request.user, uuid=uuid)
    check_can_read_content(works(request.user, family))
    contacts = contacts_of(family, request.user)
    filters = ContactFilter(request.GET, contacts, request=request)
    if not filters.form.is_valid():
        return back_to(request, reverse("reports:family-contacts", args=[uuid]))
    note_act(AccessAct.EXPORTED, filters.terms)
    note_consents(consents_relied_on(family, request.user, [filters.qs]))
    return csv_file("contacts.csv", [*COLUMNS], [columns_of(contact, request.user) for contact in filters.qs])


def _when(entry: AccessLogEntry) -> str:
    return f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}"


def _consents(entry: AccessLogEntry) -> str:
    return "; ".join(f"WTWCC 10B {consent}" for consent in entry.consents)


def _record(entry: Any) -> str:
    """A colleague whose sign-in was changed has a `name`."""
    key = entry.name or ("" if entry.family else entry.record) or ""
    return f"{entry.record_words} {key}".strip()


FAMILY_COLUMNS: dict[str, Words] = {
    "When": _when,
    "Who": lambda entry: entry.user,
    "What": lambda entry: entry.get_act_display(),
    "Page": lambda entry: entry.page,
    "Relying on": _consents,
}
LOG_COLUMNS: dict[str, Words] = {
    "When": _when,
    "Who": lambda entry: entry.user or "nobody",
    "What": lambda entry: entry.act_words,
    "Looked for": lambda entry: "; ".join(f"{name}: {term}" for name, term in entry.looked_for.items()),
    "Page": lambda entry: entry.page,
    "Record": _record,
    "Family key": lambda entry: entry.family or "",
    "From": lambda entry: entry.address or "",
    "Relying on": _consents,
}


def _csv(name: str, columns: dict[str, Words], entries: QuerySet) -> StreamingHttpResponse:
    """What is logged meanwhile, this export too, is left out."""
    rows = entries.filter(at__lte=timezone.now()).iterator(chunk_size=1000)
    return csv_file(name, [*columns], ([str(words(entry)) for words in columns.values()] for entry in rows))
