"""Taking a proposal of the reconciliation, or leaving a finding as it is with a reason; both are kept in its log."""

from typing import Any

from django.db import transaction

from accounts.access import NotAllowed
from accounts.models import User
from caseplans.enums import ActivityStatus, CountsOn, Frequency
from caseplans.models import Activity, Assessment, Plan, ReconciliationEntry
from caseplans.reconciliation_enums import DecisionKind, Support
from caseplans.rules import check_can_edit_plan
from caseplans.rules.deciding import check_can_override, check_not_decided
from caseplans.rules.reconciliation import Proposal
from caseplans.rules.reconciliation.findings import (
    AssignPayer,
    CountTowardsWtw,
    Excuse,
    KeepInOwnPlan,
    Merge,
    Move,
    OfferInstead,
    Reuse,
    SetDue,
    Skip,
)
from caseplans.services.drafting import lock_plan
from caseplans.sharing.findings import Reconciliation, Row, Told
from families.services import save_version, settle

GONE = "This is settled already: nothing collides here any more."
CHANGED = "Someone changed this plan since you opened it. Look at what is proposed now."


@transaction.atomic
def take_proposal(*, plan: Plan, by: User, mark: str, token: str, family_agreed: bool = False) -> ReconciliationEntry:
    """Do what a proposal says, in rows of the taker's own bureau, and keep it in the log.

    `mark` names the finding and `token` the proposal as it was shown. Taken twice, it is written once. What is not
    proposed any more, or was proposed of rows that somebody saved since, is refused.
    """
    plan = lock_plan(plan)
    check_can_edit_plan(by, plan)
    again = ReconciliationEntry.objects.filter(plan=plan, by=by, token=token).first()
    if again:
        return again
    reconciliation = Reconciliation(plan, by)
    told, proposal = _proposed(reconciliation, mark, token)
    rows = {str(row.uuid): row for row in reconciliation.written_rows(proposal)}
    if not rows:
        raise NotAllowed("The program that wrote this item changes it.")
    words = reconciliation.words_of(proposal)
    _write(proposal, rows)
    entry = _keep(plan, by, told, kind=DecisionKind.TAKEN, proposal=words, token=token, family_agreed=family_agreed)
    settle(plan.family)
    return entry


@transaction.atomic
def override_finding(
    *, plan: Plan, by: User, mark: str, reason: str, family_agreed: bool = False
) -> ReconciliationEntry:
    """Leave a finding as it is, with a reason: it stays so while it is about the same rows and people."""
    plan = lock_plan(plan)
    told = Reconciliation(plan, by).find(mark)
    if told is None:
        raise NotAllowed(GONE)
    check_can_override(by, plan, told.finding.severity)
    if told.is_hidden:
        raise NotAllowed("Another item takes this time. Choose another time, or ask the other program.")
    if told.decided and told.decided.by == by and told.decided.reason == reason:
        return told.decided
    check_not_decided(told.decided)
    return _keep(plan, by, told, kind=DecisionKind.OVERRIDE, reason=reason, family_agreed=family_agreed)


def _proposed(reconciliation: Reconciliation, mark: str, token: str) -> tuple[Told, Proposal]:
    told = reconciliation.find(mark)
    if told is None:
        raise NotAllowed(GONE)
    for proposal in told.finding.proposals:
        if reconciliation.token_of(told, proposal) == token:
            return told, proposal
    raise NotAllowed(CHANGED)


def _keep(plan: Plan, by: User, told: Told, **facts: Any) -> ReconciliationEntry:
    found = told.finding
    return ReconciliationEntry.objects.create(
        plan=plan, by=by, finding_key=found.key, rule=found.rule, severity=found.severity, finding=found.explanation,
        rows=sorted({*found.items, *found.rests_on}), **facts,
    )  # fmt: skip


def _write(proposal: Proposal, rows: dict[str, Row]) -> None:
    """Change the rows as `caseplans.rules.reconciliation.apply` changes the facts."""
    if isinstance(proposal, Merge):
        _merge(rows[proposal.keep], rows[proposal.drop])
        return
    for row in rows.values():
        save_version(row, row.version, **_facts_of(proposal, row))


def _facts_of(proposal: Proposal, row: Any) -> dict[str, Any]:
    """The fields of one row that a proposal sets."""
    match proposal:
        case Move():
            return _moved(proposal, row)
        case Skip(days=days, good_cause=good_cause):
            name = "excused_on" if good_cause else "except_on"
            return {name: sorted({*getattr(row, name), *days})}
        case CountTowardsWtw():
            return {"counts_on": CountsOn.WTW_2}
        case Excuse(how=how):
            return {"excused": how}
        case AssignPayer(support=Support.FEE, payer=payer):
            return {"paid_by": payer}
        case AssignPayer(support=support, payer=payer):
            return {str(support): payer}
        case SetDue(due_on=due_on):
            return {"due_on": due_on}
        case OfferInstead():
            return {"mandatory": False}
        case KeepInOwnPlan():
            return {"confidential": True}
        case Reuse(of=other):
            return {"reuses": Assessment.objects.get(uuid=other)}
        case _:
            raise NotImplementedError(f"No row keeps what {type(proposal).__name__} says.")


def _moved(proposal: Move, row: Activity) -> dict[str, Any]:
    when = proposal.when
    once = when.frequency == Frequency.ONCE
    return {
        "frequency": when.frequency,
        "weekdays": sorted(when.weekdays),
        "from_time": when.from_time,
        "to_time": when.to_time,
        "except_on": sorted(when.except_on),
        "starts_on": proposal.starts_on or row.starts_on,
        "due_on": max(row.due_on, proposal.starts_on) if once and proposal.starts_on else row.due_on,
    }


def _merge(keep: Any, drop: Any) -> None:
    """The one that is kept takes over what the other satisfied and counted as; the other stays, as replaced by it."""
    counts = drop if drop.counts_on and not keep.counts_on else keep
    keep.sources.add(*drop.sources.all())
    save_version(
        keep, keep.version, mandatory=keep.mandatory or drop.mandatory, counts_on=counts.counts_on,
        counts_as=keep.counts_as or counts.counts_as,
    )  # fmt: skip
    save_version(drop, drop.version, status=ActivityStatus.REPLACED, replaced_by=keep)
