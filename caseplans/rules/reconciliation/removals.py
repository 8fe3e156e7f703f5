"""R14: a child was removed, or came back. What the plan must say before aid stops (AB 429, AB 135; ACL 23-94, 25-05).

The project code, the months of aid and the redetermination follow from dated facts and are kept where those are:
`crossover` (codes) and `caseplans.deadlines`.
"""

from collections.abc import Iterator

from caseplans.reconciliation_enums import Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.family import AssistanceUnit, Member, Removal
from caseplans.rules.reconciliation.findings import BeginReunification, EndReunification, Finding
from caseplans.rules.reconciliation.hours import standings
from caseplans.rules.reconciliation.index import PlanIndex
from families.enums import IN_REUNIFICATION, WtwStatus


def find_reunification(plan: PlanIndex) -> Iterator[Finding]:
    for unit in sorted(plan.facts.units, key=lambda unit: unit.adults):
        removals = sorted((one for one in plan.facts.removals if one.child in unit.children), key=lambda one: one.id)
        parents = [plan.members[key] for key in sorted(unit.adults) if key in plan.members]
        if removals:
            yield from _of_unit(plan, unit, removals, [one for one in parents if one.standing])


def _of_unit(
    plan: PlanIndex, unit: AssistanceUnit, removals: list[Removal], parents: list[Member]
) -> Iterator[Finding]:
    away = {one.child for one in removals if one.returned_on is None}
    in_fr = [one for one in parents if one.standing and one.standing.status in IN_REUNIFICATION]
    if not away:
        if in_fr:
            text = (
                f"The children are back, and {plan.names([one.id for one in in_fr])} still stand in Family "
                "Reunification. Go back to Welfare-to-Work, and to the project code of mutual clients."
            )
            yield _finding(plan, removals, in_fr, "returned", Severity.WARNING, text, EndReunification(_ids(in_fr)))
        return
    if away < set(unit.children):
        text = "Some of the aided children were removed and some are at home: the CalWORKs case goes on as it is."
        yield _finding(plan, removals, [], "some_at_home", Severity.ADVICE, text)
        return
    yield from _all_away(plan, removals, parents, in_fr)


def _all_away(
    plan: PlanIndex, removals: list[Removal], parents: list[Member], in_fr: list[Member]
) -> Iterator[Finding]:
    facts = plan.facts.reunification
    if not facts.aided_when_removed or not facts.services_necessary:
        missing = (
            "was not aided when they were removed" if not facts.aided_when_removed else "needs no services to reunify"
        )
        text = f"All aided children were removed, but the family {missing}: Family Reunification aid is not open."
        yield _finding(plan, removals, [], "not_open", Severity.ADVICE, text)
        return
    due = [one for one in parents if one not in in_fr and one.standing and one.standing.may_begin_reunification]
    aided = [one for one in in_fr if one.standing and one.standing.status == WtwStatus.REUNIFICATION]
    if due or (aided and not facts.recommends_cash_aid):
        stops = f" before aid stops on {wording.day(facts.aid_stops_on)}" if facts.aid_stops_on else " before aid stops"
        who = due or aided
        text = (
            f"All aided children were removed. Write a Family Reunification plan for {plan.names(_ids(who))} that "
            f"recommends cash aid and services{stops}, and change the project code from mutual clients to AB 429."
        )
        yield _finding(plan, removals, who, "fr_plan", Severity.ERROR, text, BeginReunification(_ids(who)))


def _ids(members: list[Member]) -> tuple[str, ...]:
    return tuple(one.id for one in members)


def _finding(
    plan: PlanIndex,
    removals: list[Removal],
    parents: list[Member],
    kind: str,
    severity: Severity,
    text: str,
    *proposals: BeginReunification | EndReunification,
) -> Finding:
    items = (*(one.id for one in removals), *standings(plan, _ids(parents)))
    return Finding(
        rule=Rule.REUNIFICATION, kind=kind, severity=severity, items=items, persons=_ids(parents),
        explanation=wording.cited(text, Rule.REUNIFICATION), proposals=proposals,
    )  # fmt: skip
