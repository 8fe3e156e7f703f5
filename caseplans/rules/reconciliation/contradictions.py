"""R7: two demands that one person cannot meet at one time. A supervisor decides; CFS comes first meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass

from caseplans.reconciliation_enums import EXCLUDES, Demand, Excused, Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.facts import Activity, Requirement
from caseplans.rules.reconciliation.family import Id
from caseplans.rules.reconciliation.findings import Excuse, Finding, Proposal
from caseplans.rules.reconciliation.index import PlanIndex, Scheduled, hours
from caseplans.rules.reconciliation.priority import ask_for_fs
from caseplans.rules.reconciliation.ranks import WORDS, Rank, rank_of_requirement
from caseplans.rules.reconciliation.times import meeting

WORK = frozenset({"job", "subsidized_job", "work_experience", "on_the_job_training", "vocational_education"})
JOB_SEARCH = "job_search"


@dataclass(slots=True)
class Demanding:
    """A live activity, or a requirement without any, and what it demands."""

    id: Id
    text: str
    rank: Rank
    demands: frozenset[str]
    period: tuple[int, int]


def demands_of(plan: PlanIndex, one: Scheduled) -> frozenset[str]:
    """What a row and the requirements behind it say, and what follows from its kind and hours."""
    row = one.row
    assert isinstance(row, Activity)
    found = set(row.demands)
    for source in row.sources & plan.requirements.keys():
        found |= plan.requirements[source].demands
    if row.counts_as == JOB_SEARCH:
        found.add(Demand.JOB_SEARCH)
    if row.counts_as in WORK:
        fullest = max(plan.minutes_by_week(one).values(), default=0)
        if hours(fullest) >= plan.numbers.full_time_hours:
            found.add(Demand.FULL_TIME)
    return frozenset(found)


def _demanding(plan: PlanIndex) -> Iterator[tuple[Id, Demanding]]:
    between = plan.calendar.between
    for one in plan.live:
        if demands := demands_of(plan, one):
            row = one.row
            period = between(row.starts_on, row.due_on)
            for person in set(row.persons):
                yield person, Demanding(row.id, row.text, one.rank, demands, period)
    rows = plan.activities.values()
    satisfied = {key for row in rows if row.is_live or row.is_done or row.excused for key in row.sources}
    for requirement in plan.requirements.values():
        if requirement.demands and requirement.id not in satisfied and not requirement.excused:
            rank = rank_of_requirement(requirement)
            period = between(None, requirement.due_on)
            for person in set(requirement.persons):
                yield person, _of(requirement, rank, period)


def _of(requirement: Requirement, rank: Rank, period: tuple[int, int]) -> Demanding:
    return Demanding(requirement.id, requirement.text, rank, requirement.demands, period)


def find_contradictions(plan: PlanIndex) -> Iterator[Finding]:
    by_person: dict[Id, list[Demanding]] = {}
    for person, one in _demanding(plan):
        by_person.setdefault(person, []).append(one)
    told: set[tuple[Id, Id, Id]] = set()
    for person, found in sorted(by_person.items()):
        for told_of, excluded in EXCLUDES:
            for first, second in _pairs(found, told_of, excluded):
                if (person, first.id, second.id) not in told:
                    told.add((person, first.id, second.id))
                    yield _contradiction(plan, person, first, second, told_of, excluded)


def _pairs(found: list[Demanding], one: Demand, other: Demand) -> Iterator[tuple[Demanding, Demanding]]:
    """Those that demand the one and those that demand the other in the same days, the higher in priority first."""
    rows = sorted(found, key=lambda row: (row.rank, row.id))
    periods = [
        (row.period[0], row.period[1] + 1, order, 0)
        for order, row in enumerate(rows)
        if row.period[0] <= row.period[1] and row.demands & {one, other}
    ]
    for earlier, later in meeting(sorted(periods), 0):
        first, second = (rows[order] for order in sorted((earlier[2], later[2])))
        if (one in first.demands and other in second.demands) or (other in first.demands and one in second.demands):
            yield first, second


def _contradiction(
    plan: PlanIndex, person: Id, first: Demanding, second: Demanding, one: Demand, other: Demand
) -> Finding:
    text = (
        f"{wording.quoted(first.text)} ({WORDS[first.rank]}) and {wording.quoted(second.text)} ({WORDS[second.rank]}) "
        f"cannot both be asked of {plan.name(person)}: {one.label} excludes {other.label}. A supervisor decides."
    )
    proposals: tuple[Proposal, ...] = ()
    if second.rank == Rank.CALWORKS and first.rank < Rank.CALWORKS:
        text += (
            f" Until then {WORDS[first.rank]} comes first, and {wording.quoted(second.text)} is excused, not dropped."
        )
        proposals = (Excuse((second.id,), Excused.GOOD_CAUSE), *ask_for_fs(plan, [person], second.id))
    return Finding(
        rule=Rule.CONTRADICTION, kind="contradiction", severity=Severity.ERROR, items=(first.id, second.id),
        persons=(person,), explanation=wording.cited(text, Rule.CONTRADICTION), proposals=proposals,
    )  # fmt: skip
