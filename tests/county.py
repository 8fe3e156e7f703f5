"""Families for tests: rows as the services of the ground leave them, settled once."""

import itertools
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from families.enums import AssignmentRole, Component, Relationship
from families.models import Assignment, CalworksCase, CfsCase, Family
from families.services import settle
from linkages_site.demo.factories import PersonFactory

_numbers = itertools.count(1)


def family_with_workers(
    cfs_worker: Any,
    ais_worker: Any,
    name: str = "Reyes",
    component: Component = Component.IFS,
    **case: Any,
) -> SimpleNamespace:
    """A family with a mother and a child, and the case of each bureau whose worker is given."""
    number = next(_numbers)
    family = Family.objects.create(name=name)
    made = SimpleNamespace(
        family=family, cfs_worker=cfs_worker, ais_worker=ais_worker, cfs_case=None, calworks_case=None
    )
    made.mother = PersonFactory(family=family, relationship=Relationship.MOTHER)
    made.child = PersonFactory(family=family, relationship=Relationship.CHILD)
    today = timezone.localdate()
    if cfs_worker:
        made.cfs_case = CfsCase.objects.create(family=family, number=f"CFS-{number}", component=component, **case)
        opened = {"cfs_case": made.cfs_case, "unit": cfs_worker.unit, "role": AssignmentRole.CFS_WORKER}
        opened_on = made.cfs_case.opened_on
        Assignment.objects.create(from_date=opened_on, until_date=max(today, opened_on), why="Case opened", **opened)
        Assignment.objects.create(from_date=today, worker=cfs_worker, why="Assigned", **opened)
    if ais_worker:
        made.calworks_case = CalworksCase.objects.create(family=family, number=f"CW-{number}")
        Assignment.objects.create(
            calworks_case=made.calworks_case,
            role=AssignmentRole.AIS_WORKER,
            unit=ais_worker.unit,
            worker=ais_worker,
            from_date=today,
            why="Assigned",
        )
    settle(family)
    return made
