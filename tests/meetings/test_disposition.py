"""The Disposition Conference: every three months from the opening, then from the last one held (31-090 III.G)."""

import datetime

import pytest
from django.utils import timezone

from accounts.rules import add_months
from families.enums import Component, TaskKind
from families.models import Task
from families.services import settle
from meetings.deadlines.arranging import disposition_dues
from meetings.enums import MeetingKind
from meetings.models import KindRule, Meeting
from meetings.services import schedule_meeting
from tests.county import family_with_workers
from tests.meetings import county as steps

WORKER = 7


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-15", 3, "2026-04-15"),
        # over a year's end, onto a shorter month, onto a leap day and off it
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-31", 3, "2027-03-31"),
        ("2026-10-01", 3, "2027-01-01"),
    ],
)
def test_months_on(start, months, end):
    assert add_months(day(start), months) == day(end)


@pytest.mark.parametrize(
    ("opened", "held", "due"),
    [
        # none held: from the day the case was opened
        ({"a": "2026-01-31"}, [], {"a": "2026-04-30"}),
        # the last one held counts, in whichever order they are told
        ({"a": "2026-01-31"}, ["2026-04-20", "2026-03-02"], {"a": "2026-07-20"}),
        # one held before the case was opened belongs to an earlier case
        ({"a": "2026-01-31"}, ["2025-12-01"], {"a": "2026-04-30"}),
        # on the very day
        ({"a": "2026-01-31"}, ["2026-01-31"], {"a": "2026-04-30"}),
        # two open cases, each by its own clock
        ({"a": "2026-01-10", "b": "2026-03-10"}, ["2026-02-01"], {"a": "2026-05-01", "b": "2026-06-10"}),
        ({}, ["2026-02-01"], {}),
    ],
)
def test_when_the_next_one_is_due(opened, held, due):
    opened = {key: day(text) for key, text in opened.items()}
    dues = disposition_dues(opened, dict.fromkeys(map(day, held), False), WORKER, 3)
    assert {one.key.split(":")[0]: one.due_on for one in dues} == {key: day(text) for key, text in due.items()}
    assert {one.owner_id for one in dues} <= {WORKER}
    assert disposition_dues(opened, {}, None, 3) == []


@pytest.mark.parametrize(
    ("held", "due"),
    [
        # the last one decided to close the case
        ({"2026-04-20": True}, []),
        ({"2026-03-02": False, "2026-04-20": True}, []),
        # it went on after all
        ({"2026-03-02": True, "2026-04-20": False}, ["2026-07-20"]),
        # an earlier case was to be closed
        ({"2025-12-01": True}, ["2026-04-30"]),
    ],
)
def test_none_is_due_once_the_last_one_decided_to_close(held, due):
    held = {day(text): closes for text, closes in held.items()}
    assert [one.due_on for one in disposition_dues({"a": day("2026-01-31")}, held, WORKER, 3)] == [day(d) for d in due]


def due_on(family):
    found = Task.objects.filter(family=family, kind=TaskKind.HOLD_DISPOSITION)
    return list(found.values_list("due_on", "owner"))


def test_an_ifs_case_has_its_clock_and_the_one_held_starts_it_anew(staff, carried):
    today, worker = timezone.localdate(), carried.cfs_worker
    carried.cfs_case.opened_on = today - datetime.timedelta(days=40)
    carried.cfs_case.save()
    settle(carried.family)
    assert due_on(carried.family) == [(add_months(carried.cfs_case.opened_on, 3), worker.pk)]
    supervisor = {"role": "ifs_supervisor", "user": staff["ifs.supervisor"]}
    meeting = schedule_meeting(
        family=carried.family, by=worker, kind=MeetingKind.DISPOSITION, starts_at=timezone.now(), mode="in_person",
        place="Martinez", attendees=[supervisor, {"role": "cfs_worker", "user": worker}],
    )  # fmt: skip
    assert due_on(carried.family) == [(add_months(carried.cfs_case.opened_on, 3), worker.pk)], "set is not held"
    steps.held(meeting)
    assert due_on(carried.family) == [(add_months(today, 3), worker.pk)]


def test_the_county_sets_the_months(carried):
    rule = KindRule.objects.of(MeetingKind.DISPOSITION)
    rule.every_months = 2
    rule.save()
    settle(carried.family)
    assert due_on(carried.family)[0][0] == add_months(carried.cfs_case.opened_on, 2)


def test_other_components_have_none(staff):
    reunification = family_with_workers(staff["cfs.worker"], staff["ais.worker"], component=Component.FR)
    assert due_on(reunification.family) == []
    assert not Meeting.objects.filter(family=reunification.family).exists()
