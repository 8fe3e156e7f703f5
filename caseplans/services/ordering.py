"""The order in which goals and activities stand, and what goes on from an earlier plan."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.access import visible
from accounts.models import User
from caseplans.models import Activity, Goal, Plan, SourceRequirement
from caseplans.rules import in_order
from caseplans.rules.activities import may_own
from caseplans.rules.ordering import check_can_copy, moved, same_goal, same_words
from caseplans.services.activities import add_activity
from caseplans.services.drafting import add_goal, lock_for_writing
from caseplans.services.requirements import add_requirements
from caseplans.sharing import readable_rows, taken_up

OF_GOAL = (
    "text", "kind", "need", "own_words", "short_term", "protective_factor", "measure", "by_when", "category", "about",
    "confidential",
)  # fmt: skip
OF_ACTIVITY = (
    "text", "why", "responsible", "person", "owner", "service", "provider", "chosen_by_family", "provided_by",
    "paid_by", "cost", "budget_line", "frequency", "weekdays", "from_time", "to_time", "place", "hours_a_week",
    "due_on", "source", "mandatory", "child_care", "transport", "ancillary", "counts_as", "counts_on", "measure",
    "steps", "category", "about", "confidential",
)  # fmt: skip
OF_REQUIREMENT = (
    "source", "text", "service", "court_ordered", "mandatory", "due_on", "frequency", "hours_a_week", "category",
    "about", "confidential",
)  # fmt: skip


@transaction.atomic
def place_goal(*, goal: Goal, by: User, place: int) -> None:
    """Put a goal at this place (from 0) among the goals of the same need: child safety stays first."""
    lock_for_writing(goal.plan, by)
    goal = Goal.objects.get(pk=goal.pk)
    rows = readable_rows(goal.plan, by)
    _keep_order(moved([one for one, _ in in_order(rows) if one.need == goal.need], goal, place))


@transaction.atomic
def place_activity(*, activity: Activity, by: User, place: int) -> None:
    """Put an activity at this place (from 0) among those of its goal."""
    lock_for_writing(activity.goal.plan, by)
    activity = Activity.objects.select_related("goal__plan").get(pk=activity.pk)
    rows = readable_rows(activity.goal.plan, by)
    _keep_order(moved(rows.activities_of(activity.goal), activity, place))


def _keep_order(rows: Sequence[Goal | Activity]) -> None:
    """What the mover may not read keeps its place. The row's version stays: who edits it is not in the way."""
    for place, row in enumerate(rows, start=1):
        if row.position != place:
            row.position = place
            row.save(update_fields=["position"])


@transaction.atomic
def copy_forward(*, plan: Plan, by: User, activities: Iterable[Activity], due_on: date | None = None) -> list[Activity]:
    """Take activities of an earlier plan up into this draft, with their goals and the requirements they satisfy.

    Each program takes up its own. `due_on` is the new day of what is due on a day that has passed. What stands in
    the draft already is not taken up again.
    """
    lock_for_writing(plan, by)
    taken = taken_up(plan, by)
    chosen = [one for one in {same_words(each): each for each in activities}.values() if same_words(one) not in taken]
    for activity in chosen:
        check_can_copy(by, plan, activity, due_on)
    goals: dict[int, Goal] = {}
    return [_copy(activity, plan, by, goals, due_on) for activity in chosen]


def _copy(activity: Activity, plan: Plan, by: User, goals: dict[int, Goal], due_on: date | None) -> Activity:
    facts = {name: getattr(activity, name) for name in OF_ACTIVITY}
    if due_on and activity.has_passed:
        facts["due_on"] = due_on
    if activity.owner and not may_own(plan.family, activity.responsible, activity.owner):
        facts["owner"] = None
    sources = [_same_requirement(one, plan, by) for one in visible(SourceRequirement, by).filter(activities=activity)]
    return add_activity(
        goal=_same_goal(activity.goal, plan, by, goals, due_on),
        by=by,
        others=activity.others(),
        continues=activity,
        sources=[one for one in sources if one],
        **facts,
    )


def _same_goal(goal: Goal, plan: Plan, by: User, goals: dict[int, Goal], due_on: date | None) -> Goal:
    """The same goal in the new plan; a copy where there is none yet, whose day is the new one where it has passed."""
    if goal.pk not in goals:
        facts = {name: getattr(goal, name) for name in OF_GOAL}
        if goal.by_when and goal.by_when < timezone.localdate():
            facts["by_when"] = due_on
        goals[goal.pk] = same_goal(by, plan, goal) or add_goal(plan=plan, by=by, **facts)
    return goals[goal.pk]


def _same_requirement(one: SourceRequirement, plan: Plan, by: User) -> SourceRequirement | None:
    """The same requirement in the new plan: copied where it is the writer's own program's, else only found."""
    alike = visible(SourceRequirement, by).filter(plan=plan, text=one.text, about=one.about, source=one.source)
    found: SourceRequirement | None = alike.first()
    if found or one.bureau != by.bureau:
        return found
    facts = {name: getattr(one, name) for name in OF_REQUIREMENT}
    return add_requirements(plan=plan, by=by, rows=[facts])[0]
