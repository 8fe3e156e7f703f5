"""What becomes of a meeting that is set: confirmed, held, called off, missed, its minutes finished."""

from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from crossover.enums import Stage
from crossover.services import add_stage
from families.enums import NoticeKind
from families.services import StaleRow, check_seen, settle
from meetings.enums import ABSENT, LTMS, AttendeeRole, MeetingKind, MeetingStatus, Mode
from meetings.models import Attendance, KindRule, Meeting
from meetings.rules import NoteFacts, check_can_cancel, check_can_hold, check_quorum
from meetings.rules.apart import check_share_the_meeting
from meetings.rules.calling import check_words_tell_no_kept_address
from meetings.rules.kinds import rule_of
from meetings.rules.life import (
    check_can_confirm,
    check_can_finish,
    check_can_mark,
    check_can_record_no_show,
    check_stand_in,
)
from meetings.rules.pltm import check_outcome
from meetings.services.asking import reopen_requests
from meetings.services.meetings import invited_staff, lock, lock_attendance, tell
from meetings.services.minutes import note_said
from meetings.sharing import attendances_for, marks_of

STAGE_OF = {MeetingKind.PLTM: Stage.PLTM_DONE} | dict.fromkeys(LTMS, Stage.LTM_DONE)
StandIn = tuple[Attendance, str]  # who, and why


@transaction.atomic
def confirm_meeting(*, meeting: Meeting, by: User, seen: str = "") -> None:
    """Record that everyone invited said they come. A move takes it back: they are asked again.

    Whoever is invited later has not answered: it is confirmed once more for them. `seen`: for which day, and who was
    invited. Raises `StaleRow` where that changed since.
    """
    lock(meeting)
    check_seen(meeting, marks_of(meeting, attendances_for(meeting, by)), seen)
    check_can_confirm(by, meeting)
    meeting.status, meeting.confirmed_at, meeting.confirmed_by = MeetingStatus.CONFIRMED, timezone.now(), by
    meeting.save()
    settle(meeting.family)


@transaction.atomic
def mark_attendance(*, attendance: Attendance, by: User, mode: Mode | None, seen: str | None = None) -> None:
    """Mark that someone invited is there, and how; None where they are not. The meeting is not held by that.

    `seen`: how they were marked before. Raises `StaleRow` where a colleague marked them otherwise since.
    """
    lock_attendance(attendance)
    check_can_mark(by, attendance.meeting)
    if attendance.mark == (mode or ABSENT):
        return
    if seen is not None and attendance.mark != seen:
        raise StaleRow(attendance)
    if mode is not None:
        check_share_the_meeting([attendance, *attendance.meeting.attendances.filter(present=True)])
    attendance.present, attendance.mode = mode is not None, mode or ""
    attendance.save()


@transaction.atomic
def hold_meeting(
    *,
    meeting: Meeting,
    by: User,
    present: Mapping[Attendance, Mode],
    notes: Iterable[NoteFacts] = (),
    stand_ins: Mapping[AttendeeRole, StandIn] | None = None,
    outcome: str = "",
    outcome_reason: str = "",
    interpreter: str | None = None,
    seen: str = "",
) -> None:
    """Record that the meeting took place: who was there and how, and what was said under each topic.

    `present` maps an attendance of this meeting to how the person took part. Whoever `by` may not know of stays as they
    were. `stand_ins` says who of those present stood in for a required worker, and why; `outcome` what a PLTM came to;
    `interpreter` who interpreted in the end. `seen`: how it stood, and who was marked how: raises `StaleRow` where that
    changed since. Closes the task and reaches the stage.
    """
    lock(meeting)
    check_can_hold(by, meeting)
    rule, attendances = rule_of(meeting), list(attendances_for(meeting, by))
    check_seen(meeting, marks_of(meeting, attendances), seen)
    for attendance in attendances:
        _stand_in(rule, by, attendance, stand_ins or {}, present)
    there = [one for one in attendances if one in present]
    check_quorum(rule, there)
    check_share_the_meeting(there)
    _keep_attendance(attendances, present)
    meeting.status, meeting.held_at, meeting.held_by = MeetingStatus.HELD, timezone.now(), by
    check_outcome(meeting, outcome, outcome_reason)
    meeting.outcome, meeting.outcome_reason = outcome, outcome_reason
    meeting.interpreter = meeting.interpreter if interpreter is None else interpreter
    check_words_tell_no_kept_address(by, meeting.family, outcome_reason, meeting.interpreter)
    meeting.save()
    for note in notes:
        note_said(meeting, by, note)
    if meeting.kind in STAGE_OF:
        add_stage(family=meeting.family, stage=STAGE_OF[MeetingKind(meeting.kind)], by=by)
    settle(meeting.family)


def _keep_attendance(attendances: Iterable[Attendance], present: Mapping[Attendance, Mode]) -> None:
    for attendance in attendances:
        attendance.present, attendance.mode = attendance in present, present.get(attendance, "")
        attendance.save()


def _stand_in(
    rule: KindRule,
    by: User,
    attendance: Attendance,
    stand_ins: Mapping[AttendeeRole, StandIn],
    present: Collection[Attendance],
) -> None:
    for role, (colleague, reason) in stand_ins.items():
        if colleague == attendance:
            check_stand_in(rule, attendance, role, reason, present)
            check_words_tell_no_kept_address(by, attendance.family, reason)
            attendance.stands_in_for, attendance.stand_in_reason = role, reason


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: User, reason: str, seen: str = "") -> None:
    """Call a meeting off; the invitations end with it, and the invited staff are told: at once where it was today.

    `seen`: as of which day. Raises `StaleRow` where it was moved since.
    """
    lock(meeting, seen)
    check_can_cancel(by, meeting)
    _not_held(meeting, by, MeetingStatus.CANCELLED, reason)
    is_today = timezone.localdate(meeting.starts_at) == timezone.localdate()
    kind = NoticeKind.MEETING_CANCELLED_TODAY if is_today else NoticeKind.MEETING_CANCELLED
    tell(meeting, invited_staff(meeting), kind, by)


@transaction.atomic
def record_no_show(*, meeting: Meeting, by: User, reason: str, seen: str = "") -> None:
    """Record that the meeting was not held because someone who was needed did not come.

    `seen`: on which day. Raises `StaleRow` where it was moved since.
    """
    lock(meeting, seen)
    check_can_record_no_show(by, meeting)
    _not_held(meeting, by, MeetingStatus.NO_SHOW, reason)


def _not_held(meeting: Meeting, by: User, status: MeetingStatus, reason: str) -> None:
    """What was asked for is open again: it is still to be scheduled."""
    check_words_tell_no_kept_address(by, meeting.family, reason)
    meeting.status, meeting.not_held_reason = status, reason
    meeting.save()
    reopen_requests(meeting)
    settle(meeting.family)


@transaction.atomic
def finish_minutes(*, meeting: Meeting, by: User) -> None:
    """Declare the minutes of a held meeting final: nothing is added any more."""
    lock(meeting)
    check_can_finish(by, meeting)
    meeting.status, meeting.finished_at, meeting.finished_by = MeetingStatus.FINAL, timezone.now(), by
    meeting.save()
    settle(meeting.family)
