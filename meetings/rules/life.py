"""What becomes of a meeting between the day it is set and its final minutes (domain 8)."""

from accounts.models import User
from meetings.enums import MeetingStatus
from meetings.models import Meeting
from meetings.rules import check_can_run, check_day_has_come, check_moves_to


def check_can_confirm(user: User, meeting: Meeting) -> None:
    """Whoever runs the meeting heard from everyone that they come."""
    check_can_run(user, meeting)
    check_moves_to(meeting, MeetingStatus.CONFIRMED)


def check_can_record_no_show(user: User, meeting: Meeting) -> None:
    """That someone needed did not come shows on the day, not before: until then it is moved or cancelled."""
    check_can_run(user, meeting)
    check_moves_to(meeting, MeetingStatus.NO_SHOW)
    check_day_has_come(meeting)


def check_can_finish(user: User, meeting: Meeting) -> None:
    """The minutes of a held meeting are finished once: nothing is added after that."""
    check_can_run(user, meeting)
    check_moves_to(meeting, MeetingStatus.FINAL)
