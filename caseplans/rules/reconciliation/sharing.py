"""R15: the coordinated plan holds only what every signer may read. The rest stays in its own bureau's plan.

Who may read which row is asked of the database by `crossover.sharing.readable`; here the plan is only told of it.
"""

from collections.abc import Iterator

from caseplans.reconciliation_enums import Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.facts import Activity
from caseplans.rules.reconciliation.findings import AskForConsent, Finding, KeepInOwnPlan, Proposal
from caseplans.rules.reconciliation.index import PlanIndex
from families.enums import NEVER_CROSSES


def find_unconsented(plan: PlanIndex) -> Iterator[Finding]:
    for one in plan.live:
        row = one.row
        assert isinstance(row, Activity)
        if not row.shared or plan.crosses(row.about, row.category, row.bureau):
            continue
        never = row.category in NEVER_CROSSES
        if not never and (row.about, row.category) in plan.facts.asked:
            continue
        keep = KeepInOwnPlan(row.id)
        ask: tuple[Proposal, ...] = () if never or not row.about else (AskForConsent(row.about, row.category),)
        text = (
            f"{wording.item(one)} is of a kind that never crosses between the programs. Keep it in its own plan."
            if never
            else f"No WTWCC 10B of {plan.name(row.about)} covers {wording.item(one)}: without it, it stays in its own "
            "program's plan and is not part of the signed one."
        )
        yield Finding(
            rule=Rule.CONSENT, kind="never_crosses" if never else "no_consent",
            severity=Severity.ERROR if never else Severity.WARNING, items=(row.id,),
            persons=(row.about,) if row.about else (), explanation=wording.cited(text, Rule.CONSENT),
            proposals=(keep, *ask),
        )  # fmt: skip
