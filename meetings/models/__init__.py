"""Meetings, and contacts with the family."""

from meetings.models.asking import MeetingRequest
from meetings.models.contacts import Contact, ContactBatch, ContactBatchLine, ContactParticipant
from meetings.models.kinds import KindRule
from meetings.models.meetings import Attendance, Decision, Meeting, MeetingNote

__all__ = [
    "Attendance",
    "Contact",
    "ContactBatch",
    "ContactBatchLine",
    "ContactParticipant",
    "Decision",
    "KindRule",
    "Meeting",
    "MeetingNote",
    "MeetingRequest",
]
