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
from caseplans.services.freezing import amend_plan, freeze_plan, reopen_plan, show_plan
from caseplans.services.signing import give_copy, refuse_signature, sign_plan

__all__ = [
    "add_activity",
    "add_goal",
    "amend_plan",
    "edit_activity",
    "edit_goal",
    "freeze_plan",
    "give_copy",
    "refuse_signature",
    "remove_activity",
    "remove_goal",
    "reopen_plan",
    "show_plan",
    "sign_plan",
    "start_plan",
]
