"""What an entry on an activity's progress must say, and how far it has come for each program."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.access import NotAllowed
from accounts.models import User
from caseplans.enums import PlanStatus
from caseplans.models import Activity, ProgressNote
from caseplans.progress_enums import WAS_THERE, Presence
from caseplans.rules.activities import check_can_note_progress

SAYS_SOMETHING = ("presence", "compliance", "evidence", "barrier", "next_step", "milestone")


@dataclass(frozen=True)
class Course:
    """How one activity goes: each program's own latest word, and what was attended of what had a day."""

    activity: Activity
    notes: list[ProgressNote]

    @property
    def said(self) -> list[ProgressNote]:
        """The latest word of each program on whether it meets what that program asks."""
        latest: dict[str, ProgressNote] = {}
        for note in self.notes:
            if note.compliance:
                latest.setdefault(note.bureau, note)
        return list(latest.values())

    @property
    def attended(self) -> int:
        return sum(note.presence in WAS_THERE for note in self.notes)

    @property
    def to_attend(self) -> int:
        return sum(bool(note.presence) for note in self.notes)

    @property
    def last(self) -> ProgressNote | None:
        return self.notes[0] if self.notes else None


def check_can_write_progress(user: User, activity: Activity) -> None:
    """Both workers monitor what was agreed: from the day the plan is signed until it ends (31-090 III.G)."""
    check_can_note_progress(user, activity)
    if activity.goal.plan.status != PlanStatus.ACTIVE:
        raise NotAllowed("Progress is written down once the plan is signed by all.")


def check_progress_note(facts: Mapping[str, Any]) -> None:
    """An entry says something, of a day that has come; hours only where somebody was there."""
    if facts["on"] > timezone.localdate():
        raise NotAllowed("This day is in the future.")
    if not any(str(facts.get(name) or "").strip() for name in SAYS_SOMETHING):
        raise NotAllowed("Say how it goes: attendance, what shows it, a barrier or the next step.")
    if facts.get("hours") and facts.get("presence") not in WAS_THERE:
        raise NotAllowed(f"Hours go with “{Presence.ATTENDED.label}”.")


def courses(activities: Iterable[Activity], notes: Mapping[int, list[ProgressNote]]) -> list[Course]:
    return [Course(activity, notes.get(activity.pk, [])) for activity in activities]
