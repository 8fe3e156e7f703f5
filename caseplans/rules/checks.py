"""Who may write, freeze, sign and hand out the coordinated plan (31-090 III.E.4, III.F, IV.G)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed, visible
from accounts.models import User
from caseplans.enums import AWAITING_SIGNATURES, NOT_YET_SIGNED, PLAN_TRANSITIONS, PlanStatus, SignerRole
from caseplans.models import Activity, FinalCopy, Goal, Plan, PlanVersion, RequiredSigner
from caseplans.rules.content import PlanRows
from crossover.sharing.addresses import tells_kept_address
from families.enums import AssignmentRole, Language
from families.models import Family
from families.rules import works_case
from families.rules.facts import workers_now
from families.rules.names import signs_as

SIGNING_ROLES = {
    SignerRole.CFS_WORKER: AssignmentRole.CFS_WORKER,
    SignerRole.AIS_WORKER: AssignmentRole.AIS_WORKER,
}


FREE_WORDS = ("text", "provider", "place", "why", "measure", "own_words", "target_reason", "evidence", "budget_line")
NO_LONGER_WHOLE = "A worker changed or a WTWCC 10B ended since this version was frozen. Reopen the plan."


def workers_of(family: Family) -> dict[SignerRole, User]:
    """The CFS worker and the AIS/FS worker assigned to the family today: who writes, agrees to and signs the plan."""
    newest_last = sorted(workers_now(family, *SIGNING_ROLES.values()), key=lambda held: (held.from_date, held.pk))
    by_role = {held.role: held.worker for held in newest_last if held.worker}
    return {role: by_role[assigned] for role, assigned in SIGNING_ROLES.items() if assigned in by_role}


def _check_works(user: User, family: Family) -> None:
    if not works_case(user, family):
        raise NotAllowed("Only the family's workers and their supervisors keep the plan.")


def _check_is_a_worker(user: User, family: Family) -> None:
    if not any(user.stands_for(worker) for worker in workers_of(family).values()):
        raise NotAllowed("Only the family's CFS worker or AIS/FS worker can do this.")


def check_transition(plan: Plan, to: PlanStatus, otherwise: str = "this step is not its next") -> None:
    """The table of `enums.py` is the only road."""
    if to not in PLAN_TRANSITIONS[PlanStatus(plan.status)]:
        raise NotAllowed(f"This plan is {plan.get_status_display().lower()}: {otherwise}.")


def check_can_start_plan(user: User, family: Family) -> None:
    """One plan is written at a time."""
    _check_works(user, family)
    if family.plans.filter(status__in=NOT_YET_SIGNED).exists():
        raise NotAllowed("This family already has a plan that is not signed yet. Go on with that one.")


def check_can_edit_plan(user: User, plan: Plan) -> None:
    """A plan is written by both bureaus while it is a draft; what was frozen is reopened first."""
    _check_works(user, plan.family)
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


def check_no_open_error(open_errors: Sequence[str]) -> None:
    """What collides is settled, or overridden with a reason, before anybody signs."""
    if open_errors:
        more = f" And {len(open_errors) - 1} more." if len(open_errors) > 1 else ""
        raise NotAllowed(f"Settle what collides first. {open_errors[0]}{more}")


def check_can_freeze(user: User, plan: Plan, rows: PlanRows, open_errors: Sequence[str] = ()) -> None:
    """A plan is frozen for signing once the LTM was held and it says who does what (31-090 III.E.4; domain R18, R22).

    `rows` are the rows every signer may read. Owner and date of each activity are kept by the database.
    """
    _check_is_a_worker(user, plan.family)
    check_can_edit_plan(user, plan)
    if len(workers_of(plan.family)) < len(SIGNING_ROLES):
        raise NotAllowed("Both workers sign the plan: it needs a CFS worker and an AIS/FS worker assigned.")
    if rows.meeting is None:
        raise NotAllowed("Hold the LTM first: the plan is agreed at its close.")
    if not rows.activities:
        raise NotAllowed("The plan needs at least one goal with an activity that every signer may read.")
    if not rows.parents:
        raise NotAllowed("Name a parent in at least one activity: a parent signs the plan.")
    check_no_open_error(open_errors)


def check_can_reopen(user: User, plan: Plan) -> None:
    """A change before the last signature voids the version: everyone signs the next one."""
    _check_is_a_worker(user, plan.family)
    check_transition(plan, PlanStatus.DRAFT, "there is nothing to reopen")


def check_out_for_signature(version: PlanVersion) -> None:
    """Paper and pen are for the version that waits for signatures: no other is printed for signing, nor signed."""
    if version.is_sealed:
        raise NotAllowed("This version is signed and sealed: its signed copies take the place of paper.")
    if not version.is_open:
        following = version.plan.versions.filter(number=version.number + 1).first()
        replaced = f"version {following.number} replaced it on {_day(following.frozen_at)}" if following else ""
        raise NotAllowed(f"This version is void: {replaced or 'the plan was reopened'}.")
    for worker in version.signers.filter(user__isnull=False).select_related("user"):
        if not visible(PlanVersion, worker.user).filter(pk=version.pk).exists():
            raise NotAllowed(NO_LONGER_WHOLE)


def _day(moment: datetime) -> str:
    return date_format(timezone.localdate(moment))


def check_can_sign(user: User, signer: RequiredSigner) -> None:
    """Workers sign as themselves, no cover for them (31-090 IV.G); a parent in front of a worker. Everyone once."""
    version = signer.version
    if signer.role == SignerRole.PARENT:
        _check_works(user, version.plan.family)
    elif user != signer.user:
        raise NotAllowed(f"Only {signer} can sign here.")
    if hasattr(signer, "signature"):
        raise NotAllowed(f"{signer} signed this version already.")
    check_out_for_signature(version)


def check_still_shown_whole(plan: Plan, shown: Iterable[PlanVersion]) -> None:
    """A version that one of its signers may no longer read in full is shown to nobody: the plan's page says why."""
    if plan.status in AWAITING_SIGNATURES and not any(version.is_open for version in shown):
        raise NotAllowed(NO_LONGER_WHOLE)


def check_typed_name(signer: RequiredSigner, typed: str) -> None:
    """A typed signature is the signer's own name."""
    own = signer.person or signer.user
    assert own is not None
    if not signs_as(own, typed):
        raise NotAllowed(f"Type the full name of who signs: {signer}.")


def check_version_shown(version: PlanVersion, shown_sha256: str) -> None:
    """What was on the screen is what is signed."""
    if shown_sha256 != version.sha256:
        raise NotAllowed("The plan shown is not the version to be signed. Open the page again.")


def check_shown_in_their_language(signer: RequiredSigner, language: str, interpreter: str) -> None:
    """No one signs who was not shown the plan in their language (domain R22)."""
    person = signer.person
    if person and (person.interpreter_needed or person.language != language) and not interpreter.strip():
        raise NotAllowed(
            f"{signer} speaks {Language(person.language).label}. Name the interpreter or bilingual worker."
        )


def check_can_give_copy(user: User, copy: FinalCopy) -> None:
    """After the LTM all parties receive a signed copy (31-090 IV.G); a worker of the family notes it."""
    _check_works(user, copy.version.plan.family)


def check_tells_no_kept_address(user: User, family: Family, facts: Mapping[str, Any]) -> None:
    """The plan is read across and printed for every signer: what its writer's bureau keeps is not told in it (R16)."""
    words = [facts.get(name) or "" for name in FREE_WORDS] + [*facts.get("steps", ())]
    if not facts.get("confidential") and tells_kept_address(user, family, *words):
        raise NotAllowed(
            "This tells a confidential address or phone, and whoever signs the plan reads it. Write “at the home”, or "
            "keep this within your own bureau."
        )
