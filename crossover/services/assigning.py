"""Both workers named, and what a change of assignment begins anew (31-090 III.B.4, IV.E)."""

from django.db import transaction

from accounts.models import Unit, User
from crossover.enums import REPEATED_ON_REASSIGNMENT, Xover1Status
from crossover.models import Xover1
from crossover.rules.assigning import (
    check_can_assign_cfs_worker,
    check_is_ais_worker,
    check_is_cfs_worker,
    check_moves_elsewhere,
)
from crossover.rules.xover1 import (
    check_calworks_is_open,
    check_can_assign_ais_worker,
    check_has_number,
    check_receives_for_part_b,
    present_assignment,
)
from crossover.services.consents import hand_over_consent_request
from crossover.services.stages import note_both_assigned
from crossover.services.xover1 import lock, move, send
from families.enums import AssignmentRole, NoticeKind
from families.models import Assignment, CalworksCase, CfsCase
from families.rules import check_can_merge
from families.services import assign, merge_families, notify, record_calworks_case, settle

S = Xover1Status


@transaction.atomic
def assign_ais_worker(*, form: Xover1, by: User, worker: User, calworks_number: str) -> Assignment:
    """The AIS/FS supervisor assigns the social worker, who joins the distribution (31-090 III.B.3, IV.E).

    The family's CalWORKs case is attached by its number; where it is on file in another family, the two are one.
    """
    lock(form)
    check_can_assign_ais_worker(by, form)
    check_is_ais_worker(by, worker)
    case = _attach_calworks_case(form, by=by, number=calworks_number or form.calworks_number)
    assignment = _keep_or_assign(case, worker=worker)
    note_both_assigned(family=form.family, by=by)
    move(form=form, by=by, status=S.WITH_AIS_WORKER, to=worker)
    settle(form.family)
    return assignment


def _attach_calworks_case(form: Xover1, *, by: User, number: str) -> CalworksCase:
    check_has_number(number)
    on_file = CalworksCase.objects.filter(number=number).select_related("family").first()
    if on_file is not None and on_file.family_id != form.family_id:
        check_can_merge(by, form.family, on_file.family)
        merge_families(keep=form.family, merge=on_file.family)
        form.refresh_from_db()
    case = record_calworks_case(family=form.family, number=number)
    check_calworks_is_open(case)
    form.calworks_number = number
    return case


def _keep_or_assign(case: CalworksCase, *, worker: User) -> Assignment:
    """A worker who has the case already keeps it, and the clocks that began with it."""
    present = case.assignments.open().in_role(AssignmentRole.AIS_WORKER).first()
    if present is not None and present.worker_id == worker.pk:
        return present
    assert worker.unit is not None
    why = "Reassigned" if present else "Assigned on XOVER1"
    return assign(case=case, role=AssignmentRole.AIS_WORKER, unit=worker.unit, worker=worker, why=why)


@transaction.atomic
def assign_cfs_worker(*, case: CfsCase, by: User, worker: User, why: str) -> Assignment:
    """The CFS supervisor names the unit's worker. Naming another one later is a change of assignment (III.B.4)."""
    CfsCase.objects.select_for_update().get(pk=case.pk)
    check_can_assign_cfs_worker(by, case)
    check_is_cfs_worker(case, worker)
    present = present_assignment(case)
    assert present is not None
    changed = present.worker_id is not None
    assignment = assign(case=case, role=AssignmentRole.CFS_WORKER, unit=present.unit, worker=worker, why=why)
    note_both_assigned(family=case.family, by=by)
    hand_over_consent_request(family=case.family, to=worker)
    notify(to=[worker], kind=NoticeKind.CASE_ASSIGNED, url=case.family.get_absolute_url())
    if changed:
        _begin_anew(case, by=by, to=by)
    settle(case.family)
    return assignment


@transaction.atomic
def transfer_cfs_case(*, case: CfsCase, by: User, unit: Unit, to: User, why: str) -> Assignment:
    """The case goes to another unit: its supervisor `to` names the worker and repeats the clearance (III.B.4)."""
    CfsCase.objects.select_for_update().get(pk=case.pk)
    check_can_assign_cfs_worker(by, case)
    check_moves_elsewhere(case, unit)
    check_receives_for_part_b(unit, to)
    assignment = assign(case=case, role=AssignmentRole.CFS_WORKER, unit=unit, worker=None, why=why)
    hand_over_consent_request(family=case.family, to=to)
    _begin_anew(case, by=by, to=to)
    settle(case.family)
    return assignment


def _begin_anew(case: CfsCase, *, by: User, to: User) -> None:
    """A change of assignment supersedes the form with a child that needs a new clearance and a new distribution."""
    unit = present_assignment(case).unit  # type: ignore[union-attr]
    for form in case.xover1s.filter(status__in=REPEATED_ON_REASSIGNMENT):
        lock(form)
        move(form=form, by=by, status=S.SUPERSEDED, reason="Change of assignment")
        child = Xover1.objects.create(
            family=form.family,
            direction=form.direction,
            status=S.WITH_CFS_SUPERVISOR,
            referral=form.referral,
            clearance=form.clearance,
            supersedes=form,
            case_name=form.case_name,
            calworks_number=form.calworks_number,
            created_by=by,
            cfs_case=case,
            cfs_unit=unit,
        )
        send(form=child, by=by, to=to)
