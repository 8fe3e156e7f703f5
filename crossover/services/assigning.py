"""Both workers named, and what a change of assignment begins anew (31-090 III.B.4, IV.E)."""

from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from accounts.access import NotAllowed
from accounts.enums import Act
from accounts.models import Unit, UnitSupervision, User
from crossover.enums import REPEATED_ON_REASSIGNMENT, Xover1Status
from crossover.models import Xover1, Xover1Hop
from crossover.rules.assigning import (
    check_can_assign_cfs_worker,
    check_can_reassign_ais_worker,
    check_can_share_calworks_case,
    check_is_ais_worker,
    check_is_another_worker,
    check_is_calworks_worker,
    check_is_cfs_worker,
    check_moves_elsewhere,
    check_number_was_compared,
    check_still_has_it,
    form_begins_anew,
)
from crossover.rules.joining import check_are_one_family, family_on_file
from crossover.rules.xover1 import (
    check_calworks_is_open,
    check_can_assign_ais_worker,
    check_has_number,
    check_holds_component,
    check_receives_for_part_b,
    present_assignment,
)
from crossover.services.consents import hand_over_consent_request
from crossover.services.hops import lock, move, send
from crossover.services.stages import note_both_assigned
from families.enums import AssignmentRole, NoticeKind
from families.models import Assignment, CalworksCase, CfsCase, Family
from families.services import assign, lock_both, merge_families, notify, record_calworks_case, settle

S = Xover1Status


@transaction.atomic
def assign_ais_worker(
    *,
    form: Xover1,
    by: User,
    worker: User,
    calworks_number: str,
    compared: bool = False,
    number_checked: bool = False,
) -> Assignment:
    """The AIS/FS supervisor assigns the social worker, who joins the distribution (31-090 III.B.3, IV.E).

    The family's CalWORKs case is attached by its number. Where another record has it, the two are joined once the
    supervisor `compared` the people both name. Where the form and its repeated clearance name different cases, the
    supervisor `number_checked` which is the family's.
    """
    lock(form)
    check_can_assign_ais_worker(by, form)
    check_is_ais_worker(by, worker)
    number = calworks_number or form.calworks_number
    check_number_was_compared(form, number, checked=number_checked)
    case = _attach_calworks_case(form, number=number, compared=compared)
    present = case.assignments.open().in_role(AssignmentRole.AIS_WORKER).first()
    assignment = _keep_or_assign(case, worker=worker)
    form.ais_assignment = assignment if assignment != present else None
    note_both_assigned(family=form.family, by=by)
    move(form=form, by=by, status=S.WITH_AIS_WORKER, to=worker)
    settle(form.family)
    return assignment


def _attach_calworks_case(form: Xover1, *, number: str, compared: bool) -> CalworksCase:
    check_has_number(number)
    other = family_on_file(form.family, CalworksCase, number)
    if other is not None:
        check_are_one_family(*lock_both(form.family, other), compared=compared)
        merge_families(keep=form.family, merge=other)
        hand_over_consent_request(family=form.family)
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
def reassign_ais_worker(
    *, case: CalworksCase, by: User, worker: User, why: str, seen: UUID | None = None
) -> Assignment:
    """The AIS/FS supervisor names another social worker: the form begins anew on the CFS side (III.B.4).

    Its supervisor repeats the clearance and distributes it again. `seen` is the assignment that `by` saw.
    """
    _lock(case)
    check_can_reassign_ais_worker(by, case)
    check_still_has_it(case, AssignmentRole.AIS_WORKER, seen)
    check_is_ais_worker(by, worker)
    check_is_another_worker(case, worker)
    assert worker.unit is not None
    assignment = assign(case=case, role=AssignmentRole.AIS_WORKER, unit=worker.unit, worker=worker, why=why)
    notify(to=[worker], kind=NoticeKind.CASE_ASSIGNED, url=case.family.get_absolute_url(), family=case.family)
    for cfs_case in filter(form_begins_anew, case.family.cfs_cases.all()):
        hand = by.as_supervisor_of(worker.unit)
        _begin_anew(cfs_case, by=by, hand=hand, to=_who_completes_part_b(cfs_case))
    settle(case.family)
    return assignment


def _who_completes_part_b(case: CfsCase) -> User:
    """The CFS supervisor who had the case's form last, while they supervise its unit; else one who does."""
    holding = present_assignment(case)
    if holding is None:
        raise NotAllowed("No CFS unit holds the CFS case. Ask the CFS supervisor to assign it first.")
    supervisions = UnitSupervision.objects.who_may(Act.COMPLETE_PART_B).in_force(localdate())
    able = [each.user for each in supervisions.filter(unit=holding.unit, user__is_active=True)]
    had = Xover1Hop.objects.filter(form__cfs_case=case, step=S.WITH_CFS_SUPERVISOR, receiver__in=able).last()
    found = had.receiver if had else next(iter(able), None)
    if found is None:
        raise NotAllowed(f"{holding.unit} has no CFS supervisor to repeat the clearance. Ask the administrator.")
    return found


@transaction.atomic
def share_calworks_case(*, case: CalworksCase, by: User, role: AssignmentRole, worker: User, why: str) -> Assignment:
    """The family's eligibility worker or WTW employment specialist, named by whoever works the CalWORKs case."""
    _lock(case)
    check_can_share_calworks_case(by, case)
    check_is_calworks_worker(case, role, worker)
    assert worker.unit is not None
    assignment = assign(case=case, role=role, unit=worker.unit, worker=worker, why=why)
    notify(to=[worker], kind=NoticeKind.CASE_ASSIGNED, url=case.family.get_absolute_url(), family=case.family)
    return assignment


@transaction.atomic
def assign_cfs_worker(*, case: CfsCase, by: User, worker: User, why: str, seen: UUID | None = None) -> Assignment:
    """The CFS supervisor names the unit's worker. Naming another one later is a change of assignment (III.B.4).

    `seen` is the assignment that `by` saw.
    """
    _lock(case)
    check_can_assign_cfs_worker(by, case)
    check_still_has_it(case, AssignmentRole.CFS_WORKER, seen)
    check_is_cfs_worker(case, worker)
    present = present_assignment(case)
    assert present is not None
    hand, changed = by.as_supervisor_of(present.unit), present.worker_id is not None
    assignment = assign(case=case, role=AssignmentRole.CFS_WORKER, unit=present.unit, worker=worker, why=why)
    note_both_assigned(family=case.family, by=by)
    hand_over_consent_request(family=case.family, to=worker)
    notify(to=[worker], kind=NoticeKind.CASE_ASSIGNED, url=case.family.get_absolute_url(), family=case.family)
    if changed:
        _begin_anew(case, by=by, hand=hand, to=hand)
    settle(case.family)
    return assignment


@transaction.atomic
def transfer_cfs_case(
    *, case: CfsCase, by: User, unit: Unit, to: User, why: str, seen: UUID | None = None
) -> Assignment:
    """The case goes to another unit: its supervisor `to` names the worker and repeats the clearance (III.B.4)."""
    _lock(case)
    check_can_assign_cfs_worker(by, case)
    check_still_has_it(case, AssignmentRole.CFS_WORKER, seen)
    check_moves_elsewhere(case, unit)
    check_holds_component(unit, case.component)
    check_receives_for_part_b(unit, to)
    present = present_assignment(case)
    assert present is not None
    hand = by.as_supervisor_of(present.unit)
    assignment = assign(case=case, role=AssignmentRole.CFS_WORKER, unit=unit, worker=None, why=why)
    hand_over_consent_request(family=case.family, to=to)
    _begin_anew(case, by=by, hand=hand, to=to)
    settle(case.family)
    return assignment


def _begin_anew(case: CfsCase, *, by: User, hand: User, to: User) -> None:
    """A change of assignment supersedes the form with a child that needs a new clearance and a new distribution.

    `hand` is the supervisor in whose place `by` acts.
    """
    for form in case.xover1s.filter(status__in=REPEATED_ON_REASSIGNMENT):
        lock(form)
        move(form=form, by=by, status=S.SUPERSEDED, reason="Change of assignment")
        follow_with_child(form, case, by=by, hand=hand, to=to)


def follow_with_child(form: Xover1, case: CfsCase, *, by: User, hand: User, to: User) -> Xover1:
    """The form that follows `form` on the CFS side, with the supervisor `to` of the unit that holds the case."""
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
        cfs_unit=present_assignment(case).unit,  # type: ignore[union-attr]
    )
    send(form=child, by=by, to=to, sent_for=None if hand == by else hand)
    return child


def _lock(case: CfsCase | CalworksCase) -> None:
    """Hold the case until the end of the transaction; its family first, as everywhere."""
    Family.objects.select_for_update().get(pk=case.family_id)
    type(case)._default_manager.select_for_update().get(pk=case.pk)
