"""XOVER1 made in error, and the form that follows one that ended too early (domain 8)."""

from accounts.access import NotAllowed
from accounts.enums import Act
from accounts.models import User
from crossover.enums import BEYOND_THE_FORM, ENDED, Xover1Status
from crossover.models import StageEvent, Xover1
from crossover.rules.xover1 import check_can_fill_part_a, check_holds, check_transition, present_assignment

S = Xover1Status
# Ended, though the family may cross over all the same: under another number, or once CalWORKs is granted.
ENDED_TOO_EARLY = frozenset({S.VOID, S.INELIGIBLE})


def check_voids(user: User, form: Xover1) -> None:
    """A form made in error is voided by CFS, which sends it on: by whoever has it there.

    The clerk's draft is voided by the clerk; a form already distributed to CalWORKs, acknowledged or not, by the CFS
    supervisor of its case.
    """
    check_transition(form, S.VOID)
    if form.status == S.DRAFT:
        check_can_fill_part_a(user, form)
    elif form.distributed_at is None:
        check_holds(user, form)
    elif not (user.may(Act.COMPLETE_PART_B) and user.supervises(form.cfs_unit)):
        raise NotAllowed(f"Only the CFS supervisor of {form.cfs_unit} voids a form that was distributed.")


def check_can_void(user: User, form: Xover1) -> None:
    """Whoever voids it does so until both bureaus work a plan with the family."""
    check_voids(user, form)
    beyond = StageEvent.objects.filter(linkages_case__family=form.family, stage__in=BEYOND_THE_FORM)
    if form.status == S.ACKNOWLEDGED and beyond.exists():
        raise NotAllowed("Both programs work a plan with this family. It ends as the plan does, not by a void form.")


def check_can_begin_again(user: User, form: Xover1) -> None:
    """Where the CFS case goes on after its form ended, its CFS supervisor begins another one with a new clearance."""
    if form.status not in ENDED_TOO_EARLY:
        raise NotAllowed("Another form follows only one that is void, or that ended as not eligible.")
    if form.cfs_case is None or form.cfs_case.closed_on:
        raise NotAllowed("There is no open CFS case.")
    present = present_assignment(form.cfs_case)
    if present is None or not (user.may(Act.COMPLETE_PART_B) and user.supervises(present.unit)):
        raise NotAllowed(f"Only the CFS supervisor of {present.unit if present else 'the case'} begins another form.")
    if Xover1.objects.filter(supersedes=form).exists() or form.cfs_case.xover1s.exclude(status__in=ENDED).exists():
        raise NotAllowed("Another form followed this one already.")
