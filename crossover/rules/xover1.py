"""Who may take XOVER1 which step further, and when (31-090 III.B, IV.A-C)."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.utils.formats import date_format

from accounts.access import NotAllowed
from accounts.enums import Act, Bureau
from accounts.models import Unit, User
from crossover.enums import INACTIVE, XOVER1_TRANSITIONS, Ineligibility, Xover1Status
from crossover.models import Clearance, Xover1, Xover1Hop
from crossover.rules.clearances import ON_A_CASE
from families.enums import AssignmentRole, Component, ProgramStatus
from families.models import Assignment, CalworksCase, CfsCase, Family
from families.rules import check_can_dispose_referral

S = Xover1Status
NUMBER_ON_FILE = "This case number is on file already. Check it in CWS/CMS, then ask your supervisor."


def holder_hop(form: Xover1) -> Xover1Hop | None:
    """The hop that brought the form where it is now: one pair of hands at a time."""
    return form.hops.in_hand().last()


def stands_in_for(user: User, form: Xover1) -> User | None:
    """Whom this person covers in taking the form's step: the holder, or the unit's supervisor. None for themself."""
    hop = holder_hop(form)
    holder = hop.receiver if hop else form.created_by
    in_place_of = holder if user.stands_for(holder) else user.as_supervisor_of(form.cfs_unit)
    return None if in_place_of == user or user.is_supervisor_of(form.cfs_unit) else in_place_of


def check_transition(form: Xover1, to: Xover1Status) -> None:
    """The table of `enums.py` is the only road."""
    if to == form.status:
        raise NotAllowed(f"This form is “{to.label}” already.")
    if to not in XOVER1_TRANSITIONS[S(form.status)]:
        raise NotAllowed(f"From “{form.get_status_display()}” the form cannot go to “{to.label}”.")


def check_stands(form: Xover1, at: Xover1Status) -> None:
    """Each step is taken in its place, and once."""
    if form.status != at:
        raise NotAllowed(f"This step is for a form “{at.label}”. This form is now “{form.get_status_display()}”.")


def check_holds(user: User, form: Xover1) -> None:
    """The form is with one person at a time."""
    hop = holder_hop(form)
    if hop is None or not user.stands_for(hop.receiver):
        raise NotAllowed(f"This form is with {hop.receiver if hop else 'nobody'}.")


def check_is_with_another(user: User, form: Xover1) -> None:
    """What is in one's own hands is sent back or passed on, not recalled."""
    hop = holder_hop(form)
    if hop is not None and user.stands_for(hop.receiver):
        raise NotAllowed("This form is with you. Return it for correction instead.")


def check_can_fill_part_a(user: User, form: Xover1) -> None:
    """The ER clerk completes the top portion (31-090 IV.A, V.B.2)."""
    check_stands(form, S.DRAFT)
    if not user.may(Act.FILL_PART_A) or not user.stands_for(form.created_by):
        raise NotAllowed("Only the ER clerk who began Part A fills and sends it.")


def check_can_send_part_a(user: User, form: Xover1) -> None:
    """Part A says whom it is about (31-090 IV.A)."""
    check_can_fill_part_a(user, form)
    if not form.family.people.exists():
        raise NotAllowed("Name at least one person first.")


def check_can_correct_people(form: Xover1) -> None:
    """Until a worker or a unit has the family, Part A is its only record (31-090 IV.A)."""
    if Assignment.objects.of_family(form.family).open().exists():
        raise NotAllowed("The family's workers and their supervisors keep its record now.")


def check_receives_part_a(form: Xover1, to: User) -> None:
    """Part A goes to the assigning ER supervisor (31-090 IV.A)."""
    unit = form.referral.er_unit if form.referral else None
    if not (to.may(Act.OPEN_CASE) and to.is_supervisor_of(unit)):
        raise NotAllowed("Part A goes to the supervisor of the referral's ER unit.")


def check_can_decide_case(user: User, form: Xover1) -> None:
    """The assigning ER supervisor opens a case or closes the referral without one (31-090 III.B.3)."""
    check_stands(form, S.WITH_ER_SUPERVISOR)
    check_holds(user, form)
    if form.referral:
        check_can_dispose_referral(user, form.referral)


def check_receives_for_part_b(unit: Unit, to: User) -> None:
    """Part B is the CFS supervisor's of the unit that holds the case."""
    if unit.bureau != Bureau.CFS:
        raise NotAllowed("A CFS case is held by a CFS unit.")
    if not (to.may(Act.COMPLETE_PART_B) and to.is_supervisor_of(unit)):
        raise NotAllowed(f"The form goes to the CFS supervisor of {unit}.")


def check_holds_component(unit: Unit, component: str) -> None:
    """A case is held by a unit of its component; a unit for which none is set holds any."""
    if unit.components and component not in unit.components:
        held = ", ".join(Component(code).label for code in unit.components)
        raise NotAllowed(f"{unit} holds {held}. Choose a unit that holds {Component(component).label}.")


def is_on_file(number: str) -> bool:
    """A NUL, which no column holds, is refused where the form is checked."""
    return "\0" not in number and CfsCase.objects.filter(number=number).exists()


def check_holds_number(unit: Unit, component: str, number: str) -> None:
    """A case on file keeps its component and its unit; only a new one is put into a unit of its component."""
    if not is_on_file(number):
        check_holds_component(unit, component)


def present_assignment(case: CfsCase) -> Assignment | None:
    """The unit that holds the case now, with its worker once one is named."""
    return case.assignments.open().in_role(AssignmentRole.CFS_WORKER).first()


def check_number_is_free(user: User, case: CfsCase | None) -> None:
    """Inside one's own bureau, the number of an open case is said to be on file, and with which unit.

    A number that no unit holds any more is only on file, and so is that of a family this person may not know: the
    answer must be the same, because a number is given once whoever has it.
    """
    if case is None:
        return
    barred = Family.objects.barred_to(user).filter(pk=case.family_id).exists()
    holding = None if barred or case.closed_on else present_assignment(case)
    raise NotAllowed(f"This case number is on file with {holding.unit}; ask there." if holding else NUMBER_ON_FILE)


def check_can_flag(user: User, number: str = "") -> None:
    """The clerk who hears from an applicant that they are a CFS client completes XOVER1 (31-090 IV.C).

    Once: until their own form about `number` is received, which is all that they know of it.
    """
    if not user.may(Act.FLAG_SELF_IDENTIFIED):
        raise NotAllowed("Only CalWORKs clerks flag a self-identified CFS client.")
    sent = Xover1Hop.objects.filter(sender=user, step=S.WITH_POINT_PERSON, acknowledged_at__isnull=True)
    if number and sent.filter(form__calworks_number=number).exists():
        raise NotAllowed("You sent this form already. It is listed under “Sent by me”, not received yet.")


def check_can_route(user: User, form: Xover1) -> None:
    """The CFS point person routes the form to the CFS staff with responsibility for the case (31-090 IV.C)."""
    check_stands(form, S.WITH_POINT_PERSON)
    check_holds(user, form)
    if not user.may(Act.ROUTE_REVERSE_XOVER1):
        raise NotAllowed("Only the CFS point person routes this form.")


def check_routes_to_the_cases_unit(case: CfsCase, to: User) -> None:
    """A case on file is its own unit's: the form goes to that unit's supervisor."""
    holding = present_assignment(case)
    if case.closed_on or holding is None:
        raise NotAllowed("This CFS case is closed.")
    check_receives_for_part_b(holding.unit, to)


def one_assignment(assignments: list[Assignment]) -> list[Assignment]:
    """The present assignment, oldest first in `assignments`, with the one before it if only a first worker was named.

    A case is opened in a unit; naming its first worker there is no change of assignment (31-090 III.B.4).
    """
    *earlier, present = assignments
    if earlier and earlier[-1].worker_id is None and earlier[-1].unit_id == present.unit_id:
        return [earlier[-1], present]
    return [present]


def current_clearance(form: Xover1) -> Clearance | None:
    """The last clearance of the case's present assignment: made since this form began, dated since it began."""
    return current_clearances([form]).get(form.pk)


def current_clearances(forms: Collection[Xover1]) -> dict[int, Clearance]:
    """Of each form that has one, the clearance of its case's present assignment. Asks as often for many as for one."""
    assigned: dict[int | None, list[Assignment]] = defaultdict(list)
    of_cases = Assignment.objects.in_role(AssignmentRole.CFS_WORKER).order_by("from_date", "pk")
    for assignment in of_cases.filter(cfs_case__in={form.cfs_case_id for form in forms if form.cfs_case_id}):
        assigned[assignment.cfs_case_id].append(assignment)
    families = {form.family_id for form in forms if assigned[form.cfs_case_id]}
    made = list(Clearance.objects.filter(family__in=families, purpose__in=ON_A_CASE))
    found = {form.pk: _current_of(form, assigned[form.cfs_case_id], made) for form in forms}
    return {key: clearance for key, clearance in found.items() if clearance}


def _current_of(form: Xover1, assigned: list[Assignment], made: Iterable[Clearance]) -> Clearance | None:
    if all(each.until_date for each in assigned):
        return None
    present = one_assignment(assigned)
    keys, began = {each.pk for each in present}, present[0].from_date
    answers = (
        each for each in made
        if each.family_id == form.family_id and each.assignment_id in keys
        and each.made_at >= form.created_at and each.as_of >= began
    )  # fmt: skip
    return next(answers, None)


def _present_assignments(case: CfsCase) -> list[Assignment]:
    return one_assignment(list(case.assignments.in_role(AssignmentRole.CFS_WORKER).order_by("from_date", "pk")))


def check_answers_for_assignment(case: CfsCase | None, as_of: datetime.date) -> None:
    """What a system said before the case's present assignment began is no repeated clearance (31-090 III.B.3-4)."""
    began = _present_assignments(case)[0].from_date if case else as_of
    if as_of < began:
        raise NotAllowed(f"The present assignment began on {date_format(began)}: look again, and date the answer so.")


def check_can_decide_part_b(user: User, form: Xover1) -> None:
    """Part B is the IFS supervisor's, or that of the case's own CFS supervisor (31-090 III.B.3, IV.B)."""
    check_stands(form, S.WITH_CFS_SUPERVISOR)
    if not (user.may(Act.COMPLETE_PART_B) and user.supervises(form.cfs_unit)):
        raise NotAllowed(f"Only the CFS supervisor of {form.cfs_unit} completes Part B.")


def check_can_clear_again(user: User, form: Xover1) -> None:
    """The clearance is repeated for the assignment of an open CFS case (31-090 III.B.3-4)."""
    check_can_decide_part_b(user, form)
    if form.cfs_case is None or form.cfs_case.closed_on:
        raise NotAllowed("There is no open CFS case.")


def check_can_complete_part_b(user: User, form: Xover1) -> None:
    """Open CFS case, and CalWORKs active by a clearance made for this assignment (31-090 III.A.1, III.B.3-4)."""
    check_can_clear_again(user, form)
    clearance = current_clearance(form)
    if clearance is None:
        raise NotAllowed("Repeat the clearance first: none was made for the present assignment.")
    if not clearance.finds_calworks_active:
        system, said = clearance.get_system_display(), clearance.get_result_display().lower()
        raise NotAllowed(f"The clearance does not say CalWORKs is active. {system} says: {said}.")


def check_can_close_ineligible(user: User, form: Xover1, ineligibility: Ineligibility) -> None:
    """Closed CalWORKs is what a clearance says, a closed CFS case what its record says (31-090 III.A.1, III.B.3).

    A pending application is not closed: it is looked up again at grant.
    """
    check_can_decide_part_b(user, form)
    if ineligibility == Ineligibility.CALWORKS_NOT_OPEN:
        clearance = current_clearance(form)
        if clearance is None or clearance.result not in INACTIVE:
            raise NotAllowed("Repeat the clearance first: the form ends so only where it says CalWORKs is not active.")
    if ineligibility == Ineligibility.CFS_CASE_NOT_OPEN and form.cfs_case and form.cfs_case.closed_on is None:
        raise NotAllowed("The CFS case is open on file. Close the case first.")


def check_receives_distribution(to: User) -> None:
    """The form is distributed to the AIS/FS supervisor (31-090 IV.B)."""
    if not to.may(Act.ASSIGN_AIS_WORKER):
        raise NotAllowed("The form is distributed to an AIS/FS supervisor.")


def check_can_assign_ais_worker(user: User, form: Xover1) -> None:
    """The AIS/FS supervisor who received the form assigns the social worker (31-090 III.B.3, IV.E)."""
    check_stands(form, S.WITH_AIS_SUPERVISOR)
    check_holds(user, form)
    if not user.may(Act.ASSIGN_AIS_WORKER):
        raise NotAllowed("Only an AIS/FS supervisor assigns the AIS/FS social worker.")


def check_has_number(number: str) -> None:
    """The CalWORKs case is attached by its number."""
    if not number:
        raise NotAllowed("Write the CalWORKs case number.")


def check_calworks_is_open(case: CalworksCase) -> None:
    """Linkages needs an open CalWORKs case (31-090 III.A.1)."""
    if case.status == ProgramStatus.CLOSED:
        raise NotAllowed("This CalWORKs case is closed.")


def check_can_acknowledge(user: User, form: Xover1) -> None:
    """The receiver confirms that the form arrived."""
    hop = holder_hop(form)
    if hop is None or not user.stands_for(hop.receiver):
        raise NotAllowed("This form did not come to you, or has gone on.")
    if hop.acknowledged_at:
        raise NotAllowed("You acknowledged this form already.")
