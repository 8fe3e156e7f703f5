"""What is still to enter in CWS/CMS or the CalSAWS journal: one's own list, and exports of it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import note_act, note_record, visible, visible_or_404
from accounts.enums import AccessAct, Bureau
from accounts.types import StaffRequest
from families.views.exports import back_to, csv_file
from families.views.listing import Listed, list_page
from meetings.contact_enums import ENTERED_IN
from meetings.filters import ToEnterFilter
from meetings.models import ContactBatch
from meetings.rules.contacts import check_can_export_contacts
from meetings.services import enter_batch, export_contacts
from meetings.sharing.contact_words import COLUMNS, columns_of, words_for
from meetings.sharing.contacts import contacts_of_batch, contacts_to_enter

BEFORE = "Exported before in"
LAST_EXPORTS = 10
SINCE = "Changed since this export"


def _filtered(request: StaffRequest) -> ToEnterFilter:
    return ToEnterFilter(request.GET, contacts_to_enter(request.user), request=request)


@list_page("meetings/contact_list.html")
def contact_list(request: StaffRequest) -> Listed:
    """My contacts, or those of everyone in my families, that are not entered yet; and the exports I made.

    The plain file of this list takes nothing off it; an export to enter from is a batch, which is remembered.
    """
    check_can_export_contacts(request.user)
    filters = _filtered(request)
    found: Any = filters.qs

    def finish(_: Page) -> dict[str, Any]:
        return {
            "fresh": found.not_exported().count(),
            "before": found.exported().count(),
            "batches": visible(ContactBatch, request.user).select_related("made_by")[:LAST_EXPORTS],
        }

    return Listed(
        found,
        {name: partial(words_for, reader=request.user, name=name) for name in COLUMNS},
        filters,
        leads_to="meetings:contact-detail",
        target="#_to_enter_table",
        context={"system": ENTERED_IN[Bureau(request.user.bureau)]},
        finish=finish,
    )


@require_POST
def contact_export(request: StaffRequest) -> HttpResponseBase:
    """Make an export of the list on the screen: what never was in one, or `again` what was."""
    check_can_export_contacts(request.user)
    filters = _filtered(request)
    if not filters.form.is_valid():
        return back_to(request, reverse("meetings:contact-list"))
    batch = export_contacts(by=request.user, contacts=filters.qs, again="again" in request.POST)
    note_act(AccessAct.EXPORTED, filters.terms)
    note_record(batch)
    return redirect(batch)


@require_safe
def batch_detail(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """An export: which contacts, what became of them since, and its file, as often as it is needed."""
    batch = visible_or_404(ContactBatch, request.user, uuid=uuid)
    contacts = contacts_of_batch(batch, request.user)
    context = {
        "batch": batch,
        "rows": contacts,
        "system": ENTERED_IN[Bureau(batch.bureau)],
        "to_mark": sum(contact.waits_for_entry and not changed for contact, changed, _ in contacts),
        "left_out": batch.lines.count() - len(contacts),
        "crumbs": [("Contacts to enter", reverse("meetings:contact-list")), ("Export", None)],
    }
    return render(request, "meetings/batch_detail.html", context)


@require_safe
def batch_download(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The file: the contacts as they stand today, each with the exports that held it before and whether it changed."""
    batch = visible_or_404(ContactBatch, request.user, uuid=uuid)
    contacts = contacts_of_batch(batch, request.user)
    note_act(AccessAct.EXPORTED)
    for contact, _, _ in contacts:
        note_record(contact)
    rows = [
        [*columns_of(contact, request.user), "; ".join(map(str, before)), "Yes" if changed else ""]
        for contact, changed, before in contacts
    ]
    return csv_file("contacts-to-enter.csv", [*COLUMNS, BEFORE, SINCE], rows)


@require_POST
def batch_enter(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Mark everything in an export as entered, but what changed since it was made."""
    batch = visible_or_404(ContactBatch, request.user, uuid=uuid)
    marked = enter_batch(batch=batch, by=request.user)
    messages.success(request, f"Marked as entered: {marked}. What changed since the export is left to mark one by one.")
    return redirect(batch)
