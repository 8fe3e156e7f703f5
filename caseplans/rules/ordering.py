"""In which order rows stand after one was moved, and what may be taken up from an earlier plan."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from accounts.access import NotAllowed, visible
from accounts.models import User
from caseplans.models import Activity, Goal, Plan

Row = TypeVar("Row")


def moved(rows: Sequence[Row], row: Row, place: int) -> list[Row]:
    """The rows with `row` at this place, counted from 0; a place beyond either end is that end."""
    others = [one for one in rows if one != row]
    at = max(0, min(place, len(others)))
    return [*others[:at], row, *others[at:]]


def same_words(activity: Activity) -> tuple[str, int | None, int | None]:
    """By what an activity of an earlier plan is known again: its words, who does it, and about whom it is."""
    return activity.text, activity.person_id, activity.about_id


def same_goal(user: User, plan: Plan, goal: Goal) -> Goal | None:
    """The goal of that text about that person in this plan, where the reader may read it."""
    found: Goal | None = visible(Goal, user).filter(plan=plan, text=goal.text, about=goal.about).first()
    return found


def check_can_copy(user: User, plan: Plan, activity: Activity, due_on: date | None) -> None:
    """Each program takes up what it wrote itself, of an earlier plan of the same family (31-090 III.G)."""
    goal = activity.goal
    if activity.family_id != plan.family_id or goal.plan_id == plan.pk or activity.bureau != user.bureau:
        raise NotAllowed("Choose activities that your own program wrote in an earlier plan of this family.")
    if goal.bureau != user.bureau and not same_goal(user, plan, goal):
        raise NotAllowed(f"The goal of “{activity}” is the other program's. Ask them to take it up first.")
    if activity.has_passed and not due_on:
        raise NotAllowed(f"The day of “{activity}” has passed. Say the new day.")
