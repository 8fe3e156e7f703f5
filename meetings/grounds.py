"""Grounds of access from meetings: invited staff see the header and that meeting, for its time."""

import datetime
from collections.abc import Iterable

from accounts.models import Setting
from families.enums import Ground, Level
from families.models import Family
from families.rules import GroundOfAccess
from meetings.county import INVITED_DAYS_AFTER
from meetings.enums import AttendeeRole
from meetings.models import Attendance

STAND_ON_THEIR_ASSIGNMENT = frozenset({AttendeeRole.CFS_WORKER, AttendeeRole.AIS_WORKER})


def invitation_grounds(attendances: Iterable[Attendance], days_after: int) -> list[GroundOfAccess]:
    """Staff invited to a meeting view it from the invitation until some days after it (architecture: who).

    The family's own two workers have their assignment: when it ends, an invitation does not prolong it. Whoever both
    bureaus invited has one ground, from the first invitation.
    """
    found: dict[tuple[int, str], GroundOfAccess] = {}
    for attendance in sorted(attendances, key=lambda one: one.invited_at, reverse=True):
        until = attendance.meeting.starts_at + datetime.timedelta(days=days_after)
        if attendance.user_id and attendance.role not in STAND_ON_THEIR_ASSIGNMENT and until > attendance.invited_at:
            source = f"meeting:{attendance.meeting.uuid}"
            found[attendance.user_id, source] = GroundOfAccess(
                attendance.user_id, Level.VIEW, Ground.MEETING, source, attendance.invited_at, until
            )
    return list(found.values())


def grounds(family: Family) -> list[GroundOfAccess]:
    """Every ground that this family's meetings give; a cancelled one gives none."""
    attendances = Attendance.objects.filter(meeting__in=family.meetings.standing()).select_related("meeting")
    return invitation_grounds(attendances, Setting.objects.number(INVITED_DAYS_AFTER))
