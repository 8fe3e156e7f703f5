"""Accounting of disclosures: for one person, on request of the family."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import note_act, note_record, visible
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from documents.views import download
from families.models import Family
from families.views.pages import crumbs_from, tab_of
from reports.pdf import accounting_pdf
from reports.querysets.accounting import accountable, signed_alone
from reports.rules import check_can_account


@require_safe
def family_disclosures(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """For whom of the family an accounting can be made."""
    people = list(accountable(request.user).filter(family__uuid=uuid).select_related("family"))
    if not people:
        raise Http404
    family = people[0].family
    note_record(family)
    check_can_account(request.user, family)
    opens_it = visible(Family, request.user).filter(pk=family.pk).exists()
    crumbs = crumbs_from(family, ("Access", tab_of(family, "access")), "Accounting of disclosures") if opens_it else []
    context = {"people": people, "alone": signed_alone(people), "crumbs": crumbs}
    return render(request, "reports/family_disclosures.html", context)


@require_safe
def person_disclosures(request: StaffRequest, uuid: UUID) -> HttpResponse:
    person = accountable(request.user).filter(uuid=uuid).select_related("family").first()
    if person is None:
        raise Http404
    note_record(person)
    check_can_account(request.user, person.family)
    note_act(AccessAct.ACCOUNTED)
    return download(accounting_pdf(person, request.user), "application/pdf", "accounting-of-disclosures.pdf")
