"""R1: CFS comes before CalWORKs, and nothing that a plan must hold is dropped in silence.

A court order and a CFS requirement need an activity. A CalWORKs requirement that gives way becomes good cause, an
exemption, hours planned anew or Family Stabilization: it never just goes.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from caseplans.enums import ActivityStatus, Source
from caseplans.reconciliation_enums import Excused, Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.facts import Activity, Requirement
from caseplans.rules.reconciliation.family import Id
from caseplans.rules.reconciliation.findings import AskForFamilyStabilization, Excuse, Finding, Proposal
from caseplans.rules.reconciliation.index import PlanIndex, Scheduled, hours
from caseplans.rules.reconciliation.ranks import WORDS, Rank, rank_of_requirement

NOT_COVERED = "not_covered"
GONE = frozenset({ActivityStatus.WAIVED, ActivityStatus.REPLACED, ActivityStatus.NOT_MET})
COMES_FIRST = frozenset({Rank.COURT, Rank.CFS_SAFETY, Rank.CFS})


def ask_for_fs(plan: PlanIndex, persons: Iterable[Id], *items: Id) -> Iterator[AskForFamilyStabilization]:
    """Family Stabilization is open to parents however they stand: that it is proposed tells nothing of that."""
    asked = tuple(
        sorted(person for person in set(persons) if person in plan.members and plan.members[person].is_parent)
    )
    if asked:
        yield AskForFamilyStabilization(asked, items)


def find_dropped(plan: PlanIndex) -> Iterator[Finding]:
    satisfied = _satisfied_by(plan)
    for requirement in plan.requirements.values():
        yield from _of_requirement(plan, requirement, satisfied.get(requirement.id, []))
    for one in plan.scheduled:
        if isinstance(one.row, Activity):
            yield from _of_activity(plan, one, one.row)


def _satisfied_by(plan: PlanIndex) -> dict[Id, list[Scheduled]]:
    found: dict[Id, list[Scheduled]] = {}
    for one in plan.scheduled:
        if isinstance(one.row, Activity):
            for source in one.row.sources:
                found.setdefault(source, []).append(one)
    return found


def _of_requirement(plan: PlanIndex, requirement: Requirement, by: list[Scheduled]) -> Iterator[Finding]:
    rank = rank_of_requirement(requirement)
    standing = [one for one in by if isinstance(one.row, Activity) and (one.row.is_live or one.row.is_done)]
    excused = requirement.excused or any(isinstance(one.row, Activity) and one.row.excused for one in by)
    if not standing and not (excused and rank not in COMES_FIRST):
        yield _not_covered(plan, requirement, rank)
    elif standing and requirement.hours_a_week and not any(isinstance(o.row, Activity) and o.row.is_done for o in by):
        given = sum((_hours_a_week(plan, one) for one in standing), Decimal(0))
        if given < requirement.hours_a_week:
            yield _partly(requirement, given, standing)


def _hours_a_week(plan: PlanIndex, one: Scheduled) -> Decimal:
    """Of the fullest week: an activity may begin late or end early."""
    return hours(max(plan.minutes_by_week(one).values(), default=0))


def _not_covered(plan: PlanIndex, requirement: Requirement, rank: Rank) -> Finding:
    name = f"{wording.quoted(requirement.text)} ({WORDS[rank]})"
    proposals: tuple[Proposal, ...] = ()
    if rank in COMES_FIRST:
        severity = Severity.ERROR if requirement.mandatory or rank == Rank.COURT else Severity.WARNING
        text = f"No activity of the plan satisfies {name}. Add one: it comes before what CalWORKs requires."
    else:
        severity = Severity.ERROR if requirement.mandatory else Severity.ADVICE
        text = (
            f"No activity of the plan satisfies {name}. Add one, or record why it gives way: it is never just dropped."
        )
        excuses = [Excuse((requirement.id,), how) for how in (Excused.GOOD_CAUSE, Excused.HOURS_REPLANNED)]
        proposals = (*excuses, *ask_for_fs(plan, requirement.persons, requirement.id))
    return Finding(
        rule=Rule.PRIORITY, kind=NOT_COVERED, severity=severity, items=(requirement.id,),
        explanation=wording.cited(text, Rule.PRIORITY), proposals=proposals,
    )  # fmt: skip


def _partly(requirement: Requirement, given: Decimal, by: list[Scheduled]) -> Finding:
    assert requirement.hours_a_week is not None
    text = (
        f"{wording.quoted(requirement.text)} asks for {wording.hours(requirement.hours_a_week)} a week. "
        f"The plan gives {wording.hours(given)}."
    )
    return Finding(
        rule=Rule.PRIORITY, kind="partly_covered", severity=Severity.WARNING, items=(requirement.id,),
        explanation=wording.cited(text, Rule.PRIORITY), rests_on=frozenset(one.row.id for one in by),
    )  # fmt: skip


def _of_activity(plan: PlanIndex, one: Scheduled, row: Activity) -> Iterator[Finding]:
    """A required activity that was waived, not done, or replaced by nothing; a court's or CFS's that was excused."""
    replacement = plan.activities.get(row.replaced_by)
    replaced = replacement is not None and (replacement.is_live or replacement.is_done)
    gone = row.status in GONE and not replaced
    first = one.rank in COMES_FIRST
    if not (row.mandatory or one.rank == Rank.COURT) or not (gone or row.excused):
        return
    if not first and (row.excused or row.source == Source.FAMILY):
        return
    name = wording.item(one)
    if first:
        text = f"{name} is required and was left out. Only the court or CFS can end it: put it back or replace it."
        proposals: tuple[Proposal, ...] = ()
    else:
        text = f"{name} is required and was left out without a reason. Record why it gives way."
        excuses = [Excuse((row.id,), how) for how in (Excused.GOOD_CAUSE, Excused.HOURS_REPLANNED)]
        proposals = (*excuses, *ask_for_fs(plan, row.persons, row.id))
    yield Finding(
        rule=Rule.PRIORITY, kind="dropped", severity=Severity.ERROR, items=(row.id,),
        persons=tuple(sorted(set(row.persons))), explanation=wording.cited(text, Rule.PRIORITY), proposals=proposals,
    )  # fmt: skip
