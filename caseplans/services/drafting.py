"""Writing the plan, row by row: two workers collide only on one goal or one activity."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from accounts.access import visible
from accounts.models import User
from caseplans.models import Activity, Goal, Plan
from caseplans.rules import (
    check_can_edit_plan,
    check_can_edit_row,
    check_can_remove_goal,
    check_can_start_plan,
    check_target_reason,
    check_tells_no_kept_address,
)
from caseplans.rules.translating import still_fitting
from families.models import Family
from families.services import save_version, saved_before, settle
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
def add_goal(*, plan: Plan, by: User, key: UUID | None = None, **facts: Any) -> Goal:
    """Add a goal of the writer's bureau: `text, category, about`, and optionally the other fields of a goal.

    `key` is the form's own: the same form sent twice adds one goal.
    """
    lock_for_writing(plan, by)
    if again := saved_before(Goal, key, plan=plan, text=facts["text"], bureau=by.bureau):
        return again
    check_tells_no_kept_address(by, plan.family, facts)
    place, keyed = next_place(plan.goals.all()), {"uuid": key} if key else {}
    return Goal.objects.create(plan=plan, family=plan.family, bureau=by.bureau, position=place, **keyed, **facts)


def next_place(rows: QuerySet) -> int:
    """After all others, once somebody put them in order; until then 0 for all, and the usual order holds."""
    last: int = rows.aggregate(last=Max("position"))["last"] or 0
    return last + 1 if last else 0


@transaction.atomic
def edit_goal(*, goal: Goal, by: User, version: int, **facts: Any) -> Goal:
    """Change a goal. Raises `StaleRow` where someone else saved since `version`."""
    lock_for_writing(goal.plan, by)
    check_facts(by, goal, facts)
    kept = Goal.objects.get(pk=goal.pk)
    if "by_when" in facts and kept.version == version:
        check_target_reason(kept, facts["by_when"], facts.get("target_reason", ""))
    return save_version(goal, version, **facts, translations=still_fitting(kept, facts))


@transaction.atomic
def remove_goal(*, goal: Goal, by: User) -> None:
    """Take a goal out; its history stays.

    Activities of the other bureau that this one may not know of move to a goal of that bureau's own, without the text:
    nothing is lost, and the goal goes the same way whether or not something was there.
    """
    lock_for_writing(goal.plan, by)
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


def lock_plan(plan: Plan) -> Plan:
    """The family first, then its plan: the order in which every verb waits."""
    Family.objects.select_for_update().get(pk=plan.family.pk)
    return Plan.objects.select_for_update().get(pk=plan.pk)


def lock_for_writing(plan: Plan, by: User) -> None:
    """Nobody freezes the plan while a row of it is written."""
    check_can_edit_plan(by, lock_plan(plan))


def check_facts(by: User, row: Goal | Activity, facts: dict[str, Any]) -> None:
    kept = type(row).objects.get(pk=row.pk)
    about = facts.get("about", kept.about)
    check_can_edit_row(by, kept, category=facts.get("category", kept.category), about_id=about and about.pk)
    check_tells_no_kept_address(by, kept.family, {"confidential": kept.confidential} | facts)
