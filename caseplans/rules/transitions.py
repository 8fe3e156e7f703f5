"""What a transition must say before it is complete, and who says it (CFPIC Guidelines, 17 and 18)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.access import NotAllowed
from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import ActivityStatus, PlanStatus
from caseplans.models import Activity, Plan, ResidualNeed, Transition
from caseplans.rules.checks import check_works
from caseplans.transition_enums import Connection, Ending, GoalStands, GoesTo
from families.models import Provider

SHORT = {Bureau.CFS: "CFS", Bureau.CALWORKS: "CalWORKs"}
# How an activity stands once what ends has ended: with someone in the community it goes on, but not under the plan.
ENDS_AS = {GoesTo.ENDS: ActivityStatus.WAIVED, GoesTo.COMMUNITY: ActivityStatus.REPLACED}
# Whose word a field of an activity is, where it names a program.
PROGRAM_FIELDS = ("responsible", "provided_by", "paid_by", "child_care", "transport", "ancillary")


@dataclass(frozen=True)
class Moving:
    """Where one activity goes, and with whom in the community; `connected_on`: since when the family knows them."""

    goes_to: GoesTo
    resource: Provider | None = None
    connected_on: date | None = None


@dataclass(frozen=True)
class TransitionFacts:
    """What one program's part of a transition rests on, of what its worker may read.

    `still_open` are the programs that end and whose case is open; `activities` and `goals` are by what is said of each.
    """

    still_open: Collection[Bureau] = ()
    has_met: bool = False
    no_meeting: str = ""
    says_why: bool = True
    activities: Mapping[Activity, Moving | None] = field(default_factory=dict)
    goals: Mapping[Any, str] = field(default_factory=dict)
    needs: Iterable[ResidualNeed] = ()


def endings(gone: Collection[Bureau]) -> list[Ending]:
    """Which endings are left once these programs have ended."""
    return [one for one in Ending if not set(one.programs) & set(gone)]


def goes_on_after(ends: str, gone: Collection[Bureau] = ()) -> str:
    """The program that goes on; blank where nobody does."""
    left = [program for program in Bureau if program not in {*Ending(ends).programs, *gone}]
    return left[0].value if left else ""


def check_can_prepare(user: User, plan: Plan) -> None:
    """A worker of either program, or their supervisor, prepares it while the signed plan is in force."""
    check_works(user, plan.family)
    if plan.status != PlanStatus.ACTIVE:
        raise NotAllowed("A transition is prepared under a signed plan that is in force.")


def check_is_open(transition: Transition) -> None:
    if transition.is_complete:
        raise NotAllowed("This transition is complete: it stays as it was finished.")


def check_can_change(user: User, transition: Transition) -> None:
    check_can_prepare(user, transition.plan)
    check_is_open(transition)


def check_can_say_why(user: User, transition: Transition) -> None:
    """Each program says for itself why it ends."""
    check_can_change(user, transition)
    if user.bureau not in Ending(transition.ends).programs:
        raise NotAllowed("Only the program that ends says why.")


def check_can_change_need(user: User, need: ResidualNeed) -> None:
    """A need is kept by the program that wrote it down."""
    check_can_change(user, need.transition)
    if user.bureau != need.bureau:
        raise NotAllowed("Only the program that wrote this can change it.")


def check_moving(moving: Moving, goes_on: str, *, may_read: bool) -> None:
    """To a program that goes on and may read it; to the community with a name of the directory. `may_read`: it may."""
    if moving.goes_to == GoesTo.GOES_ON and not goes_on:
        raise NotAllowed("No program goes on: it ends, or goes to the family with someone in the community.")
    if moving.goes_to == GoesTo.GOES_ON and not may_read:
        raise NotAllowed(
            f"{SHORT[Bureau(goes_on)]} may not read this: it ends, or goes to the family with someone in the community."
        )


def check_provider(moving: Moving) -> None:
    if moving.goes_to == GoesTo.COMMUNITY and moving.resource is None:
        raise NotAllowed("Name who helps from now on, as the resource directory has them.")


def check_connected_on(day: date | None) -> None:
    if day and day > timezone.localdate():
        raise NotAllowed("This day is in the future.")


def check_connection(connection: str, resource: Provider | None, connected_on: date | None) -> None:
    """Connected is with whom, and on which day."""
    if connection != Connection.CONNECTED:
        return
    if resource is None:
        raise NotAllowed("Name with whom, as the resource directory has them.")
    if connected_on is None:
        raise NotAllowed("Say on which day.")


def missing_to_finish(facts: TransitionFacts) -> list[str]:
    """Everything that keeps a program's part from being finished, each as what to do next."""
    return [
        *(f"The {SHORT[one]} case is still open: {SHORT[one]} closes it on its own page." for one in facts.still_open),
        *([] if facts.says_why else ["Say why your program ends."]),
        *([] if facts.has_met or facts.no_meeting else ["Hold the transition LTM, or say why there is none."]),
        *_of_activities(facts.activities),
        *(f"Say how this goal stands: {goal}." for goal, stands in facts.goals.items() if not stands),
        *(f"Say whether the family was connected: {one}." for one in facts.needs if not one.connection),
    ]


def _of_activities(activities: Mapping[Activity, Moving | None]) -> list[str]:
    lines = []
    for activity, moving in activities.items():
        if moving is None:
            lines.append(f"Say where this goes: {activity}.")
        elif moving.goes_to == GoesTo.COMMUNITY and moving.connected_on is None:
            lines.append(f"Connect the family with {moving.resource}, and write down the day: {activity}.")
    return lines


def check_can_finish(user: User, transition: Transition, missing: Iterable[str]) -> None:
    """A program finishes its part once everything it may read is answered; else all that is missing, at once."""
    check_can_change(user, transition)
    if not user.bureau:
        raise NotAllowed("Only staff of one of the two programs finish its part.")
    if lines := list(missing):
        raise NotAllowed(" ".join(lines))


def handed(activity: Activity, ends: Collection[str], goes_on: str) -> dict[str, Any]:
    """What changes in an activity that the program that goes on takes over: its own worker does it, and it pays."""
    facts: dict[str, Any] = {name: goes_on for name in PROGRAM_FIELDS if getattr(activity, name) in ends}
    if activity.owner and activity.owner.bureau in ends:
        facts["owner"] = None
    return facts


def outcome_of(stands: Collection[str]) -> GoalStands | None:
    """How the plan stands as a whole: reached where every goal is, in part where any is; None where none is said."""
    if not stands:
        return None
    if set(stands) == {GoalStands.MET}:
        return GoalStands.MET
    return GoalStands.NOT_MET if set(stands) == {GoalStands.NOT_MET} else GoalStands.PARTLY
