"""The verbs of the coordinated plan."""

from caseplans.services.activities import add_activity, edit_activity, note_progress, remove_activity
from caseplans.services.drafting import add_goal, edit_goal, remove_goal, start_plan
from caseplans.services.freezing import amend_plan, freeze_plan, reopen_plan, show_plan
from caseplans.services.requirements import (
    add_requirements,
    edit_requirement,
    keep_program_plan,
    remove_requirement,
)
from caseplans.services.signing import give_copy, refuse_signature, sign_plan
from caseplans.services.translating import translate_row

__all__ = [
    "add_activity",
    "add_goal",
    "add_requirements",
    "amend_plan",
    "edit_activity",
    "edit_goal",
    "edit_requirement",
    "freeze_plan",
    "give_copy",
    "keep_program_plan",
    "note_progress",
    "refuse_signature",
    "remove_activity",
    "remove_goal",
    "remove_requirement",
    "reopen_plan",
    "show_plan",
    "sign_plan",
    "start_plan",
    "translate_row",
]
