"""What is due between the meetings, as truth tables: what was asked for, and what a change in the family asks."""

import datetime
import uuid

import pytest
import time_machine
from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import Closure
from accounts.rules import is_working_day
from families.enums import AssignmentRole, TaskKind
from meetings.contact_deadlines import ChangeDays, change_dues, request_dues
from meetings.contact_enums import OPEN_REQUESTS, REQUEST_KEY, ChangeStep, RequestStatus, StructureChangeKind
from meetings.deadlines import arranging
from meetings.models import BureauRequest, MeetingRequest
from meetings.rules.changes import ChangeFacts
from meetings.rules.requests import usual_day

CFS, AIS, EW = 7, 8, 9
CLOSED, WORKED = False, True


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def at(text: str) -> datetime.datetime:
    """On the county's clock."""
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def asked(moment: str, needed_by: str, **facts) -> BureauRequest:
    usual = {"bureau": Bureau.CFS, "owner_id": AIS, "owner_role": AssignmentRole.AIS_WORKER}
    return BureauRequest(uuid=uuid.uuid4(), asked_at=at(moment), due_on=day(needed_by), **(usual | facts))


@pytest.mark.parametrize(
    ("moment", "needed_by", "expected"),
    [
        ("2026-03-02T09:00", "2026-03-09", ("2026-03-02", "2026-03-09")),
        # whoever asked named the day: a Saturday, Thanksgiving and a leap day stand as they are named
        ("2026-03-02T09:00", "2026-03-07", ("2026-03-02", "2026-03-07")),
        ("2026-11-20T09:00", "2026-11-26", ("2026-11-20", "2026-11-26")),
        ("2028-02-25T09:00", "2028-02-29", ("2028-02-25", "2028-02-29")),
        # over a month's and a year's end, and on the day itself
        ("2026-12-31T09:00", "2027-01-04", ("2026-12-31", "2027-01-04")),
        ("2026-03-02T09:00", "2026-03-02", ("2026-03-02", "2026-03-02")),
        # the county's day, late in the evening: before and after the clocks change, in spring and in fall
        ("2026-03-07T23:30", "2026-03-13", ("2026-03-07", "2026-03-13")),
        ("2026-03-08T23:30", "2026-03-13", ("2026-03-08", "2026-03-13")),
        ("2026-10-31T23:30", "2026-11-06", ("2026-10-31", "2026-11-06")),
        ("2026-11-01T23:30", "2026-11-06", ("2026-11-01", "2026-11-06")),
    ],
)
def test_a_request_is_answered_by_the_day_that_was_named(moment, needed_by, expected):
    request = asked(moment, needed_by)
    (due,) = request_dues([request], {Bureau.CALWORKS: [(AIS, AssignmentRole.AIS_WORKER)]})
    assert (due.opens_on.isoformat(), due.due_on.isoformat()) == expected
    assert (due.kind, due.key, due.owner_id) == (TaskKind.ANSWER_REQUEST, f"{REQUEST_KEY}{request.uuid}", AIS)


@pytest.mark.parametrize("status", RequestStatus)
def test_a_request_is_owed_until_it_has_ended(status):
    request = asked("2026-03-02T09:00", "2026-03-09", status=status)
    assert len(request_dues([request], {})) == (status in OPEN_REQUESTS)


@pytest.mark.parametrize(
    ("bureau", "carrying", "owner"),
    [
        # the program that was asked owes it, never the one that asks
        (Bureau.CFS, {Bureau.CFS: [(CFS, AssignmentRole.CFS_WORKER)]}, AIS),
        (Bureau.CFS, {Bureau.CALWORKS: [(EW, AssignmentRole.AIS_WORKER)]}, EW),
        (Bureau.CFS, {Bureau.CALWORKS: [(EW, AssignmentRole.ELIGIBILITY_WORKER)]}, EW),
        (Bureau.CALWORKS, {Bureau.CALWORKS: [(EW, AssignmentRole.AIS_WORKER)]}, AIS),
        (Bureau.CFS, {}, AIS),
    ],
)
def test_whoever_follows_in_the_program_that_was_asked_answers(bureau, carrying, owner):
    (due,) = request_dues([asked("2026-03-02T09:00", "2026-03-09", bureau=bureau)], carrying)
    assert due.owner_id == owner


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "closed", "expected"),
    [
        ("2026-03-02", [], "2026-03-09"),
        ("2026-03-02", ["2026-03-04"], "2026-03-10"),
        # Thanksgiving and the day after, then a weekend
        ("2026-11-20", [], "2026-12-01"),
        ("2026-12-28", [], "2027-01-05"),
        # onto the leap day, and over the end of a February without one
        ("2028-02-22", [], "2028-02-29"),
        ("2026-02-24", [], "2026-03-03"),
        # over the change of the clocks
        ("2026-03-06", [], "2026-03-13"),
        ("2026-10-30", [], "2026-11-06"),
    ],
)
def test_the_day_offered_for_an_answer_lies_so_many_working_days_ahead(today, closed, expected):
    for text in closed:
        Closure.objects.create(day=day(text), name="Storm")
    with time_machine.travel(at(f"{today}T23:30"), tick=False):
        assert usual_day() == day(expected)


def meeting_asked(moment: str, owner: int = CFS) -> MeetingRequest:
    return MeetingRequest(uuid=uuid.uuid4(), bureau=Bureau.CFS, owner_id=owner, requested_at=at(moment))


@pytest.mark.parametrize(
    ("moment", "due_on"),
    [
        # calendar days: weekends and Thanksgiving count
        ("2026-03-02T09:00", "2026-03-07"),
        ("2026-11-21T09:00", "2026-11-26"),
        # over the end of a month, of a leap February and of a year
        ("2026-02-26T09:00", "2026-03-03"),
        ("2028-02-26T09:00", "2028-03-02"),
        ("2028-02-24T09:00", "2028-02-29"),
        ("2026-12-30T09:00", "2027-01-04"),
        # the county's day, over the change of the clocks
        ("2026-03-07T23:30", "2026-03-12"),
        ("2026-10-31T23:30", "2026-11-05"),
    ],
)
def test_a_meeting_that_was_asked_for_is_scheduled_within_so_many_days(moment, due_on):
    request = meeting_asked(moment)
    (due,) = arranging.request_dues([request], {"cfs": [CFS]}, 5)
    assert (due.opens_on, due.due_on) == (day(moment[:10]), day(due_on))
    assert (due.kind, due.key, due.owner_id) == (TaskKind.SCHEDULE_MEETING, f"request:{request.uuid}", CFS)


@pytest.mark.parametrize(
    ("workers", "owner"),
    [
        ({"cfs": [CFS], "calworks": [AIS]}, CFS),
        ({"cfs": [AIS, CFS]}, CFS),
        # the owner works the family for the other program now
        ({"cfs": [AIS], "calworks": [CFS]}, CFS),
        # gone: the first of the program that asked, never one of the other
        ({"cfs": [AIS, EW]}, AIS),
        ({"calworks": [AIS]}, CFS),
        ({}, CFS),
    ],
)
def test_who_schedules_the_meeting(workers, owner):
    (due,) = arranging.request_dues([meeting_asked("2026-03-02T09:00")], workers, 5)
    assert due.owner_id == owner


TABLE = [
    # recorded, closures, the clearance and the project code (5 working days), the plan's review (30 days)
    ("2026-03-02T09:00", {}, "2026-03-09", "2026-04-01"),
    # a Saturday: the first working day is Monday
    ("2026-03-07T09:00", {}, "2026-03-13", "2026-04-06"),
    # Thanksgiving, the day after and the weekend; the county works on the Friday; it is closed on the Monday
    ("2026-11-20T09:00", {}, "2026-12-01", "2026-12-20"),
    ("2026-11-20T09:00", {day("2026-11-27"): WORKED}, "2026-11-30", "2026-12-20"),
    ("2026-11-20T09:00", {day("2026-11-30"): CLOSED}, "2026-12-02", "2026-12-20"),
    # a closure beyond the day moves nothing, nor does one on a weekend
    ("2026-03-02T09:00", {day("2026-03-10"): CLOSED, day("2026-03-07"): CLOSED}, "2026-03-09", "2026-04-01"),
    # over the year's end
    ("2026-12-28T09:00", {}, "2027-01-05", "2027-01-27"),
    # from and over the end of February, without a leap day and with one
    ("2026-02-24T09:00", {}, "2026-03-03", "2026-03-26"),
    ("2028-02-22T09:00", {}, "2028-02-29", "2028-03-23"),
    ("2028-02-29T09:00", {}, "2028-03-07", "2028-03-30"),
    ("2028-01-30T09:00", {}, "2028-02-04", "2028-02-29"),
    # the county's day, over the change of the clocks
    ("2026-03-06T23:30", {}, "2026-03-13", "2026-04-05"),
    ("2026-10-30T23:30", {}, "2026-11-06", "2026-11-29"),
]


@pytest.mark.parametrize(("recorded", "shut", "steps_on", "plan_on"), TABLE)
def test_what_a_change_in_the_family_asks_and_by_when(recorded, shut, steps_on, plan_on):
    change = ChangeFacts("a", StructureChangeKind.REMOVED, at(recorded))
    dues = change_dues([(step, change) for step in ChangeStep], CFS, ChangeDays(), shut)
    assert {due.kind: due.due_on.isoformat() for due in dues} == {
        TaskKind.CLEAR_AFTER_CHANGE: steps_on,
        TaskKind.CODE_AFTER_CHANGE: steps_on,
        TaskKind.PLAN_AFTER_CHANGE: plan_on,
    }
    assert {(due.opens_on, due.owner_id, due.key) for due in dues} == {(day(recorded[:10]), CFS, "change:a")}
    assert is_working_day(day(steps_on), shut)


def test_a_change_nobody_of_cfs_can_see_to_is_asked_of_nobody():
    change = ChangeFacts("a", StructureChangeKind.BORN, at("2026-03-02T09:00"))
    assert change_dues([(ChangeStep.PLAN, change)], None, ChangeDays(), {}) == []
    assert change_dues([], CFS, ChangeDays(), {}) == []


def test_two_changes_each_have_their_own_day_and_the_days_are_the_countys():
    changes = [ChangeFacts(key, StructureChangeKind.BORN, at(f"2026-03-0{key}T09:00")) for key in "23"]
    dues = change_dues([(step, one) for one in changes for step in ChangeStep], CFS, ChangeDays(steps=1, plan=10), {})
    assert {(due.key, due.due_on.isoformat()) for due in dues} == {
        ("change:2", "2026-03-03"), ("change:2", "2026-03-12"), ("change:3", "2026-03-04"), ("change:3", "2026-03-13"),
    }  # fmt: skip
