"""Who is eligible to Linkages, and since when a family's CalWORKs is not active any more: pure rules."""

from collections.abc import Iterable

from crossover.enums import INACTIVE, NOT_LINKAGES, ClearanceResult, Ineligibility, Xover1Status
from crossover.models import Clearance


def calworks_is_open(result: ClearanceResult) -> bool | None:
    """Yes or no by what the clearance says; a pending application or a possible match is neither yet."""
    if result in INACTIVE:
        return False
    return True if result == ClearanceResult.ACTIVE else None


def why_ineligible(*, calworks_open: bool | None, ais_eligible: bool | None, cfs_open: bool) -> Ineligibility | None:
    """Linkages needs all three (31-090 III.A.1): the first that is known to be missing. Unknown excludes nobody."""
    if not cfs_open:
        return Ineligibility.CFS_CASE_NOT_OPEN
    if calworks_open is False:
        return Ineligibility.CALWORKS_NOT_OPEN
    return Ineligibility.NOT_AIS_ELIGIBLE if ais_eligible is False else None


def ended_without_linkages(statuses: Iterable[str]) -> bool:
    """Of a family's forms none led to Linkages: nobody is asked to sign for it, or to meet (31-090 III.A.1).

    A superseded form goes on in the one that followed it. A form voided there says nothing of the family.
    """
    states = set(statuses)
    decided = states - {Xover1Status.VOID, Xover1Status.SUPERSEDED}
    return NOT_LINKAGES.issuperset(decided) if decided else states == {Xover1Status.VOID}


def lapse_of(clearances: Iterable[Clearance]) -> Clearance | None:
    """The clearance that found CalWORKs inactive, where none has said active since.

    Of several in a row the first counts: looking again does not put off what is due. `clearances` of CalSAWS, in any
    order.
    """
    found: Clearance | None = None
    for clearance in sorted(clearances, key=lambda each: each.made_at):
        if clearance.finds_calworks_active:
            found = None
        elif clearance.result in INACTIVE:
            found = found or clearance
    return found


def applicants_to_look_up_again(clearances: Iterable[Clearance]) -> Clearance | None:
    """The last clearance that found an application pending, until a later one says how it was decided."""
    waiting: Clearance | None = None
    for clearance in sorted(clearances, key=lambda each: each.made_at):
        if clearance.result == ClearanceResult.PENDING:
            waiting = clearance
        elif calworks_is_open(ClearanceResult(clearance.result)) is not None:
            waiting = None
    return waiting
