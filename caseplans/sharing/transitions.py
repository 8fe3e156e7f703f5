"""What one reader may know of a transition: what is still to be said, what was said, and what it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import F, QuerySet

from accounts.access import visible
from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import STILL_TO_DO, SignerRole
from caseplans.models import Activity, ActivityMove, Goal, GoalOutcome, Plan, ProgramClosing, ResidualNeed, Transition
from caseplans.rules import in_order, workers_of
from caseplans.rules.checks import PROGRAM_OF_ROLE
from caseplans.rules.endings import ended_programs
from caseplans.rules.transitions import Moving, TransitionFacts
from caseplans.sharing import readable_rows
from caseplans.sharing.events import signed_on
from caseplans.transition_enums import Ending, GoesTo
from crossover.sharing import readable
from families.models import Family
from meetings.enums import ANSWERED_BY, MeetingKind
from meetings.models import Meeting

ROLE_OF = {program: role for role, program in PROGRAM_OF_ROLE.items()}


@dataclass(frozen=True)
class Asked:
    """What a reader is asked under a plan: where each activity still to do goes, and how each goal stands."""

    activities: list[Activity]
    goals: list[Goal]


def asked_of(plan: Plan, user: User) -> Asked:
    """In the plan's order, as far as this person may read it now."""
    rows = readable_rows(plan, user)
    activities = [one for _, under in in_order(rows) for one in under] + rows.under_no_goal()
    return Asked([one for one in activities if one.is_to_do], rows.goals)


def transition_of(plan: Plan, user: User) -> Transition | None:
    """The one that is open; else the last one."""
    found: QuerySet[Transition] = visible(Transition, user).filter(plan=plan)
    people = found.select_related("plan__family", "family", "meeting", "begun_by", "cfs_by", "calworks_by")
    return people.order_by(F("completed_at").desc(nulls_first=True)).first()


def moves_of(transition: Transition | None, user: User) -> QuerySet[ActivityMove]:
    moves = visible(ActivityMove, user).filter(transition=transition)
    return moves.select_related("activity", "resource", "connected_by")


def outcomes_of(transition: Transition | None, user: User) -> QuerySet[GoalOutcome]:
    return visible(GoalOutcome, user).filter(transition=transition).select_related("goal")


def closings_of(transition: Transition | None, user: User) -> QuerySet[ProgramClosing]:
    return visible(ProgramClosing, user).filter(transition=transition).select_related("about")


def needs_of(transition: Transition | None, user: User) -> QuerySet[ResidualNeed]:
    needs = visible(ResidualNeed, user).filter(transition=transition)
    return needs.select_related("about", "resource", "connected_by")


def answers_of(asked: Asked, transition: Transition | None, user: User) -> dict[str, Any]:
    """What was said until now, by field of the transition's form."""
    moves = {one.activity_id: one for one in moves_of(transition, user)}
    stands = dict(outcomes_of(transition, user).values_list("goal", "stands"))
    found: dict[str, Any] = {"ends": "", "no_meeting": ""}
    if transition:
        found |= {"ends": transition.ends, "no_meeting": transition.no_meeting}
    for activity in asked.activities:
        move = moves.get(activity.pk)
        usual = str(activity.resource) if activity.resource else ""
        found[f"move_{activity.uuid}"] = move.goes_to if move else ""
        found[f"with_{activity.uuid}"] = str(move.resource) if move and move.resource else usual
        found[f"on_{activity.uuid}"] = move.connected_on if move else None
    return found | {f"goal_{goal.uuid}": stands.get(goal.pk, "") for goal in asked.goals}


def stands_as(answers: dict[str, Any]) -> str:
    """As the form carries it: what its reader saw."""
    return sha256("\n".join(f"{name} {value}" for name, value in sorted(answers.items())).encode()).hexdigest()


def may_go_on(activities: Iterable[Activity], goes_on: str, family: Family) -> set[int]:
    """By key, which of these the program that goes on may read: its own, and what its worker may read now."""
    if not goes_on:
        return set()
    rows = Activity.objects.filter(pk__in=[one.pk for one in activities])
    worker = workers_of(family).get(ROLE_OF[Bureau(goes_on)])
    own = set(rows.filter(bureau=goes_on).values_list("pk", flat=True))
    return own | (set(readable(rows, worker).values_list("pk", flat=True)) if worker else set())


def last_meeting(plan: Plan) -> Meeting | None:
    """The transition LTM held last since the family's plan, or the one it goes on from, was signed first."""
    first = plan
    while first.amends:
        first = first.amends
    since = signed_on(first)
    if since is None:
        return None
    held = Meeting.objects.filter(family=plan.family).held().filter(kind__in=ANSWERED_BY[MeetingKind.LTM_TRANSITION])
    return held.filter(starts_at__date__gte=since).order_by("-starts_at").first()


def facts_for(transition: Transition, user: User) -> TransitionFacts:
    """What this person's program still has to say, of what they may read."""
    plan, programs = transition.plan, Ending(transition.ends).programs
    asked = asked_of(plan, user)
    moves = {one.activity_id: one for one in moves_of(transition, user)}
    stands = dict(outcomes_of(transition, user).values_list("goal", "stands"))
    ends_here = user.bureau in programs
    ended = ended_programs(plan.family)
    return TransitionFacts(
        still_open=[program for program in programs if program not in ended],
        has_met=last_meeting(plan) is not None,
        no_meeting=transition.no_meeting,
        says_why=not ends_here or transition.closings.filter(bureau=user.bureau).exists(),
        activities={one: _moving(moves.get(one.pk)) for one in asked.activities},
        goals={goal: stands.get(goal.pk, "") for goal in asked.goals},
        needs=[one for one in needs_of(transition, user) if one.bureau == user.bureau],
    )


def _moving(move: ActivityMove | None) -> Moving | None:
    return Moving(GoesTo(move.goes_to), move.resource, move.connected_on) if move else None


def programs_asked(family: Family) -> set[Bureau]:
    """The programs that have a worker to finish their part."""
    return {PROGRAM_OF_ROLE[SignerRole(role)] for role in workers_of(family)}


def unfinished(transition: Transition, family: Family) -> set[Bureau]:
    """The programs that have not finished their part, or to whose own rows something came since."""
    return {
        program
        for program in programs_asked(family)
        if not transition.finished(program) or _has_unanswered(transition, program)
    }


def _has_unanswered(transition: Transition, program: Bureau) -> bool:
    to_do = Activity.objects.filter(goal__plan=transition.plan_id, status__in=STILL_TO_DO, bureau=program)
    goals = Goal.objects.filter(plan=transition.plan_id, bureau=program)
    unsaid = goals.exclude(outcomes__transition=transition)
    return to_do.exclude(moves__transition=transition).exists() or unsaid.exists()
