"""What a page says once a meeting was set, held or called off: what happened, and what is next."""

from django.utils import timezone
from django.utils.formats import date_format

from meetings.deadlines import facts_of
from meetings.enums import ENDS_WITHOUT_LTM, LTMS, MeetingKind
from meetings.models import Attendance, Meeting, MeetingRequest
from meetings.sharing import span_of

ADD_NOTES = "add what was said and decided below"
STILL_AGREED = "The signed IFS agreement still asks for an LTM (31-090 III.E.1), until it is withdrawn on the case."
AFTER: dict[str, str] = {
    MeetingKind.PLTM: "schedule the LTM with the family",
    MeetingKind.DISPOSITION: "record what the conference found and decided",
    **dict.fromkeys(LTMS, "add the decisions below; they go to the Family Plan Summary and the LCCP"),
}


def _day(meeting: Meeting) -> str:
    return date_format(timezone.localdate(meeting.starts_at))


def _named(meeting: Meeting) -> str:
    """The kind at the beginning of a sentence."""
    return meeting.short_name[0].upper() + meeting.short_name[1:]


def set_for(meeting: Meeting) -> str:
    if meeting.starts_at <= timezone.now():
        return f"{_named(meeting)} of {_day(meeting)} entered. Next: record who took part."
    return (
        f"{_named(meeting)} set for {_day(meeting)}; the invited staff were told. "
        "Next: invite whoever else should come, then hold it on the day and record who took part."
    )


def moved_to(meeting: Meeting) -> str:
    return f"{_named(meeting)} moved to {span_of(meeting)}; the invited staff were told. Next: tell the others."


def was_moved(meeting: Meeting) -> str:
    """To whoever confirmed another day, another meeting or another list than it has by now."""
    return (
        "Not confirmed: meanwhile a colleague moved the meeting, combined it or changed who is invited. "
        f"It is the {meeting.short_name} of {span_of(meeting)} now. See below who has not answered, then confirm."
    )


def not_invited(invited: Attendance) -> str:
    """To whoever took an invitation back."""
    if invited.user:
        return f"{invited} is not invited any more, and was told."
    return f"{invited} is not invited any more. Next: tell them, where they were told of the meeting or have a letter."


def how_often_moved(meeting: Meeting) -> str:
    """How often, and why last: "Twice; last because the mother works that day"."""
    often = {1: "Once,", 2: "Twice; last"}.get(meeting.moves, f"{meeting.moves} times; last")
    return f"{often} because: {meeting.moved_reason}"


def was_held(meeting: Meeting) -> str:
    if meeting.outcome in ENDS_WITHOUT_LTM:
        follows = STILL_AGREED if facts_of(meeting.family).agreement_on else "No LTM follows."
        return f"{_named(meeting)} of {_day(meeting)} recorded as held. {follows}"
    return f"{_named(meeting)} of {_day(meeting)} recorded as held. Next: {AFTER.get(meeting.kind, ADD_NOTES)}."


def called_off(meeting: Meeting) -> str:
    return (
        f"{_named(meeting)} of {_day(meeting)} cancelled; the invited staff were told. "
        f"Next: schedule another {meeting.short_name} from the family's page, under Meetings."
    )


def missed(meeting: Meeting) -> str:
    return (
        f"{_named(meeting)} of {_day(meeting)} recorded as not held. "
        f"Next: set another day for the {meeting.short_name} from the family's page, under Meetings."
    )


def asked_for(request: MeetingRequest) -> str:
    return f"The {request.short_name} is asked for. Next: {request.owner} schedules it."
