"""What people from outside signed, and what they may hear."""

import datetime
from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from families.enums import Category
from families.services import check_seen, settle
from meetings.models import Attendance
from meetings.rules.outsiders import check_can_keep_statement, check_may_hear, statement_of
from meetings.services.meetings import lock_attendance
from meetings.sharing.preparing import opened_to_outsiders


@transaction.atomic
def keep_statement(
    *,
    attendance: Attendance,
    by: User,
    statement_signed_on: datetime.date | None,
    may_hear: Sequence[Category] = (),
    seen: str = "",
) -> None:
    """Keep the day someone from outside signed the confidentiality statement, and which categories they may hear.

    `seen`: what was kept of it before. Raises `StaleRow` where a colleague kept something else since.
    """
    lock_attendance(attendance)
    check_can_keep_statement(by, attendance)
    check_seen(attendance, statement_of(attendance), seen)
    check_may_hear(statement_signed_on, may_hear, opened_to_outsiders(attendance.family))
    attendance.statement_signed_on, attendance.may_hear = statement_signed_on, list(may_hear)
    attendance.save()
    settle(attendance.family)
