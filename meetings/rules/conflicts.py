"""Whether someone can be at both of two meetings. Where not, it is flagged when one is set, never forbidden."""

import datetime
from dataclasses import dataclass

from meetings.enums import Mode
from meetings.models import Meeting


@dataclass(frozen=True)
class Slot:
    """From when until when (not including), and how."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    mode: str


def slot_of(meeting: Meeting) -> Slot:
    return Slot(meeting.starts_at, meeting.ends_at, meeting.mode)


def collide(one: Slot, other: Slot, travel_minutes: int) -> bool:
    """They overlap, or leave less time between them than the way takes. Nobody travels between two calls."""
    in_person = Mode.IN_PERSON in {one.mode, other.mode}
    travel = datetime.timedelta(minutes=travel_minutes if in_person else 0)
    return one.starts_at < other.ends_at + travel and other.starts_at < one.ends_at + travel
