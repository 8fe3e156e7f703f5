"""The verbs of meetings: schedule, invite, move, hold, cancel, note, decide."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.models import User
from crossover.enums import Stage
from crossover.services import add_stage
from crossover.sharing import is_readable
from families.enums import NoticeKind
from families.models import Family, Person
from families.services import notify, save_version, settle
from meetings.enums import USUAL_MINUTES, MeetingKind, MeetingStatus, Mode
from meetings.models import Attendance, Decision, Meeting, MeetingNote
from meetings.rules import (
    Invitee,
    NoteFacts,
    attendance_category,
    check_can_cancel,
    check_can_correct,
    check_can_decide,
    check_can_hold,
    check_can_invite,
    check_can_note,
    check_invitees,
    check_nobody_is_kept_apart,
    check_not_invited_yet,
    check_note,
    check_quorum,
    check_tells_what_they_may_read,
    check_writes_what_they_may_read,
)
from meetings.rules.calling import (
    check_can_move,
    check_can_schedule,
    check_day,
    check_new_day,
    check_order,
    check_place_is_not_confidential,
    check_says_why,
    check_was_moved,
    check_words_tell_no_kept_address,
    when_and_where,
)
from meetings.sharing import attendances_for

Said = TypeVar("Said", MeetingNote, Decision)
STAGE_OF = {MeetingKind.PLTM: Stage.PLTM_DONE, MeetingKind.LTM: Stage.LTM_DONE}


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
    """Schedule a PLTM or an LTM and invite whoever is named (31-090 III.D, III.E.2).

    One `held_already` may have a day that is past, and is recorded by `hold_meeting` like any other. `attendees` are
    dicts: `role` and one of `user`, `person`, `external_name` (with `organization`); `about` where the role itself
    tells a sensitive kind.
    """
    family = Family.objects.select_for_update().get(pk=family.pk)
    check_can_schedule(by, family, kind)
    check_day(family, starts_at, held_already)
    check_order(kind, has_held_pltm(family), out_of_order_reason)
    check_place_is_not_confidential(by, family, place)
    meeting = Meeting.objects.create(
        family=family,
        kind=kind,
        starts_at=starts_at,
        minutes=minutes,
        mode=mode,
        place=place,
        interpreter=interpreter,
        out_of_order_reason=out_of_order_reason,
        scheduled_by=by,
    )
    staff = _invite(meeting, by, attendees)
    if not held_already:
        _tell(meeting, staff, NoticeKind.MEETING_SCHEDULED, by)
    return meeting


@transaction.atomic
def invite(*, meeting: Meeting, by: User, attendees: Sequence[Invitee]) -> None:
    """Invite more people to a meeting not held yet."""
    _lock(meeting)
    check_can_invite(by, meeting)
    _tell(meeting, _invite(meeting, by, attendees), NoticeKind.MEETING_SCHEDULED, by)


def _invite(meeting: Meeting, by: User, attendees: Sequence[Invitee]) -> list[User]:
    """Keep who is invited. Returns the staff among them."""
    kind = MeetingKind(meeting.kind)
    check_invitees(meeting.family, kind, attendees)
    check_tells_what_they_may_read(by, meeting.family, attendees)
    check_not_invited_yet(by, meeting, attendees)
    check_nobody_is_kept_apart(meeting, attendees)
    for facts in attendees:
        Attendance.objects.create(
            family=meeting.family,
            meeting=meeting,
            kind=kind,
            bureau=by.bureau,
            category=attendance_category(facts["role"]),
            **facts,
        )
    settle(meeting.family)
    return [facts["user"] for facts in attendees if "user" in facts]


def _tell(meeting: Meeting, staff: Iterable[User], kind: NoticeKind, by: User) -> None:
    """Each mail brings the calendar of its reader up to date, also of whoever did it (`by`)."""
    for user in staff:
        still_theirs = visible(Meeting, user).filter(pk=meeting.pk).exists()
        url = meeting.get_absolute_url() if still_theirs else reverse("home")
        notify(to=[user], kind=kind, url=url, record=meeting.uuid, by=by)


def _invited_staff(meeting: Meeting) -> QuerySet[User]:
    return User.objects.filter(attendances__meeting=meeting).distinct()


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
) -> Meeting:
    """Set a scheduled meeting for another time, place or way, over the version seen; the invited staff are told.

    How often it was moved and why last stands on the meeting, why before in its history. Urgent where it was for today,
    or is now. Raises `StaleRow` where someone else moved it meanwhile.
    """
    _lock(meeting)
    check_can_move(by, meeting)
    check_new_day(meeting.family, starts_at)
    check_says_why(moved_reason)
    check_place_is_not_confidential(by, meeting.family, place)
    check_words_tell_no_kept_address(by, meeting.family, moved_reason)
    earlier = when_and_where(meeting)
    to = {"starts_at": starts_at, "minutes": minutes, "mode": mode, "place": place}
    moved = save_version(meeting, version, moves=meeting.moves + 1, moved_reason=moved_reason, **to)
    check_was_moved(moved, earlier)
    settle(moved.family)
    is_urgent = timezone.localdate() in {timezone.localdate(earlier[0]), timezone.localdate(starts_at)}
    kind = NoticeKind.MEETING_MOVED_TODAY if is_urgent else NoticeKind.MEETING_MOVED
    knowing = [user for user in _invited_staff(moved) if visible(Meeting, user).filter(pk=moved.pk).exists()]
    _tell(moved, knowing, kind, by)
    return moved


@transaction.atomic
def hold_meeting(
    *, meeting: Meeting, by: User, present: Mapping[Attendance, Mode], notes: Iterable[NoteFacts] = ()
) -> None:
    """Record that the meeting took place: who was there and how, and what was said under each topic.

    `present` maps an attendance of this meeting to how the person took part. Whoever `by` may not know of stays as they
    were. Closes the task and reaches the stage.
    """
    _lock(meeting)
    check_can_hold(by, meeting)
    attendances = list(attendances_for(meeting, by))
    check_quorum(MeetingKind(meeting.kind), [attendance for attendance in attendances if attendance in present])
    for attendance in attendances:
        attendance.present = attendance in present
        attendance.mode = present.get(attendance, "")
        attendance.save()
    meeting.status, meeting.held_at, meeting.held_by = MeetingStatus.HELD, timezone.now(), by
    meeting.save()
    for note in notes:
        _note(meeting, by, note)
    add_stage(family=meeting.family, stage=STAGE_OF[MeetingKind(meeting.kind)], by=by)
    settle(meeting.family)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: User, reason: str) -> None:
    """Call a scheduled meeting off; the invitations end with it, and the invited staff are told."""
    _lock(meeting)
    check_can_cancel(by, meeting)
    meeting.status, meeting.cancelled_reason = MeetingStatus.CANCELLED, reason
    meeting.save()
    settle(meeting.family)
    _tell(meeting, _invited_staff(meeting), NoticeKind.MEETING_CANCELLED, by)


@transaction.atomic
def add_note(
    *, meeting: Meeting, by: User, topic: str, text: str, category: str, about: Person | None = None
) -> MeetingNote:
    """Note what was said under a topic, as a row of the writer's bureau with its category and person."""
    _lock(meeting)
    note = _note(meeting, by, {"topic": topic, "text": text, "category": category, "about": about})
    settle(meeting.family)
    return note


def _note(meeting: Meeting, by: User, note: NoteFacts) -> MeetingNote:
    check_can_note(by, meeting)
    check_note(MeetingKind(meeting.kind), note)
    check_writes_what_they_may_read(by, meeting.family, note["category"], note.get("about"))
    check_words_tell_no_kept_address(by, meeting.family, note["text"])
    return MeetingNote.objects.create(family=meeting.family, meeting=meeting, bureau=by.bureau, written_by=by, **note)


@transaction.atomic
def decide(*, meeting: Meeting, by: User, text: str, category: str, about: Person | None = None) -> Decision:
    """Record a decision of the LTM: it goes to the Family Plan Summary (31-090 III.E.4)."""
    _lock(meeting)
    check_can_decide(by, meeting)
    check_writes_what_they_may_read(by, meeting.family, category, about)
    check_words_tell_no_kept_address(by, meeting.family, text)
    decision = Decision.objects.create(
        family=meeting.family,
        meeting=meeting,
        bureau=by.bureau,
        text=text,
        category=category,
        about=about,
        written_by=by,
    )
    settle(meeting.family)
    return decision


@transaction.atomic
def correct_note(
    *, note: MeetingNote, by: User, version: int, text: str, category: str, about: Person | None = None
) -> MeetingNote:
    """Put a note right: its words, its kind or whom it is about. Its topic stays."""
    _lock_to_correct(note, by)
    facts: NoteFacts = {"topic": note.topic, "text": text, "category": category, "about": about}
    check_note(MeetingKind(note.meeting.kind), facts)
    return _correct(note, by, version, text=text, category=category, about=about)


@transaction.atomic
def correct_decision(
    *, decision: Decision, by: User, version: int, text: str, category: str, about: Person | None = None
) -> Decision:
    """Put a decision right. A plan frozen before keeps the words that its signers were shown."""
    _lock_to_correct(decision, by)
    return _correct(decision, by, version, text=text, category=category, about=about)


def _lock_to_correct(said: MeetingNote | Decision, by: User) -> None:
    _lock(said.meeting)
    check_can_correct(by, said)
    if not is_readable(said, by):
        raise NotAllowed("This was changed meanwhile. Open the meeting again.")


def _correct(said: Said, by: User, version: int, *, text: str, category: str, about: Person | None) -> Said:
    """Raises `StaleRow` where someone else corrected it since `version`."""
    check_writes_what_they_may_read(by, said.family, category, about)
    check_words_tell_no_kept_address(by, said.family, text)
    saved = save_version(said, version, text=text, category=category, about=about)
    settle(saved.family)
    return saved


def has_held_pltm(family: Family) -> bool:
    """True when a PLTM of this family was held."""
    return family.meetings.held().of_kind(MeetingKind.PLTM).exists()


def _lock(meeting: Meeting) -> None:
    """Read the meeting again under a lock, so that two people cannot both hold or cancel it."""
    meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update())
