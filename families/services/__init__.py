"""The verbs of the ground."""

from families.services.arranging import end_own_task, hand_over_task, snooze_task, write_down_task
from families.services.breaking import break_glass, review_break_glass
from families.services.calworks import add_wtw_standing, record_monthly_figure
from families.services.covering import end_cover, name_cover
from families.services.keeping import (
    add_address,
    add_person,
    add_person_note,
    assign,
    create_family,
    dispose_referral,
    edit_calworks_case,
    edit_cfs_case,
    edit_person,
    open_cfs_case,
    record_calworks_case,
    record_referral,
)
from families.services.merging import lock_both, merge_families
from families.services.noticing import (
    choose_digest,
    drop_draft,
    forget_expired_drafts,
    notify,
    read_notices,
    save_draft,
)
from families.services.removals import add_removal, end_removal
from families.services.restricting import (
    decide_conflict,
    declare_conflict,
    lift_restriction,
    restrict_family,
)
from families.services.saving import StaleRow, check_seen, check_was_saved, save_version, saved_before
from families.services.settling import dues_of, grant_drift, grounds_of, settle, task_drift
from families.services.staffing import (
    change_roles,
    deactivate_user,
    end_supervision,
    move_user,
    reactivate_user,
    record_training,
    register_user,
    settle_everyone,
    supervise_unit,
)
from families.services.telling import (
    change_email,
    drop_told,
    keep_told,
    send_password_reset,
    turn_off_second_step,
)

__all__ = [
    "StaleRow",
    "add_address",
    "add_person",
    "add_person_note",
    "add_removal",
    "add_wtw_standing",
    "assign",
    "break_glass",
    "change_email",
    "change_roles",
    "check_seen",
    "check_was_saved",
    "choose_digest",
    "create_family",
    "deactivate_user",
    "decide_conflict",
    "declare_conflict",
    "dispose_referral",
    "drop_draft",
    "drop_told",
    "dues_of",
    "edit_calworks_case",
    "edit_cfs_case",
    "edit_person",
    "end_cover",
    "end_own_task",
    "end_removal",
    "end_supervision",
    "forget_expired_drafts",
    "grant_drift",
    "grounds_of",
    "hand_over_task",
    "keep_told",
    "lift_restriction",
    "lock_both",
    "merge_families",
    "move_user",
    "name_cover",
    "notify",
    "open_cfs_case",
    "reactivate_user",
    "read_notices",
    "record_calworks_case",
    "record_monthly_figure",
    "record_referral",
    "record_training",
    "register_user",
    "restrict_family",
    "review_break_glass",
    "save_draft",
    "save_version",
    "saved_before",
    "send_password_reset",
    "settle",
    "settle_everyone",
    "snooze_task",
    "supervise_unit",
    "task_drift",
    "turn_off_second_step",
    "write_down_task",
]
