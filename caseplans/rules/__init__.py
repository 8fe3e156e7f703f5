"""What the plan says, and who may do what to it."""

from caseplans.rules.checks import (
    check_can_edit_plan,
    check_can_edit_row,
    check_can_freeze,
    check_can_give_copy,
    check_can_remove_goal,
    check_can_remove_row,
    check_can_reopen,
    check_can_sign,
    check_can_start_plan,
    check_category_of_service,
    check_out_for_signature,
    check_shown_in_their_language,
    check_transition,
    check_version_shown,
    workers_of,
)
from caseplans.rules.content import PlanRows, canonical, in_order, plan_content, sha256_of

__all__ = [
    "PlanRows",
    "canonical",
    "check_can_edit_plan",
    "check_can_edit_row",
    "check_can_freeze",
    "check_can_give_copy",
    "check_can_remove_goal",
    "check_can_remove_row",
    "check_can_reopen",
    "check_can_sign",
    "check_can_start_plan",
    "check_category_of_service",
    "check_out_for_signature",
    "check_shown_in_their_language",
    "check_transition",
    "check_version_shown",
    "in_order",
    "plan_content",
    "sha256_of",
    "workers_of",
]
