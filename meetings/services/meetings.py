"""Setting a meeting: schedule, invite, take back, move."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.models import User
from families.enums import NoticeKind
from families.models import Family
from families.services import check_seen, notify, save_version, settle
from meetings.enums import COMBINED, SHORT_NAMES, USUAL_MINUTES, MeetingKind, MeetingStatus, Mode
from meetings.models import Attendance, Meeting
from meetings.rules import (
    Invitee,
    attendance_category,
    check_can_invite,
    check_invitees,
    check_not_invited_yet,
    check_tells_what_they_may_read,
)
from meetings.rules.apart import check_nobody_is_kept_apart, people_among
from meetings.rules.calling import (
    check_can_move,
    check_can_schedule,
    check_day,
    check_meets_apart,
    check_new_day,
    check_order,
    check_place_is_not_confidential,
    check_says_why,
    check_was_moved,
    check_words_tell_no_kept_address,
    when_and_where,
)
from meetings.rules.inviting import check_can_take_back
from meetings.rules.kinds import rule_of_kind
from meetings.services.asking import answer_requests
from meetings.sharing import attendances_for, standing_of

# Who said that they come said so of what it was before.
NOT_CONFIRMED: dict[str, Any] = {"status": MeetingStatus.SCHEDULED, "confirmed_at": None, "confirmed_by": None}


@transaction.atomic
def schedule_meeting(
    *,
    family: Family,
    by: User,
    kind: MeetingKind,
    starts_at: datetime.datetime,
    mode: Mode,
    place: str,
    attendees: Sequence[Invitee],
    minutes: int = USUAL_MINUTES,
    interpreter: str = "",
    out_of_order_reason: str = "",
    held_already: bool = False,
) -> Meeting:
    """Schedule a meeting and invite whoever is named (31-090 III.D, III.E.2).

    One `held_already` may have a day that is past, and is recorded by `hold_meeting` like any other. `attendees` are
    dicts: `role` and one of `user`, `person`, `external_name` (with `organization`); `about` where the role itself
    tells a sensitive kind.
    """
    family = Family.objects.select_for_update().get(pk=family.pk)
    rule = rule_of_kind(kind)
    check_can_schedule(by, family, rule)
    check_day(family, starts_at, held_already)
    check_order(kind, has_held_pltm(family), out_of_order_reason)
    check_meets_apart(family, rule, people_among(attendees))
    check_place_is_not_confidential(by, family, place)
    check_words_tell_no_kept_address(by, family, interpreter, out_of_order_reason)
    facts = {"kind": kind, "name": rule.name, "starts_at": starts_at, "minutes": minutes, "mode": mode, "place": place}
    facts |= {"interpreter": interpreter, "out_of_order_reason": out_of_order_reason}
    meeting = Meeting.objects.create(family=family, scheduled_by=by, **facts)
    staff = _invite(meeting, by, attendees)
    answer_requests(meeting)
    settle(family)
    if not held_already:
        tell(meeting, staff, NoticeKind.MEETING_SCHEDULED, by)
    return meeting


@transaction.atomic
def combine_meetings(
    *, meeting: Meeting, by: User, kind: MeetingKind, attendees: Sequence[Invitee], out_of_order_reason: str = ""
) -> Meeting:
    """Make one meeting of the family out of one that is set and one of `kind` that was to be (CFPIC Guidelines, 12).

    Day and place stay; whoever was to come to the other one is invited too. It is another meeting than the one that
    was seen or confirmed: forms about that one are stale, everyone is asked again, and the staff invited are told.
    """
    lock(meeting)
    check_can_invite(by, meeting)
    check_can_schedule(by, meeting.family, rule_of_kind(kind))
    both = COMBINED.get(frozenset({kind, meeting.kind}))
    if both is None:
        raise NotAllowed(f"The {meeting.short_name} and the {SHORT_NAMES[kind]} are not held as one meeting.")
    check_order(both, has_held_pltm(meeting.family), out_of_order_reason or meeting.out_of_order_reason)
    check_words_tell_no_kept_address(by, meeting.family, out_of_order_reason)
    facts = {"kind": both, "name": rule_of_kind(both).name}
    facts |= {"out_of_order_reason": out_of_order_reason or meeting.out_of_order_reason}
    save_version(meeting, meeting.version, **facts, **NOT_CONFIRMED)
    told = _knowing(meeting)
    for attendance in meeting.attendances.all():
        attendance.kind = both
        attendance.save()
    there = {one.user or one.person for one in attendances_for(meeting, by)}
    more = [one for one in attendees if (one.get("user") or one.get("person")) not in there]
    staff = _invite(meeting, by, more)
    answer_requests(meeting)
    settle(meeting.family)
    tell(meeting, staff, NoticeKind.MEETING_SCHEDULED, by)
    tell(meeting, [user for user in told if user not in staff], NoticeKind.MEETING_COMBINED, by)
    return meeting


@transaction.atomic
def invite(*, meeting: Meeting, by: User, attendees: Sequence[Invitee]) -> None:
    """Invite more people to a meeting not held yet."""
    lock(meeting)
    check_can_invite(by, meeting)
    staff = _invite(meeting, by, attendees)
    settle(meeting.family)
    tell(meeting, staff, NoticeKind.MEETING_SCHEDULED, by)


@transaction.atomic
def take_back_invitation(*, attendance: Attendance, by: User) -> None:
    """Take someone off the list of a meeting not held yet: what the invitation opened to them ends at once.

    The row goes; its history stays, and the access log tells of a letter. Staff are told, and their calendar takes the
    meeting out. Whoever the other bureau invited too stays invited, and reads nothing of this.
    """
    lock_attendance(attendance)
    check_can_take_back(by, attendance)
    meeting, user = attendance.meeting, attendance.user
    attendance.delete()
    save_version(meeting, meeting.version)
    settle(meeting.family)
    if user and not meeting.attendances.filter(user=user).exists():
        tell(meeting, [user], NoticeKind.INVITATION_TAKEN_BACK, by)


def _invite(meeting: Meeting, by: User, attendees: Sequence[Invitee]) -> list[User]:
    """Keep who is invited. Returns the staff among them."""
    kind = MeetingKind(meeting.kind)
    check_invitees(meeting.family, rule_of_kind(kind), attendees)
    check_tells_what_they_may_read(by, meeting.family, attendees)
    check_not_invited_yet(by, meeting, attendees)
    check_nobody_is_kept_apart(meeting, attendees)
    for facts in attendees:
        words = (facts.get("external_name", ""), facts.get("organization", ""))
        check_words_tell_no_kept_address(by, meeting.family, *words)
        Attendance.objects.create(
            family=meeting.family,
            meeting=meeting,
            kind=kind,
            bureau=by.bureau,
            category=attendance_category(facts["role"]),
            **facts,
        )
    return [facts["user"] for facts in attendees if "user" in facts]


def tell(meeting: Meeting, staff: Iterable[User], kind: NoticeKind, by: User) -> None:
    """Each mail brings the calendar of its reader up to date, also of whoever did it (`by`)."""
    for user in staff:
        still_theirs = visible(Meeting, user).filter(pk=meeting.pk).exists()
        url = meeting.get_absolute_url() if still_theirs else reverse("home")
        notify(to=[user], kind=kind, url=url, record=meeting.uuid, by=by)


def invited_staff(meeting: Meeting) -> QuerySet[User]:
    return User.objects.filter(attendances__meeting=meeting).distinct()


def _knowing(meeting: Meeting) -> list[User]:
    """The staff invited whose the meeting is still to know."""
    return [user for user in invited_staff(meeting) if visible(Meeting, user).filter(pk=meeting.pk).exists()]


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    by: User,
    version: int,
    starts_at: datetime.datetime,
    minutes: int,
    mode: Mode,
    place: str,
    moved_reason: str,
    interpreter: str | None = None,
) -> Meeting:
    """Set a scheduled meeting for another time, place or way, over the version seen; the invited staff are told.

    How often it was moved and why last stands on the meeting, why before in its history. Urgent where it was for today,
    or is now. Raises `StaleRow` where someone else moved it meanwhile.
    """
    lock(meeting)
    check_can_move(by, meeting)
    check_new_day(meeting.family, starts_at)
    check_says_why(moved_reason)
    check_place_is_not_confidential(by, meeting.family, place)
    check_words_tell_no_kept_address(by, meeting.family, moved_reason, interpreter or "")
    earlier = when_and_where(meeting)
    to: dict[str, Any] = {"starts_at": starts_at, "minutes": minutes, "mode": mode, "place": place}
    to |= {} if interpreter is None else {"interpreter": interpreter}
    moved = save_version(meeting, version, moves=meeting.moves + 1, moved_reason=moved_reason, **to, **NOT_CONFIRMED)
    check_was_moved(moved, earlier)
    settle(moved.family)
    is_urgent = timezone.localdate() in {timezone.localdate(earlier[0]), timezone.localdate(starts_at)}
    kind = NoticeKind.MEETING_MOVED_TODAY if is_urgent else NoticeKind.MEETING_MOVED
    tell(moved, _knowing(moved), kind, by)
    return moved


def has_held_pltm(family: Family) -> bool:
    """True when a PLTM of this family was held."""
    return family.meetings.held().of_kind(MeetingKind.PLTM).exists()


def lock(meeting: Meeting, seen: str = "") -> None:
    """Read the meeting again under a lock, so that two people cannot both hold or cancel it.

    The family's comes first, as everywhere: what is saved takes it in the end, and whoever holds it then, to record a
    contact say, waits for the meeting. `seen`: how it stood when whoever acts saw it. Raises `StaleRow` where it was
    moved since.
    """
    Family.objects.select_for_update().get(pk=meeting.family_id)
    meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update())
    check_seen(meeting, standing_of(meeting), seen)


def lock_attendance(attendance: Attendance) -> None:
    """Read it again under its meeting's lock: a mark and a statement are made on pages that stand open together."""
    lock(attendance.meeting)
    try:
        attendance.refresh_from_db(from_queryset=Attendance.objects.select_for_update())
    except Attendance.DoesNotExist as gone:
        raise NotAllowed("This invitation was taken back meanwhile. Open the meeting again.") from gone
