"""Who may take an invitation back, and until when."""

from accounts.access import NotAllowed
from accounts.models import User
from meetings.models import Attendance
from meetings.rules import check_can_invite


def check_can_take_back(user: User, attendance: Attendance) -> None:
    """Whoever may invite takes back, until the meeting is held: also someone who is needed.

    Who is wrong on the list goes before the right one comes; without them the meeting says who is missing, and is not
    held (31-090 III.E.2).
    """
    check_can_invite(user, attendance.meeting)
    if attendance.present:
        raise NotAllowed(f"{attendance} is marked as there. Mark them as not there first.")
