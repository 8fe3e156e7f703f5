"""Grounds of access from assignments and break-glass, and the exceptions that add to or take from all grounds."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import replace

from django.utils import timezone

from accounts.models import Cover, UnitSupervision, User
from families.enums import COVERED_GROUNDS, Ground, Level
from families.models import Assignment, BreakGlass, Conflict, Family
from families.rules import GroundOfAccess
from families.rules.facts import assignments_of


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
        span, source = (assignment.from_date, assignment.until_date), f"assignment:{assignment.uuid}"
        holders = [(assignment.worker_id, Ground.ASSIGNED_WORKER, source, span)] if assignment.worker_id else []
        # Someone may supervise a unit more than once, between other days each time.
        holders += [
            (each.user_id, Ground.UNIT_SUPERVISOR, f"{source}:{each.from_date}:{each.until_date}", each.days)
            for each in by_unit.get(assignment.unit_id, [])
        ]
        found += [
            GroundOfAccess(user_id, Level.WORK, ground, source, *moments)
            for user_id, ground, source, days in holders
            if (moments := overlap(span, days))
        ]
    return found


def break_glass_grounds(uses: Iterable[BreakGlass]) -> list[GroundOfAccess]:
    """Whoever broke the glass works the family until the hours are over, or a review finds it not justified."""
    return [
        GroundOfAccess(use.user_id, Level.WORK, Ground.BREAK_GLASS, f"break_glass:{use.uuid}", use.at, use.ends_at)
        for use in uses
    ]


def grounds(family: Family) -> list[GroundOfAccess]:
    """Every ground that this family's assignments give, and break-glass on it."""
    assignments = assignments_of(family)
    supervisions = UnitSupervision.objects.filter(unit__in={assignment.unit_id for assignment in assignments})
    uses = BreakGlass.objects.on_family(family).select_related("review")
    return assignment_grounds(assignments, supervisions) + break_glass_grounds(uses)


def cover_grounds(found: Iterable[GroundOfAccess], covers: Iterable[Cover]) -> list[GroundOfAccess]:
    """A cover knows what the person covered knows, at the same level, while both run.

    What someone has by covering another is not handed on: a cover of a cover gets nothing by it.
    """
    made = []
    covered = [ground for ground in found if ground.ground in COVERED_GROUNDS]
    for cover in covers:
        begins, ends = day_start(cover.from_date), day_start(cover.until_date)
        for ground in covered:
            since, until = max(begins, ground.valid_from), min(ends, ground.valid_until or ends)
            if ground.user_id == cover.covered_id and since < until:
                source = f"cover:{cover.uuid}:{ground.ground}:{ground.source}"
                made.append(
                    replace(
                        ground,
                        user_id=cover.cover_id,
                        ground=Ground.COVER,
                        source=source,
                        valid_from=since,
                        valid_until=until,
                    )
                )
    return made


def of_the_named(
    found: Collection[GroundOfAccess], named: Collection[User], excluded: Collection[int]
) -> list[GroundOfAccess]:
    """A restricted family is known to the people named alone; nobody else's ground counts.

    Never to nobody: where everyone named in a bureau has left or is excluded, its unit supervisors know it again.
    """
    present = {user.pk: user.bureau for user in named if user.is_active and user.pk not in excluded}
    left = {user.bureau for user in named} - set(present.values())
    supervisors = {ground.user_id for ground in found if ground.ground == Ground.UNIT_SUPERVISOR}
    steps_in = set(User.objects.filter(pk__in=supervisors, bureau__in=left).values_list("pk", flat=True))
    return [
        ground
        for ground in found
        if ground.user_id in present or (ground.ground == Ground.UNIT_SUPERVISOR and ground.user_id in steps_in)
    ]


def with_exceptions(family: Family, found: list[GroundOfAccess]) -> list[GroundOfAccess]:
    """All grounds as the exceptions leave them: covers beside those they cover, then only whom nothing keeps out."""
    excluded = set(Conflict.objects.accepted().about(family, family).values_list("user", flat=True))
    restriction = family.restrictions.in_force().first()
    named = list(restriction.named.all()) if restriction else []

    def narrow(grounds: Iterable[GroundOfAccess]) -> list[GroundOfAccess]:
        kept = [ground for ground in grounds if ground.user_id not in excluded]
        return of_the_named(kept, named, excluded) if restriction else kept

    known = narrow(found)
    covers = Cover.objects.filter(covered__in={ground.user_id for ground in known}).order_by("pk")
    return known + narrow(cover_grounds(known, covers))
