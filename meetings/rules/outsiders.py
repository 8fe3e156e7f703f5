"""What people from outside sign, and what they may hear (31-090 III.C.4)."""

import datetime
from collections.abc import Collection

from django.utils import timezone

from accounts.access import NotAllowed
from accounts.models import User
from families.enums import NEVER_CROSSES
from families.rules import works_case
from meetings.enums import NOT_HELD
from meetings.models import Attendance
from meetings.rules import check_can_run


def check_can_keep_statement(user: User, attendance: Attendance) -> None:
    """Whoever works the case says what someone from outside may hear: it follows from what the family signed."""
    check_can_run(user, attendance.meeting)
    if not attendance.external_name:
        raise NotAllowed("Staff and family sign no confidentiality statement here.")
    if not works_case(user, attendance.family):
        raise NotAllowed("The family's workers say what people from outside may hear.")
    if attendance.meeting.status in NOT_HELD:
        raise NotAllowed("This meeting was not held.")


def statement_of(attendance: Attendance) -> str:
    """As the form carries it: when it was signed, and what they may hear."""
    return " ".join([str(attendance.statement_signed_on or "unsigned"), *sorted(attendance.may_hear)])


def check_may_hear(signed_on: datetime.date | None, categories: Collection[str], opened: Collection[str]) -> None:
    """Nothing beyond logistics before the statement is signed, nor what no WTWCC 10B in force opens.

    `opened`: the categories of those in force whose signer named someone outside the two programs.
    """
    if signed_on and signed_on > timezone.localdate():
        raise NotAllowed("The statement cannot be signed on a day that lies ahead.")
    if categories and signed_on is None:
        raise NotAllowed("They hear only logistics until they sign the confidentiality statement.")
    if set(categories) & NEVER_CROSSES or not set(categories) <= set(opened):
        raise NotAllowed("No WTWCC 10B in force opens this for people outside the two programs.")
