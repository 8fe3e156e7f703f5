"""What one reader may be told of the findings.

Whoever may not read one side of a collision learns that the time is not available, and nothing of what takes it. Every
other finding that rests on a row they may not read is absent: that it exists would tell of the row.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from caseplans.reconciliation_enums import Rule, Severity
from caseplans.rules.reconciliation.family import Id
from caseplans.rules.reconciliation.findings import Finding, Move

NOT_AVAILABLE = "Time not available."
OF_TIME = frozenset({Rule.TIME, Rule.BOOKED})


def for_reader(findings: Iterable[Finding], readable_ids: Collection[Id]) -> list[Finding]:
    """The findings as a reader may have them, in their order. `readable_ids` are the rows this reader may read."""
    readable = frozenset(readable_ids)
    told: dict[str, Finding] = {}
    for found in findings:
        rows = {*found.items, *found.rests_on}
        if rows <= readable:
            told.setdefault(found.key, found)
        elif found.rule in OF_TIME and readable & rows:
            hidden = _not_available(found, readable)
            told.setdefault(hidden.key, hidden)
    return list(told.values())


def _not_available(found: Finding, readable: frozenset[Id]) -> Finding:
    """The same for whatever takes the time: one rule, one kind, no day, no person, only a time that is free."""
    items = tuple(key for key in found.items if key in readable)
    moves = tuple(one for one in found.proposals if isinstance(one, Move) and one.item in readable)
    return replace(
        found, rule=Rule.TIME, kind="not_available", severity=Severity.ERROR, items=items, persons=(),
        explanation=NOT_AVAILABLE, proposals=moves, rests_on=frozenset(),
    )  # fmt: skip
