"""The transition: prepared by both programs, finished by each for its part, complete with the last of them."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access import NotAllowed
from accounts.models import User
from caseplans.enums import STILL_TO_DO, PlanStatus
from caseplans.models import Activity, ActivityMove, Goal, GoalOutcome, Plan, ProgramClosing, ResidualNeed, Transition
from caseplans.rules import check_tells_no_kept_address, workers_of
from caseplans.rules.endings import handed_over
from caseplans.rules.transitions import (
    ENDS_AS,
    Moving,
    check_can_change,
    check_can_change_need,
    check_can_finish,
    check_can_prepare,
    check_can_say_why,
    check_connected_on,
    check_connection,
    check_moving,
    check_provider,
    endings,
    goes_on_after,
    handed,
    missing_to_finish,
)
from caseplans.services.drafting import lock_plan
from caseplans.services.freezing import move_plan
from caseplans.sharing.transitions import (
    Asked,
    answers_of,
    asked_of,
    facts_for,
    last_meeting,
    may_go_on,
    stands_as,
    unfinished,
)
from caseplans.transition_enums import ClosingReason, Connection, Ending, GoalStands, GoesTo, NoMeeting
from crossover.enums import Stage
from crossover.services import add_stage
from families.enums import Category, NoticeKind
from families.models import Person, Provider
from families.services import (
    StaleRow,
    check_seen,
    check_was_saved,
    notify,
    save_version,
    saved_before,
    settle,
)

# As what a program's closing is kept: what its plan of services says, or how the family stands with CalWORKs.
KEPT_AS = {"cfs": Category.SERVICES, "calworks": Category.CALWORKS_STATUS}


@transaction.atomic
def prepare_transition(
    *,
    plan: Plan,
    by: User,
    ends: Ending,
    no_meeting: NoMeeting | str = "",
    moves: Mapping[UUID, Moving] | None = None,
    goals: Mapping[UUID, GoalStands] | None = None,
    key: UUID | None = None,
    seen: str = "",
) -> Transition:
    """Begin the transition of a signed plan, or go on with it: what is said of each activity and goal by its uuid.

    What is not said of an activity or a goal that `by` may read is open again; what they may not read stays as it is.
    Who changes something finishes their part anew. Raises StaleRow where it stands otherwise than `seen` by now.
    """
    plan = lock_plan(plan)
    check_can_prepare(by, plan)
    kept, asked = plan.transitions.open().first(), asked_of(plan, by)
    answers, gone = answers_of(asked, kept, by), handed_over(plan.family)
    if ends not in endings(gone):
        raise NotAllowed("This program has ended already. Open the page again.")
    said = _as_answers(asked, ends, no_meeting, moves or {}, goals or {})
    same = kept is not None and answers | said == answers
    if again := saved_before(Transition, key, plan=plan):
        check_was_saved(same)
        return again
    if kept and same:
        return kept
    check_seen(kept or plan, stands_as(answers), seen)
    going = {"ends": ends, "goes_on": goes_on_after(ends, gone), "no_meeting": no_meeting}
    if kept is None:
        keyed = {"uuid": key} if key else {}
        kept = Transition.objects.create(plan=plan, family=plan.family, begun_by=by, **keyed, **going)
    else:
        _save(kept, **going, **{f"{by.bureau}_at": None, f"{by.bureau}_by": None} if by.bureau else {})
    _keep_moves(kept, asked.activities, moves or {}, by)
    _keep_outcomes(kept, asked.goals, goals or {})
    settle(plan.family)
    return kept


def _as_answers(
    asked: Asked, ends: str, no_meeting: str, moves: Mapping[UUID, Moving], goals: Mapping[UUID, GoalStands]
) -> dict[str, Any]:
    """What is said now, by field of the form, as `answers_of` has what was said before."""
    said: dict[str, Any] = {"ends": ends, "no_meeting": no_meeting}
    said |= {f"goal_{one.uuid}": goals.get(one.uuid, "") for one in asked.goals}
    for one in asked.activities:
        moving = moves.get(one.uuid)
        said[f"move_{one.uuid}"] = moving.goes_to if moving else ""
        if moving and moving.resource:
            said |= {f"with_{one.uuid}": str(moving.resource), f"on_{one.uuid}": moving.connected_on}
    return said


def _save(row: Any, **facts: Any) -> None:
    """Write what differs: a save of nothing leaves no version."""
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.save()


def _keep_moves(kept: Transition, activities: list[Activity], moves: Mapping[UUID, Moving], by: User) -> None:
    """Of every activity that `by` may read where it goes, or nothing yet. Of the others what cannot go on is open."""
    before = {one.activity_id: one for one in kept.moves.select_related("activity")}
    moving_already = [one.activity for one in before.values()]
    may_read = may_go_on([*activities, *moving_already], kept.goes_on, kept.family)
    for activity in activities:
        moving, move = moves.get(activity.uuid), before.pop(activity.pk, None)
        if moving is None:
            if move:
                move.delete()
            continue
        check_moving(moving, kept.goes_on, may_read=activity.pk in may_read)
        check_provider(moving)
        check_connected_on(moving.connected_on)
        with_whom = moving.resource if moving.goes_to == GoesTo.COMMUNITY else None
        day = moving.connected_on if with_whom else None
        move = move or ActivityMove(transition=kept, activity=activity)
        said_by = (move.connected_by if move.connected_on == day else by) if day else None
        _save(move, goes_to=moving.goes_to, resource=with_whom, connected_on=day, connected_by=said_by)
    for hidden in before.values():
        if hidden.goes_to == GoesTo.GOES_ON and hidden.activity_id not in may_read:
            hidden.delete()


def _keep_outcomes(kept: Transition, goals: list[Goal], said: Mapping[UUID, GoalStands]) -> None:
    before = {one.goal_id: one for one in kept.outcomes.all()}
    for goal in goals:
        outcome = before.get(goal.pk)
        if stands := said.get(goal.uuid):
            _save(outcome or GoalOutcome(transition=kept, goal=goal), stands=stands)
        elif outcome:
            outcome.delete()


@transaction.atomic
def say_why_it_ends(
    *, transition: Transition, by: User, reason: ClosingReason, about: Person, confidential: bool = False,
    version: int = 0, key: UUID | None = None,
) -> ProgramClosing:  # fmt: skip
    """Write down why the writer's program ends; `about` decides by their consent who reads it. `version`: of a change.

    Raises StaleRow where somebody of the same program wrote it since.
    """
    kept = _locked(transition)
    facts: dict[str, Any] = {"reason": reason, "about": about, "confidential": confidential}
    check_can_say_why(by, kept)
    if again := saved_before(ProgramClosing, key, transition=kept, bureau=by.bureau, reason=reason):
        return again
    closing = kept.closings.filter(bureau=by.bureau).first()
    if closing:
        if not version:
            raise StaleRow(closing)
        closing = save_version(closing, version, **facts)
    else:
        keyed = {"uuid": key} if key else {}
        own = {"family": kept.family, "bureau": by.bureau, "category": KEPT_AS[by.bureau]}
        closing = ProgramClosing.objects.create(transition=kept, **own, **keyed, **facts)
    settle(kept.family)
    return closing


@transaction.atomic
def add_need(*, transition: Transition, by: User, key: UUID | None = None, **facts: Any) -> ResidualNeed:
    """Write down what is left to be met: `text, category, about`, and of `resource, connection, connected_on` what is
    known. The same form sent twice adds one.
    """
    kept = _locked(transition)
    check_can_change(by, kept)
    if again := saved_before(ResidualNeed, key, transition=kept, text=facts["text"], bureau=by.bureau):
        return again
    facts = _connected(facts, by)
    check_tells_no_kept_address(by, kept.family, facts)
    keyed = {"uuid": key} if key else {}
    need = ResidualNeed.objects.create(transition=kept, family=kept.family, bureau=by.bureau, **keyed, **facts)
    _open_again(kept, by)
    settle(kept.family)
    return need


@transaction.atomic
def change_need(*, need: ResidualNeed, by: User, version: int, **facts: Any) -> ResidualNeed:
    """Change a need, or write down that the family was connected. Raises StaleRow if saved meanwhile."""
    kept = _locked(need.transition)
    need = ResidualNeed.objects.select_related("transition__plan__family").get(pk=need.pk)
    check_can_change_need(by, need)
    facts = _connected(facts, by, need)
    check_tells_no_kept_address(by, kept.family, facts)
    saved = save_version(need, version, **facts)
    _open_again(kept, by)
    settle(kept.family)
    return saved


def _connected(facts: dict[str, Any], by: User, kept: ResidualNeed | None = None) -> dict[str, Any]:
    """The day of a connection, and who wrote it down; none where the family was not connected."""
    resource: Provider | None = facts.get("resource")
    day: date | None = facts.get("connected_on") if facts.get("connection") == Connection.CONNECTED else None
    check_connected_on(day)
    check_connection(facts.get("connection", ""), resource, day)
    same = kept is not None and kept.connected_on == day
    return facts | {"connected_on": day, "connected_by": (kept.connected_by if kept and same else by) if day else None}


def _open_again(kept: Transition, by: User) -> None:
    """A program that changes something finishes its part anew."""
    if by.bureau:
        _save(kept, **{f"{by.bureau}_at": None, f"{by.bureau}_by": None})


def _locked(kept: Transition) -> Transition:
    lock_plan(kept.plan)
    return Transition.objects.select_related("plan__family", "family").get(pk=kept.pk)


@transaction.atomic
def finish_part(*, transition: Transition, by: User) -> Transition:
    """The writer's program has said all it has to. With the last program's word the transition is complete."""
    kept = _locked(transition)
    if kept.is_complete:
        return kept
    check_can_finish(by, kept, missing_to_finish(facts_for(kept, by)))
    if not kept.finished(by.bureau):
        _save(kept, **{f"{by.bureau}_at": timezone.now(), f"{by.bureau}_by": by})
    others = unfinished(kept, kept.family)
    for program in others:
        _save(kept, **{f"{program}_at": None, f"{program}_by": None})
    if not others:
        _complete(kept, by)
    settle(kept.family)
    return kept


def _complete(kept: Transition, by: User) -> None:
    """What ends has ended, what goes on is the other program's, and the Linkages case is closed (domain 8)."""
    told = [worker for worker in workers_of(kept.family).values() if worker != by]
    ends = Ending(kept.ends).programs
    to_do = Activity.objects.filter(goal__plan=kept.plan, status__in=STILL_TO_DO).select_related("owner")
    moves = {one.activity_id: GoesTo(one.goes_to) for one in kept.moves.all()}
    for activity in to_do:
        _hand_over(activity, moves.get(activity.pk), ends, kept.goes_on)
    _save(kept, meeting=last_meeting(kept.plan), completed_at=timezone.now(), completed_by=by)
    if not kept.goes_on:
        move_plan(kept.plan, PlanStatus.CLOSED)
    add_stage(family=kept.family, stage=Stage.CLOSED, by=by)
    notify(to=told, kind=NoticeKind.PLAN_HANDED_OVER, url=kept.plan.get_absolute_url(), family=kept.family)


def _hand_over(activity: Activity, goes_to: GoesTo | None, ends: Collection[str], goes_on: str) -> None:
    """Where nobody was left to say, what a program wrote down that does not go on ends with it."""
    if goes_to is None and activity.bureau != goes_on:
        goes_to = GoesTo.ENDS
    facts = {"status": ENDS_AS[goes_to]} if goes_to in ENDS_AS else handed(activity, ends, goes_on)
    if facts:
        save_version(activity, activity.version, **facts)


def carry_over(earlier: Plan, plan: Plan) -> None:
    """The next version of the plan is signed: a transition that is under way goes on under it.

    Where an activity goes is kept; how the goals stand is asked again.
    """
    for kept in earlier.transitions.open():
        _save(kept, plan=plan)
        for move in kept.moves.select_related("activity"):
            following = move.activity.continued_by.filter(goal__plan=plan).first()
            if following:
                _save(move, activity=following)
