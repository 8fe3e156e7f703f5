"""The verbs of meetings and contacts."""

from meetings.services.asking import request_meeting, withdraw_meeting_request
from meetings.services.contacts import (
    correct_contact,
    enter_batch,
    enter_contact,
    export_contacts,
    record_contact,
    take_entry_back,
)
from meetings.services.dispositions import correct_review, record_review
from meetings.services.life import (
    cancel_meeting,
    confirm_meeting,
    finish_minutes,
    hold_meeting,
    mark_attendance,
    record_no_show,
)
from meetings.services.meetings import (
    combine_meetings,
    has_held_pltm,
    invite,
    move_meeting,
    schedule_meeting,
    take_back_invitation,
)
from meetings.services.minutes import add_note, correct_decision, correct_note, decide, finish_arrangement
from meetings.services.outsiders import keep_statement

__all__ = [
    "add_note",
    "cancel_meeting",
    "combine_meetings",
    "confirm_meeting",
    "correct_contact",
    "correct_decision",
    "correct_note",
    "correct_review",
    "decide",
    "enter_batch",
    "enter_contact",
    "export_contacts",
    "finish_arrangement",
    "finish_minutes",
    "has_held_pltm",
    "hold_meeting",
    "invite",
    "keep_statement",
    "mark_attendance",
    "move_meeting",
    "record_contact",
    "record_no_show",
    "record_review",
    "request_meeting",
    "schedule_meeting",
    "take_back_invitation",
    "take_entry_back",
    "withdraw_meeting_request",
]
