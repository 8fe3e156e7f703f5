"""Who is named for a case: the AIS/FS worker on XOVER1, the CFS worker by the unit's supervisor."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import visible, visible_or_404
from accounts.types import StaffRequest
from crossover.forms.assigning import AssignAisForm, AssignCfsForm, ReassignAisForm, ShareCalworksForm, TransferForm
from crossover.rules.assigning import (
    check_can_assign_cfs_worker,
    check_can_reassign_ais_worker,
    check_can_share_calworks_case,
    form_begins_anew,
)
from crossover.rules.xover1 import check_can_assign_ais_worker, present_assignment
from crossover.services import (
    assign_ais_worker,
    assign_cfs_worker,
    reassign_ais_worker,
    share_calworks_case,
    transfer_cfs_case,
)
from crossover.views.steps import take_step
from families.enums import AssignmentRole
from families.models import Assignment, CalworksCase, CfsCase, Family
from families.views.pages import explained_page, tab_of


@require_http_methods(["GET", "POST"])
def xover1_assign(request: StaffRequest, uuid: UUID) -> HttpResponse:
    return take_step(
        request, uuid, check_can_assign_ais_worker, AssignAisForm, assign_ais_worker,
        heading="Assign the AIS/FS social worker", submit="Assign and send the form on",
        rule="The CalWORKs case is attached by its number. The PLTM is due within a week once both workers are named "
        "(31-090 IV.E).",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def case_assign(request: StaffRequest, uuid: UUID) -> HttpResponse:
    case = visible_or_404(CfsCase, request.user, uuid=uuid)
    check_can_assign_cfs_worker(request.user, case)
    present = present_assignment(case)
    assert present is not None
    form = AssignCfsForm(
        request.POST or None, unit=present.unit, present=present.worker, user=request.user, seen=present
    )
    return _case_page(
        request, case, form, lambda: assign_cfs_worker(case=case, by=request.user, **form.cleaned_data),
        heading="Assign the CFS social worker", submit="Assign",
        nobody=_nobody(form, present), elsewhere=reverse("crossover:case-transfer", args=[case.uuid]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def case_transfer(request: StaffRequest, uuid: UUID) -> HttpResponse:
    case = visible_or_404(CfsCase, request.user, uuid=uuid)
    check_can_assign_cfs_worker(request.user, case)
    present = present_assignment(case)
    assert present is not None
    form = TransferForm(
        request.POST or None, unit=present.unit, user=request.user, component=case.component, seen=present
    )

    def save() -> Assignment:
        facts = dict(form.cleaned_data)
        holder = facts.pop("holder")
        return transfer_cfs_case(case=case, by=request.user, unit=holder.unit, to=holder.user, **facts)

    return _case_page(
        request, case, form, save, heading="Move the case to another unit", submit="Move the case",
        nobody=f"No other unit that has a supervisor holds {case.get_component_display()}." if form.nobody else "",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def ais_case_assign(request: StaffRequest, uuid: UUID) -> HttpResponse:
    case = visible_or_404(CalworksCase, request.user, uuid=uuid)
    check_can_reassign_ais_worker(request.user, case)
    present = case.assignments.open().in_role(AssignmentRole.AIS_WORKER).select_related("worker", "unit").get()
    form = ReassignAisForm(request.POST or None, present=present.worker, user=request.user, seen=present)
    return explained_page(
        request, form=form, template="crossover/ais_case_assign.html",
        context={
            "case": case, "present": present,
            "begins_anew": any(map(form_begins_anew, case.family.cfs_cases.all())),
        },
        save=lambda: reassign_ais_worker(case=case, by=request.user, **form.cleaned_data),
        family=case.family, back=tab_of(case.family, "cases"), says=assigned_words,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def calworks_case_share(request: StaffRequest, uuid: UUID, role: AssignmentRole) -> HttpResponse:
    case = visible_or_404(CalworksCase, request.user, uuid=uuid)
    check_can_share_calworks_case(request.user, case)
    form = ShareCalworksForm(request.POST or None, case=case, role=role, user=request.user)
    return explained_page(
        request, form=form, template="crossover/calworks_case_share.html",
        context={"case": case, "role": role, "present": case.assignments.open().in_role(role).first()},
        save=lambda: share_calworks_case(case=case, by=request.user, role=role, **form.cleaned_data),
        family=case.family, back=tab_of(case.family, "cases"), says=assigned_words,
    )  # fmt: skip


def _nobody(form: AssignCfsForm, present: Assignment) -> str:
    """Where the unit has nobody to choose, the page says so and shows the way to another unit."""
    return f"Nobody {'else ' if present.worker else ''}in this unit carries cases." if form.nobody else ""


def assigned_words(assignment: Assignment) -> str:
    return f"Assigned to {assignment.worker or assignment.unit}."


def _case_page(request: StaffRequest, case: CfsCase, form: Any, save: Any, **words: str) -> HttpResponse:
    """A change of assignment is told beforehand: the clearance and the form begin anew (31-090 III.B.4)."""
    present = present_assignment(case)
    changes = isinstance(form, TransferForm) or present is None or present.worker is not None
    begins_anew = changes and form_begins_anew(case)

    def onward(_: Any) -> Any:
        known = visible(Family, request.user).filter(pk=case.family_id).exists()
        return case.family if known else "crossover:xover1-sent"

    return explained_page(
        request, form=form, template="crossover/case_assign.html", save=save, family=case.family,
        context={"case": case, "present": present, "begins_anew": begins_anew, **words},
        goes_to=onward, says=assigned_words,
    )  # fmt: skip
