"""R16: two people between whom there is domestic abuse share no activity, no meeting and no waiting room.

Every finding of this rule rests on the row that says so: who may not read it never hears of the rule. That neither
sees what is the other's, and that no kept address is told, is seen to by `crossover.sharing`.
"""

from collections.abc import Iterator

from caseplans.reconciliation_enums import Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.facts import Activity
from caseplans.rules.reconciliation.family import Id, Separation
from caseplans.rules.reconciliation.findings import Finding, Separate
from caseplans.rules.reconciliation.index import PlanIndex, Scheduled
from caseplans.rules.reconciliation.ranks import Rank
from caseplans.rules.reconciliation.times import encounters


def find_together(plan: PlanIndex) -> Iterator[Finding]:
    for separation in sorted(plan.facts.separations, key=lambda one: one.id):
        first, second = sorted(separation.persons)
        for one in plan.scheduled:
            live = not isinstance(one.row, Activity) or one.row.is_live
            if live and separation.persons <= set(one.row.persons):
                yield _joint(plan, one, separation, second)
        yield from _at_one_place(plan, separation, first, second)


def _joint(plan: PlanIndex, one: Scheduled, separation: Separation, leaves: Id) -> Finding:
    names = plan.names(sorted(separation.persons))
    text = f"{wording.item(one)} brings {names} together, who are kept apart. Give each one of their own."
    movable = one.rank != Rank.COURT
    if not movable:
        text += " The court ordered it: bring it back to the court first."
    return Finding(
        rule=Rule.ABUSE, kind="joint", severity=Severity.ERROR, items=(one.row.id,),
        persons=tuple(sorted(separation.persons)), explanation=wording.cited(text, Rule.ABUSE),
        proposals=(Separate(one.row.id, leaves),) if movable else (), rests_on=frozenset({separation.id}),
    )  # fmt: skip


def _at_one_place(plan: PlanIndex, separation: Separation, first: Id, second: Id) -> Iterator[Finding]:
    """One comes as the other leaves."""
    by_place: dict[str, list[Scheduled]] = {}
    for person, apart_from in ((first, second), (second, first)):
        for one in plan.timed.get(person, []):
            if one.row.place.strip() and apart_from not in one.row.persons:
                by_place.setdefault(one.row.place.strip().casefold(), []).append(one)
    told: dict[tuple[int, int], None] = {}
    for _, items in sorted(by_place.items()):
        for earlier, later, _ in encounters(plan, items):
            order, following = sorted((earlier[2], later[2]))
            one, other = plan.scheduled[order], plan.scheduled[following]
            if (first in one.row.persons) != (first in other.row.persons):
                told[order, following] = None
    for order, following in told:
        one, other = plan.scheduled[order], plan.scheduled[following]
        names = plan.names(sorted(separation.persons))
        text = (
            f"{wording.item(one)} and {wording.item(other)} bring {names} to one place "
            f"within {plan.numbers.travel_minutes} minutes, and they are kept apart. Give one another day or place."
        )
        yield Finding(
            rule=Rule.ABUSE, kind="same_place", severity=Severity.WARNING, items=(one.row.id, other.row.id),
            persons=tuple(sorted(separation.persons)), explanation=wording.cited(text, Rule.ABUSE),
            rests_on=frozenset({separation.id}),
        )  # fmt: skip
