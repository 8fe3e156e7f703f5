"""R9: an activity counts toward Welfare-to-Work if its kind is countable, it is on the signed plan, and its hours are
verified. What could count and does not is told, so that nobody is asked for more (W&I 11322.6)."""

from collections.abc import Iterator

from caseplans.reconciliation_enums import Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.facts import Activity
from caseplans.rules.reconciliation.findings import CountTowardsWtw, Finding
from caseplans.rules.reconciliation.hours import could_count, standings
from caseplans.rules.reconciliation.index import PlanIndex, Scheduled


def find_uncounted(plan: PlanIndex) -> Iterator[Finding]:
    tested = {key for key, member in plan.members.items() if member.standing and member.standing.is_tested}
    for one in plan.live:
        row = one.row
        assert isinstance(row, Activity)
        persons = tuple(sorted(tested & set(row.persons)))
        if not persons:
            continue
        if could_count(row):
            text = f"{wording.item(one)} could count toward Welfare-to-Work if it is put on the signed plan."
            yield _finding(plan, one, persons, "could_count", Severity.ADVICE, text, CountTowardsWtw((row.id,)))
        elif row.counts_on and not row.counts_as:
            text = f"{wording.item(one)} is on the signed WTW plan, but its kind of activity does not count."
            yield _finding(plan, one, persons, "not_countable", Severity.WARNING, text)
        elif row.counts_on and not row.hours_verified:
            text = f"{wording.item(one)} is on the signed plan, but counts only once its hours are verified."
            yield _finding(plan, one, persons, "not_verified", Severity.ADVICE, text)


def _finding(
    plan: PlanIndex,
    one: Scheduled,
    persons: tuple[str, ...],
    kind: str,
    severity: Severity,
    text: str,
    *proposals: CountTowardsWtw,
) -> Finding:
    return Finding(
        rule=Rule.COUNTABLE, kind=kind, severity=severity, items=(one.row.id,), persons=persons,
        explanation=wording.cited(text, Rule.COUNTABLE), proposals=proposals,
        rests_on=frozenset(standings(plan, persons)),
    )  # fmt: skip
