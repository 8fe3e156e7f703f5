"""The verbs of meetings and contacts."""

from meetings.services.contacts import (
    correct_contact,
    enter_batch,
    enter_contact,
    export_contacts,
    record_contact,
    take_entry_back,
)
from meetings.services.meetings import (
    add_note,
    cancel_meeting,
    correct_decision,
    correct_note,
    decide,
    has_held_pltm,
    hold_meeting,
    invite,
    move_meeting,
    schedule_meeting,
)

__all__ = [
    "add_note",
    "cancel_meeting",
    "correct_contact",
    "correct_decision",
    "correct_note",
    "decide",
    "enter_batch",
    "enter_contact",
    "export_contacts",
    "has_held_pltm",
    "hold_meeting",
    "invite",
    "move_meeting",
    "record_contact",
    "schedule_meeting",
    "take_entry_back",
]
