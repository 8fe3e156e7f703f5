"""Whatever the order in which facts come, the same facts make the same tasks."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.enums import Bureau
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
from families.enums import Category, WtwStatus
from families.models import CfsCase, OwnTask, Task, WtwStanding
from families.services import settle
from meetings.contact_enums import ContactKind, ContactMethod, ContactPurpose, ContactStatus, InterpreterUse
from meetings.deadlines import Days, MeetingFacts, Span, closing_dues, meeting_dues, missed_dues
from meetings.models import Contact

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


def facts_of(carried: Any) -> list[Callable[[], Any]]:
    """An agreement, a visit, a missed requirement and the day CalWORKs reached the family, each as a row."""
    today, now = timezone.localdate(), timezone.now()
    shared = {"family": carried.family, "about": carried.mother}
    status = {"category": Category.CALWORKS_STATUS, "bureau": Bureau.CALWORKS, "status": WtwStatus.NONCOMPLIANCE}
    keys = [uuid.uuid4() for _ in range(3)]

    def sign() -> None:
        CfsCase.objects.filter(pk=carried.cfs_case.pk).update(agreement_signed_on=today)

    def contact(bureau: Bureau, by: Any, key: uuid.UUID) -> None:
        Contact.objects.create(
            **shared, uuid=key, bureau=bureau, category=Category.SERVICES, kind=ContactKind.VISIT, starts_at=now,
            method=ContactMethod.IN_PERSON, status=ContactStatus.COMPLETED, purpose=ContactPurpose.WELL_BEING,
            provided_by=by, recorded_by=by, interpreter_use=InterpreterUse.NOT_NEEDED,
        )  # fmt: skip

    return [
        sign,
        lambda: contact(Bureau.CFS, carried.cfs_worker, keys[0]),
        lambda: contact(Bureau.CALWORKS, carried.ais_worker, keys[1]),
        lambda: WtwStanding.objects.create(**shared, **status, from_date=today, uuid=keys[2]),
    ]


@given(order=st.permutations(range(4)))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.django_db
def test_facts_recorded_in_any_order_leave_the_same_tasks(carried, order):
    facts, seen = facts_of(carried), []
    for sequence in (range(4), order):
        with transaction.atomic():
            for place in sequence:
                facts[place]()
                settle(carried.family)
            rows = Task.objects.order_by("kind", "key").values_list("kind", "key", "owner", "opens_on", "due_on")
            seen.append(list(rows))
            transaction.set_rollback(True)
    assert seen[0] == seen[1]
    assert len(seen[0]) >= 6
