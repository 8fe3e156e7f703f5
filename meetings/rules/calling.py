"""Who may call a meeting, for which day and place, and in which order (31-090 III.D-E)."""

import datetime
from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed
from accounts.models import User
from crossover.sharing.addresses import tells_kept_address
from families.models import Assignment, Family
from families.rules import works_case
from meetings.enums import WORKER_ROLES, MeetingKind, MeetingStatus
from meetings.models import Meeting

DAYS_AHEAD = 366
WhenAndWhere = tuple[datetime.datetime, int, str, str]


def check_can_schedule(user: User, family: Family, kind: MeetingKind) -> None:
    """The CFS SW or the AIS SW schedules the PLTM (31-090 III.D), once both are assigned (IV.E).

    An LTM may be called by whoever works the case in either bureau (III.G).
    """
    _check_may_set(user, family, kind)
    planned = family.meetings.of_kind(kind).filter(status=MeetingStatus.SCHEDULED).first()
    if planned:
        day = timezone.localdate(planned.starts_at)
        raise NotAllowed(f"One {kind.upper()} is already scheduled for {date_format(day)}.")


def check_can_move(user: User, meeting: Meeting) -> None:
    """Whoever may schedule a meeting may move it, until it is held or cancelled."""
    _check_may_set(user, meeting.family, MeetingKind(meeting.kind))
    if meeting.status != MeetingStatus.SCHEDULED:
        raise NotAllowed(f"This meeting is already {meeting.get_status_display().lower()}.")


def _check_may_set(user: User, family: Family, kind: MeetingKind) -> None:
    """Who sets the day of a meeting of this kind, first or anew."""
    if family.merged_into_id:
        raise NotAllowed("This family was merged into another. Schedule the meeting there.")
    if not works_case(user, family):
        raise NotAllowed("Only the family's workers and their supervisors can schedule a meeting.")
    if kind == MeetingKind.PLTM:
        _check_worker_schedules(user, Assignment.objects.of_family(family).open().exclude(worker=None))


def _check_worker_schedules(user: User, assignments: Iterable[Assignment]) -> None:
    workers = {a.role: a.worker_id for a in assignments if a.role in WORKER_ROLES.values()}
    missing = [role.label for role in WORKER_ROLES.values() if role not in workers]
    if missing:
        raise NotAllowed(f"The PLTM follows the assignment of both workers. Still to assign: {' and '.join(missing)}.")
    if not user.stands_for_ids & set(workers.values()):
        raise NotAllowed("The PLTM is scheduled by the family's CFS social worker or AIS/FS social worker.")


def check_day(family: Family, starts_at: datetime.datetime, held_already: bool) -> None:
    """A day mistyped by a year would stop no clock: the clocks read the meetings since the CFS case was opened.

    What is scheduled lies ahead; what took place before it was entered is said to have.
    """
    day, today = timezone.localdate(starts_at), timezone.localdate()
    opened = family.cfs_cases.open().order_by("opened_on").values_list("opened_on", flat=True).first()
    if opened and day < opened:
        raise NotAllowed(f"The CFS case was opened on {date_format(opened)}. A Linkages meeting is not before it.")
    if day > today + datetime.timedelta(days=DAYS_AHEAD):
        raise NotAllowed("This day is more than a year away. Check the year.")
    if day < today and not held_already:
        raise NotAllowed("This day is past. Choose a day from today on, or tick that the meeting took place already.")
    if day > today and held_already:
        raise NotAllowed("This day lies ahead, so the meeting did not take place yet.")


def check_new_day(family: Family, starts_at: datetime.datetime) -> None:
    """A meeting is moved to a day from today on, as it would be scheduled."""
    if timezone.localdate(starts_at) < timezone.localdate():
        raise NotAllowed("This day is past. Choose a day from today on.")
    check_day(family, starts_at, held_already=False)


def check_says_why(reason: str) -> None:
    """A move says why."""
    if not reason.strip():
        raise NotAllowed("Say why the meeting is moved.")


def check_was_moved(meeting: Meeting, earlier: WhenAndWhere) -> None:
    """A move changes the time, the place or the way."""
    if when_and_where(meeting) == earlier:
        raise NotAllowed("Nothing was changed. Choose another time, length, place or way, or go back.")


def when_and_where(meeting: Meeting) -> WhenAndWhere:
    return meeting.starts_at, meeting.minutes, meeting.mode, meeting.place


def check_place_is_not_confidential(user: User, family: Family, place: str) -> None:
    """Everyone invited reads the place: it does not tell an address that the writer's bureau keeps."""
    if tells_kept_address(user, family, place):
        raise NotAllowed(
            "The place tells a confidential address or phone, and everyone invited reads it. Choose another place, "
            "or write “at the home”."
        )


def check_words_tell_no_kept_address(user: User, family: Family, text: str) -> None:
    """Notes and decisions are read across, and a decision is printed: neither tells such an address."""
    if tells_kept_address(user, family, text):
        raise NotAllowed(
            "This tells a confidential address or phone, and others may read it. Leave it out, or write “at the home”."
        )


def check_order(kind: MeetingKind, pltm_was_held: bool, reason: str) -> None:
    """The PLTM comes as soon as possible before the LTM (31-090 III.D): the other way round needs a reason."""
    if kind == MeetingKind.LTM and not pltm_was_held and not reason.strip():
        raise NotAllowed("No PLTM was held yet: say why the LTM comes first.")
