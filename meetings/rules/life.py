"""What becomes of a meeting between the day it is set and its final minutes (domain 8)."""

from collections.abc import Collection

from django.db.models import QuerySet

from accounts.access import NotAllowed
from accounts.enums import Act
from accounts.models import User
from accounts.roles import ROLES
from crossover.sharing import readable
from meetings.enums import WORKER_ROLES, AttendeeRole, MeetingStatus
from meetings.models import Attendance, KindRule, Meeting
from meetings.rules import ALREADY, check_can_run, check_day_has_come, check_has_begun, check_moves_to
from meetings.rules.dispositions import check_review_is_recorded


def invited_since_confirmed(user: User, meeting: Meeting) -> QuerySet[Attendance]:
    """Whom it was not confirmed for: invited after that, as far as `user` may know of it."""
    later = meeting.attendances.filter(invited_at__gt=meeting.confirmed_at) if meeting.confirmed_at else None
    return Attendance.objects.none() if later is None else readable(later, user)


def check_can_confirm(user: User, meeting: Meeting) -> None:
    """Whoever runs the meeting heard from everyone that they come; and again from whoever was invited since."""
    check_can_run(user, meeting)
    if meeting.status != MeetingStatus.CONFIRMED or not invited_since_confirmed(user, meeting).exists():
        check_moves_to(meeting, MeetingStatus.CONFIRMED)


def check_can_record_no_show(user: User, meeting: Meeting) -> None:
    """That someone needed did not come shows once it was to begin: until then it is moved or cancelled."""
    check_can_run(user, meeting)
    check_moves_to(meeting, MeetingStatus.NO_SHOW)
    check_has_begun(meeting)


def check_can_finish(user: User, meeting: Meeting) -> None:
    """The minutes of a held meeting are finished once: nothing is added after that."""
    check_can_run(user, meeting)
    check_moves_to(meeting, MeetingStatus.FINAL)
    check_review_is_recorded(meeting)


def check_has_minutes(meeting: Meeting) -> None:
    """Minutes tell of a meeting that took place; until they are final they are a draft."""
    if not meeting.was_held:
        raise NotAllowed("There are no minutes: this meeting was not held.")


def check_invites_by_letter(meeting: Meeting) -> None:
    """A letter invites to a meeting that is still ahead."""
    if not meeting.is_ahead:
        raise NotAllowed(f"There is nothing to invite to: this meeting is already {ALREADY[meeting.status]}.")


def check_can_mark(user: User, meeting: Meeting) -> None:
    """Who is there is marked by whoever runs the meeting, on its day and until it is held."""
    check_can_run(user, meeting)
    check_moves_to(meeting, MeetingStatus.HELD)
    check_day_has_come(meeting)


def may_stand_in(attendance: Attendance, role: AttendeeRole) -> bool:
    """A colleague of the worker's bureau who works cases, invited in another role."""
    user = attendance.user
    is_of_the_bureau = bool(user and user.bureau == ROLES[WORKER_ROLES[role]].bureau and user.may(Act.WORK_CASE))
    return is_of_the_bureau and attendance.role not in WORKER_ROLES


def check_stand_in(
    rule: KindRule, attendance: Attendance, role: str, reason: str, present: Collection[Attendance]
) -> None:
    """A county rule, not the handbook's: a colleague who was there stands in for a required worker who was not.

    With a reason. Nobody stands in for the family (31-090 III.E.2). `present`: everyone who took part.
    """
    if role not in WORKER_ROLES or role not in rule.required_roles:
        raise NotAllowed("Only a required worker has a stand-in. Nobody stands in for the family.")
    label = AttendeeRole(role).label
    if not rule.takes_stand_ins:
        raise NotAllowed(f"The county lets nobody stand in for the {label} at the {rule.short_name}.")
    if not may_stand_in(attendance, AttendeeRole(role)):
        raise NotAllowed(f"{attendance} cannot stand in for the {label}: choose a colleague of the same program.")
    if attendance not in present:
        raise NotAllowed(f"{attendance} was not there, so they stood in for nobody.")
    if any(one.role == role for one in present):
        raise NotAllowed(f"The {label} was there: nobody stands in for them.")
    if not reason.strip():
        raise NotAllowed(f"Say why {attendance} stands in for the {label}.")
