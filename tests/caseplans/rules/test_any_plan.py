"""What holds of every plan: random families, random activities, random appointments."""

import random
from dataclasses import fields, replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.enums import Bureau
from caseplans.enums import ActivityStatus, Frequency, Payer, Responsible, Source, Weekday
from caseplans.reconciliation_enums import AppointmentKind, Demand, LimitKind, NeedCode, Severity
from caseplans.rules.reconciliation import (
    NOT_AVAILABLE,
    NOT_NEEDED,
    Activity,
    Appointment,
    Assessment,
    AssistanceUnit,
    Consent,
    Limit,
    PlanFacts,
    Recurrence,
    Removal,
    Reunification,
    Separation,
    apply,
    for_reader,
    in_words,
    reconcile,
)
from caseplans.rules.reconciliation.findings import Separate
from caseplans.rules.reconciliation.index import PlanIndex
from caseplans.rules.reconciliation.numbers import Numbers
from caseplans.rules.reconciliation.ranks import NEVER_MOVED
from caseplans.rules.reconciliation.times import AT_ONCE
from families.enums import Category, WtwStatus
from tests.caseplans.rules.families import child, father, mother, requirement

FROM = date(2027, 1, 11)

PERSONS = st.sampled_from([("mother",), ("father",), ("mother", "father"), ("ana",), ("mother", "ana")])
UNTIL = FROM + timedelta(weeks=10)  # over the change to summer time
SOME_DAY = st.integers(0, 80).map(lambda days: FROM + timedelta(days=days))
MAYBE = st.booleans()
PAID = st.sampled_from([None, NOT_NEEDED, frozenset({Payer.NOBODY}), frozenset({Payer.CFS, Payer.CALWORKS})])


def some(values: list[str], most: int = 1) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), max_size=most)


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    begins = draw(st.integers(6 * 4, 22 * 4))
    ends = (begins + draw(st.integers(2, 20))) % 96
    return Recurrence(
        draw(st.sampled_from([Frequency.WEEKLY] * 4 + list(Frequency))),
        draw(some(list(Weekday), 3)),
        *draw(st.sampled_from([(time(begins // 4, begins % 4 * 15), time(ends // 4, ends % 4 * 15)), (None, None)])),
        except_on=draw(st.frozensets(SOME_DAY, max_size=1)),
    )


@st.composite
def activities(draw: st.DrawFn, number: int) -> Activity:
    key = f"a{number}"
    source = draw(st.sampled_from(Source))
    starts_on = draw(st.none() | SOME_DAY)
    persons = draw(PERSONS)
    bureau = Bureau.CALWORKS if source in (Source.WTW_PLAN, Source.FS_PLAN) else Bureau.CFS
    return Activity(
        id=key,
        text=f"text of {key}",
        persons=persons,
        service=draw(st.sampled_from(["parenting", "mental_health", "other"])),
        owners=draw(st.sampled_from([((Responsible.FAMILY, "mother"),), ()])),
        source=source,
        sources=draw(some(["r0", "r1", "r2"])),
        mandatory=draw(MAYBE),
        is_safety=draw(st.sampled_from([False, False, True])),
        waits_for=draw(some(["a0", "a1", "a2"])) - {key},
        starts_on=starts_on,
        due_on=draw(st.none() | SOME_DAY.filter(lambda day: starts_on is None or day >= starts_on)),
        measure=draw(st.sampled_from(["", "done"])),
        when=draw(recurrences()) if number < AT_ONCE else Recurrence(Frequency.WEEKLY),
        place=draw(st.sampled_from(["", "Oak Street", "Main Street"])),
        fixed=draw(MAYBE),
        hours_a_week=draw(st.none() | st.integers(1, 20).map(Decimal)),
        counts_as=draw(st.sampled_from(["", "job", "job_search", "cfs_activity"])),
        counts_on=draw(st.sampled_from(["", "wtw_2"])),
        hours_verified=draw(MAYBE),
        fee=draw(PAID),
        child_care=draw(PAID),
        bureau=bureau,
        category=draw(st.sampled_from([Category.SERVICES, Category.MENTAL_HEALTH, Category.INVESTIGATION])),
        about=persons[0],
        demands=draw(some(list(Demand))),
        answers=draw(some(list(NeedCode))),
        status=draw(st.sampled_from([ActivityStatus.PROPOSED] * 4 + [ActivityStatus.WAIVED, ActivityStatus.MET])),
    )


@st.composite
def appointments(draw: st.DrawFn, number: int) -> Appointment:
    """One on even days, one on odd days."""
    key = f"m{number}"
    kind = draw(st.sampled_from(AppointmentKind))
    of_others = {AppointmentKind.COURT: Source.COURT, AppointmentKind.INTERVIEW: Source.WTW_PLAN}
    source = of_others.get(kind, Source.CFS_PLAN)
    day, begins = FROM + timedelta(days=2 * draw(st.integers(0, 40)) + number), draw(st.integers(8, 18))
    when = Recurrence(Frequency.ONCE, frozenset(), time(begins), time(begins + draw(st.integers(1, 3))))
    return Appointment(
        id=key, kind=kind, text=f"text of {key}", persons=draw(PERSONS), source=source, starts_on=day, due_on=day,
        when=when, carries_out=draw(st.sampled_from(["", "a0"])),
    )  # fmt: skip


@st.composite
def plans(draw: st.DrawFn) -> PlanFacts:
    status = st.sampled_from(WtwStatus)
    away = draw(MAYBE)
    return PlanFacts(
        from_day=FROM,
        until_day=UNTIL,
        members=(mother(draw(status)), father(draw(status)), child("ana", date(2021, 3, 1), at_home=not away)),
        units=(AssistanceUnit(adults=("mother", "father"), children=("ana",), two_parents=draw(MAYBE)),),
        requirements=tuple(
            requirement(
                f"r{number}", draw(st.sampled_from([one for one in Source if one != Source.FAMILY])),
                mandatory=draw(MAYBE), is_safety=draw(MAYBE), due_on=draw(st.none() | SOME_DAY),
                hours_a_week=draw(st.none() | st.just(Decimal(2))), demands=draw(some(list(Demand))),
            )
            for number in range(draw(st.integers(0, 3)))
        ),
        activities=tuple(draw(activities(number)) for number in range(draw(st.integers(0, 7)))),
        appointments=tuple(draw(appointments(number)) for number in range(draw(st.integers(0, 2)))),
        assessments=tuple(
            Assessment(
                id=f"s{number}", tool="Tool", person="mother", bureau=draw(st.sampled_from(Bureau)),
                category=Category.SERVICES, on=draw(SOME_DAY), topics=frozenset({"housing"}), done=draw(MAYBE),
            )
            for number in range(draw(st.integers(0, 3)))
        ),
        limits=tuple(
            Limit(id=f"l{number}", kind=draw(st.sampled_from(LimitKind)), on=draw(SOME_DAY))
            for number in range(draw(st.integers(0, 2)))
        ),
        consents=tuple(
            Consent(id=f"c{number}", person="mother", category="services", discloser=bureau, until=draw(SOME_DAY))
            for number, bureau in enumerate(Bureau)
            if draw(MAYBE)
        ),
        separations=(Separation(id="apart", persons=frozenset({"mother", "father"})),) if draw(MAYBE) else (),
        removals=(Removal(id="removal", child="ana", on=FROM, returned_on=draw(st.none() | SOME_DAY)),) if away else (),
        reunification=Reunification(aided_when_removed=draw(MAYBE), services_necessary=draw(MAYBE)),
        high_risk=draw(st.sampled_from(["", "sdm"])),
    )  # fmt: skip


def ids_of(facts: PlanFacts) -> set[str]:
    rows: list[Any] = [*facts.requirements, *facts.activities, *facts.appointments, *facts.assessments, *facts.limits]
    rows += [*facts.consents, *facts.separations, *facts.removals]
    found = {row.id for row in rows} | {facts.high_risk}
    return found | {member.standing.id for member in facts.members if member.standing}


@given(plans(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_facts_does_not_matter(facts, chance):
    shuffled = {}
    for name in (field.name for field in fields(facts)):
        value = getattr(facts, name)
        if isinstance(value, tuple):
            shuffled[name] = tuple(chance.sample(value, len(value)))
    found = reconcile(facts)
    assert reconcile(replace(facts, **shuffled)) == found == reconcile(facts)
    assert len({one.key for one in found}) == len(found)


@given(plans())
@settings(max_examples=60, deadline=None)
def test_a_proposal_removes_its_finding_and_makes_nothing_graver(facts):
    before = reconcile(facts)
    known = {one.key for one in before}
    for found in before:
        for proposal in found.proposals:
            assert "something else" not in in_words(facts, proposal)
            after = reconcile(apply(facts, proposal))
            assert found.key not in {one.key for one in after}, (found, proposal)
            new = [one for one in after if one.key not in known]
            assert all(one.severity.weight <= found.severity.weight for one in new), (found, proposal, new)
            if not isinstance(proposal, Separate):  # two items in place of one: what is wrong with it is told of both
                assert not [one for one in new if one.severity == Severity.ERROR], (found, proposal, new)


@given(plans())
@settings(max_examples=40, deadline=None)
def test_no_court_item_and_no_safety_action_is_moved_and_nothing_of_calworks_is_dropped(facts):
    plan = PlanIndex(facts, Numbers())
    kept = [one.row for one in plan.scheduled if one.rank in NEVER_MOVED]
    for found in reconcile(facts):
        for proposal in found.proposals:
            after = apply(facts, proposal)
            rows = {row.id: row for row in (*after.activities, *after.appointments)}
            for row in kept:
                now = rows[row.id]
                assert (now.when, now.starts_on, now.due_on) == (row.when, row.starts_on, row.due_on)
                if isinstance(row, Activity):
                    assert isinstance(now, Activity)
                    assert (now.status, now.excused, now.excused_on) == (row.status, row.excused, row.excused_on)
            for activity in facts.activities:
                now = rows[activity.id]
                assert isinstance(now, Activity)
                assert now.is_live or not activity.is_live or now.excused or rows[now.replaced_by].is_live
                assert set(now.sources) >= set(activity.sources)


@given(plans())
@settings(max_examples=15, deadline=None)
def test_taking_proposals_one_after_the_other_comes_to_an_end(facts):
    for _ in range(120):
        open_to = [one for one in reconcile(facts) if one.proposals]
        if not open_to:
            return
        facts = apply(facts, open_to[0].proposals[0])
    raise AssertionError(open_to[0])


@given(plans(), st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_a_reader_is_told_nothing_of_what_they_may_not_read(facts, seed):
    known = sorted(ids_of(facts))
    chance = random.Random(seed)
    readable = {key for key in known if chance.random() < 0.6}
    hidden = set(known) - readable - {""}
    found = reconcile(facts)
    for one in for_reader(found, readable):
        assert not hidden & {*one.items, *one.rests_on}
        assert not any(f"text of {key}" in one.explanation for key in hidden)
        assert not any(repr(key) in repr(one.proposals) for key in hidden)
        if one.explanation == NOT_AVAILABLE:
            assert one.persons == ()
            assert one.items
        else:
            assert one in found
    assert for_reader(found, known) == found
    assert for_reader(found, []) == [one for one in found if not {*one.items, *one.rests_on}]
