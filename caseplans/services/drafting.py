"""Writing the plan, row by row: two workers collide only on one goal or one activity."""

from typing import Any

from django.db import transaction

from accounts.access import visible
from accounts.models import User
from caseplans.models import Activity, Goal, Plan
from caseplans.rules import (
    check_can_edit_plan,
    check_can_edit_row,
    check_can_remove_goal,
    check_can_remove_row,
    check_can_start_plan,
    check_category_of_service,
    check_tells_no_kept_address,
)
from families.models import Family
from families.services import save_version, settle
from meetings.models import Meeting

TAKEN_OUT = "Goal taken out by the other program"


@transaction.atomic
def start_plan(*, family: Family, by: User, meeting: Meeting | None = None) -> Plan:
    """Begin an LCCP. `meeting` is the LTM behind it; without one the last LTM held is taken when it is frozen."""
    Family.objects.select_for_update().get(pk=family.pk)
    check_can_start_plan(by, family)
    plan = Plan.objects.create(family=family, meeting=meeting, started_by=by)
    settle(family)
    return plan


@transaction.atomic
def add_goal(*, plan: Plan, by: User, **facts: Any) -> Goal:
    """Add a goal of the writer's bureau: `text, category, about`, and optionally `kind, by_when, confidential`."""
    _lock_for_writing(plan, by)
    check_tells_no_kept_address(by, plan.family, facts)
    return Goal.objects.create(plan=plan, family=plan.family, bureau=by.bureau, **facts)


@transaction.atomic
def edit_goal(*, goal: Goal, by: User, version: int, **facts: Any) -> Goal:
    """Change a goal. Raises `StaleRow` where someone else saved since `version`."""
    _lock_for_writing(goal.plan, by)
    _check_facts(by, goal, facts)
    return save_version(goal, version, **facts)


@transaction.atomic
def remove_goal(*, goal: Goal, by: User) -> None:
    """Take a goal out; its history stays.

    Activities of the other bureau that this one may not know of move to a goal of that bureau's own, without the text:
    nothing is lost, and the goal goes the same way whether or not something was there.
    """
    _lock_for_writing(goal.plan, by)
    check_can_remove_goal(by, goal)
    hidden = list(goal.activities.exclude(pk__in=visible(Activity, by)))
    if hidden:
        _move_to_own_goal(hidden)
    goal.delete()


def _move_to_own_goal(activities: list[Activity]) -> None:
    first = activities[0]
    kept = {"plan": first.goal.plan, "family": first.family, "bureau": first.bureau, "confidential": True}
    own = Goal.objects.create(text=TAKEN_OUT, category=first.category, about=first.about, **kept)
    for activity in activities:
        activity.goal = own
        activity.save()


@transaction.atomic
def add_activity(*, goal: Goal, by: User, **facts: Any) -> Activity:
    """Add an activity of the writer's bureau under a goal they may read.

    `text, category, about, responsible, service, provided_by, paid_by, due_on, source`, and optionally
    `person, provider, mandatory, confidential`.
    """
    _lock_for_writing(goal.plan, by)
    check_category_of_service(facts["service"], facts["category"])
    check_tells_no_kept_address(by, goal.family, facts)
    return Activity.objects.create(goal=goal, family=goal.family, bureau=by.bureau, **facts)


@transaction.atomic
def edit_activity(*, activity: Activity, by: User, version: int, **facts: Any) -> Activity:
    """Change an activity. Raises `StaleRow` where someone else saved since `version`."""
    _lock_for_writing(activity.goal.plan, by)
    _check_facts(by, activity, facts)
    check_category_of_service(facts.get("service", activity.service), facts.get("category", activity.category))
    return save_version(activity, version, **facts)


@transaction.atomic
def remove_activity(*, activity: Activity, by: User) -> None:
    """Take an activity out; its history stays."""
    _lock_for_writing(activity.goal.plan, by)
    check_can_remove_row(by, activity)
    activity.delete()


def lock_plan(plan: Plan) -> Plan:
    """The family first, then its plan: the order in which every verb waits."""
    Family.objects.select_for_update().get(pk=plan.family.pk)
    return Plan.objects.select_for_update().get(pk=plan.pk)


def _lock_for_writing(plan: Plan, by: User) -> None:
    """Nobody freezes the plan while a row of it is written."""
    check_can_edit_plan(by, lock_plan(plan))


def _check_facts(by: User, row: Goal | Activity, facts: dict[str, Any]) -> None:
    kept = type(row).objects.get(pk=row.pk)
    about = facts.get("about", kept.about)
    check_can_edit_row(by, kept, category=facts.get("category", kept.category), about_id=about and about.pk)
    check_tells_no_kept_address(by, kept.family, {"confidential": kept.confidential} | facts)
