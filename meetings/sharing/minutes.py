"""What the minutes of a meeting hold for one reader: who was there, what was said and decided, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.access import visible
from accounts.models import User
from crossover.sharing.reliance import redisclosures_of
from meetings.enums import MeetingKind, Question
from meetings.models import Attendance, Decision, DispositionReview, Meeting, MeetingNote
from meetings.sharing import AgendaItem, agenda_for, attendances_for, decisions_for, reviews_for, shown_of
from meetings.sharing.preparing import arrangements_for


@dataclass(frozen=True)
class Minutes:
    """Each row is one that this reader may read. `redisclosures` is None where none tells of substance use."""

    there: Sequence[Attendance]
    absent: Sequence[Attendance]
    answers: Sequence[tuple[str, list[MeetingNote]]]  # by each of the three questions
    topics: Sequence[AgendaItem]  # what answers none of them
    review: DispositionReview | None
    decisions: Sequence[Decision]
    to_do: Sequence[Decision]
    arrangements: Sequence[MeetingNote]
    next_meeting: Meeting | None
    redisclosures: list[str] | None


def minutes_for(meeting: Meeting, user: User) -> Minutes:
    """The minutes as far as this reader may know them (31-090 III.D, III.E)."""
    attendances, decisions = attendances_for(meeting, user), decisions_for(meeting, user)
    agenda = agenda_for(meeting, user)
    said = [note for item in agenda for note in item.notes]
    arranged = arrangements_for(meeting, user) if meeting.kind == MeetingKind.PLTM else []
    return Minutes(
        there=[one for one in attendances if one.present],
        absent=[one for one in attendances if not one.present],
        answers=[(question.label, [note for note in said if note.question == question]) for question in Question],
        topics=[AgendaItem(item.topic, rest) for item in agenda if (rest := _other(item.notes, arranged))],
        review=reviews_for(meeting, user).first(),
        decisions=[one for one in decisions if not _is_to_do(one)],
        to_do=[one for one in decisions if _is_to_do(one)],
        arrangements=arranged,
        next_meeting=_next_meeting(meeting, user),
        redisclosures=redisclosures_of(meeting.family, user, shown_of(meeting, user)),
    )


def _other(notes: list[MeetingNote], arranged: list[MeetingNote]) -> list[MeetingNote]:
    """What stands nowhere else in the minutes."""
    return [note for note in notes if not note.question and note not in arranged]


def _is_to_do(decision: Decision) -> bool:
    return bool(decision.by_whom or decision.due_on)


def _next_meeting(meeting: Meeting, user: User) -> Meeting | None:
    """The family's first one after this that was not called off, among those this reader may know of."""
    others = visible(Meeting, user).filter(family=meeting.family, starts_at__gt=meeting.starts_at)
    found: Meeting | None = others.standing().order_by("starts_at").first()  # type: ignore[attr-defined]
    return found
