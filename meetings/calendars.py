"""Calendar files (RFC 5545, RFC 5546): when a meeting is and the link to its page. No name, no place, no content."""

import datetime
from collections.abc import Iterable
from email.mime.text import MIMEText
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, vCalAddress

from accounts.access import visible
from accounts.models import User
from families.models import Family, Notice
from meetings.enums import NOT_HELD
from meetings.models import Meeting

SUMMARY = "Linkages meeting"


def invitation(notice: Notice) -> MIMEText | None:
    """The file for the calendar of whoever gets this notice: an invitation, an update or a cancellation.

    It says how the meeting stands when the mail is sent. None where the notice tells of no meeting, or of one that is
    no longer its reader's to know.
    """
    meeting = Meeting.objects.filter(uuid=notice.record).select_related("family").first() if notice.record else None
    if meeting is None or not _may_be_told(notice.user, meeting):
        return None
    uninvited = _is_uninvited(notice.user, meeting)
    method = "CANCEL" if uninvited or meeting.status in NOT_HELD else "REQUEST"
    event = _event(meeting, uninvited)
    event.add("organizer", vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"))
    event.add("attendee", vCalAddress(f"mailto:{notice.user.email}"), parameters={"RSVP": "FALSE"})
    file = MIMEText(_calendar([event], method=method).decode(), "calendar", "utf-8")
    file.set_param("method", method)
    file.add_header("Content-Disposition", "attachment", filename="meeting.ics")
    return file


def _may_be_told(user: User, meeting: Meeting) -> bool:
    """An invitation ends with the cancelling, or is taken back: told to all but those kept from the family."""
    if meeting.status in NOT_HELD or _is_uninvited(user, meeting):
        return not Family.objects.barred_to(user).filter(pk=meeting.family_id).exists()
    return visible(Meeting, user).filter(pk=meeting.pk).exists()


def _is_uninvited(user: User, meeting: Meeting) -> bool:
    """Whoever was told of a meeting was invited to it: who is not any more was taken off its list."""
    return not meeting.attendances.filter(user=user).exists()


def feed(meetings: Iterable[Meeting]) -> bytes:
    """A calendar to subscribe to."""
    return _calendar([_event(meeting) for meeting in meetings], name="Linkages meetings")


def _event(meeting: Meeting, uninvited: bool = False) -> Event:
    """The UID stays and SEQUENCE grows with each version and the cancelling: calendars replace what they have.

    Each move, each combining and each invitation taken back makes a version: whoever is `uninvited` was told of an
    earlier one, and may be invited again.
    """
    zone, cancelled = timezone.get_default_timezone(), meeting.status in NOT_HELD
    link = f"{settings.SITE_URL}{meeting.get_absolute_url()}"
    event = Event()
    event.add("uid", f"{meeting.uuid}@linkages")
    event.add("sequence", meeting.version - 1 + cancelled)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", meeting.starts_at.astimezone(zone))
    event.add("dtend", meeting.ends_at.astimezone(zone))
    event.add("summary", SUMMARY)
    event.add("description", link)
    event.add("url", link)
    event.add("status", "CANCELLED" if cancelled or uninvited else "CONFIRMED")
    return event


def _calendar(events: list[Event], method: str = "", name: str = "") -> bytes:
    """The events with the rules of the county's time zone, for the years they are in."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Linkages//Meetings//EN")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    years = [event.start.year for event in events] or [timezone.localdate().year]
    span = datetime.date(min(years) - 1, 1, 1), datetime.date(max(years) + 2, 1, 1)
    calendar.add_component(Timezone.from_tzinfo(timezone.get_default_timezone(), None, *span))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())
