"""The same person at two meetings: flagged, by sentences that tell no meeting which the reader may not know."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Setting
from families.enums import Category
from meetings.enums import AttendeeRole, MeetingKind, Mode
from meetings.models import Attendance
from meetings.rules.conflicts import Slot, collide, slot_of
from meetings.services import cancel_meeting, invite
from meetings.sharing import appointments_then, span_of
from tests.county import family_with_workers
from tests.meetings import county as steps

TEN = datetime.datetime(2026, 12, 1, 10, tzinfo=timezone.get_default_timezone())


def slot(after=0, minutes=60, mode=Mode.IN_PERSON):
    starts_at = TEN + datetime.timedelta(minutes=after)
    return Slot(starts_at, starts_at + datetime.timedelta(minutes=minutes), mode)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # The same time, one inside the other, and ends that overlap.
        (slot(), slot(), True),
        (slot(minutes=120), slot(30, 15), True),
        (slot(), slot(59), True),
        # In person, the way between them counts; a call on either side does not take the way off.
        (slot(), slot(60), True),
        (slot(), slot(89), True),
        (slot(), slot(90), False),
        (slot(mode=Mode.PHONE), slot(89), True),
        # Nobody travels between two calls.
        (slot(mode=Mode.PHONE), slot(60, mode=Mode.VIDEO), False),
        (slot(mode=Mode.PHONE), slot(59, mode=Mode.VIDEO), True),
    ],
)
def test_when_two_meetings_collide(one, other, expected):
    assert collide(one, other, 30) is expected
    assert collide(other, one, 30) is expected


def test_over_the_night_the_clocks_go_back_an_hour_is_an_hour():
    """From 1:30 the first time until 1:30 the second time is an hour: who is free at 2:00 is free."""
    zone = timezone.get_default_timezone()
    first = datetime.datetime(2026, 11, 1, 1, 30, tzinfo=zone).astimezone(datetime.UTC)
    after = datetime.datetime(2026, 11, 1, 2, 0, tzinfo=zone).astimezone(datetime.UTC)
    hour = datetime.timedelta(hours=1)
    assert not collide(Slot(first, first + hour, Mode.PHONE), Slot(after, after + hour, Mode.PHONE), 0)


def two_meetings(staff):
    """One of the scheduler's own family, and one that they may not know, with the same AIS worker."""
    own = family_with_workers(staff["cfs.worker"], staff["ais.worker"], name="Own")
    strange = family_with_workers(staff["cfs.worker2"], staff["ais.worker"], name="Quillfeather")
    tomorrow = steps.in_days(1)
    return own, steps.ltm(own, starts_at=tomorrow), steps.ltm(strange, starts_at=tomorrow, place="Maple Hall")


def test_a_meeting_one_may_not_know_is_an_appointment_and_no_more(staff, db):
    own, known, strange = two_meetings(staff)
    people = {"staff": [staff["ais.worker"], staff["cfs.worker"], staff["es.worker"]], "people": [own.mother]}
    lines = appointments_then(slot_of(known), staff["cfs.worker"], **people)
    of_own = f"is invited to the LTM of family Own then, {span_of(known)}."
    assert set(lines) == {
        f"{staff['ais.worker']} has another appointment then.",
        f"{staff['ais.worker']} {of_own}",
        f"{staff['cfs.worker']} {of_own}",
        f"{own.mother} {of_own}",
    }
    # Moving it does not collide with itself, and still says nothing of the other one.
    lines = appointments_then(slot_of(known), staff["cfs.worker"], **people, but=known)
    assert lines == [f"{staff['ais.worker']} has another appointment then."]
    # Whoever works the other family reads which one.
    (line,) = appointments_then(slot_of(known), staff["cfs.worker2"], [staff["ais.worker"]], [], but=known)
    assert line == f"{staff['ais.worker']} is invited to the LTM of family Quillfeather then, {span_of(strange)}."


def test_an_invitation_one_may_not_read_is_an_appointment_and_no_more(staff, carried):
    """CalWORKs invited a liaison in a role that tells of domestic abuse: CFS knows the meeting, not that."""
    meeting = steps.ltm(carried, starts_at=steps.in_days(1))
    kept = {"bureau": "calworks", "category": Category.DOMESTIC_ABUSE, "about": carried.mother}
    Attendance.objects.create(
        family=carried.family, meeting=meeting, kind=MeetingKind.LTM, role=AttendeeRole.DV_LIAISON,
        user=staff["ais.supervisor"], **kept,
    )  # fmt: skip
    asked = (slot_of(meeting), staff["cfs.worker"], [staff["ais.supervisor"]], [])
    assert appointments_then(*asked) == [f"{staff['ais.supervisor']} has another appointment then."]
    # Whom CFS invited too, it finds invited, as if there were no other invitation.
    as_supervisor = {"role": AttendeeRole.WTW_SUPERVISOR, "user": staff["ais.supervisor"]}
    invite(meeting=meeting, by=carried.cfs_worker, attendees=[as_supervisor])
    (line,) = appointments_then(*asked)
    assert "is invited to the LTM of family" in line


def test_the_way_is_the_countys_and_what_was_called_off_is_free(staff, carried):
    meeting = steps.ltm(carried, starts_at=steps.in_days(1))
    starts_at = meeting.ends_at + datetime.timedelta(minutes=45)
    after = Slot(starts_at, starts_at + datetime.timedelta(hours=1), Mode.PHONE)
    asked = (after, staff["cfs.worker"], [carried.ais_worker], [])
    assert appointments_then(*asked) == []
    Setting.objects.create(key="travel_minutes", value=60)
    assert len(appointments_then(*asked)) == 1
    cancel_meeting(meeting=meeting, by=carried.cfs_worker, reason="Ill")
    assert appointments_then(*asked) == []
