"""What is written down of a meeting: notes, decisions, and what is put right."""

from typing import TypeVar

from django.db import transaction

from accounts.access import NotAllowed
from accounts.models import User
from crossover.sharing import is_readable
from families.models import Person
from families.services import save_version, settle
from meetings.enums import MeetingStatus
from meetings.models import Decision, Meeting, MeetingNote
from meetings.rules import (
    NoteFacts,
    check_can_correct,
    check_can_decide,
    check_can_note,
    check_note,
    check_writes_what_they_may_read,
)
from meetings.rules.calling import check_words_tell_no_kept_address
from meetings.rules.kinds import rule_of
from meetings.services.meetings import lock

Said = TypeVar("Said", MeetingNote, Decision)


@transaction.atomic
def add_note(
    *, meeting: Meeting, by: User, topic: str, text: str, category: str, about: Person | None = None
) -> MeetingNote:
    """Note what was said under a topic, as a row of the writer's bureau with its category and person."""
    lock(meeting)
    note = note_said(meeting, by, {"topic": topic, "text": text, "category": category, "about": about})
    _minutes_begin(meeting)
    settle(meeting.family)
    return note


def note_said(meeting: Meeting, by: User, note: NoteFacts) -> MeetingNote:
    check_can_note(by, meeting)
    check_note(rule_of(meeting), note)
    check_writes_what_they_may_read(by, meeting.family, note["category"], note.get("about"))
    check_words_tell_no_kept_address(by, meeting.family, note["text"])
    return MeetingNote.objects.create(family=meeting.family, meeting=meeting, bureau=by.bureau, written_by=by, **note)


@transaction.atomic
def decide(*, meeting: Meeting, by: User, text: str, category: str, about: Person | None = None) -> Decision:
    """Record a decision of the LTM: it goes to the Family Plan Summary (31-090 III.E.4)."""
    lock(meeting)
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
    _minutes_begin(meeting)
    settle(meeting.family)
    return decision


def _minutes_begin(meeting: Meeting) -> None:
    """What is added once the meeting was held makes it one whose minutes are being written."""
    if meeting.status == MeetingStatus.HELD:
        meeting.status = MeetingStatus.MINUTES
        meeting.save()


@transaction.atomic
def correct_note(
    *, note: MeetingNote, by: User, version: int, text: str, category: str, about: Person | None = None
) -> MeetingNote:
    """Put a note right: its words, its kind or whom it is about. Its topic stays."""
    _lock_to_correct(note, by)
    facts: NoteFacts = {"topic": note.topic, "text": text, "category": category, "about": about}
    check_note(rule_of(note.meeting), facts)
    return _correct(note, by, version, text=text, category=category, about=about)


@transaction.atomic
def correct_decision(
    *, decision: Decision, by: User, version: int, text: str, category: str, about: Person | None = None
) -> Decision:
    """Put a decision right. A plan frozen before keeps the words that its signers were shown."""
    _lock_to_correct(decision, by)
    return _correct(decision, by, version, text=text, category=category, about=about)


def _lock_to_correct(said: MeetingNote | Decision, by: User) -> None:
    lock(said.meeting)
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
