"""Who may call a meeting, for which day and place, and in which order (31-090 III.D-E)."""

import datetime
from collections.abc import Collection, Iterable

from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed
from accounts.models import User
from crossover.sharing.addresses import tells_kept_address
from families.models import Assignment, Family, Person
from families.rules import works_case
from meetings.enums import PREPARED_BY_PLTM, SHORT_NAMES, WORKER_ROLES, MeetingKind, MeetingStatus
from meetings.models import Attendance, KindRule, Meeting
from meetings.rules import EARLY, check_moves_to
from meetings.rules.kinds import rule_of, who_schedules

DAYS_AHEAD = 366
WhenAndWhere = tuple[datetime.datetime, int, str, str, str]


def check_can_schedule(user: User, family: Family, rule: KindRule) -> None:
    """The CFS SW or the AIS SW schedules the PLTM (31-090 III.D), once both are assigned (IV.E).

    An LTM may be called by whoever works the case in either bureau (III.G); other kinds as the county says. One of a
    kind is set at a time, while no parent is left for a meeting of their own.
    """
    _check_may_set(user, family, rule)
    parents = {person.pk for person in family.people.all() if rule.family_attends and person.is_parent}
    if (planned := _planned(family, rule)) and not parents - _invited_of_the_family(planned):
        raise NotAllowed(f"One {rule.short_name} is already scheduled for {_days(planned)}.")


def check_meets_apart(family: Family, rule: KindRule, people: Collection[Person]) -> None:
    """A second meeting of a kind while one is set is for a parent who is not invited to the first, and them alone."""
    planned = _planned(family, rule)
    if planned and (not people or _invited_of_the_family(planned) & {person.pk for person in people}):
        raise NotAllowed(
            f"One {rule.short_name} is already scheduled for {_days(planned)}. "
            "Another one is for a parent who is not invited to it: invite only them."
        )


def _planned(family: Family, rule: KindRule) -> list[Meeting]:
    return list(family.meetings.of_kind(MeetingKind(rule.kind)).ahead().order_by("starts_at"))


def _invited_of_the_family(meetings: Iterable[Meeting]) -> set[int]:
    attendances = Attendance.objects.filter(meeting__in=list(meetings)).exclude(person=None)
    return set(attendances.values_list("person", flat=True))


def _days(meetings: Iterable[Meeting]) -> str:
    return " and ".join(date_format(timezone.localdate(meeting.starts_at)) for meeting in meetings)


def check_can_move(user: User, meeting: Meeting) -> None:
    """Whoever may schedule a meeting may move it, until it is held or cancelled."""
    _check_may_set(user, meeting.family, rule_of(meeting))
    check_moves_to(meeting, MeetingStatus.SCHEDULED)


def _check_may_set(user: User, family: Family, rule: KindRule) -> None:
    """Who sets the day of a meeting of this kind, first or anew."""
    if family.merged_into_id:
        raise NotAllowed("This family was merged into another. Schedule the meeting there.")
    if not works_case(user, family):
        raise NotAllowed("Only the family's workers and their supervisors can schedule a meeting.")
    if rule.bureau and user.bureau != rule.bureau:
        raise NotAllowed(f"The {rule.short_name} is scheduled by {rule.get_bureau_display()}.")
    assignments = list(Assignment.objects.of_family(family).open().exclude(worker=None))
    if rule.kind == MeetingKind.PLTM:
        _check_both_are_assigned(assignments)
    if rule.scheduled_by:
        _check_worker_schedules(user, rule, assignments)


def _check_both_are_assigned(assignments: Iterable[Assignment]) -> None:
    roles = {assignment.role for assignment in assignments}
    missing = [role.label for role in WORKER_ROLES.values() if role not in roles]
    if missing:
        raise NotAllowed(f"The PLTM follows the assignment of both workers. Still to assign: {' and '.join(missing)}.")


def _check_worker_schedules(user: User, rule: KindRule, assignments: Iterable[Assignment]) -> None:
    workers = {assignment.worker_id for assignment in assignments if assignment.role in rule.scheduled_by}
    if not user.stands_for_ids & workers:
        raise NotAllowed(f"The {rule.short_name} is scheduled by the family's {who_schedules(rule)}.")


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
    if held_already and starts_at > timezone.now() + EARLY:
        raise NotAllowed("This time lies ahead, so the meeting did not take place yet.")


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
    """A move changes the time, the place, the way or the interpreter."""
    if when_and_where(meeting) == earlier:
        raise NotAllowed("Nothing was changed. Choose another time, length, place, way or interpreter, or go back.")


def when_and_where(meeting: Meeting) -> WhenAndWhere:
    return meeting.starts_at, meeting.minutes, meeting.mode, meeting.place, meeting.interpreter


def check_place_is_not_confidential(user: User, family: Family, place: str) -> None:
    """Everyone invited reads the place: it does not tell an address that the writer's bureau keeps."""
    if tells_kept_address(user, family, place):
        raise NotAllowed(
            "The place tells a confidential address or phone, and everyone invited reads it. Choose another place, "
            "or write “at the home”."
        )


def check_words_tell_no_kept_address(user: User, family: Family, *words: str) -> None:
    """What is read across or printed tells no such address."""
    if tells_kept_address(user, family, *words):
        raise NotAllowed(
            "This tells a confidential address or phone, and others may read it. Leave it out, or write “at the home”."
        )


def check_order(kind: MeetingKind, pltm_was_held: bool, reason: str) -> None:
    """The PLTM comes as soon as possible before the LTM (31-090 III.D): the other way round needs a reason."""
    if kind in PREPARED_BY_PLTM and not pltm_was_held and not reason.strip():
        raise NotAllowed(f"No PLTM was held yet: say why the {SHORT_NAMES[kind]} comes first.")
