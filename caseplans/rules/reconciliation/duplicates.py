"""R5 and R6: the same service in both plans, and an assessment that asks what another has asked.

Coordination is to eliminate redundancy (31-090 I, III.C.3): one shared activity satisfies both plans, with proof that
both accept, and keeps the link to both.
"""

from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from caseplans.reconciliation_enums import Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.contradictions import demands_of
from caseplans.rules.reconciliation.facts import Activity, Assessment
from caseplans.rules.reconciliation.family import Id
from caseplans.rules.reconciliation.findings import AskForConsent, Finding, Merge, Proposal, Reuse
from caseplans.rules.reconciliation.index import PlanIndex, Scheduled
from caseplans.rules.reconciliation.ranks import NEVER_MOVED
from caseplans.rules.reconciliation.times import meeting
from families.enums import ServiceType

OF_NO_KIND = frozenset({"", ServiceType.OTHER})


def find_duplicates(plan: PlanIndex) -> Iterator[Finding]:
    """Pairs, of one person and one service at one time, that stand in different plans."""
    groups: dict[tuple[Id, str], list[Scheduled]] = {}
    for person, items in plan.of.items():
        for one in items:
            assert isinstance(one.row, Activity)
            if one.row.service not in OF_NO_KIND:
                groups.setdefault((person, one.row.service), []).append(one)
    pairs: dict[tuple[int, int], set[Id]] = {}
    for (person, _), items in groups.items():
        if len({one.programs for one in items}) > 1:
            for keep, drop in _of_two_plans(plan, items):
                pairs.setdefault((keep.order, drop.order), set()).add(person)
    awaited = {key for one in plan.live if isinstance(one.row, Activity) for key in one.row.waits_for}
    for (first, second), persons in pairs.items():
        yield _duplicate(plan, plan.scheduled[first], plan.scheduled[second], persons, awaited)


def _of_two_plans(plan: PlanIndex, items: list[Scheduled]) -> Iterator[tuple[Scheduled, Scheduled]]:
    periods = []
    for one in items:
        begins, ends = plan.calendar.between(one.row.starts_on, one.row.due_on)
        if begins <= ends:
            periods.append((begins, ends + 1, one.order, 0))
    for earlier, later in meeting(sorted(periods), 0):
        first, second = (plan.scheduled[order] for order in sorted((earlier[2], later[2])))
        if first.programs and second.programs and not first.programs & second.programs:
            yield first, second


def _duplicate(plan: PlanIndex, keep: Scheduled, drop: Scheduled, persons: set[Id], awaited: set[Id]) -> Finding:
    kept, dropped = keep.row, drop.row
    assert isinstance(kept, Activity)
    assert isinstance(dropped, Activity)
    replaceable = (
        drop.rank not in NEVER_MOVED
        and set(dropped.persons) <= set(kept.persons)
        and demands_of(plan, drop) <= demands_of(plan, keep)
        and dropped.id not in awaited
    )
    text = (
        f"{wording.item(keep)} and {wording.item(drop)} are the same kind of service for {plan.names(sorted(persons))} "
        "in both plans. One shared activity can satisfy both, if both programs accept the same proof of it."
    )
    return Finding(
        rule=Rule.DUPLICATE, kind="duplicate", severity=Severity.WARNING, items=(kept.id, dropped.id),
        persons=tuple(sorted(persons)), explanation=wording.cited(text, Rule.DUPLICATE),
        proposals=(Merge(kept.id, dropped.id),) if replaceable else (),
    )  # fmt: skip


def find_assessments(plan: PlanIndex) -> Iterator[Finding]:
    """An assessment to come that asks what the other bureau's has asked lately, or is to ask."""
    by_topic: dict[tuple[Id, str, str], list[Assessment]] = {}
    for one in sorted(plan.facts.assessments, key=lambda one: (not one.done, one.on, one.id)):
        for topic in one.topics:
            by_topic.setdefault((one.person, one.bureau, topic), []).append(one)
    bureaus = {one.bureau for one in plan.facts.assessments}
    for planned in sorted(plan.facts.assessments, key=lambda one: one.id):
        if planned.done or planned.reuses:
            continue
        known = [
            other
            for topic in planned.topics
            for bureau in bureaus - {planned.bureau}
            if (other := _latest(by_topic.get((planned.person, bureau, topic), []), planned, plan)) is not None
        ]
        if known:
            yield from _reuse(plan, planned, min(known, key=_best))


def _best(one: Assessment) -> tuple[bool, int, Id]:
    """What is done before what is planned, and the latest first."""
    return not one.done, -one.on.toordinal(), one.id


def _latest(found: list[Assessment], planned: Assessment, plan: PlanIndex) -> Assessment | None:
    """The last one done and still fresh; else one that is planned, and stands before the other by its day."""
    done = [one for one in found if one.done]
    if done and done[-1].on >= _fresh_from(planned.on, plan.numbers.reuse_months):
        return done[-1]
    to_come = next((one for one in found if not one.done and not one.reuses), None)
    return to_come if to_come and (to_come.on, to_come.id) < (planned.on, planned.id) else None


def _fresh_from(day: date, months: int) -> date:
    return day - relativedelta(months=months)


def _reuse(plan: PlanIndex, planned: Assessment, other: Assessment) -> Iterator[Finding]:
    shared = ", ".join(sorted(planned.topics & other.topics))
    may = plan.crosses(other.person, other.category, other.bureau)
    text = (
        f"{planned.tool} asks {plan.name(planned.person)} about {shared}, "
        f"as {other.tool} of {wording.day(other.on)} does. "
    )
    proposals: tuple[Proposal, ...] = (Reuse(planned.id, other.id),)
    if may:
        text += "Use its answers, and ask only the rest."
    elif (other.person, other.category) in plan.facts.asked:
        return
    else:
        text += f"With a WTWCC 10B from {plan.name(planned.person)} its answers can be used."
        proposals = (AskForConsent(other.person, other.category),)
    yield Finding(
        rule=Rule.ASSESSMENT, kind="reuse" if may else "reuse_with_consent", severity=Severity.ADVICE,
        items=(planned.id, other.id), persons=(planned.person,),
        explanation=wording.cited(text, Rule.ASSESSMENT), proposals=proposals,
    )  # fmt: skip
