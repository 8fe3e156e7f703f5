"""R17: no item of the plan may delay a safety action, and where the risk is high there is one (CFPIC Guidelines, 7)."""

from collections.abc import Iterator

from caseplans.reconciliation_enums import Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.facts import Activity
from caseplans.rules.reconciliation.findings import Finding, StopWaiting
from caseplans.rules.reconciliation.index import PlanIndex, Scheduled


def is_safety(plan: PlanIndex, one: Scheduled) -> bool:
    row = one.row
    if not isinstance(row, Activity):
        return row.is_safety
    return row.is_safety or any(plan.requirements[s].is_safety for s in row.sources if s in plan.requirements)


def find_delays(plan: PlanIndex) -> Iterator[Finding]:
    actions = [one for one in plan.live if is_safety(plan, one)]
    for one in actions:
        row = one.row
        assert isinstance(row, Activity)
        waits = [
            other
            for key in sorted(row.waits_for)
            if (other := plan.by_id.get(key)) and isinstance(other.row, Activity)
            and other.row.is_live and not is_safety(plan, other)
        ]  # fmt: skip
        if waits:
            names = ", ".join(wording.item(other) for other in waits)
            text = f"{wording.item(one)} waits for {names}. A safety action waits for nothing."
            keys = tuple(other.row.id for other in waits)
            yield Finding(
                rule=Rule.SAFETY, kind="waits", severity=Severity.ERROR, items=(row.id,),
                explanation=wording.cited(text, Rule.SAFETY), proposals=(StopWaiting(row.id, keys),),
                rests_on=frozenset(keys),
            )  # fmt: skip
        yield from _late(plan, one, row)
    done = any(one.is_safety and one.is_done for one in plan.activities.values())
    if plan.facts.high_risk and not actions and not done:
        text = "The risk was found to be high, and the plan holds no safety action. The safety plan comes first."
        yield Finding(
            rule=Rule.SAFETY, kind="no_action", severity=Severity.ERROR, items=(),
            explanation=wording.cited(text, Rule.SAFETY), rests_on=frozenset({plan.facts.high_risk}),
        )  # fmt: skip


def _late(plan: PlanIndex, one: Scheduled, row: Activity) -> Iterator[Finding]:
    """It is to be done after the day by which safety was to be had."""
    for key in sorted(row.sources & plan.requirements.keys()):
        requirement = plan.requirements[key]
        begins = row.starts_on or plan.facts.from_day
        if requirement.is_safety and requirement.due_on and begins > requirement.due_on:
            text = (
                f"{wording.item(one)} begins on {wording.day(begins)}, after {wording.quoted(requirement.text)} "
                f"was due on {wording.day(requirement.due_on)}. Nothing in a plan comes before it."
            )
            yield Finding(
                rule=Rule.SAFETY, kind="late", severity=Severity.ERROR, items=(row.id, key),
                explanation=wording.cited(text, Rule.SAFETY),
            )  # fmt: skip
