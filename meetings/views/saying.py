"""What a page says once a meeting was set, held or called off: what happened, and what is next."""

from django.utils import timezone
from django.utils.formats import date_format

from meetings.enums import MeetingKind
from meetings.models import Meeting
from meetings.sharing import span_of

AFTER = {
    MeetingKind.PLTM: "schedule the LTM with the family",
    MeetingKind.LTM: "add the decisions below; they go to the Family Plan Summary and the LCCP",
}


def _day(meeting: Meeting) -> str:
    return date_format(timezone.localdate(meeting.starts_at))


def set_for(meeting: Meeting) -> str:
    if timezone.localdate(meeting.starts_at) < timezone.localdate():
        return f"{meeting.kind.upper()} of {_day(meeting)} entered. Next: record who took part."
    return (
        f"{meeting.kind.upper()} set for {_day(meeting)}; the invited staff were told. "
        "Next: invite whoever else should come, then hold it on the day and record who took part."
    )


def moved_to(meeting: Meeting) -> str:
    return f"{meeting.kind.upper()} moved to {span_of(meeting)}; the invited staff were told. Next: tell the others."


def how_often_moved(meeting: Meeting) -> str:
    """How often, and why last: "Twice; last because the mother works that day"."""
    often = {1: "Once,", 2: "Twice; last"}.get(meeting.moves, f"{meeting.moves} times; last")
    return f"{often} because: {meeting.moved_reason}"


def was_held(meeting: Meeting) -> str:
    return f"{meeting.kind.upper()} of {_day(meeting)} recorded as held. Next: {AFTER[MeetingKind(meeting.kind)]}."


def called_off(meeting: Meeting) -> str:
    return (
        f"{meeting.kind.upper()} of {_day(meeting)} cancelled; the invited staff were told. "
        f"Next: schedule another {meeting.kind.upper()} from the family's page, under Meetings."
    )
