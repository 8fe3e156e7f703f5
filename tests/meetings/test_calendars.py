"""Calendar files, read back by `icalendar`: invitation, update, cancellation, and the feed."""

import datetime
import re

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.access import visible
from accounts.services import make_calendar_token
from families.enums import AssignmentRole, NoticeKind
from families.jobs import mail_notice
from families.models import Notice
from families.services import assign, restrict_family
from linkages_site.demo.factories import UserFactory
from meetings.enums import Mode
from meetings.models import Meeting
from meetings.services import cancel_meeting, move_meeting
from tests.county import family_with_workers
from tests.meetings import county as steps

pytestmark = pytest.mark.django_db
TOLD = {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "STATUS"}


def at(*when):
    return datetime.datetime(*when, tzinfo=timezone.get_default_timezone())


def moved(meeting, **facts):
    usual = {"starts_at": steps.in_days(5), "minutes": 90, "mode": Mode.VIDEO, "place": "Maple Hall"}
    usual |= {"moved_reason": "Maria is ill", "version": meeting.version}
    return move_meeting(meeting=meeting, by=meeting.scheduled_by, **(usual | facts))


def file_to(user, kind=None):
    """The one calendar file of the last mail to this person, as their program reads it."""
    (file,) = [sent for sent in mail.outbox if sent.to == [user.email]][-1].attachments
    return file, Calendar.from_ical(file.get_payload(decode=True))


def event_of(calendar):
    (event,) = calendar.events
    return event


def feed_of(user):
    url = reverse("meetings:calendar-feed", args=[make_calendar_token(user=user)])
    answer = Client().get(url)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """`told(verb)` does it, and the mails go out."""

    def do(verb):
        with django_capture_on_commit_callbacks(execute=True):
            return verb()

    return do


def test_invitation_update_and_cancellation_are_of_one_event(staff, carried, told):
    meeting = told(lambda: steps.ltm(carried, steps.facilitator(staff), starts_at=steps.in_days(3)))
    found = [file_to(staff["facilitator"])]
    told(lambda: moved(meeting))
    found.append(file_to(staff["facilitator"]))
    told(lambda: cancel_meeting(meeting=meeting, by=carried.cfs_worker, reason="Maria is ill"))
    found.append(file_to(staff["facilitator"]))
    events = [event_of(calendar) for _, calendar in found]
    assert [str(calendar["method"]) for _, calendar in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [file.get_param("method") for file, _ in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {file.get_content_type() for file, _ in found} == {"text/calendar"}
    assert {str(event["uid"]) for event in events} == {f"{meeting.uuid}@linkages"}
    assert [event["sequence"] for event in events] == [0, 1, 2]
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    lengths = [event.end - event.start for event in events]
    assert lengths == [datetime.timedelta(minutes=minutes) for minutes in (60, 90, 90)]
    assert events[1].start == meeting.starts_at.replace(microsecond=0)
    for event in events:
        assert str(event["attendee"]) == "mailto:facilitator@example.org"
        assert str(event["organizer"]) == "mailto:linkages@example.org"


def test_every_invited_member_of_staff_gets_one_mail_with_one_file_of_their_own(staff, carried, told):
    told(lambda: steps.ltm(carried, steps.facilitator(staff), starts_at=steps.in_days(3)))
    invited = {staff["facilitator"].email, carried.cfs_worker.email, carried.ais_worker.email}
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(invited)
    for sent in mail.outbox:
        (file,) = sent.attachments
        text = file.get_payload(decode=True).decode().replace("\r\n ", "")
        assert [one for one in invited if one in text] == sent.to, "nobody reads who else is invited"


def test_the_file_tells_times_and_the_link_and_nothing_else(staff, carried, told):
    facts = {"place": "Maple Hall", "interpreter": "Spanish, Ms. Ito", "starts_at": steps.in_days(3)}
    meeting = told(lambda: steps.ltm(carried, steps.facilitator(staff), **facts))
    told(lambda: moved(meeting))
    for calendar in (file_to(staff["facilitator"])[1], feed_of(staff["facilitator"])):
        event = event_of(calendar)
        assert set(event) - {"ORGANIZER", "ATTENDEE"} == TOLD
        assert str(event["summary"]) == "Linkages meeting"
        assert str(event["url"]) == str(event["description"]) == f"http://127.0.0.1:8000{meeting.get_absolute_url()}"
        text = calendar.to_ical().decode().replace("\r\n ", "")
        people = [str(carried.mother), carried.mother.last_name, str(carried.cfs_worker)]
        keys = [carried.family.name, str(carried.family.uuid), carried.cfs_case.number]
        secrets = ["Maple", "Ito", "Spanish", "Maria", "video", "LTM", *people, *keys]
        assert [word for word in secrets if word.lower() in text.lower()] == []


def test_the_mail_says_how_it_stands_when_it_is_sent(staff, carried, django_capture_on_commit_callbacks):
    """The queue was slow: the mail of the move goes out after the cancelling, and takes the meeting out at once."""
    meeting = steps.ltm(carried, steps.facilitator(staff), starts_at=steps.in_days(3))
    moved(meeting)
    cancel_meeting(meeting=meeting, by=carried.cfs_worker, reason="Ill")
    notice = Notice.objects.get(user=staff["facilitator"], kind=NoticeKind.MEETING_MOVED)
    mail_notice.enqueue(notice.pk)
    _, calendar = file_to(staff["facilitator"])
    assert (str(calendar["method"]), event_of(calendar)["sequence"]) == ("CANCEL", 2)
    mail_notice.enqueue(notice.pk)
    assert len(mail.outbox) == 1, "a task that runs again sends nothing"


def test_who_may_know_the_meeting_no_longer_gets_no_mail(staff, carried):
    meeting = steps.pltm(carried, starts_at=steps.in_days(3))
    colleague = UserFactory(unit=staff["cfs.worker"].unit, roles=["cfs_worker"])
    unit = colleague.unit
    assign(case=carried.cfs_case, role=AssignmentRole.CFS_WORKER, unit=unit, worker=colleague, why="Reassigned")
    for notice in Notice.objects.filter(kind=NoticeKind.MEETING_SCHEDULED):
        mail_notice.enqueue(notice.pk)
    assert {sent.to[0]: len(sent.attachments) for sent in mail.outbox} == {staff["ais.worker"].email: 1}
    assert not visible(Meeting, staff["cfs.worker"]).filter(pk=meeting.pk).exists()


def test_a_cancelling_is_not_told_to_those_kept_from_the_family(staff, carried):
    meeting = steps.ltm(carried, steps.facilitator(staff), starts_at=steps.in_days(3))
    named = [staff[name] for name in ("ifs.supervisor", "cfs.worker", "ais.worker")]
    restrict_family(family=carried.family, by=staff["ifs.supervisor"], named=named, why="A relative")
    cancel_meeting(meeting=meeting, by=carried.cfs_worker, reason="Ill")
    for notice in Notice.objects.filter(kind=NoticeKind.MEETING_CANCELLED):
        mail_notice.enqueue(notice.pk)
    files = {sent.to[0]: len(sent.attachments) for sent in mail.outbox}
    assert files == {"facilitator@example.org": 0, "cfs.worker@example.org": 1, "ais.worker@example.org": 1}


def test_the_feed_tells_moved_and_cancelled_meetings_as_they_stand(staff, carried, elsewhere):
    pltm = steps.pltm(carried, starts_at=steps.in_days(2))
    ltm = steps.ltm(carried, steps.facilitator(staff), starts_at=steps.in_days(3))
    stranger = steps.ltm(elsewhere, starts_at=steps.in_days(3))
    moved(ltm)
    cancel_meeting(meeting=pltm, by=carried.cfs_worker, reason="Ill")
    found = {str(event["uid"]): event for event in feed_of(carried.cfs_worker).events}
    assert set(found) == {f"{pltm.uuid}@linkages", f"{ltm.uuid}@linkages"}
    cancelled, later = (found[f"{meeting.uuid}@linkages"] for meeting in (pltm, ltm))
    assert (str(cancelled["status"]), cancelled["sequence"]) == ("CANCELLED", 1)
    assert (str(later["status"]), later["sequence"]) == ("CONFIRMED", 1)
    assert later.start == Meeting.objects.get(pk=ltm.pk).starts_at.replace(microsecond=0)
    assert [str(event["uid"]) for event in feed_of(elsewhere.cfs_worker).events] == [f"{stranger.uuid}@linkages"]
    # The facilitator's ground ends with the meeting, and the event with it.
    cancel_meeting(meeting=ltm, by=carried.cfs_worker, reason="Ill")
    assert feed_of(staff["facilitator"]).events == []


def test_the_feed_holds_ones_own_meetings_not_all_one_may_know(staff, carried):
    steps.ltm(carried, starts_at=steps.in_days(3))
    assert visible(Meeting, staff["ifs.supervisor"]).exists()
    assert feed_of(staff["ifs.supervisor"]).events == []


def test_the_feed_costs_the_same_at_one_and_at_three(carried):
    url = reverse("meetings:calendar-feed", args=[make_calendar_token(user=carried.ais_worker)])
    steps.ltm(carried, starts_at=steps.in_days(3))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            events = len(Calendar.from_ical(Client().get(url).content).events)
        counts.append((events, len(asked)))
        for name in ("Second", "Third"):
            steps.ltm(family_with_workers(carried.cfs_worker, carried.ais_worker, name=name))
    assert [events for events, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1] <= 12


@pytest.mark.parametrize(
    ("starts_at", "offset"),
    [
        (at(2026, 3, 6, 9), -8),  # Friday before the clocks go forward
        (at(2026, 3, 9, 9), -7),  # Monday after
        (at(2026, 10, 30, 9), -7),  # Friday before they go back
        (at(2026, 11, 2, 9), -8),  # Monday after
    ],
)
def test_nine_in_the_morning_is_nine_in_the_morning_when_the_clocks_change(staff, starts_at, offset):
    """The start names the county's zone; the zone's own rules in the file say the same offset as Python does."""
    with time_machine.travel(starts_at - datetime.timedelta(days=2), tick=False):
        house = family_with_workers(staff["cfs.worker"], staff["ais.worker"])
        steps.ltm(house, starts_at=starts_at)
        text = feed_of(house.cfs_worker).to_ical().decode()
    assert f"DTSTART;TZID=America/Los_Angeles:{starts_at:%Y%m%d}T090000" in text
    assert f"DTEND;TZID=America/Los_Angeles:{starts_at:%Y%m%d}T100000" in text
    calendar = Calendar.from_ical(text)
    (zone,) = calendar.timezones
    assert event_of(calendar).start.utcoffset() == datetime.timedelta(hours=offset)
    by_its_rules = starts_at.replace(tzinfo=zone.to_tz(lookup_tzid=False))
    assert by_its_rules.utcoffset() == datetime.timedelta(hours=offset)


def test_the_file_is_written_as_rfc_5545_asks(carried):
    steps.ltm(carried, starts_at=steps.in_days(3))
    text = feed_of(carried.cfs_worker).to_ical().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert re.search(r"\nDTSTAMP:\d{8}T\d{6}Z\r\n", text), "a moment in UTC"
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    for needed in ("VERSION:2.0", "PRODID:-//Linkages//Meetings//EN", "BEGIN:VTIMEZONE"):
        assert text.count(needed) == 1


def test_an_empty_feed_is_a_calendar_all_the_same(staff):
    calendar = feed_of(staff["director"])
    assert (calendar.events, len(calendar.timezones)) == ([], 1)
