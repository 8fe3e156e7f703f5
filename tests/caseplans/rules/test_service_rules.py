"""R5 to R10: what is asked twice, what excludes what, and what counts and who pays."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseplans.enums import ActivityStatus, Payer, Responsible, Source
from caseplans.reconciliation_enums import Demand, Rule, Severity, Support
from caseplans.rules.reconciliation import (
    NOT_NEEDED,
    Assessment,
    AssistanceUnit,
    Finding,
    PlanFacts,
    apply,
    reconcile,
)
from caseplans.rules.reconciliation.findings import (
    AskForConsent,
    AskForFamilyStabilization,
    AssignPayer,
    CountTowardsWtw,
    Excuse,
    ExcuseHours,
    Merge,
    Reuse,
)
from caseplans.rules.reconciliation.hours import months_of
from caseplans.rules.reconciliation.index import PlanIndex
from caseplans.rules.reconciliation.numbers import Numbers
from families.enums import Category, WtwStatus
from tests.caseplans.rules.families import (
    FROM,
    activity,
    child,
    father,
    hours,
    job,
    mother,
    plan,
    requirement,
    search,
    weekly,
)


def of_rule(facts: PlanFacts, rule: Rule) -> list[Finding]:
    return [one for one in reconcile(facts) if one.rule == rule]


def kinds(found: list[Finding]) -> set[tuple[str, tuple[str, ...]]]:
    return {(one.kind, one.items) for one in found}


# R5


@pytest.mark.parametrize(
    ("cfs", "calworks", "same"),
    [
        ({"service": "parenting"}, {"service": "parenting"}, True),
        ({"service": "parenting"}, {"service": "employment"}, False),
        ({"service": "other"}, {"service": "other"}, False),
        ({"service": ""}, {"service": ""}, False),
        ({"service": "parenting"}, {"service": "parenting", "person": "father"}, False),
        ({"service": "parenting"}, {"service": "parenting", "source": Source.CFS_PLAN}, False),  # one plan
        ({"service": "parenting", "source": Source.COURT}, {"service": "parenting", "source": Source.FS_PLAN}, True),
        ({"service": "parenting"}, {"service": "parenting", "source": Source.FAMILY}, False),
        # one after the other, and one that is over
        (
            {"service": "parenting", "due_on": date(2027, 3, 1)},
            {"service": "parenting", "starts_on": date(2027, 3, 2)},
            False,
        ),
        ({"service": "parenting", "status": ActivityStatus.MET}, {"service": "parenting"}, False),
        (
            {"service": "parenting", "also_for": frozenset({Source.WTW_PLAN})},
            {"service": "parenting"},
            False,
        ),  # is shared
    ],
)
def test_the_same_service_in_both_plans(cfs: dict[str, Any], calworks: dict[str, Any], same):
    facts = plan(activity("z", **cfs), activity("a", **{"source": Source.WTW_PLAN} | calworks))
    assert kinds(of_rule(facts, Rule.DUPLICATE)) == ({("duplicate", ("z", "a"))} if same else set())


def test_merging_satisfies_both_plans():
    own = activity("class", source=Source.COURT, service="parenting", sources=frozenset({"order"}), mandatory=True)
    theirs = activity(
        "workshop", source=Source.WTW_PLAN, service="parenting", sources=frozenset({"wtw"}), counts_as="cfs_activity",
        counts_on="wtw_2", owners=((Responsible.FAMILY, "mother"), (Responsible.CALWORKS, "ais-worker")),
    )  # fmt: skip
    asked = requirement("order", Source.COURT), requirement("wtw", Source.WTW_PLAN)
    facts = plan(own, theirs, requirements=asked)
    (found,) = of_rule(facts, Rule.DUPLICATE)
    assert found.proposals == (Merge("class", "workshop"),)
    kept, dropped = (after := apply(facts, found.proposals[0])).activities
    assert kept.sources == {"order", "wtw"}
    assert kept.owners == ((Responsible.FAMILY, "mother"), (Responsible.CALWORKS, "ais-worker"))
    assert (kept.counts_as, kept.counts_on, kept.when) == ("cfs_activity", "wtw_2", own.when)
    assert (dropped.status, dropped.replaced_by) == (ActivityStatus.REPLACED, "class")
    assert [one for one in reconcile(after) if one.rule in (Rule.DUPLICATE, Rule.PRIORITY)] == []


def test_what_is_more_than_the_other_is_not_merged_by_a_click():
    wider = activity("workshop", source=Source.WTW_PLAN, service="parenting", persons=("mother", "father"))
    (found,) = of_rule(plan(activity("class", service="parenting"), wider), Rule.DUPLICATE)
    assert found.proposals == ()


# R6


def assessment(key: str, bureau: str, **more: Any) -> Assessment:
    facts: dict[str, Any] = {
        "id": key, "tool": key.upper(), "person": "mother", "bureau": bureau, "category": Category.SERVICES, "on": FROM,
        "topics": frozenset({"housing"}),
    }  # fmt: skip
    return Assessment(**facts | more)


@pytest.mark.parametrize(
    ("known", "kind"),
    [
        ({}, "reuse"),
        ({"on": date(2026, 7, 4)}, "reuse"),
        ({"on": date(2026, 7, 3)}, None),  # too old
        ({"topics": frozenset({"health"})}, None),
        ({"person": "father"}, None),
        ({"bureau": "calworks"}, None),  # one bureau's own affair
        ({"category": Category.CANS}, "reuse_with_consent"),
        ({"done": False, "on": date(2027, 1, 1)}, "reuse"),  # planned, and before
        ({"done": False, "on": date(2027, 1, 9)}, None),
    ],
)
def test_an_assessment_that_asks_the_same(known, kind):
    other = assessment("cans", **{"bureau": "cfs"} | known)
    facts = plan(assessments=(assessment("ocat", "calworks", done=False), other))
    found = [one for one in of_rule(facts, Rule.ASSESSMENT) if one.items[0] == "ocat"]
    assert kinds(found) == ({(kind, ("ocat", "cans"))} if kind else set())
    if kind:
        expected = Reuse("ocat", "cans") if kind == "reuse" else AskForConsent("mother", Category.CANS)
        assert found[0].proposals == (expected,)


# R7

WORK = {"source": Source.WTW_PLAN, "counts_as": "job", "counts_on": "wtw_2"}
FULL, PART = weekly("mo tu we th fr", "09:00", "15:00"), weekly("mo tu we", "09:00", "15:00")


def demanding(*demands: Demand) -> dict[str, Any]:
    return {"demands": frozenset(demands)}


@pytest.mark.parametrize(
    ("one", "other", "contradicts"),
    [
        (demanding(Demand.NO_UNSUPERVISED_CONTACT), demanding(Demand.CARES_FOR_CHILDREN), True),
        (demanding(Demand.NO_UNSUPERVISED_CONTACT), demanding(Demand.NO_UNSUPERVISED_CONTACT), False),
        (demanding(Demand.NO_UNSUPERVISED_CONTACT), demanding(Demand.CARES_FOR_CHILDREN) | {"person": "father"}, False),
        (demanding(Demand.RESIDENTIAL), WORK | {"counts_as": "job_search", "when": PART}, True),
        (demanding(Demand.RESIDENTIAL), WORK | {"when": FULL}, True),
        (demanding(Demand.RESIDENTIAL), WORK | {"when": PART}, False),
        (demanding(Demand.STAYS_HOME), WORK | {"when": FULL}, True),
        (demanding(Demand.STAYS_HOME), WORK | {"when": PART}, False),
        (demanding(Demand.STAYS_HOME), WORK | {"counts_as": "job_search", "when": PART}, False),
        (
            demanding(Demand.RESIDENTIAL) | {"due_on": date(2027, 2, 1)},
            WORK | {"counts_as": "job_search", "starts_on": date(2027, 2, 2)},
            False,
        ),
    ],
)
def test_two_demands_that_exclude_each_other(one: dict[str, Any], other: dict[str, Any], contradicts):
    facts = plan(activity("a", **one), activity("b", **other))
    found = of_rule(facts, Rule.CONTRADICTION)
    assert kinds(found) == ({("contradiction", ("a", "b"))} if contradicts else set())
    if contradicts and other.get("source") == Source.WTW_PLAN:
        assert [type(one) for one in found[0].proposals] == [Excuse, AskForFamilyStabilization]


def test_a_requirement_without_an_activity_demands_too():
    order = requirement("order", Source.COURT, demands=frozenset({Demand.NO_UNSUPERVISED_CONTACT}))
    minding = activity("minding", source=Source.FS_PLAN, **demanding(Demand.CARES_FOR_CHILDREN))
    assert kinds(of_rule(plan(minding, requirements=(order,)), Rule.CONTRADICTION)) == {
        ("contradiction", ("order", "minding"))
    }


# R8

ALONE = AssistanceUnit(adults=("mother",))
BOTH = AssistanceUnit(adults=("father", "mother"), two_parents=True)
OLDER, YOUNG = child("ana", date(2015, 1, 1)), child("ana", date(2024, 1, 1))


@pytest.mark.parametrize(
    ("unit", "children", "required"),
    [
        (ALONE, (), 30),
        (replace(ALONE, children=("ana",)), (OLDER,), 30),
        (replace(ALONE, children=("ana",)), (YOUNG,), 20),
        (ALONE, (YOUNG,), 30),  # the child is of another unit
        (replace(ALONE, pregnant_only=True), (), 20),
        (BOTH, (), 35),
        (replace(BOTH, children=("ana",)), (YOUNG,), 35),
        (replace(BOTH, one_disabled=True), (), 30),
        (replace(BOTH, one_disabled=True, children=("ana",)), (YOUNG,), 20),
        (replace(ALONE, required_hours=25), (), 25),  # as CalWORKs recorded it
    ],
)
def test_the_hours_that_are_required(unit, children, required):
    """W&I 11322.8. One quarter of an hour less is short."""
    members = (mother(), father(), *children)
    for given, short in ((required, False), (required - 0.25, True)):
        work = job("job", activity("x").when, hours_a_week=hours(given))
        found = of_rule(plan(work, members=members, units=(unit,)), Rule.HOURS)
        assert bool(found) is short
        assert all(one.severity == Severity.WARNING for one in found)


S = WtwStatus


@pytest.mark.parametrize("status", list(S))
def test_who_is_asked_for_hours(status):
    asked = status in {S.ENGAGED, S.NONCOMPLIANCE, S.COMPLIANCE_PLAN, S.SANCTIONED, S.CURE_PLAN}
    assert bool(of_rule(plan(members=(mother(status),), units=(ALONE,)), Rule.HOURS)) is asked


def test_both_parents_fill_the_hours_together_and_one_is_enough():
    hers, his = weekly("mo tu we th", "09:00", "14:00"), weekly("mo tu we", "09:00", "14:00")
    members = mother(), father()
    assert of_rule(plan(job("hers", hers), job("his", his, "father"), members=members, units=(BOTH,)), Rule.HOURS) == []
    (found,) = of_rule(plan(job("hers", hers), members=members, units=(BOTH,)), Rule.HOURS)
    assert found.items == ("wtw-father", "wtw-mother")
    excused = mother(), father(S.FAMILY_STABILIZATION)  # of the other alone 30 is asked
    full = weekly("mo tu we th fr", "09:00", "15:00")
    assert of_rule(plan(job("hers", full), members=excused, units=(BOTH,)), Rule.HOURS) == []
    assert of_rule(plan(job("hers", full), members=members, units=(BOTH,)), Rule.HOURS) != []


@pytest.mark.parametrize("born_on", [date(2021, 3, 2), date(2021, 4, 1)])
def test_a_child_who_turns_six_brings_thirty_hours_from_the_next_month(born_on):
    facts = plan(
        job("job", weekly("mo tu we th", "09:00", "14:00")),
        members=(mother(), child("ana", born_on)),
        units=(AssistanceUnit(adults=("mother",), children=("ana",)),),
    )
    months = months_of(PlanIndex(facts, Numbers()), facts.units[0], ("mother",))
    assert [int(month.required) for month in months] == [20, 20, 20, 30, 30, 30]
    assert [month.planned for month in months] == [20] * 6
    (found,) = of_rule(facts, Rule.HOURS)
    assert "April 2027" in found.explanation


@pytest.mark.parametrize(
    ("more", "verified", "planned", "possible"),
    [
        ({}, 6, 6, 6),
        ({"hours_verified": False}, 0, 6, 6),
        ({"counts_on": ""}, 0, 0, 6),
        ({"counts_as": ""}, 0, 0, 0),
        ({"status": ActivityStatus.WAIVED}, 0, 0, 0),
        ({"excused": "good_cause"}, 6, 6, 6),
        ({"excused": "good_cause", "counts_on": ""}, 0, 0, 6),  # what is on no plan is no hour that is met
        ({"excused_on": frozenset({date(2027, 2, 1), date(2027, 2, 8)})}, 6, 6, 6),
        ({"persons": ("mother", "father")}, 12, 12, 12),
        ({"persons": ("ana",)}, 0, 0, 0),
    ],
)
def test_the_hours_meter(more, verified, planned, possible):
    facts = plan(job("job", weekly("mo tu", "09:00", "12:00"), **more), members=(mother(), father()), units=(BOTH,))
    for month in months_of(PlanIndex(facts, Numbers()), BOTH, ("father", "mother")):
        assert (month.verified, month.planned, month.possible) == (verified, planned, possible)


def test_a_shortfall_counts_what_cfs_asks_for_before_it_asks_for_more():
    facts = plan(
        job("job", weekly("mo tu we th", "09:00", "15:00")),
        activity("visits", counts_as="cfs_activity", when=weekly("fr", "09:00", "14:00")),
        activity("class", counts_as="cfs_activity", when=weekly("sa", "09:00", "10:00")),
        units=(ALONE,),
    )
    (found,) = of_rule(facts, Rule.HOURS)
    count, fs, good_cause = found.proposals
    assert count == CountTowardsWtw(("class", "visits"))
    assert fs == AskForFamilyStabilization(("mother",))
    assert good_cause == ExcuseHours("mother", hours(6))
    for proposal in found.proposals:
        assert of_rule(apply(facts, proposal), Rule.HOURS) == []
    assert found.rests_on == {"job", "visits", "class"}


# R9


@pytest.mark.parametrize(
    ("counts_as", "counts_on", "verified", "status", "kind"),
    [
        ("job", "wtw_2", True, S.ENGAGED, None),
        ("job", "wtw_2", False, S.ENGAGED, "not_verified"),
        ("job", "fs_plan", True, S.ENGAGED, None),
        ("job", "", True, S.ENGAGED, "could_count"),
        ("", "wtw_2", True, S.ENGAGED, "not_countable"),
        ("", "", True, S.ENGAGED, None),
        ("job", "", True, S.EXEMPT, None),
        ("job", "", True, S.FAMILY_STABILIZATION, None),
    ],
)
def test_what_counts(counts_as, counts_on, verified, status, kind):
    row = activity("a", counts_as=counts_as, counts_on=counts_on, hours_verified=verified)
    found = of_rule(plan(row, members=(mother(status),)), Rule.COUNTABLE)
    assert kinds(found) == ({(kind, ("a",))} if kind else set())
    assert all(one.rests_on == {"wtw-mother"} for one in found)


# R10


@pytest.mark.parametrize(
    ("paid", "mandatory", "kind", "severity"),
    [
        (NOT_NEEDED, True, None, None),
        (frozenset({Payer.CFS}), True, None, None),
        (frozenset({Payer.FAMILY, Payer.CFS}), True, None, None),
        (frozenset({Payer.NOBODY}), True, "no_payer", "error"),
        (frozenset({Payer.NOBODY}), False, "no_payer", "warning"),
        (frozenset({Payer.CFS, Payer.CALWORKS}), True, "both_pay", "warning"),
        (frozenset({Payer.CFS, Payer.CALWORKS, Payer.FAMILY}), True, "both_pay", "warning"),
        (None, True, "not_asked", "advice"),
    ],
)
@pytest.mark.parametrize("support", list(Support))
def test_who_pays(support, paid, mandatory, kind, severity):
    row = activity("a", mandatory=mandatory, **{support.value: paid})
    members = mother(), child("ana", date(2020, 1, 1))
    found = of_rule(plan(row, members=members), Rule.SUPPORTS)
    named = kind if kind in (None, "not_asked") else f"{kind}_{support.value}"
    assert [(one.kind, one.severity) for one in found] == ([(named, severity)] if kind else [])
    for one in found:
        for proposal in one.proposals:
            assert proposal == AssignPayer("a", support, Payer.CFS)
            assert of_rule(apply(plan(row, members=members), proposal), Rule.SUPPORTS) == []


def test_calworks_pays_for_what_is_on_its_plan():
    nobody = {"child_care": frozenset({Payer.NOBODY})}
    facts = plan(activity("a", counts_as="cfs_activity", counts_on="wtw_2", **nobody), search("b", FULL, **nobody))
    facts = replace(facts, members=(mother(), child("ana", date(2020, 1, 1))))
    payers = {one for found in of_rule(facts, Rule.SUPPORTS) for one in found.proposals}
    assert payers == {AssignPayer(key, Support.CHILD_CARE, Payer.CALWORKS) for key in ("a", "b")}


@pytest.mark.parametrize(
    ("member", "asked"),
    [
        (child("ana", date(2014, 1, 5)), True),  # twelve for one more day
        (child("ana", date(2014, 1, 4)), False),
        (child("ana", date(2020, 1, 1), at_home=False), False),
    ],
)
def test_child_care_is_asked_about_where_a_child_is_to_be_minded(member, asked):
    facts = plan(activity("a", child_care=None), members=(mother(), member))
    assert bool(of_rule(facts, Rule.SUPPORTS)) is asked
