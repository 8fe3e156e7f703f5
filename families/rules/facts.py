"""What many rules ask of one family. Read once while the family is settled: nothing changes meanwhile."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from families.enums import AssignmentRole
from families.models import Assignment, CfsCase, Family, WtwStanding

T = TypeVar("T")
_read: ContextVar[dict[Any, Any] | None] = ContextVar("facts_of_the_family", default=None)


@contextmanager
def facts_read_once() -> Iterator[None]:
    """Within it each of a family's `read_once` facts is read when it is first asked for, and not again."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def read_once(facts: Callable[[Family], T]) -> Callable[[Family], T]:
    """Keep what `facts` says of a family within `facts_read_once`; elsewhere read it each time."""

    @wraps(facts)
    def kept(family: Family) -> T:
        read = _read.get()
        if read is None:
            return facts(family)
        key = (facts, family.pk)
        if key not in read:
            read[key] = facts(family)
        return read[key]

    return kept


@read_once
def assignments_of(family: Family) -> list[Assignment]:
    """Present and past assignments to the family's cases, the first one first, with case and worker."""
    held = Assignment.objects.of_family(family).select_related("cfs_case", "calworks_case", "worker")
    return list(held.order_by("pk"))


def workers_now(family: Family, *roles: AssignmentRole) -> list[Assignment]:
    """The present assignments that name a worker, in these roles or in any."""
    return [
        held
        for held in assignments_of(family)
        if held.worker and held.until_date is None and (not roles or held.role in roles)
    ]


def of_open_cases(assignments: Iterable[Assignment]) -> list[Assignment]:
    return [held for held in assignments if held.case.closed_on is None]


def worker_on(family: Family, role: AssignmentRole, case: CfsCase | None = None) -> int | None:
    """By key, who holds this role on an open case; of several the one named last. `case`: on this one of them."""
    held = [each for each in of_open_cases(workers_now(family, role)) if case is None or each.cfs_case == case]
    return held[-1].worker_id if held else None


@read_once
def open_cfs_cases(family: Family) -> list[CfsCase]:
    """The last opened first."""
    return list(family.cfs_cases.open())


@read_once
def standings_now(family: Family) -> list[WtwStanding]:
    """How each adult stands in Welfare-to-Work, the latest first."""
    return list(WtwStanding.objects.filter(family=family, until_date=None))
