"""When a plan is ready to sign, and all that is missing until then (31-090 III.E.4; domain R15, R18, R22)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from accounts.access import NotAllowed, reason_against
from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import SignerRole
from caseplans.models import Goal, Plan
from caseplans.rules.checks import PROGRAM_OF_ROLE, SIGNING_ROLES, check_can_edit_plan, check_is_a_worker
from caseplans.rules.content import PlanRows
from families.enums import SENSITIVE, Language
from families.models import Person
from meetings.models import Attendance, KindRule, Meeting
from meetings.rules import check_quorum


@dataclass(frozen=True)
class AgreementFacts:
    """What stands behind a plan: who takes part, and to whom it was shown, as it is now and ever before.

    `rows` are those every signer may read. `rule` is that of the meeting's kind; `present` were at it. `supervisor` is
    asked for only where the county wants the plan approved (`needs_approval`). A program whose part was `handed_over`
    signs no more.
    """

    rows: PlanRows
    workers: Mapping[SignerRole, User]
    rule: KindRule | None
    present: Collection[Attendance]
    shown_to: Collection[Person]
    shown_before: Collection[Person] = ()
    needs_approval: bool = False
    supervisor: User | None = None
    handed_over: Collection[Bureau] = ()


def missing_to_sign(facts: AgreementFacts, open_errors: Sequence[str] = ()) -> list[str]:
    """Everything that keeps the plan from being signed, each as what to do next; open errors of reconciliation too."""
    return [
        *_missing_people(facts),
        *_missing_meeting(facts.rows.meeting, facts),
        *_missing_content(facts.rows),
        *_not_shown(facts),
        *(f"Settle what collides: {error}" for error in open_errors),
    ]


def _missing_people(facts: AgreementFacts) -> list[str]:
    missing = []
    signing = [role for role in SIGNING_ROLES if PROGRAM_OF_ROLE[role] not in facts.handed_over]
    if len(signing) == len(SIGNING_ROLES) and len(facts.workers) < len(signing):
        missing.append("Both workers sign the plan: it needs a CFS worker and an AIS/FS worker assigned.")
    elif len(facts.workers) < len(signing):
        missing.append("The worker of the program that goes on signs the plan: none is assigned.")
    if facts.needs_approval and facts.supervisor is None:
        missing.append("A supervisor approves the plan: the CFS worker's unit has none today.")
    return missing


def _missing_meeting(meeting: Meeting | None, facts: AgreementFacts) -> list[str]:
    """The LTM was held with the people it needs. Who is noted as present may have been put right since."""
    if meeting is None or facts.rule is None:
        return ["Hold the LTM first: the plan is agreed at its close."]
    lacking = reason_against(check_quorum, facts.rule, facts.present)
    return [lacking] if lacking else []


def _missing_content(rows: PlanRows) -> list[str]:
    """Owner and date of each activity are kept by the database; a goal is owned through its activities."""
    if not rows.activities:
        return ["The plan needs at least one goal with an activity that every signer may read."]
    missing = [f"Say by when: {_told(goal)}" for goal in rows.goals if goal.by_when is None]
    missing += [f"Say who does what for: {_told(goal)}" for goal in rows.goals if not rows.activities_of(goal)]
    if not rows.parents:
        missing.append("Name a parent in at least one activity: a parent signs the plan.")
    return missing


def _told(goal: Goal) -> str:
    """Both workers read every goal here, but not everyone who opens the plan reads what is sensitive."""
    return "a goal" if goal.category in SENSITIVE else str(goal)


def _not_shown(facts: AgreementFacts) -> list[str]:
    """A showing is of the plan as it was: what was reopened since is shown anew (domain R22)."""
    unaware = [parent for parent in facts.rows.parents if parent not in facts.shown_to]
    return [_to_show(parent, again=parent in facts.shown_before) for parent in unaware]


def _to_show(parent: Person, *, again: bool) -> str:
    language = Language(parent.language).label
    if again:
        return f"Show the plan to {parent} again in {language}: it was shown before the plan was reopened."
    return f"Show the plan to {parent} in {language}."


def check_can_freeze(user: User, plan: Plan, facts: AgreementFacts, open_errors: Sequence[str] = ()) -> None:
    """A plan is frozen for signing once nothing is missing; else all that is, at once."""
    check_is_a_worker(user, plan.family)
    check_can_edit_plan(user, plan)
    missing = missing_to_sign(facts, open_errors)
    if missing:
        raise NotAllowed(" ".join(missing))


def check_can_show(user: User, plan: Plan) -> None:
    """A worker shows the family the draft, and notes it."""
    check_is_a_worker(user, plan.family)
    check_can_edit_plan(user, plan)
