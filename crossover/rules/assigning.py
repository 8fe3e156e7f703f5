"""Who names the workers, and who may be named."""

from uuid import UUID

from accounts.access import NotAllowed
from accounts.enums import Act
from accounts.models import Unit, User
from accounts.roles import AisSocialWorker, CfsSocialWorker, ErSocialWorker
from crossover.enums import REPEATED_ON_REASSIGNMENT
from crossover.models import Xover1
from crossover.rules.xover1 import present_assignment
from families.enums import AssignmentRole
from families.models import CalworksCase, CfsCase
from families.rules import check_can_edit_case

# An ER unit may hold an ER case.
CARRY_A_CFS_CASE = frozenset({CfsSocialWorker.code, ErSocialWorker.code})

OPEN_AGAIN = "This page does not say who had the case when you opened it. Open the case again to change it."


def check_can_assign_cfs_worker(user: User, case: CfsCase) -> None:
    """The supervisor of the unit that holds the CFS case names its worker and may pass it on."""
    holding = present_assignment(case)
    if case.closed_on or holding is None:
        raise NotAllowed("This CFS case is closed.")
    if not (user.may(Act.ASSIGN_CFS_WORKER) and user.supervises(holding.unit)):
        raise NotAllowed(f"Only the CFS supervisor of {holding.unit} assigns this case.")


def check_is_cfs_worker(case: CfsCase, worker: User) -> None:
    """The worker is one of the unit's, and not the one who has the case already."""
    holding = present_assignment(case)
    of_the_unit = holding is not None and worker.unit_id == holding.unit_id and worker.is_active
    if holding is None or not of_the_unit or CARRY_A_CFS_CASE.isdisjoint(worker.role_codes):
        raise NotAllowed("Choose a social worker of the unit that holds the case.")
    if holding.worker_id == worker.pk:
        raise NotAllowed(f"{worker} has this case already.")


def check_moves_elsewhere(case: CfsCase, unit: Unit) -> None:
    """A transfer ends in another unit."""
    holding = present_assignment(case)
    if holding is not None and holding.unit_id == unit.pk:
        raise NotAllowed(f"{unit} has this case already.")


def check_can_reassign_ais_worker(user: User, case: CalworksCase) -> None:
    """The AIS/FS supervisor whose unit has the family names another social worker (31-090 III.B.4)."""
    present = case.assignments.open().in_role(AssignmentRole.AIS_WORKER).select_related("unit").first()
    if case.closed_on or present is None:
        raise NotAllowed("No AIS/FS social worker has this case. The first one is assigned on its XOVER1.")
    if not (user.may(Act.ASSIGN_AIS_WORKER) and user.supervises(present.unit)):
        raise NotAllowed(f"Only the AIS/FS supervisor of {present.unit} reassigns this case.")


def check_is_another_worker(case: CalworksCase, worker: User) -> None:
    """A change of assignment ends with someone else."""
    if case.assignments.open().in_role(AssignmentRole.AIS_WORKER).filter(worker=worker).exists():
        raise NotAllowed(f"{worker} has this case already.")


def check_is_ais_worker(supervisor: User, worker: User) -> None:
    """The worker is an AIS/FS social worker of the supervisor's own unit."""
    if not worker.is_active or AisSocialWorker.code not in worker.role_codes or not supervisor.supervises(worker.unit):
        raise NotAllowed("Choose an AIS/FS social worker of your unit.")


def numbers_said(form: Xover1) -> dict[str, str]:
    """Who gave which CalWORKs case number for this form's family."""
    said = {"the XOVER1": form.calworks_number}
    if form.re_clearance:
        said["the repeated clearance"] = form.re_clearance.case_number
    return {who: number for who, number in said.items() if number}


def differing_numbers(form: Xover1, number: str) -> str:
    """Who says another number than this one, in words; empty where all agree."""
    plain = CalworksCase._meta.get_field("number").get_prep_value(number)
    return in_words({who: said for who, said in numbers_said(form).items() if said != plain})


def in_words(said: dict[str, str]) -> str:
    words = "; ".join(f"{who} says {number}" for who, number in said.items())
    return words[:1].upper() + words[1:]


def check_number_was_compared(form: Xover1, number: str, *, checked: bool) -> None:
    """The form and its repeated clearance may name two cases: someone looks which one is the family's."""
    others = differing_numbers(form, number)
    if others and not checked:
        raise NotAllowed(f"{others}. First check in CalSAWS which number is the family's.")


def check_still_has_it(case: CfsCase | CalworksCase, role: AssignmentRole, seen: UUID | None) -> None:
    """A case that was assigned meanwhile is not assigned over unseen: each change begins the form anew (III.B.4).

    Only where no worker has the case yet may nothing have been `seen`.
    """
    present = case.assignments.open().in_role(role).select_related("worker", "unit").first()
    if present and present.worker and seen is None:
        raise NotAllowed(OPEN_AGAIN)
    if seen and (present is None or present.uuid != seen):
        holder = (present.worker or present.unit) if present else "Nobody"
        raise NotAllowed(f"{holder} was given this case since you opened this page. Open the case again to change it.")


def form_begins_anew(case: CfsCase) -> bool:
    """A change of assignment supersedes the case's XOVER1, unless the form has ended (III.B.4)."""
    return case.closed_on is None and case.xover1s.filter(status__in=REPEATED_ON_REASSIGNMENT).exists()


def check_can_share_calworks_case(user: User, case: CalworksCase) -> None:
    """Whoever works the CalWORKs case says which eligibility worker and employment specialist carry it too."""
    check_can_edit_case(user, case)
    if case.closed_on:
        raise NotAllowed("This CalWORKs case is closed.")


def check_is_calworks_worker(case: CalworksCase, role: AssignmentRole, worker: User) -> None:
    """The colleague holds the role, belongs to a unit, and does not carry the case in it already."""
    if not worker.is_active or worker.unit is None or role not in worker.role_codes:
        raise NotAllowed(f"Choose a colleague who is {role.label}.")
    if case.assignments.open().in_role(role).filter(worker=worker).exists():
        raise NotAllowed(f"{worker} carries this case already.")
