"""All rules, one after the other."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from caseplans.reconciliation_enums import Rule
from caseplans.rules.reconciliation.apart import find_together
from caseplans.rules.reconciliation.contradictions import find_contradictions
from caseplans.rules.reconciliation.countability import find_uncounted
from caseplans.rules.reconciliation.duplicates import find_assessments, find_duplicates
from caseplans.rules.reconciliation.facts import PlanFacts
from caseplans.rules.reconciliation.findings import Finding
from caseplans.rules.reconciliation.hours import find_shortfall
from caseplans.rules.reconciliation.index import PlanIndex
from caseplans.rules.reconciliation.limits import find_past_limits
from caseplans.rules.reconciliation.load import find_overload
from caseplans.rules.reconciliation.numbers import Numbers
from caseplans.rules.reconciliation.ownership import find_goals, find_poverty, find_unowned
from caseplans.rules.reconciliation.priority import find_dropped
from caseplans.rules.reconciliation.removals import find_reunification
from caseplans.rules.reconciliation.safety import find_delays
from caseplans.rules.reconciliation.sharing import find_unconsented
from caseplans.rules.reconciliation.standings import find_exempt, find_sanctions, find_threats
from caseplans.rules.reconciliation.supports import find_unpaid
from caseplans.rules.reconciliation.times import find_times

RULES: tuple[Callable[[PlanIndex], Iterator[Finding]], ...] = (
    find_dropped,
    find_times,
    find_overload,
    find_duplicates,
    find_assessments,
    find_contradictions,
    find_shortfall,
    find_uncounted,
    find_unpaid,
    find_sanctions,
    find_threats,
    find_exempt,
    find_past_limits,
    find_reunification,
    find_unconsented,
    find_together,
    find_delays,
    find_unowned,
    find_goals,
    find_poverty,
)
IN_ORDER = {rule: order for order, rule in enumerate(Rule)}


def reconcile(facts: PlanFacts, numbers: Numbers | None = None) -> list[Finding]:
    """Everything the rules find in a plan, gravest first, then by rule and row. The order of the facts is no matter.

    n log n in the activities: rows are sorted and swept, for each person, over a bounded horizon.
    """
    plan = PlanIndex(facts, numbers or Numbers())
    found = [resting_on_requirements(plan, one) for rule in RULES for one in rule(plan)]
    return sorted(found, key=lambda one: (-one.severity.weight, IN_ORDER[one.rule], one.kind, one.items, one.persons))


def resting_on_requirements(plan: PlanIndex, found: Finding) -> Finding:
    """An activity that ranks higher by a requirement behind it tells of that requirement, as court ordered perhaps."""
    rows = (plan.by_id[key] for key in (*found.items, *found.rests_on) if key in plan.by_id)
    behind = frozenset(key for row in rows for key in row.behind)
    return found if behind <= found.rests_on else replace(found, rests_on=found.rests_on | behind)
