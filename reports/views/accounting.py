"""Accounting of disclosures: for one person, on request of the family."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import note_act, note_record
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from documents.views import download
from reports.pdf import accounting_pdf
from reports.querysets.accounting import accountable
from reports.rules import check_can_account


@require_safe
def family_disclosures(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """For whom of the family an accounting can be made."""
    people = list(accountable(request.user).filter(family__uuid=uuid).select_related("family"))
    if not people:
        raise Http404
    note_record(people[0].family)
    check_can_account(request.user, people[0].family)
    return render(request, "reports/family_disclosures.html", {"people": people})


@require_safe
def person_disclosures(request: StaffRequest, uuid: UUID) -> HttpResponse:
    person = accountable(request.user).filter(uuid=uuid).select_related("family").first()
    if person is None:
        raise Http404
    note_record(person)
    check_can_account(request.user, person.family)
    note_act(AccessAct.ACCOUNTED)
    return download(accounting_pdf(person, request.user), "application/pdf", "accounting-of-disclosures.pdf")
