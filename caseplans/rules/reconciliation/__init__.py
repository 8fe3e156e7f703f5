"""Two plans made one: pure functions of a plan's facts, without the database and without today's date.

    reconcile(facts, numbers) -> [Finding]      what collides, which rule says so, and what may be proposed
    apply(facts, proposal) -> facts             the plan once a proposal is taken
    in_words(facts, proposal) -> str            what a proposal would do, for its button
    for_reader(findings, readable_ids)          the findings as far as a reader may know them
    compare(signed, amended) -> [Finding]       what an amendment needs (R20)

`facts.py` and `family.py` say what is known, `numbers.py` what the county set, `findings.py` what comes out; `index.py`
looks up, `calendar.py` puts in time, `openings.py` finds free time, `ranks.py` says what comes before what. The rules:

    R1 priority       R2 R3 times          R4 load        R5 R6 duplicates    R7 contradictions
    R8 hours          R9 countability      R10 supports   R11 R12 standings   R13 limits
    R14 removals      R15 sharing          R16 apart      R17 safety          R18 R19 ownership    R20 comparing

Kept elsewhere, because they speak of what is done and not of what a plan says: R21 (an old event in the notes of an LTM
needs a reason) in `meetings.rules`; R22 (shown in their language before signing) in `caseplans.rules.checks`, as is who
signs. The project code and the months of aid of R14 follow from dated facts (`crossover`, `caseplans.deadlines`).
Who may read which row (R15, R16) is asked of the database by `crossover.sharing.readable`.
"""

from caseplans.rules.reconciliation.applying import apply
from caseplans.rules.reconciliation.comparing import compare
from caseplans.rules.reconciliation.facts import (
    NOT_NEEDED,
    Activity,
    Appointment,
    Assessment,
    Goal,
    PlanFacts,
    Recurrence,
    Requirement,
)
from caseplans.rules.reconciliation.family import (
    AssistanceUnit,
    Consent,
    Limit,
    Member,
    Removal,
    Reunification,
    Separation,
    Standing,
    Window,
)
from caseplans.rules.reconciliation.findings import Finding, Proposal
from caseplans.rules.reconciliation.numbers import Numbers
from caseplans.rules.reconciliation.offers import in_words
from caseplans.rules.reconciliation.readers import NOT_AVAILABLE, for_reader
from caseplans.rules.reconciliation.reconciling import reconcile

__all__ = [
    "NOT_AVAILABLE",
    "NOT_NEEDED",
    "Activity",
    "Appointment",
    "Assessment",
    "AssistanceUnit",
    "Consent",
    "Finding",
    "Goal",
    "Limit",
    "Member",
    "Numbers",
    "PlanFacts",
    "Proposal",
    "Recurrence",
    "Removal",
    "Requirement",
    "Reunification",
    "Separation",
    "Standing",
    "Window",
    "apply",
    "compare",
    "for_reader",
    "in_words",
    "reconcile",
]
