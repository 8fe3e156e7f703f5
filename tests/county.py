"""Families for tests, made by the real services of the ground."""

import itertools
from types import SimpleNamespace
from typing import Any

from families.enums import AssignmentRole, Component, Relationship
from families.services import assign, create_family, open_cfs_case, record_calworks_case, settle
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
    family = create_family(name=name)
    made = SimpleNamespace(
        family=family, cfs_worker=cfs_worker, ais_worker=ais_worker, cfs_case=None, calworks_case=None
    )
    made.mother = PersonFactory(family=family, relationship=Relationship.MOTHER)
    made.child = PersonFactory(family=family, relationship=Relationship.CHILD)
    if cfs_worker:
        made.cfs_case = open_cfs_case(
            family=family, by=cfs_worker, number=f"CFS-{number}", component=component, unit=cfs_worker.unit, **case
        )
        assign(
            case=made.cfs_case, role=AssignmentRole.CFS_WORKER, unit=cfs_worker.unit, worker=cfs_worker, why="Assigned"
        )
    if ais_worker:
        made.calworks_case = record_calworks_case(family=family, number=f"CW-{number}")
        assign(
            case=made.calworks_case,
            role=AssignmentRole.AIS_WORKER,
            unit=ais_worker.unit,
            worker=ais_worker,
            why="Assigned",
        )
    settle(family)
    return made
