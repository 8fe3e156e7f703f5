"""What comes before what (domain R1): court order, CFS safety, the rest of the CFS case plan, CalWORKs, the family.

CFS case plan requirements take priority over CalWORKs plan requirements (31-090 III.F). What a court ordered, and what
keeps a child safe, is never moved by reconciliation.
"""

from collections.abc import Mapping
from enum import IntEnum

from accounts.enums import Bureau
from caseplans.enums import PROGRAM_OF, Source
from caseplans.rules.reconciliation.facts import Activity, Appointment, Requirement


class Rank(IntEnum):
    COURT = 0
    CFS_SAFETY = 1
    CFS = 2
    CALWORKS = 3
    FAMILY = 4


NEVER_MOVED = frozenset({Rank.COURT, Rank.CFS_SAFETY})
RANK_OF: dict[str, Rank] = {
    Source.COURT: Rank.COURT,
    Source.CFS_PLAN: Rank.CFS,
    Source.WTW_PLAN: Rank.CALWORKS,
    Source.FS_PLAN: Rank.CALWORKS,
    Source.FAMILY: Rank.FAMILY,
}
PROGRAM: dict[str, Bureau] = {source.value: bureau for source, bureau in PROGRAM_OF.items()}
WORDS = {
    Rank.COURT: "court order",
    Rank.CFS_SAFETY: "CFS, child safety",
    Rank.CFS: "CFS",
    Rank.CALWORKS: "CalWORKs",
    Rank.FAMILY: "the family",
}


def _rank(row: Activity | Appointment | Requirement) -> Rank:
    rank = RANK_OF[row.source]
    if isinstance(row, Requirement) and row.court_ordered:
        rank = Rank.COURT
    return min(rank, Rank.CFS_SAFETY) if row.is_safety else rank


def rank_of_requirement(requirement: Requirement) -> Rank:
    return _rank(requirement)


def rank_of(item: Activity | Appointment, requirements: Mapping[str, Requirement]) -> Rank:
    """An activity ranks as the highest of what it satisfies."""
    own = _rank(item)
    if isinstance(item, Appointment):
        return own
    return min([own, *(_rank(requirements[source]) for source in item.sources if source in requirements)])


def programs_of(activity: Activity, requirements: Mapping[str, Requirement]) -> frozenset[Bureau]:
    """Whose plans an activity stands in: empty where it is the family's own."""
    named = {activity.source, *activity.also_for}
    named |= {requirements[source].source for source in activity.sources if source in requirements}
    return frozenset(PROGRAM[source] for source in named if source in PROGRAM)


def requirements_behind(activity: Activity, requirements: Mapping[str, Requirement]) -> frozenset[str]:
    """The requirements that make an activity more than it says of itself: of higher rank, another program's, or of
    further demands. Whatever is said of its rank is said of them."""
    own, program = _rank(activity), PROGRAM.get(activity.source)
    found = (requirements[source] for source in activity.sources if source in requirements)
    return frozenset(
        one.id
        for one in found
        if _rank(one) < own or PROGRAM.get(one.source) != program or not one.demands <= activity.demands
    )
