"""R13: what goes on after the agreement, aid or consent behind it has ended."""

from collections.abc import Iterator
from datetime import date

from caseplans.reconciliation_enums import LimitKind, Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.facts import Activity
from caseplans.rules.reconciliation.family import Id, Limit
from caseplans.rules.reconciliation.findings import AskForConsent, Finding, Proposal, SetDue
from caseplans.rules.reconciliation.index import PlanIndex, Scheduled
from caseplans.rules.reconciliation.ranks import NEVER_MOVED


def find_past_limits(plan: PlanIndex) -> Iterator[Finding]:
    limits = sorted(plan.facts.limits, key=lambda limit: (limit.on, limit.id))
    for one in plan.live:
        row = one.row
        assert isinstance(row, Activity)
        if row.due_on is None:
            continue
        for limit in limits:
            if _bounds(limit, one, row) and row.due_on > limit.on:
                earlier = one.rank not in NEVER_MOVED and (row.starts_on is None or row.starts_on <= limit.on)
                proposals = (SetDue(row.id, limit.on),) if earlier else ()
                yield _past(one, row, limit.kind, limit.id, LimitKind(limit.kind).label, limit.on, *proposals)
        if row.shared and (row.about, row.category) not in plan.facts.asked:
            until, consent = plan.consented.get((row.about, row.category, row.bureau), (row.due_on, ""))
            if row.due_on > until and row.category not in plan.facts.crosses_freely:
                ask = AskForConsent(row.about, row.category)
                yield _past(one, row, "consent", consent, "the WTWCC 10B behind its being shared ends", until, ask)


def _bounds(limit: Limit, one: Scheduled, row: Activity) -> bool:
    return bool(limit.programs & one.programs) and (not limit.persons or bool(limit.persons & set(row.persons)))


def _past(one: Scheduled, row: Activity, kind: str, limit: Id, ends: str, on: date, *proposals: Proposal) -> Finding:
    assert row.due_on is not None
    text = f"{wording.item(one)} goes on until {wording.day(row.due_on)}, and {ends} on {wording.day(on)}."
    return Finding(
        rule=Rule.LIMITS, kind=kind, severity=Severity.WARNING, items=(row.id, limit),
        persons=tuple(sorted(set(row.persons))), proposals=proposals,
        explanation=wording.cited(f"{text} Renew that, or end this before.", Rule.LIMITS),
    )  # fmt: skip
