"""Meetings, and contacts with the family."""

from meetings.models.contacts import Contact, ContactBatch, ContactBatchLine, ContactParticipant
from meetings.models.meetings import Attendance, Decision, Meeting, MeetingNote

__all__ = [
    "Attendance",
    "Contact",
    "ContactBatch",
    "ContactBatchLine",
    "ContactParticipant",
    "Decision",
    "Meeting",
    "MeetingNote",
]
