"""A meeting as one person may read it: notes by topic, decisions, and what the other bureau could read."""

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from accounts.models import User
from crossover.sharing import kinds_that_cross, readable
from crossover.sharing.panel import ReaderToBe, readers_to_be
from families.enums import Category
from families.models import Family, Person
from families.rules import works_case
from meetings.enums import AGENDAS, MeetingKind, Topic
from meetings.models import Attendance, Decision, Meeting, MeetingNote

Said = TypeVar("Said", MeetingNote, Decision)


@dataclass(frozen=True)
class AgendaItem:
    """A topic and the notes under it that this reader may know."""

    topic: Topic
    notes: list[MeetingNote]


def attendances_for(meeting: Meeting, user: User) -> QuerySet[Attendance]:
    """Who is invited, as far as this reader may know: a role that tells a sensitive kind is content like any other."""
    return readable(Attendance.objects.filter(meeting=meeting), user).select_related("user", "person", "about")


def _notes_for(meeting: Meeting, user: User) -> QuerySet[MeetingNote]:
    return with_correction(readable(MeetingNote.objects.filter(meeting=meeting), user)).select_related("written_by")


def with_correction(rows: QuerySet[Any]) -> QuerySet[Any]:
    """`corrected_at` and `corrected_by`: when it was put right last, and whose hand it was.

    A version that says a reason, as one that a join wrote does, corrects nothing.
    """
    versions: Any = rows.model.history
    corrections = versions.filter(id=OuterRef("pk"), history_type="~", history_change_reason=None)
    last = corrections.order_by("-history_date", "-history_id")
    name = Concat("history_user__first_name", Value(" "), "history_user__last_name")
    return rows.select_related("about").annotate(
        corrected_at=Subquery(last.values("history_date")[:1]), corrected_by=Subquery(last.values(name=name)[:1])
    )


def agenda_for(meeting: Meeting, user: User) -> list[AgendaItem]:
    """The handbook's topics in order, each with the readable notes (31-090 III.D, III.E.3)."""
    notes = list(_notes_for(meeting, user))
    return [
        AgendaItem(topic, [note for note in notes if note.topic == topic])
        for topic in AGENDAS[MeetingKind(meeting.kind)]
    ]


def decisions_for(meeting: Meeting, user: User) -> QuerySet[Decision]:
    """The readable decisions of a meeting (31-090 III.E.4)."""
    return with_correction(readable(Decision.objects.filter(meeting=meeting), user)).select_related("written_by")


def said_of(model: type[Said], meeting: Meeting, user: User, uuid: UUID) -> Said | None:
    """One readable note or decision of a meeting."""
    rows: Any = readable(model._default_manager.filter(meeting=meeting, uuid=uuid), user)
    found: Said | None = rows.select_related("about").first()
    return found


def shown_of(meeting: Meeting, user: User) -> list[QuerySet]:
    """Every categorised row of the meeting that this reader is shown."""
    return [attendances_for(meeting, user), _notes_for(meeting, user), decisions_for(meeting, user)]


def readers_of_a_row(meeting: Meeting, user: User, category: Category | None, about: Person | None) -> list[ReaderToBe]:
    """Who will be able to read what is about to be kept of a meeting.

    Said to whoever works the family, because it tells which consents are in force: a facilitator may not know.
    """
    if category is None or not works_case(user, meeting.family):
        return []
    return readers_to_be(meeting.family, category, about, user.bureau)


def other_bureau_reads(family: Family, user: User) -> list[tuple[str, list[str]]]:
    """Per person, the categories that would cross today from the writer's bureau to the other."""
    crossing = kinds_that_cross(family, user.bureau)
    return [(str(person), [category.label for category in categories]) for person, categories in crossing.items()]
