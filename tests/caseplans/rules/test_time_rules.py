"""R1 to R4: what comes first, what collides, what gives way to what, and what is too much."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from caseplans.enums import ActivityStatus, Frequency, Source, Weekday
from caseplans.reconciliation_enums import Excused, Rule
from caseplans.rules.reconciliation import (
    Activity,
    Finding,
    Numbers,
    PlanFacts,
    Recurrence,
    Separation,
    Window,
    apply,
    for_reader,
    reconcile,
)
from caseplans.rules.reconciliation.findings import AskForFamilyStabilization, Excuse, Move, Skip
from tests.caseplans.rules.families import (
    FROM,
    activity,
    appointment,
    hours,
    job,
    mother,
    once,
    plan,
    requirement,
    search,
    weekly,
)


def of_rule(facts: PlanFacts, *rules: Rule, numbers: Numbers | None = None) -> list[Finding]:
    return [one for one in reconcile(facts, numbers) if one.rule in rules]


def kinds(found: list[Finding]) -> dict[tuple[str, tuple[str, ...]], str]:
    return {(one.kind, one.items): one.severity.value for one in found}


TIMES = (Rule.TIME, Rule.BOOKED)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        # overlap, touch, and the half hour that travel takes
        ({"when": weekly("mo", "09:00", "10:00")}, {"when": weekly("mo", "09:30", "11:00")}, "overlap"),
        ({"when": weekly("mo", "09:00", "10:00")}, {"when": weekly("mo", "10:00", "11:00")}, "travel"),
        ({"when": weekly("mo", "09:00", "10:00")}, {"when": weekly("mo", "10:29", "11:00")}, "travel"),
        ({"when": weekly("mo", "09:00", "10:00")}, {"when": weekly("mo", "10:30", "11:00")}, None),
        ({"when": weekly("mo", "09:00", "10:00")}, {"when": weekly("tu", "09:00", "10:00")}, None),
        # no travel within one place
        (
            {"when": weekly("mo", "09:00", "10:00"), "place": "Family center "},
            {"when": weekly("mo", "10:00", "11:00"), "place": "family center"},
            None,
        ),
        (
            {"when": weekly("mo", "09:00", "10:00"), "place": "Family center"},
            {"when": weekly("mo", "10:00", "11:00"), "place": "Court"},
            "travel",
        ),
        # someone else, or nobody's time of day
        ({"when": weekly("mo", "09:00", "10:00")}, {"person": "father", "when": weekly("mo", "09:00", "10:00")}, None),
        ({"when": weekly("mo", "09:00", "10:00")}, {"when": Recurrence(Frequency.DAILY)}, None),
        # one ends before the other begins, or is over, or gave way
        (
            {"when": weekly("mo", "09:00", "10:00"), "due_on": date(2027, 2, 1)},
            {"when": weekly("mo", "09:00", "10:00"), "starts_on": date(2027, 2, 2)},
            None,
        ),
        (
            {"when": weekly("mo", "09:00", "10:00"), "status": ActivityStatus.MET},
            {"when": weekly("mo", "09:00", "10:00")},
            None,
        ),
        (
            {"when": weekly("mo", "09:00", "10:00"), "source": Source.WTW_PLAN, "excused": Excused.GOOD_CAUSE},
            {"when": weekly("mo", "09:00", "10:00")},
            None,
        ),
        # every other week, in turn; and the one week that both are in
        (
            {"when": Recurrence(Frequency.FORTNIGHTLY, frozenset({"mo"}), time(9), time(10))},
            {
                "when": Recurrence(Frequency.FORTNIGHTLY, frozenset({"mo"}), time(9), time(10)),
                "starts_on": date(2027, 1, 11),
            },
            None,
        ),
        (
            {"when": weekly("we", "09:00", "10:00")},
            {"when": once("09:00", "10:00"), "starts_on": date(2027, 2, 3)},
            "overlap",
        ),
        # past midnight, into the next week
        ({"when": weekly("su", "22:00", "06:00")}, {"when": weekly("mo", "05:00", "07:00")}, "overlap"),
        ({"when": weekly("su", "22:00", "06:00")}, {"when": weekly("mo", "06:10", "07:00")}, "travel"),
    ],
)  # fmt: skip
def test_who_is_in_two_places_at_once(one: dict[str, Any], other: dict[str, Any], kind):
    facts = plan(activity("a", **one), activity("b", **other))
    assert kinds(of_rule(facts, *TIMES)) == ({(kind, ("a", "b")): "error"} if kind else {})


COURT, SAFETY, CFS, CALWORKS, FAMILY = (
    {"source": Source.COURT},
    {"source": Source.CFS_PLAN, "is_safety": True},
    {"source": Source.CFS_PLAN},
    {"source": Source.WTW_PLAN},
    {"source": Source.FAMILY},
)


@pytest.mark.parametrize(
    ("first", "gives_way"),
    [
        (COURT, SAFETY), (COURT, CFS), (COURT, CALWORKS), (COURT, FAMILY),
        (SAFETY, CFS), (SAFETY, CALWORKS), (SAFETY, FAMILY),
        (CFS, CALWORKS), (CFS, FAMILY),
        (CALWORKS, FAMILY),
    ],
)  # fmt: skip
def test_the_lower_in_priority_gives_way(first: dict[str, Any], gives_way: dict[str, Any]):
    """Court, CFS safety, CFS, CalWORKs, family (31-090 III.F): whatever their ids, and never court or safety."""
    when = weekly("mo", "09:00", "10:00")
    (found,) = of_rule(plan(activity("z", when=when, **first), activity("a", when=when, **gives_way)), *TIMES)
    assert found.items == ("z", "a")
    moves = [one.item for one in found.proposals if isinstance(one, Move)]
    assert moves == ([] if gives_way is SAFETY else ["a"])


def test_two_that_are_never_moved_are_left_to_a_supervisor():
    when = weekly("mo", "09:00", "10:00")
    facts = plan(activity("a", when=when, **COURT), activity("b", when=when, **COURT))
    (found,) = of_rule(facts, *TIMES)
    assert found.proposals == ()
    assert "a supervisor decides" in found.explanation


def test_an_activity_ranks_as_the_highest_of_its_sources():
    when = weekly("mo", "09:00", "10:00")
    shared = activity("shared", source=Source.WTW_PLAN, sources=frozenset({"order"}), when=when)
    facts = plan(activity("cfs", when=when), shared, requirements=(requirement("order", Source.COURT),))
    (found,) = of_rule(facts, *TIMES)
    assert found.items == ("shared", "cfs")


def test_a_free_time_is_free_for_everyone_who_takes_part():
    """Both parents' week is full but for Thursday afternoon, within the hours that they gave."""
    full = weekly("mo tu we fr", "08:00", "20:00")
    hours_given = tuple(Window(day, time(8), time(18)) for day in list(Weekday)[:5])
    facts = plan(
        activity("court", source=Source.COURT, when=weekly("th", "08:00", "12:00")),
        activity("hers", source=Source.COURT, when=full),
        activity("his", "father", source=Source.COURT, when=weekly("th", "14:30", "15:00")),
        activity("class", persons=("mother", "father"), when=weekly("th", "11:00", "12:30")),
        members=(mother(available=hours_given), replace(mother(available=hours_given), id="father")),
    )
    (found,) = [one for one in of_rule(facts, *TIMES) if "class" in one.items]
    (move,) = found.proposals
    assert isinstance(move, Move)
    assert (move.when.weekdays, move.when.from_time, move.when.to_time) == ({"th"}, time(12, 30), time(14))
    assert not [one for one in of_rule(apply(facts, move), *TIMES) if "class" in one.items]


def test_a_free_time_is_never_where_someone_they_are_kept_from_is_busy():
    """She could come right after the class; there he is."""
    two = (
        activity("class", source=Source.COURT, when=weekly("mo", "09:00", "10:00")),
        activity("hers", when=weekly("mo", "09:00", "10:00")),
    )
    his = activity("his", "father", when=weekly("mo", "10:30", "12:00"))
    separation = Separation(id="abuse", persons=frozenset({"mother", "father"}))
    for separations, expected in (((), time(10, 30)), ((separation,), time(12, 30))):
        (found,) = of_rule(plan(*two, his, separations=separations), *TIMES)
        (move,) = found.proposals
        assert isinstance(move, Move)
        assert move.when.from_time == expected


@pytest.mark.parametrize(
    ("when", "fixed", "expected"),
    [
        # it can move: it moves
        (weekly("mo", "09:00", "12:00"), False, [Move]),
        # its employer has no other time: good cause for the Mondays only, or for all of it
        (weekly("mo tu", "09:00", "12:00"), True, [Skip]),
        (weekly("mo", "09:00", "12:00"), True, [Excuse, AskForFamilyStabilization]),
        # no day of the week has so much time left
        (weekly("mo", "06:00", "22:00"), False, [Excuse, AskForFamilyStabilization]),
    ],
)
def test_a_calworks_item_gives_way_and_is_never_just_dropped(when, fixed, expected):
    facts = plan(activity("class", when=weekly("mo", "10:00", "11:00")), search("search", when, fixed=fixed))
    (found,) = of_rule(facts, *TIMES)
    assert [type(one) for one in found.proposals] == expected
    for proposal in found.proposals:
        after = apply(facts, proposal)
        now = next(row for row in after.activities if row.id == "search")
        assert now.status == ActivityStatus.PROPOSED
        if not isinstance(proposal, Move):
            assert now.excused or now.excused_on
        assert of_rule(after, *TIMES, Rule.PRIORITY) == []


@pytest.mark.parametrize(
    ("kind", "source", "items"),
    [
        ("court", Source.COURT, ("booked", "class")),
        ("visit", Source.CFS_PLAN, ("booked", "class")),
        ("meeting", Source.CFS_PLAN, ("booked", "class")),
        ("interview", Source.WTW_PLAN, ("class", "booked")),  # CFS comes before a CalWORKs interview
    ],
)
def test_a_day_that_is_booked(kind, source, items):
    """The class leaves out that day; a CalWORKs interview is moved."""
    facts = plan(
        activity("class", when=weekly("we", "09:00", "10:00")),
        appointments=(appointment("booked", kind, date(2027, 2, 3), "09:30", "10:30", source=source),),
    )
    (found,) = of_rule(facts, *TIMES)
    assert (found.rule, found.kind, found.items) == (Rule.BOOKED, "booked", items)
    expected = {"class": Skip("class", (date(2027, 2, 3),), good_cause=False)}
    if items[1] == "class":
        assert found.proposals[0] == expected["class"]
    else:
        assert isinstance(found.proposals[0], Move)
        assert found.proposals[0].item == "booked"
    assert of_rule(apply(facts, found.proposals[0]), *TIMES) == []


def test_a_visit_does_not_collide_with_the_activity_it_carries_out():
    visit = appointment("visit", "visit", date(2027, 2, 3), "09:00", "10:00", carries_out="visits")
    visits = activity("visits", service="visitation", when=weekly("we", "09:00", "10:00"))
    assert of_rule(plan(visits, appointments=(visit,)), *TIMES) == []
    assert len(of_rule(plan(visits, appointments=(replace(visit, carries_out=""),)), *TIMES)) == 1


def test_hours_left_out_for_a_hearing_count_as_met():
    facts = plan(
        search("search", weekly("we", "09:00", "12:00")),
        appointments=(appointment("hearing", "court", date(2027, 2, 3), "09:30", "10:30", source=Source.COURT),),
    )
    (found,) = of_rule(facts, *TIMES)
    skip = found.proposals[0]
    assert skip == Skip("search", (date(2027, 2, 3),), good_cause=True)
    now = apply(facts, skip).activities[0]
    assert (now.excused_on, now.when.except_on) == ({date(2027, 2, 3)}, frozenset())


NO = {"status": ActivityStatus.WAIVED}


@pytest.mark.parametrize(
    ("source", "mandatory", "covering", "expected"),
    [
        # nothing satisfies it
        (Source.COURT, True, None, ("not_covered", "error")),
        (Source.COURT, False, None, ("not_covered", "error")),  # a court order is never a choice
        (Source.CFS_PLAN, True, None, ("not_covered", "error")),
        (Source.CFS_PLAN, False, None, ("not_covered", "warning")),
        (Source.WTW_PLAN, True, None, ("not_covered", "error")),
        (Source.FS_PLAN, False, None, ("not_covered", "advice")),
        # something does, or did
        (Source.COURT, True, {}, None),
        (Source.WTW_PLAN, True, {}, None),
        (Source.COURT, True, {"status": ActivityStatus.MET}, None),
        # what does is waived, or excused: good for CalWORKs only
        (Source.COURT, True, NO, ("not_covered", "error")),
        (Source.WTW_PLAN, True, NO, ("not_covered", "error")),
        (Source.WTW_PLAN, True, {"excused": Excused.GOOD_CAUSE}, None),
        (Source.COURT, True, {"excused": Excused.GOOD_CAUSE}, ("not_covered", "error")),
    ],
)
def test_what_the_programs_ask_is_in_the_plan(source, mandatory, covering, expected):
    by = [] if covering is None else [activity("a", source=source, sources=frozenset({"r"}), **covering)]
    facts = plan(*by, requirements=(requirement("r", source, mandatory=mandatory),))
    found = {one.kind: one.severity.value for one in of_rule(facts, Rule.PRIORITY) if one.items == ("r",)}
    assert found == (dict([expected]) if expected else {})


@pytest.mark.parametrize(
    ("source", "mandatory", "more", "dropped"),
    [
        (Source.COURT, True, NO, True),
        (Source.COURT, False, NO, True),
        (Source.CFS_PLAN, True, NO, True),
        (Source.CFS_PLAN, False, NO, False),
        (Source.WTW_PLAN, True, NO, True),
        (Source.WTW_PLAN, True, NO | {"excused": Excused.EXEMPTION}, False),
        (Source.COURT, True, {"excused": Excused.GOOD_CAUSE}, True),  # nobody but the court excuses from it
        (Source.FAMILY, True, NO, False),
        (Source.WTW_PLAN, True, {"status": ActivityStatus.REPLACED, "replaced_by": "b"}, False),
        (Source.WTW_PLAN, True, {"status": ActivityStatus.REPLACED, "replaced_by": "gone"}, True),
    ],
)
def test_nothing_required_is_dropped_in_silence(source, mandatory, more, dropped):
    facts = plan(activity("a", source=source, mandatory=mandatory, **more), activity("b"))
    assert kinds(of_rule(facts, Rule.PRIORITY)) == ({("dropped", ("a",)): "error"} if dropped else {})


@pytest.mark.parametrize(
    ("asked", "given", "short"),
    [(None, 1, False), (2, 2, False), (2, 1, True), (2, 3, False)],
)
def test_a_requirement_has_the_hours_it_asks_for(asked, given, short):
    facts = plan(
        activity("a", sources=frozenset({"r"}), hours_a_week=hours(given)),
        requirements=(requirement("r", hours_a_week=asked and hours(asked)),),
    )
    assert kinds(of_rule(facts, Rule.PRIORITY)) == ({("partly_covered", ("r",)): "warning"} if short else {})


def own_hours(per_day: int) -> tuple[Window, ...]:
    return tuple(Window(day, time(8), time(8 + per_day)) for day in list(Weekday)[:5])


@pytest.mark.parametrize(
    ("asked", "available", "caring", "too_much"),
    [
        (40, (), 0, False),
        (41, (), 0, True),
        (26, own_hours(5), 0, True),
        (25, own_hours(5), 0, False),
        (25, own_hours(5), 10, True),  # the hours in which they care for the children are not free
        (41, own_hours(10), 0, True),
    ],
)
def test_too_many_hours(asked, available, caring, too_much):
    facts = plan(
        activity("a", hours_a_week=hours(asked)),
        members=(mother(available=available, caring_hours=Decimal(caring)),),
    )
    assert [one.persons for one in of_rule(facts, Rule.LOAD)] == ([("mother",)] if too_much else [])


def test_an_overload_is_lightened_by_the_fewest_calworks_hours():
    facts = plan(
        activity("court", source=Source.COURT, hours_a_week=hours(20)),
        job("job", weekly("mo tu we", "08:00", "16:00")),
        search("search", weekly("th", "08:00", "12:00")),
    )
    (found,) = of_rule(facts, Rule.LOAD)
    assert found.rests_on == {"court", "job", "search"}
    assert found.proposals == (Excuse(("job",), Excused.HOURS_REPLANNED),)  # the search alone is not enough
    assert of_rule(apply(facts, found.proposals[0]), Rule.LOAD) == []
    assert of_rule(plan(activity("a", hours_a_week=hours(50))), Rule.LOAD)[0].proposals == ()


def test_the_countys_numbers_decide():
    facts = plan(activity("a", when=weekly("mo", "09:00", "10:00")), activity("b", when=weekly("mo", "10:10", "11:00")))
    assert of_rule(facts, *TIMES) != []
    assert of_rule(facts, *TIMES, numbers=Numbers(travel_minutes=10)) == []
    assert of_rule(facts, Rule.LOAD, numbers=Numbers(overload_hours=1)) != []


def hidden(kind: str) -> tuple[PlanFacts, Activity]:
    """A class, and something at the same time that its reader may not read."""
    own = activity("class", source=Source.WTW_PLAN, when=weekly("we", "09:00", "10:00"))
    if kind == "activity":
        return plan(own, activity("secret", when=weekly("we", "09:00", "11:00"))), own
    booked = appointment("secret", kind, date(2027, 2, 3), "09:00", "11:00", source=Source.COURT)
    return plan(own, appointments=(booked,)), own


def test_a_reader_of_one_side_learns_only_that_the_time_is_not_available():
    """The same words and the same key whether it is a class, a hearing or a visit, and no day."""
    told = []
    for kind in ("activity", "court", "visit"):
        facts, _ = hidden(kind)
        (found,) = for_reader(reconcile(facts), {"class", "wtw-mother"})
        assert {type(one) for one in found.proposals} <= {Move}
        told.append(replace(found, proposals=()))
    assert told[0] == told[1] == told[2]
    assert told[0].explanation == "Time not available."
    assert (told[0].items, told[0].persons, told[0].rests_on) == (("class",), (), frozenset())


def test_an_activity_that_a_hidden_court_order_raises_tells_nothing_of_the_order():
    when = weekly("mo", "09:00", "10:00")
    shared = activity("shared", sources=frozenset({"order"}), when=when)
    facts = plan(activity("cfs", when=when), shared, requirements=(requirement("order", Source.COURT),))
    everything = {"shared", "cfs", "order", "wtw-mother"}
    assert "court order" in for_reader(reconcile(facts), everything)[0].explanation
    (found,) = for_reader(reconcile(facts), everything - {"order"})
    assert (found.explanation, found.items) == ("Time not available.", ("shared", "cfs"))


def test_nothing_is_before_the_day_the_plan_is_looked_at():
    when = weekly("mo", "09:00", "10:00")
    facts = plan(activity("a", when=when, due_on=FROM), activity("b", when=when, starts_on=date(2026, 1, 1)))
    (found,) = of_rule(facts, *TIMES)
    assert "Jan 4, 2027." in found.explanation
