"""A meeting as one person may read it: notes by topic, decisions, and what the other bureau could read."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import visible
from accounts.models import Setting, User
from crossover.sharing import kinds_that_cross, readable
from crossover.sharing.panel import ReaderToBe, readers_to_be
from families.enums import Category
from families.models import Family, Person
from families.rules import works_case
from meetings.county import TRAVEL_MINUTES
from meetings.enums import AHEAD, LONGEST_MINUTES, Topic
from meetings.models import Attendance, Decision, DispositionReview, Meeting, MeetingNote
from meetings.rules.conflicts import Slot, collide, slot_of
from meetings.rules.kinds import rule_of

Said = TypeVar("Said", MeetingNote, Decision)
FEED_DAYS_BACK = 31


@dataclass(frozen=True)
class AgendaItem:
    """A topic and the notes under it that this reader may know."""

    topic: Topic
    notes: list[MeetingNote]


def attendances_for(meeting: Meeting, user: User) -> QuerySet[Attendance]:
    """Who is invited, as far as this reader may know: a role that tells a sensitive kind is content like any other."""
    return readable(Attendance.objects.filter(meeting=meeting), user).select_related("user", "person", "about")


def taken_back(meeting: Meeting, user: User, uuid: UUID) -> str:
    """Whose invitation to this meeting it was that was taken back; empty where this reader may not know, or it holds.

    Whoever was invited again since is invited.
    """
    ended: Any = Attendance.history.filter(meeting=meeting.pk, uuid=uuid, history_type="-")
    last = readable(ended, user).order_by("-history_date").first()
    return str(last.instance) if last and not Attendance.objects.filter(uuid=uuid).exists() else ""


def meetings_of(user: User) -> QuerySet[Meeting]:
    """The meetings someone is invited to, and those of whoever they cover today, as far as they may know of it."""
    own = Attendance.objects.filter(user=user)
    covered = readable(Attendance.objects.filter(user__in=user.stands_for_ids), user)
    return visible(Meeting, user).filter(Q(pk__in=own.values("meeting")) | Q(pk__in=covered.values("meeting")))


def meetings_of_units(user: User) -> QuerySet[Meeting]:
    """The meetings of the staff of the units this person supervises, each with `of_units`: who of them is invited."""
    theirs = Attendance.objects.filter(user__unit__in=user.supervised_unit_ids)
    invited = readable(theirs, user).select_related("user")
    meetings = visible(Meeting, user).filter(pk__in=invited.values("meeting"))
    return meetings.prefetch_related(Prefetch("attendances", invited, to_attr="of_units"))


def feed_of(user: User) -> QuerySet[Meeting]:
    """What someone's calendar feed tells: their meetings from a month back, those called off as such."""
    first = timezone.localdate() - datetime.timedelta(days=FEED_DAYS_BACK)
    return meetings_of(user).since(first).order_by("starts_at")  # type: ignore[attr-defined]


def appointments_then(
    slot: Slot, user: User, staff: Iterable[User], people: Iterable[Person], but: Meeting | None = None
) -> list[str]:
    """Who of these has another meeting at this time, the way included, in a sentence each.

    Which meeting is told where `user` may know that one and that the person is invited to it; else only that there is
    one. Of someone invited there twice, of which one is not theirs to read, they read once. `but` is the meeting that
    is being moved.
    """
    travel = Setting.objects.number(TRAVEL_MINUTES)
    around = datetime.timedelta(minutes=travel + LONGEST_MINUTES)
    near = {"meeting__starts_at__gt": slot.starts_at - around, "meeting__starts_at__lt": slot.ends_at + around}
    theirs = Attendance.objects.filter(Q(user__in=list(staff)) | Q(person__in=list(people)), **near)
    theirs = theirs.filter(meeting__status__in=AHEAD).exclude(meeting=but)
    found = [one for one in theirs.select_related("user", "person", "meeting__family") if _collides(one, slot, travel)]
    known = _known(found, user)
    told = {_whose(one) for one in found if one.pk in known}
    return sorted({_appointment(one, _whose(one) in told) for one in found})


def _whose(attendance: Attendance) -> tuple[int | None, int | None, int]:
    return attendance.user_id, attendance.person_id, attendance.meeting_id


def _collides(attendance: Attendance, slot: Slot, travel: int) -> bool:
    return collide(slot, slot_of(attendance.meeting), travel)


def _known(attendances: Iterable[Attendance], user: User) -> set[int]:
    """Those that this reader may read, of meetings that they may open."""
    rows = Attendance.objects.filter(pk__in=[one.pk for one in attendances], meeting__in=visible(Meeting, user))
    return set(readable(rows, user).values_list("pk", flat=True))


def _appointment(attendance: Attendance, is_known: bool) -> str:
    if not is_known:
        return f"{attendance} has another appointment then."
    meeting = attendance.meeting
    return f"{attendance} is invited to the {meeting.short_name} of family {meeting.family} then, {span_of(meeting)}."


def span_of(meeting: Meeting) -> str:
    """From when until when, in the county's time: Nov 30, 2026, 2:00 PM to 3:00 PM."""
    starts_at, ends_at = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    last = "g:i A" if starts_at.date() == ends_at.date() else "M j, Y, g:i A"
    return f"{date_format(starts_at, 'M j, Y, g:i A')} to {date_format(ends_at, last)}"


def standing_of(meeting: Meeting) -> str:
    """As a form carries it: each move, combining and invitation taken back counts the version up."""
    return str(meeting.version)


def marks_of(meeting: Meeting, attendances: Iterable[Attendance]) -> str:
    """As the form that records a meeting carries it: how it stands, and who is marked how."""
    marks = "\n".join(f"{attendance.uuid} {attendance.mark}" for attendance in attendances)
    return f"{standing_of(meeting)}:{sha256(marks.encode()).hexdigest()}"


def moved_since(meeting: Meeting, seen: str) -> list[tuple[str, str, str]]:
    """What differs where it was changed since it was `seen`, as (label, as it stands now, as it was seen)."""
    if seen == standing_of(meeting) or not seen.isdecimal():
        return []
    versions: Any = Meeting.history.filter(id=meeting.pk, version=int(seen))
    earlier = versions.order_by("-history_date", "-history_id").first()
    differing = []
    for label, said in (("Which meeting", str), ("When and where", when_and_where_of)):
        now, then = said(meeting), said(earlier.instance) if earlier else ""
        if now != then:
            differing.append((label, now, f"You saw: {then}" if then else ""))
    if not differing and earlier and earlier.moves != meeting.moves:
        return [("When and where", f"{now}: moved away and back since", f"You saw: {then}")]
    return differing or [("Who is invited", "An invitation was taken back since you opened it", "")]


def when_and_where_of(meeting: Meeting) -> str:
    return f"{span_of(meeting)}, {meeting.get_mode_display().lower()}, {meeting.place}"


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
    """The kind's topics in order, each with the readable notes (31-090 III.D, III.E.3).

    A topic noted before the county took it off the agenda follows at the end.
    """
    notes = list(_notes_for(meeting, user))
    topics = dict.fromkeys([*rule_of(meeting).topics, *(note.topic for note in notes)])
    return [AgendaItem(Topic(topic), [note for note in notes if note.topic == topic]) for topic in topics]


def decisions_for(meeting: Meeting, user: User) -> QuerySet[Decision]:
    """The readable decisions of a meeting (31-090 III.E.4)."""
    return with_correction(readable(Decision.objects.filter(meeting=meeting), user)).select_related("written_by")


def reviews_for(meeting: Meeting, user: User) -> QuerySet[DispositionReview]:
    """What a Disposition Conference came to, where this reader may read it: one row or none."""
    reviews = with_correction(readable(DispositionReview.objects.filter(meeting=meeting), user))
    return reviews.select_related("written_by", "meeting")


def said_of(model: type[Said], meeting: Meeting, user: User, uuid: UUID) -> Said | None:
    """One readable note or decision of a meeting."""
    rows: Any = readable(model._default_manager.filter(meeting=meeting, uuid=uuid), user)
    found: Said | None = rows.select_related("about").first()
    return found


def shown_of(meeting: Meeting, user: User) -> list[QuerySet]:
    """Every categorised row of the meeting that this reader is shown."""
    return [
        attendances_for(meeting, user),
        _notes_for(meeting, user),
        decisions_for(meeting, user),
        reviews_for(meeting, user),
    ]


def readers_of_a_row(
    meeting: Meeting, user: User, category: Category | None, about: Person | None, *, confidential: bool = False
) -> list[ReaderToBe]:
    """Who will be able to read what is about to be kept of a meeting.

    Said to whoever works the family, because it tells which consents are in force: a facilitator may not know.
    """
    if category is None or not works_case(user, meeting.family):
        return []
    return readers_to_be(meeting.family, category, about, user.bureau, confidential=confidential)


def other_bureau_reads(family: Family, user: User) -> list[tuple[str, list[str]]]:
    """Per person, the categories that would cross today from the writer's bureau to the other."""
    crossing = kinds_that_cross(family, user.bureau)
    return [(str(person), [category.label for category in categories]) for person, categories in crossing.items()]
