"""The two bureaus' cases, each edited by its own."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.access import visible_or_404
from accounts.types import StaffRequest
from families.forms import CalworksCaseForm, CfsCaseForm
from families.models import CalworksCase, CfsCase
from families.rules import check_can_edit_case
from families.services import edit_calworks_case, edit_cfs_case
from families.views.pages import form_page, tab_of


@require_http_methods(["GET", "POST"])
def cfs_case_edit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    case = visible_or_404(CfsCase, request.user, uuid=uuid)
    check_can_edit_case(request.user, case)
    form = CfsCaseForm(request.POST or None, instance=case)
    return form_page(
        request, form=form, template="families/cfs_case_edit.html", context={"case": case},
        save=lambda: edit_cfs_case(case=case, by=request.user, **form.cleaned_data),
        family=case.family, back=tab_of(case.family, "cases"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def calworks_case_edit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    case = visible_or_404(CalworksCase, request.user, uuid=uuid)
    check_can_edit_case(request.user, case)
    form = CalworksCaseForm(request.POST or None, instance=case)
    return form_page(
        request, form=form, template="families/calworks_case_edit.html", context={"case": case},
        save=lambda: edit_calworks_case(case=case, by=request.user, **form.cleaned_data),
        family=case.family, back=tab_of(case.family, "cases"),
    )  # fmt: skip
