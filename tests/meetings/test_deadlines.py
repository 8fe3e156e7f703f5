"""The two clocks of the meetings, as truth tables."""

import datetime
from dataclasses import replace

import pytest
import time_machine
from django.utils import timezone

from families.enums import AssignmentRole, Component, TaskKind
from families.models import Task
from families.services import assign, edit_cfs_case, open_cfs_case, settle
from linkages_site.demo.factories import UserFactory
from meetings.deadlines import Days, MeetingFacts, Span, filled_since, meeting_dues
from meetings.services import cancel_meeting
from tests.county import family_with_workers
from tests.meetings import county as steps

DAYS = Days(pltm=7, after_agreement=7, after_pltm=7)
CFS, AIS, LATER = 1, 2, 3


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def span(worker: int, start: str, end: str | None = None) -> Span:
    return Span(worker, f"assignment:{worker}:{start}", day(start), day(end) if end else None)


@pytest.mark.parametrize(
    ("spans", "since"),
    [
        ([], None),
        ([span(CFS, "2026-03-02")], "2026-03-02"),
        # ended: nobody has the case now
        ([span(CFS, "2026-03-02", "2026-03-09")], None),
        # reassigned on the day: no break
        ([span(CFS, "2026-03-02", "2026-03-09"), span(LATER, "2026-03-09")], "2026-03-02"),
        # twice
        (
            [span(CFS, "2026-03-02", "2026-03-09"), span(AIS, "2026-03-09", "2026-03-12"), span(LATER, "2026-03-12")],
            "2026-03-02",
        ),
        # assigned and reassigned within one day
        ([span(CFS, "2026-03-02", "2026-03-02"), span(LATER, "2026-03-02")], "2026-03-02"),
        # a week with nobody: the role is filled anew
        ([span(CFS, "2026-03-02", "2026-03-09"), span(LATER, "2026-03-16")], "2026-03-16"),
    ],
)
def test_since_when_a_role_has_a_worker(spans, since):
    assert filled_since(spans) == (day(since) if since else None)


BOTH = {"cfs": [span(CFS, "2026-01-20")], "ais": [span(AIS, "2026-01-26")]}
REASSIGNED = {
    "cfs": [span(CFS, "2026-01-20", "2026-01-29"), span(LATER, "2026-01-29")],
    "ais": [span(AIS, "2026-01-26")],
}
PLTM, LTM = TaskKind.HOLD_PLTM, TaskKind.HOLD_LTM


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # nobody, or one of the two: no clock
        ({}, set()),
        ({"cfs": BOTH["cfs"]}, set()),
        ({"ais": BOTH["ais"]}, set()),
        ({"cfs": BOTH["cfs"], "agreement_on": day("2026-01-15")}, set()),
        # both: a week after the later of the two, over the month's end
        (BOTH, {(PLTM, CFS, "2026-02-02"), (PLTM, AIS, "2026-02-02")}),
        # reassigned: the day stays, the owner changes
        (REASSIGNED, {(PLTM, LATER, "2026-02-02"), (PLTM, AIS, "2026-02-02")}),
        # the agreement's clock runs beside the PLTM's
        (
            BOTH | {"agreement_on": day("2026-01-28")},
            {(PLTM, CFS, "2026-02-02"), (PLTM, AIS, "2026-02-02"), (LTM, CFS, "2026-02-04"), (LTM, AIS, "2026-02-04")},
        ),
        # the PLTM held closes its own task; the agreement's clock stands
        (
            BOTH | {"agreement_on": day("2026-01-28"), "pltm_on": day("2026-01-30")},
            {(LTM, CFS, "2026-02-04"), (LTM, AIS, "2026-02-04")},
        ),
        # no agreement in effect: the LTM follows the PLTM, over the end of February and of a leap February
        (BOTH | {"pltm_on": day("2026-02-25")}, {(LTM, CFS, "2026-03-04"), (LTM, AIS, "2026-03-04")}),
        (BOTH | {"pltm_on": day("2028-02-23")}, {(LTM, CFS, "2028-03-01"), (LTM, AIS, "2028-03-01")}),
        # the LTM held closes everything, with or without a PLTM
        (BOTH | {"agreement_on": day("2026-01-28"), "ltm_on": day("2026-02-03")}, set()),
        (BOTH | {"pltm_on": day("2026-01-30"), "ltm_on": day("2026-02-03")}, set()),
    ],
)
def test_what_is_due_when_and_whose(facts, expected):
    dues = meeting_dues(MeetingFacts(**facts), DAYS)
    assert {(due.kind, due.owner_id, due.due_on.isoformat()) for due in dues} == expected
    assert len({(due.kind, due.key) for due in dues}) == len(dues)


def test_where_both_clocks_of_the_ltm_run_both_are_told():
    both = MeetingFacts(**BOTH, agreement_on=day("2026-01-28"), pltm_on=day("2026-01-30"))
    for due in meeting_dues(both, DAYS):
        assert (due.due_on, due.why) == (
            day("2026-02-04"),
            "31-090 III.E.1: the IFS agreement is signed; after the PLTM: Feb 6, 2026",
        )
    for due in meeting_dues(replace(both, declined=True), DAYS):
        assert due.why == "31-090 III.E.1: the IFS agreement is signed"


def open_tasks(family, kind):
    return list(Task.objects.filter(family=family, kind=kind).order_by("owner_id").values_list("owner", "due_on"))


def both_of(carried, due_on):
    return sorted((worker.pk, due_on) for worker in (carried.cfs_worker, carried.ais_worker))


def in_a_week():
    return timezone.localdate() + datetime.timedelta(days=7)


def test_the_pltm_is_due_a_week_after_both_are_assigned(carried):
    assert open_tasks(carried.family, PLTM) == both_of(carried, in_a_week())
    assert open_tasks(carried.family, LTM) == []


def test_reassigning_moves_the_task_and_keeps_the_day(carried):
    colleague = UserFactory(unit=carried.cfs_worker.unit, roles=["cfs_worker"])
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3), tick=True):
        assign(
            case=carried.cfs_case,
            role=AssignmentRole.CFS_WORKER,
            unit=colleague.unit,
            worker=colleague,
            why="Reassigned",
        )
        due_on = timezone.localdate() + datetime.timedelta(days=4)
    carried.cfs_worker = colleague
    assert open_tasks(carried.family, PLTM) == both_of(carried, due_on)


def test_signing_and_withdrawing_the_agreement_start_and_stop_the_ltm_clock(carried):
    today = timezone.localdate()
    case = edit_cfs_case(
        case=carried.cfs_case, by=carried.cfs_worker, version=carried.cfs_case.version, agreement_signed_on=today
    )
    assert open_tasks(carried.family, LTM) == both_of(carried, in_a_week())
    edit_cfs_case(case=case, by=carried.cfs_worker, version=case.version, agreement_withdrawn_on=today)
    assert open_tasks(carried.family, LTM) == []


def test_a_reunification_case_has_its_ltm_after_the_pltm(staff):
    reunification = family_with_workers(staff["cfs.worker"], staff["ais.worker"], component=Component.FR)
    assert open_tasks(reunification.family, LTM) == []
    steps.held(steps.pltm(reunification))
    assert open_tasks(reunification.family, PLTM) == []
    assert open_tasks(reunification.family, LTM) == both_of(reunification, in_a_week())
    steps.held(steps.ltm(reunification))
    assert open_tasks(reunification.family, LTM) == []


def test_a_meeting_cancelled_or_only_scheduled_closes_nothing(carried):
    meeting = steps.pltm(carried)
    assert open_tasks(carried.family, PLTM) == both_of(carried, in_a_week())
    cancel_meeting(meeting=meeting, by=carried.cfs_worker, reason="Worker is ill")
    assert open_tasks(carried.family, PLTM) == both_of(carried, in_a_week())


def test_a_closed_case_has_no_clock_and_the_next_one_starts_anew(carried):
    steps.held(steps.pltm(carried))
    carried.cfs_case.closed_on = timezone.localdate()
    carried.cfs_case.save()
    settle(carried.family)
    assert Task.objects.filter(family=carried.family, kind__in=[PLTM, LTM]).count() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(days=90), tick=True):
        worker = carried.cfs_worker
        case = open_cfs_case(
            family=carried.family, by=worker, number="CFS-next", component=Component.IFS, unit=worker.unit
        )
        assign(case=case, role=AssignmentRole.CFS_WORKER, unit=worker.unit, worker=worker, why="Assigned")
        assert open_tasks(carried.family, PLTM) == both_of(carried, in_a_week())
