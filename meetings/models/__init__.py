"""Meetings, and contacts with the family."""

from meetings.models.asking import MeetingRequest
from meetings.models.changes import StructureChange
from meetings.models.contacts import Contact, ContactBatch, ContactBatchLine, ContactParticipant
from meetings.models.dispositions import DispositionReview
from meetings.models.kinds import KindRule
from meetings.models.meetings import Attendance, Decision, Meeting, MeetingNote
from meetings.models.requests import BureauRequest, RequestAnswer
from meetings.models.thread import ThreadNote

__all__ = [
    "Attendance",
    "BureauRequest",
    "Contact",
    "ContactBatch",
    "ContactBatchLine",
    "ContactParticipant",
    "Decision",
    "DispositionReview",
    "KindRule",
    "Meeting",
    "MeetingNote",
    "MeetingRequest",
    "RequestAnswer",
    "StructureChange",
    "ThreadNote",
]
