"""Who may write the coordinated plan (31-090 III.F)."""

from collections.abc import Mapping
from typing import Any

from accounts.access import NotAllowed, visible
from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import NOT_YET_SIGNED, PLAN_TRANSITIONS, PlanStatus, SignerRole
from caseplans.models import Activity, Goal, Plan
from caseplans.rules.endings import handed_over
from crossover.sharing.addresses import tells_kept_address
from families.enums import AssignmentRole
from families.models import Family
from families.rules import works_case
from families.rules.facts import workers_now

SIGNING_ROLES = {
    SignerRole.CFS_WORKER: AssignmentRole.CFS_WORKER,
    SignerRole.AIS_WORKER: AssignmentRole.AIS_WORKER,
}
PROGRAM_OF_ROLE = {SignerRole.CFS_WORKER: Bureau.CFS, SignerRole.AIS_WORKER: Bureau.CALWORKS}

FREE_WORDS = ("text", "provider", "place", "why", "measure", "own_words", "target_reason", "evidence", "budget_line")


def workers_of(family: Family) -> dict[SignerRole, User]:
    """The CFS worker and the AIS/FS worker assigned to the family today: who writes, agrees to and signs the plan.

    Once the transition of a program that ended is complete, its worker is none of them any more.
    """
    held_now = workers_now(family, *SIGNING_ROLES.values())
    newest_last = sorted(held_now, key=lambda held: (held.from_date, held.pk))
    by_role = {held.role: held.worker for held in newest_last if held.worker}
    gone = handed_over(family) if any(held.case.closed_on for held in held_now) else set()
    return {
        role: by_role[assigned]
        for role, assigned in SIGNING_ROLES.items()
        if assigned in by_role and PROGRAM_OF_ROLE[role] not in gone
    }


def check_works(user: User, family: Family) -> None:
    if not works_case(user, family):
        raise NotAllowed("Only the family's workers and their supervisors keep the plan.")


def check_is_a_worker(user: User, family: Family) -> None:
    if not any(user.stands_for(worker) for worker in workers_of(family).values()):
        raise NotAllowed("Only the family's CFS worker or AIS/FS worker can do this.")


def check_transition(plan: Plan, to: PlanStatus, otherwise: str = "this step is not its next") -> None:
    """The table of `enums.py` is the only road."""
    if to not in PLAN_TRANSITIONS[PlanStatus(plan.status)]:
        raise NotAllowed(f"This plan is {plan.get_status_display().lower()}: {otherwise}.")


def check_can_start_plan(user: User, family: Family) -> None:
    """One plan is written at a time."""
    check_works(user, family)
    if family.plans.filter(status__in=NOT_YET_SIGNED).exists():
        raise NotAllowed("This family already has a plan that is not signed yet. Go on with that one.")


def check_can_edit_plan(user: User, plan: Plan) -> None:
    """A plan is written by both bureaus while it is a draft; what was frozen is reopened first."""
    check_works(user, plan.family)
    check_transition(plan, PlanStatus.READY_TO_SIGN, "its content is frozen")


def check_can_edit_row(user: User, row: Goal | Activity, *, category: str, about_id: int | None) -> None:
    """Either worker edits a row both may read; what kind of information it is, its own bureau decides."""
    if (row.category, row.about_id) != (category, about_id) and user.bureau != row.bureau:
        raise NotAllowed("Only the program that wrote this can change its category or whom it is about.")


def check_can_remove_row(user: User, row: Goal | Activity) -> None:
    """A goal or an activity is taken out by the bureau that wrote it."""
    if user.bureau != row.bureau:
        raise NotAllowed("Only the program that wrote this can take it out.")


def check_can_remove_goal(user: User, goal: Goal) -> None:
    check_can_remove_row(user, goal)
    if visible(Activity, user).filter(goal=goal).exists():
        raise NotAllowed("Take out its activities first.")


def check_tells_no_kept_address(user: User, family: Family, facts: Mapping[str, Any]) -> None:
    """The plan is read across and printed for every signer: what its writer's bureau keeps is not told in it (R16)."""
    words = [facts.get(name) or "" for name in FREE_WORDS] + [*facts.get("steps", ())]
    if not facts.get("confidential") and tells_kept_address(user, family, *words):
        raise NotAllowed(
            "This tells a confidential address or phone, and whoever signs the plan reads it. Write “at the home”, or "
            "keep this within your own bureau."
        )
