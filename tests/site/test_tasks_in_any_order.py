"""Whatever the order in which facts come, the same facts make the same tasks."""

import datetime
import random
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from caseplans.deadlines import CasePlanDays, case_plan_dues
from crossover.deadlines import (
    RunningOut,
    acknowledgement_dues,
    applicant_dues,
    part_a_dues,
    renewal_dues,
)
from crossover.enums import ClearanceResult
from crossover.models import Clearance, Xover1Hop
from families.deadlines import WtwDays, agreement_dues, own_dues, wtw_dues
from families.enums import TaskKind, WtwStatus
from families.models import CfsCase, Family, OwnTask, Task, WtwStanding
from families.services import settle, task_drift
from meetings.deadlines import Days, MeetingFacts, Span, closing_dues, meeting_dues, missed_dues
from tests.county import family_with_workers
from tests.site.week import Fact, Week

START = datetime.datetime(2026, 2, 1, tzinfo=datetime.UTC)
day = st.dates(datetime.date(2023, 12, 1), datetime.date(2028, 3, 31))
moment = st.integers(0, 10_000).map(lambda hours: START + datetime.timedelta(hours=hours))
case = st.builds(CfsCase, pk=st.integers(1, 9), uuid=st.uuids(), agreement_signed_on=st.none() | day)
standing = st.builds(
    WtwStanding, uuid=st.uuids(), status=st.sampled_from(WtwStatus), from_date=day, until_date=st.none() | day
)
own = st.builds(OwnTask, uuid=st.uuids(), title=st.just("Call"), owner_id=st.just(7), made_on=day, due_on=day)
hop = st.builds(Xover1Hop, uuid=st.uuids(), sent_at=moment, receiver_id=st.just(7))
clearance = st.builds(
    Clearance,
    uuid=st.uuids(),
    made_at=moment,
    made_by_id=st.just(7),
    referral_id=st.integers(1, 3),
    result=st.sampled_from(ClearanceResult),
)
consent = st.builds(RunningOut, st.uuids(), day, day, st.just(7))
span = st.builds(Span, st.integers(1, 4), st.uuids().map(str), day, st.none() | day)
WORKER = Span(7, "assignment:7", datetime.date(2026, 1, 5))
OPENED = datetime.date(2026, 1, 15)
RULES: dict[str, tuple[Any, Callable[[Any], list[Any]]]] = {
    "own": (own, own_dues),
    "wtw": (standing, lambda facts: wtw_dues(facts, 7, WtwDays())),
    "agreement": (case, lambda facts: agreement_dues(facts, 7)),
    "acknowledge": (hop, lambda facts: acknowledgement_dues(facts, 2, {})),
    "part_a": (clearance, lambda facts: part_a_dues(facts, 1, {})),
    "applicant": (clearance, lambda facts: applicant_dues(facts, 10, {})),
    "renewal": (consent, lambda facts: renewal_dues(facts, [], [], [60, 30])),
    "missed": (standing, lambda facts: missed_dues(facts, WORKER, [], [], (5, 14))),
    "closing": (day, lambda facts: closing_dues(facts, [WORKER], [], 30, 30)),
    "case_plan": (day, lambda facts: case_plan_dues(OPENED, facts, 7, CasePlanDays())),
    "meetings": (span, lambda facts: meeting_dues(MeetingFacts(cfs=facts, ais=facts), Days(7, 7, 7))),
}


def unordered(dues: list[Any]) -> list[Any]:
    return sorted(dues, key=lambda due: (due.kind, due.key, due.owner_id))


@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_rule_reads_facts_in_any_order(rule, data):
    one, dues_of = RULES[rule]
    unique = (lambda case: case.pk) if rule == "agreement" else (lambda fact: getattr(fact, "uuid", fact))
    facts = data.draw(st.lists(one, max_size=5, unique_by=unique))
    if rule in {"part_a", "applicant"}:
        facts = list({fact.made_at: fact for fact in facts}.values())  # two looks at one instant have no order
    shuffled = data.draw(st.permutations(facts))
    found = unordered(dues_of(facts))
    assert found == unordered(dues_of(shuffled))
    assert all(due.opens_on <= due.due_on for due in found) or rule in {"own", "renewal"}


# What is left to do of the week, whatever came first. What a fact of it does is not: the visit and the contact are
# made, the sanction was reviewed.
LEFT = {
    TaskKind.HOLD_LTM, TaskKind.SIGN_PLAN, TaskKind.BOOK_INTERPRETER, TaskKind.ARRANGE_TRAVEL, TaskKind.HOLD_CFT,
    TaskKind.EXPEDITED_CALL, TaskKind.HOLD_DISPOSITION, TaskKind.VISIT_FAMILY, TaskKind.SIGN_CASE_PLAN,
    TaskKind.DECIDE_EXTENSION, TaskKind.HOLD_CLOSING_LTM, TaskKind.HOLD_MISSED_LTM, TaskKind.ANSWER_NONCOMPLIANCE,
    TaskKind.CLEAR_AFTER_CHANGE, TaskKind.CODE_AFTER_CHANGE, TaskKind.PLAN_AFTER_CHANGE, TaskKind.ANSWER_REQUEST,
    TaskKind.SCHEDULE_MEETING, TaskKind.REQUEST_CONSENT, TaskKind.OWN,
}  # fmt: skip
SAMPLED = 5


def tasks_after(family: Family, facts: list[Fact]) -> list[tuple[Any, ...]]:
    """Settled after each fact, and all of it undone again."""
    with transaction.atomic():
        for record in facts:
            record()
            settle(family)
        rows = Task.objects.filter(family=family).order_by("kind", "key")
        found = list(rows.values_list("kind", "key", "owner", "opens_on", "due_on", "why", "title"))
        assert task_drift(family) == ([], [])
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_facts_recorded_in_any_order_leave_the_same_tasks(staff):
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    with time_machine.travel(noon, tick=False):
        opened_on = timezone.localdate() - datetime.timedelta(days=10)
        carried = family_with_workers(staff["cfs.worker"], staff["ais.worker"], opened_on=opened_on)
        facts, chance = Week(carried).facts(), random.Random(31_090)
        expected = tasks_after(carried.family, facts)
        assert {kind for kind, *_ in expected} == LEFT
        for order in [facts[::-1], *(chance.sample(facts, len(facts)) for _ in range(SAMPLED))]:
            assert tasks_after(carried.family, order) == expected
