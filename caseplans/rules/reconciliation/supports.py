"""R10: of every activity that counts, or that CFS asks for, child care, transport and costs are asked about.

Whatever is needed is paid, and one program pays for each thing. CalWORKs can pay for what is on the WTW plan, a CFS
service too (CFPIC Guidelines, 11).
"""

from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from accounts.enums import Bureau
from caseplans.enums import Payer
from caseplans.reconciliation_enums import Rule, Severity, Support
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.facts import Activity
from caseplans.rules.reconciliation.findings import AssignPayer, Finding
from caseplans.rules.reconciliation.index import PlanIndex, Scheduled

BOTH = frozenset({Payer.CFS, Payer.CALWORKS})


def payers_of(row: Activity) -> dict[Support, frozenset[str] | None]:
    return {
        Support.FEE: row.fee,
        Support.CHILD_CARE: row.child_care,
        Support.TRANSPORT: row.transport,
        Support.ANCILLARY: row.ancillary,
    }


def has_child_to_mind(plan: PlanIndex, on: date) -> bool:
    """A child at home who is not older than child care is asked about for."""
    too_old = relativedelta(years=plan.numbers.child_care_age + 1)
    return any(one.born_on and one.at_home and one.born_on + too_old > on for one in plan.members.values())


def payer_for(one: Scheduled) -> str:
    """CalWORKs for what stands on its plan, CFS for the rest."""
    row = one.row
    assert isinstance(row, Activity)
    return Payer.CALWORKS if row.counts_on or Bureau.CALWORKS in one.programs else Payer.CFS


def find_unpaid(plan: PlanIndex) -> Iterator[Finding]:
    children = has_child_to_mind(plan, plan.facts.from_day)
    for one in plan.live:
        row = one.row
        assert isinstance(row, Activity)
        payers = {
            support: paid for support, paid in payers_of(row).items() if children or support != Support.CHILD_CARE
        }
        yield from _not_paid_by_one(one, row, payers)
        not_asked = [support.label for support, paid in payers.items() if paid is None]
        if not_asked and row.persons and (row.counts_as or Bureau.CFS in one.programs):
            text = f"Ask whether {wording.item(one)} needs {' and '.join(not_asked)}, and say who pays."
            yield Finding(
                rule=Rule.SUPPORTS, kind="not_asked", severity=Severity.ADVICE, items=(row.id,),
                persons=tuple(sorted(set(row.persons))), explanation=wording.cited(text, Rule.SUPPORTS),
            )  # fmt: skip


def _not_paid_by_one(one: Scheduled, row: Activity, payers: dict[Support, frozenset[str] | None]) -> Iterator[Finding]:
    for support, paid in payers.items():
        if paid and Payer.NOBODY in paid:
            kind, severity = "no_payer", Severity.ERROR if row.mandatory else Severity.WARNING
            text = f"Nobody pays for {support.label} of {wording.item(one)}, which cannot be done without it."
        elif paid and paid >= BOTH:
            kind, severity = "both_pay", Severity.WARNING
            text = f"CFS and CalWORKs both pay for {support.label} of {wording.item(one)}. One program pays."
        else:
            continue
        yield Finding(
            rule=Rule.SUPPORTS, kind=f"{kind}_{support}", severity=severity, items=(row.id,),
            persons=tuple(sorted(set(row.persons))), explanation=wording.cited(text, Rule.SUPPORTS),
            proposals=(AssignPayer(row.id, support, payer_for(one)),),
        )  # fmt: skip
