"""The verbs of the coordinated plan."""

from caseplans.services.drafting import (
    add_activity,
    add_goal,
    edit_activity,
    edit_goal,
    remove_activity,
    remove_goal,
    start_plan,
)
from caseplans.services.signing import freeze_plan, give_copy, reopen_plan, sign_plan

__all__ = [
    "add_activity",
    "add_goal",
    "edit_activity",
    "edit_goal",
    "freeze_plan",
    "give_copy",
    "remove_activity",
    "remove_goal",
    "reopen_plan",
    "sign_plan",
    "start_plan",
]
