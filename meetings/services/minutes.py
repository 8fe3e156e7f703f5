"""What is written down of a meeting: notes, decisions, and what is put right."""

import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access import NotAllowed
from accounts.models import User
from crossover.sharing import is_readable
from families.models import Person
from families.services import save_version, saved_before, settle
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
from meetings.rules.placing import check_places
from meetings.rules.pltm import check_can_finish_arrangement, check_new_owner, check_owner
from meetings.services.meetings import lock

Said = TypeVar("Said", MeetingNote, Decision)


@transaction.atomic
def add_note(
    *,
    meeting: Meeting,
    by: User,
    topic: str,
    text: str,
    category: str,
    about: Person | None = None,
    key: UUID | None = None,
    **more: Any,
) -> MeetingNote:
    """Note what was said under a topic, as a row of the writer's bureau with its category and person.

    `more`: which of the three questions it answers, whether it tells of a past event and why that matters, and at a
    PLTM who sees to it before the LTM. `key` is the form's own: the same form sent twice notes it once.
    """
    lock(meeting)
    facts: Any = {"topic": topic, "text": text, "category": category, "about": about} | more
    if saved := saved_before(MeetingNote, key, meeting=meeting, written_by=by, **facts):
        return saved
    note = note_said(meeting, by, facts, key)
    minutes_begin(meeting)
    settle(meeting.family)
    return note


def note_said(meeting: Meeting, by: User, note: NoteFacts, key: UUID | None = None) -> MeetingNote:
    check_can_note(by, meeting)
    check_note(rule_of(meeting), note)
    check_writes_what_they_may_read(by, meeting.family, note["category"], note.get("about"))
    check_owner(meeting.family, note["topic"], note.get("owner"))
    for words in (note["text"], note.get("relevance", "")):
        check_words_tell_no_kept_address(by, meeting.family, words)
    facts: dict[str, Any] = {**note, **({"uuid": key} if key else {})}
    return MeetingNote.objects.create(family=meeting.family, meeting=meeting, bureau=by.bureau, written_by=by, **facts)


@transaction.atomic
def decide(
    *,
    meeting: Meeting,
    by: User,
    text: str,
    category: str,
    about: Person | None = None,
    by_whom: str = "",
    due_on: datetime.date | None = None,
    places_with_relative: bool = False,
    key: UUID | None = None,
) -> Decision:
    """Record a decision, or who is to do what by when: an LTM's go to the Family Plan Summary (31-090 III.E.4).

    One of a CFT that places a child with a relative asks AIS/FS for an expedited call. `key` is the form's own: the
    same form sent twice records one.
    """
    lock(meeting)
    check_can_decide(by, meeting)
    facts: dict[str, Any] = {"meeting": meeting, "written_by": by, "text": text, "category": category, "about": about}
    facts |= {"by_whom": by_whom, "due_on": due_on, "places_with_relative": places_with_relative}
    if saved := saved_before(Decision, key, **facts):
        return saved
    check_writes_what_they_may_read(by, meeting.family, category, about)
    if places_with_relative:
        check_places(by, meeting, category, about)
    for words in (text, by_whom):
        check_words_tell_no_kept_address(by, meeting.family, words)
    keyed = {"uuid": key} if key else {}
    decision = Decision.objects.create(family=meeting.family, bureau=by.bureau, **facts, **keyed)
    minutes_begin(meeting)
    settle(meeting.family)
    return decision


def minutes_begin(meeting: Meeting) -> None:
    """What is added once the meeting was held makes it one whose minutes are being written."""
    if meeting.status == MeetingStatus.HELD:
        meeting.status = MeetingStatus.MINUTES
        meeting.save()


@transaction.atomic
def correct_note(
    *, note: MeetingNote, by: User, version: int, text: str, category: str, about: Person | None = None, **more: Any
) -> MeetingNote:
    """Put a note right: its words, its kind or whom it is about. Its topic stays."""
    _lock_to_correct(note, by)
    facts: NoteFacts = {"topic": note.topic, "text": text, "category": category, "about": about}
    check_note(rule_of(note.meeting), facts | more)
    check_new_owner(note, more.get("owner", note.owner))
    return _correct(note, by, version, text=text, category=category, about=about, **more)


@transaction.atomic
def correct_decision(
    *, decision: Decision, by: User, version: int, text: str, category: str, about: Person | None = None, **more: Any
) -> Decision:
    """Put a decision right. A plan frozen before keeps the words that its signers were shown."""
    _lock_to_correct(decision, by)
    if more.get("places_with_relative"):
        check_places(by, decision.meeting, category, about)
    return _correct(decision, by, version, text=text, category=category, about=about, **more)


def _lock_to_correct(said: MeetingNote | Decision, by: User) -> None:
    lock(said.meeting)
    check_can_correct(by, said)
    if not is_readable(said, by):
        raise NotAllowed("This was changed meanwhile. Open the meeting again.")
    said.refresh_from_db()


def _correct(
    said: Said, by: User, version: int, *, text: str, category: str, about: Person | None, **more: Any
) -> Said:
    """Raises `StaleRow` where someone else corrected it since `version`."""
    check_writes_what_they_may_read(by, said.family, category, about)
    for words in (text, *(word for word in more.values() if isinstance(word, str))):
        check_words_tell_no_kept_address(by, said.family, words)
    saved = save_version(said, version, text=text, category=category, about=about, **more)
    settle(saved.family)
    return saved


@transaction.atomic
def finish_arrangement(*, note: MeetingNote, by: User) -> None:
    """What a PLTM gave to somebody to see to is done: its task closes."""
    lock(note.meeting)
    note.refresh_from_db(from_queryset=MeetingNote.objects.select_for_update())
    check_can_finish_arrangement(by, note)
    note.done_at, note.done_by = timezone.now(), by
    note.save()
    settle(note.family)
