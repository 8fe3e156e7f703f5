"""Grounds of access from assignments: the worker named, and whoever supervises the unit that holds the case."""

import datetime
from collections.abc import Iterable

from django.utils import timezone

from accounts.models import UnitSupervision
from families.enums import Ground, Level
from families.models import Assignment, Family
from families.rules import GroundOfAccess


def day_start(day: datetime.date) -> datetime.datetime:
    """The first moment of a county day."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def overlap(
    first: tuple[datetime.date, datetime.date | None], second: tuple[datetime.date, datetime.date | None]
) -> tuple[datetime.datetime, datetime.datetime | None] | None:
    """The moments two half-open spans of days share, or None."""
    start = max(first[0], second[0])
    ends = [end for end in (first[1], second[1]) if end is not None]
    end = min(ends) if ends else None
    if end is not None and end <= start:
        return None
    return day_start(start), day_start(end) if end else None


def assignment_grounds(
    assignments: Iterable[Assignment], supervisions: Iterable[UnitSupervision]
) -> list[GroundOfAccess]:
    """The worker works the family while assigned; the unit's supervisor while the case is with the unit."""
    by_unit: dict[int, list[UnitSupervision]] = {}
    for supervision in supervisions:
        by_unit.setdefault(supervision.unit_id, []).append(supervision)
    found = []
    for assignment in assignments:
        span = (assignment.from_date, assignment.until_date)
        holders = [(assignment.worker_id, Ground.ASSIGNED_WORKER, overlap(span, span))] if assignment.worker_id else []
        holders += [
            (
                supervision.user_id,
                Ground.UNIT_SUPERVISOR,
                overlap(span, (supervision.from_date, supervision.until_date)),
            )
            for supervision in by_unit.get(assignment.unit_id, [])
        ]
        found += [
            GroundOfAccess(user_id, Level.WORK, ground, f"assignment:{assignment.uuid}", *moments)
            for user_id, ground, moments in holders
            if moments
        ]
    return found


def grounds(family: Family) -> list[GroundOfAccess]:
    """Every ground that this family's assignments give."""
    assignments = list(Assignment.objects.of_family(family))
    supervisions = UnitSupervision.objects.filter(unit__in={assignment.unit_id for assignment in assignments})
    return assignment_grounds(assignments, supervisions)
