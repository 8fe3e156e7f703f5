"""R11 to R20: where a parent stands, what bounds a plan, who is kept apart, who may know, who answers for what."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseplans.enums import ActivityStatus, Responsible, Source
from caseplans.reconciliation_enums import Excused, LimitKind, NeedCode, Rule
from caseplans.rules.reconciliation import (
    AssistanceUnit,
    Consent,
    Finding,
    Goal,
    Limit,
    PlanFacts,
    Removal,
    Reunification,
    Separation,
    apply,
    compare,
    for_reader,
    reconcile,
)
from caseplans.rules.reconciliation.findings import (
    AskForConsent,
    BeginReunification,
    EndReunification,
    Excuse,
    KeepInOwnPlan,
    OfferCure,
    OfferInstead,
    OfferVolunteering,
    Separate,
    SetDue,
    StopWaiting,
)
from caseplans.rules.reconciliation.standings import threatens
from families.enums import Category, WtwStatus
from tests.caseplans.rules.families import (
    FROM,
    UNTIL,
    activity,
    appointment,
    child,
    consents,
    father,
    mother,
    plan,
    requirement,
    search,
    standing,
    weekly,
)


def of_rule(facts: PlanFacts, rule: Rule) -> list[Finding]:
    return [one for one in reconcile(facts) if one.rule == rule]


def kinds(found: list[Finding]) -> dict[tuple[str, tuple[str, ...]], str]:
    return {(one.kind, one.items): one.severity.value for one in found}


S = WtwStatus

# R11 and R12


@pytest.mark.parametrize("status", list(S))
def test_which_standing_is_told_of(status):
    facts = plan(members=(mother(status),))
    expected = {
        S.SANCTIONED: OfferCure("mother"),
        S.NONCOMPLIANCE: OfferCure("mother"),
        S.EXEMPT: OfferVolunteering("mother"),
    }
    found = of_rule(facts, Rule.SANCTION) + of_rule(facts, Rule.EXEMPT)
    assert [one.proposals for one in found] == ([(expected[status],)] if status in expected else [])
    assert all(one.items == ("wtw-mother",) for one in found)
    for one in found:
        assert of_rule(apply(facts, one.proposals[0]), one.rule) == []
    assert of_rule(plan(members=(replace(mother(status), is_parent=False),)), Rule.SANCTION) == []


@pytest.mark.parametrize(("since", "early"), [(date(2027, 1, 30), True), (date(2027, 4, 1), False), (None, False)])
def test_no_sanction_in_the_first_ninety_days(since, early):
    on_aid = standing("mother", S.SANCTIONED, since=since, aided_since=date(2027, 1, 1), cure_offered=True)
    found = of_rule(plan(members=(replace(mother(), standing=on_aid),)), Rule.SANCTION)
    assert [one.kind for one in found] == (["too_early"] if early else [])


def test_noncompliance_is_answered_within_twenty_days():
    asked = standing("mother", S.NONCOMPLIANCE, since=date(2027, 1, 4))
    (found,) = of_rule(plan(members=(replace(mother(), standing=asked),)), Rule.SANCTION)
    assert "by Jan 24, 2027" in found.explanation


@pytest.mark.parametrize(
    ("text", "threat"),
    [
        ("Attend, or you will lose your cash aid", True),
        ("Your benefits will be cut if you miss the class", True),
        ("Come to class or you will be sanctioned", True),
        ("Si no viene, perderá su ayuda", True),
        ("Apply for CalFresh benefits", False),
        ("Stop smoking in the car", False),
        ("Ask for help to end the sanction", False),
        ("Go to the loss and grief group", False),
        ("Cash aid starts on March 1", False),
    ],
)
def test_words_that_threaten_benefits(text, threat):
    assert threatens(text) is threat
    facts = plan(activity("a", text=text), goals=(Goal(id="goal", text=text, due_on=UNTIL),))
    expected = {("threat", ("a",)): "error", ("threat", ("goal",)): "error"} if threat else {}
    assert kinds(of_rule(facts, Rule.SANCTION)) == expected


@pytest.mark.parametrize(
    ("status", "source", "mandatory", "told"),
    [
        (S.EXEMPT, Source.WTW_PLAN, True, True),
        (S.EXEMPT_VOLUNTEER, Source.WTW_PLAN, True, True),
        (S.EXEMPT, Source.WTW_PLAN, False, False),  # they may choose it
        (S.EXEMPT, Source.CFS_PLAN, True, False),
        (S.ENGAGED, Source.WTW_PLAN, True, False),
    ],
)
def test_what_is_required_of_an_exempt_parent(status, source, mandatory, told):
    facts = plan(activity("a", source=source, mandatory=mandatory), members=(mother(status),))
    found = [one for one in of_rule(facts, Rule.EXEMPT) if one.kind == "required"]
    assert kinds(found) == ({("required", ("a",)): "warning"} if told else {})
    for one in found:
        assert one.proposals == (Excuse(("a",), Excused.EXEMPTION),)
        assert of_rule(apply(facts, one.proposals[0]), Rule.PRIORITY) == []


# R13

ENDS = date(2027, 4, 1)


@pytest.mark.parametrize(
    ("kind", "source", "due_on", "told"),
    [
        (LimitKind.IFS_END, Source.CFS_PLAN, date(2027, 4, 2), True),
        (LimitKind.IFS_END, Source.CFS_PLAN, date(2027, 4, 1), False),
        (LimitKind.FM_END, Source.COURT, UNTIL, True),
        (LimitKind.IFS_END, Source.WTW_PLAN, UNTIL, False),
        (LimitKind.FR_END, Source.WTW_PLAN, UNTIL, True),
        (LimitKind.REDETERMINATION, Source.FS_PLAN, UNTIL, True),
        (LimitKind.REDETERMINATION, Source.CFS_PLAN, UNTIL, False),
        (LimitKind.REDETERMINATION, Source.FAMILY, UNTIL, False),
    ],
)
def test_what_goes_on_after_its_end(kind, source, due_on, told):
    facts = plan(activity("a", source=source, due_on=due_on), limits=(Limit(id="limit", kind=kind, on=ENDS),))
    found = of_rule(facts, Rule.LIMITS)
    assert kinds(found) == ({(kind.value, ("a", "limit")): "warning"} if told else {})
    for one in found:
        assert one.proposals == (() if source == Source.COURT else (SetDue("a", ENDS),))


def test_a_limit_of_one_person_is_no_others():
    limit = Limit(id="limit", kind=LimitKind.FR_END, on=ENDS, persons=frozenset({"father"}))
    rows = activity("his", "father", source=Source.WTW_PLAN), activity("hers", source=Source.WTW_PLAN)
    assert kinds(of_rule(plan(*rows, limits=(limit,)), Rule.LIMITS)) == {("fr_end", ("his", "limit")): "warning"}


# R13 and R15: consent


@pytest.mark.parametrize(
    ("row", "consented", "rule", "kind"),
    [
        ({}, {"until": UNTIL}, None, None),
        ({}, {"until": ENDS}, Rule.LIMITS, "consent"),
        ({}, {"until": date(2027, 1, 3)}, Rule.CONSENT, "no_consent"),  # over
        ({}, {"until": UNTIL, "discloser": "calworks"}, Rule.CONSENT, "no_consent"),  # the other way
        ({}, {"until": UNTIL, "person": "father"}, Rule.CONSENT, "no_consent"),
        ({"category": Category.MENTAL_HEALTH}, {"until": UNTIL}, Rule.CONSENT, "no_consent"),
        ({"category": Category.LOGISTICS}, {"until": ENDS}, None, None),  # crosses by itself
        ({"category": Category.INVESTIGATION}, {"until": UNTIL}, Rule.CONSENT, "never_crosses"),
        ({"shared": False, "category": Category.MENTAL_HEALTH}, {"until": UNTIL}, None, None),
    ],
)
def test_what_the_signed_plan_may_hold(row, consented, rule, kind):
    scope: dict[str, Any] = {"id": "10b", "person": "mother", "category": Category.SERVICES, "discloser": "cfs"}
    facts = plan(activity("a", **row), consents=(Consent(**scope | consented),))
    found = [*of_rule(facts, Rule.LIMITS), *of_rule(facts, Rule.CONSENT)]
    assert [(one.rule, one.kind) for one in found] == ([(rule, kind)] if rule else [])
    for one in found:
        for proposal in one.proposals:
            assert isinstance(proposal, KeepInOwnPlan | AskForConsent)
            assert reconcile(apply(facts, proposal)) == []


# R14

REMOVED = date(2027, 1, 2)


def removed(*who: str, back: date | None = None, status: str = S.ENGAGED, **more: Any) -> PlanFacts:
    facts: dict[str, Any] = {"aided_when_removed": True, "services_necessary": True}
    return plan(
        members=(mother(status, born_on=None), child("ana", date(2019, 1, 1)), child("ben", date(2022, 1, 1))),
        units=(AssistanceUnit(adults=("mother",), children=("ana", "ben"), required_hours=0),),
        removals=tuple(Removal(id=f"removal-{one}", child=one, on=REMOVED, returned_on=back) for one in who),
        reunification=Reunification(**facts | more),
    )


@pytest.mark.parametrize(
    ("facts", "kind", "proposal"),
    [
        (removed(), None, None),
        (removed("ana"), "some_at_home", None),
        (removed("ana", "ben"), "fr_plan", BeginReunification(("mother",))),
        (removed("ana", "ben", status=S.SANCTIONED), "fr_plan", BeginReunification(("mother",))),
        (removed("ana", "ben", aided_when_removed=False), "not_open", None),
        (removed("ana", "ben", services_necessary=False), "not_open", None),
        # in FR, and its plan recommends cash aid, or not
        (removed("ana", "ben", status=S.REUNIFICATION, recommends_cash_aid=True), None, None),
        (removed("ana", "ben", status=S.REUNIFICATION), "fr_plan", BeginReunification(("mother",))),
        # services only, or timed out: no cash aid to recommend
        (removed("ana", "ben", status=S.FR_SERVICES), None, None),
        (removed("ana", "ben", status=S.TIMED_OUT), None, None),
        # back home
        (removed("ana", "ben", back=FROM, status=S.FR_SERVICES), "returned", EndReunification(("mother",))),
        (removed("ana", "ben", back=FROM, status=S.REUNIFICATION), "returned", EndReunification(("mother",))),
        (removed("ana", "ben", back=FROM), None, None),
    ],
)
def test_a_child_is_removed_or_returns(facts, kind, proposal):
    found = of_rule(facts, Rule.REUNIFICATION)
    assert [one.kind for one in found] == ([kind] if kind else [])
    for one in found:
        assert one.proposals == ((proposal,) if proposal else ())
        if proposal:
            assert of_rule(apply(facts, proposal), Rule.REUNIFICATION) == []
            assert "wtw-mother" in one.items


# R16

APART = (Separation(id="abuse", persons=frozenset({"mother", "father"})),)
TWO = ("mother", "father")


def both_at(place: str, his: str, hers: str = "09:00") -> PlanFacts:
    ends = f"{int(his[:2]) + 1:02}:00", f"{int(hers[:2]) + 1:02}:00"
    return plan(
        activity("his", "father", place=place, when=weekly("mo", his, ends[0])),
        activity("hers", place=place, when=weekly("mo", hers, ends[1])),
        members=(mother(), father()),
        separations=APART,
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (plan(activity("a", persons=TWO)), {}),  # nobody is kept apart
        (plan(activity("a", persons=TWO), separations=APART), {("joint", ("a",)): "error"}),
        (plan(activity("a", persons=("mother", "ana")), separations=APART), {}),
        (plan(activity("a", persons=TWO, status=ActivityStatus.MET), separations=APART), {}),
        (
            plan(appointments=(appointment("ltm", "meeting", FROM, "09:00", "10:00", *TWO),), separations=APART),
            {("joint", ("ltm",)): "error"},
        ),
        (both_at("Oak Street", "09:30"), {("same_place", ("hers", "his")): "warning"}),
        (both_at("Oak Street", "10:15"), {("same_place", ("hers", "his")): "warning"}),
        (both_at("Oak Street", "10:30"), {}),
        (both_at("", "09:30"), {}),
    ],
)
def test_two_people_are_kept_apart(facts, expected):
    found = of_rule(facts, Rule.ABUSE)
    assert kinds(found) == expected
    assert all(one.rests_on == {"abuse"} for one in found)
    for one in found:
        for proposal in one.proposals:
            assert of_rule(apply(facts, proposal), Rule.ABUSE) == []


def test_each_gets_one_of_their_own_and_no_common_time():
    when = weekly("mo", "09:00", "10:00")
    facts = plan(activity("a", persons=TWO, sources=frozenset({"r"}), when=when, place="Oak Street"), separations=APART)
    first, second = apply(facts, Separate("a", "mother")).activities
    assert (first.persons, first.when, first.place) == (("father",), when, "Oak Street")
    assert (second.persons, second.when.from_time, second.place, second.about) == (("mother",), None, "", "mother")
    assert first.sources == second.sources == {"r"}


def test_what_a_court_ordered_for_both_goes_back_to_the_court():
    (found,) = of_rule(plan(activity("a", persons=TWO, source=Source.COURT), separations=APART), Rule.ABUSE)
    assert found.proposals == ()
    assert "back to the court" in found.explanation


def test_who_may_not_know_of_the_abuse_never_hears_of_the_rule():
    facts = plan(activity("a", persons=TWO), separations=APART)
    everything = {"a", "wtw-mother"}
    assert Rule.ABUSE in {one.rule for one in for_reader(reconcile(facts), everything | {"abuse"})}
    assert for_reader(reconcile(facts), everything) == [one for one in reconcile(facts) if one.rule != Rule.ABUSE]


# R17


@pytest.mark.parametrize(
    ("other", "waits"),
    [({}, True), ({"is_safety": True}, False), ({"status": ActivityStatus.MET}, False), ({"id": "b"}, False)],
)
def test_a_safety_action_waits_for_nothing(other, waits):
    action = activity("action", is_safety=True, waits_for=frozenset({"a"}))
    facts = plan(action, replace(activity("a"), **other))
    found = of_rule(facts, Rule.SAFETY)
    assert kinds(found) == ({("waits", ("action",)): "error"} if waits else {})
    for one in found:
        assert one.proposals == (StopWaiting("action", ("a",)),)


@pytest.mark.parametrize(
    ("high_risk", "row", "told"),
    [
        ("sdm", {}, True),
        ("", {}, False),
        ("sdm", {"is_safety": True}, False),
        ("sdm", {"is_safety": True, "status": ActivityStatus.MET}, False),
        ("sdm", {"is_safety": True, "status": ActivityStatus.WAIVED}, True),
    ],
)
def test_where_the_risk_is_high_there_is_a_safety_action(high_risk, row, told):
    found = of_rule(plan(activity("a", **row), high_risk=high_risk), Rule.SAFETY)
    assert [(one.kind, one.rests_on) for one in found] == ([("no_action", {"sdm"})] if told else [])


@pytest.mark.parametrize(("starts_on", "late"), [(ENDS, False), (date(2027, 4, 2), True), (None, False)])
def test_safety_is_not_put_off(starts_on, late):
    row = activity("a", sources=frozenset({"r"}), starts_on=starts_on)
    facts = plan(row, requirements=(requirement("r", is_safety=True, due_on=ENDS),))
    assert kinds(of_rule(facts, Rule.SAFETY)) == ({("late", ("a", "r")): "error"} if late else {})


# R18 and R19

MINE, WORKER = (Responsible.FAMILY, "mother"), (Responsible.CFS, "worker")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, {}),
        ({"owners": ()}, {"owners"}),
        ({"owners": (WORKER,)}, {"owners"}),  # nobody on the side whose it is
        ({"owners": (MINE, WORKER)}, {}),
        ({"owners": (MINE, WORKER, (Responsible.CFS, "other"))}, {"owners"}),
        ({"due_on": None}, {"no_date"}),
        ({"measure": " "}, {"no_measure"}),
        ({"owners": (), "due_on": None, "measure": "", "status": ActivityStatus.WAIVED}, set()),
    ],
)
def test_one_owner_a_day_and_a_measure(more, expected):
    found = of_rule(plan(activity("a", **more)), Rule.OWNERSHIP)
    assert {one.kind for one in found} == set(expected)
    assert {one.kind for one in found if one.severity == "error"} == set(expected) - {"no_measure"}


@pytest.mark.parametrize(
    ("short_term", "long_term", "more", "expected"),
    [
        (2, 3, {}, set()),
        (3, 0, {}, {"short_term_goals"}),
        (1, 0, {"owned": False}, {"goal"}),
        (1, 0, {"due_on": None}, {"goal"}),
    ],
)
def test_goals(short_term, long_term, more, expected):
    short = [Goal(id=f"s{number}", text="A", short_term=True, due_on=UNTIL) for number in range(short_term)]
    long = [Goal(id=f"l{number}", text="A", due_on=UNTIL) for number in range(long_term)]
    goals = [replace(goal, **more) for goal in (*short, *long)]
    assert {one.kind for one in of_rule(plan(goals=tuple(goals)), Rule.OWNERSHIP)} == expected


POOR = frozenset({NeedCode.CONCRETE_SUPPORT})


@pytest.mark.parametrize(
    ("source", "mandatory", "answers", "told"),
    [
        (Source.CFS_PLAN, True, POOR, True),
        (Source.COURT, True, POOR, True),
        (Source.CFS_PLAN, False, POOR, False),
        (Source.CFS_PLAN, True, POOR | {NeedCode.SAFETY}, False),
        (Source.CFS_PLAN, True, frozenset(), False),
        (Source.WTW_PLAN, True, POOR, False),
    ],
)
def test_being_poor_is_no_neglect(source, mandatory, answers, told):
    asked: dict[str, Any] = {"mandatory": mandatory, "answers": answers}
    facts = plan(activity("a", source=source, **asked), requirements=(requirement("r", source, **asked),))
    found = of_rule(facts, Rule.POVERTY)
    assert {one.items for one in found} == ({("a",), ("r",)} if told else set())
    for one in found:
        assert one.proposals == (() if source == Source.COURT else (OfferInstead(one.items[0]),))


# R20


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        ({}, None),
        ({"due_on": date(2027, 7, 16)}, "acknowledge"),  # by 14 days
        ({"due_on": date(2027, 7, 17)}, "sign_again"),
        ({"mandatory": True}, "sign_again"),
        ({"text": "Something else"}, "sign_again"),
        ({"persons": ("mother", "father")}, "sign_again"),
        ({"when": weekly("tu", "09:00", "11:00")}, "sign_again"),
        ({"when": weekly("we", "09:00", "10:00")}, "acknowledge"),
        ({"when": weekly("tu", "09:00", "09:30")}, "acknowledge"),
        ({"status": ActivityStatus.WAIVED}, "acknowledge"),
        ({"status": ActivityStatus.IN_PROGRESS}, None),
        ({"hours_verified": True, "counts_on": "wtw_2"}, None),
        ({"shared": False}, "acknowledge"),
    ],
)
def test_what_an_amendment_needs(now, kind):
    signed = plan(activity("a", when=weekly("tu", "09:00", "10:00")))
    found = compare(signed, plan(replace(signed.activities[0], **now)))
    assert [one.kind for one in found] == ([kind] if kind else [])


def test_what_is_new_for_the_family_is_signed_again_and_what_an_agency_promises_is_not():
    promise = activity("b", responsible=Responsible.CFS, owners=(WORKER,))
    assert [one.kind for one in compare(plan(), plan(activity("a")))] == ["sign_again"]
    assert [one.kind for one in compare(plan(), plan(promise))] == ["acknowledge"]
    assert [one.kind for one in compare(plan(promise), plan())] == ["acknowledge"]


# What a reader is told


@pytest.mark.parametrize(
    "facts",
    [
        plan(search("a", weekly("mo", "09:00", "10:00")), units=(AssistanceUnit(adults=("mother",)),)),
        plan(members=(mother(S.SANCTIONED),)),
        plan(members=(mother(S.EXEMPT),)),
        removed("ana", "ben"),
    ],
)
def test_who_may_not_read_where_a_parent_stands_hears_nothing_that_follows_from_it(facts):
    """A Welfare-to-Work status is a row of its own, of a category that crosses by consent (domain 4.3)."""
    everything = {row.id for row in facts.activities} | {"wtw-mother", "removal-ana", "removal-ben"}
    found = reconcile(facts)
    assert for_reader(found, everything) == found != []
    assert for_reader(found, everything - {"wtw-mother"}) == []


def test_the_default_facts_are_in_good_order():
    """So that each test speaks of what it changes."""
    facts = plan(activity("a", when=weekly("mo", "09:00", "10:00")), consents=consents("mother"))
    assert reconcile(facts) == []
