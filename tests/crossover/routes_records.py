"""Forms of rows that carry a category."""

import datetime
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from families.enums import PlacementKind
from families.services import add_removal
from linkages_site.demo.factories import PersonFactory
from tests.routes import Route


def _mother(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": county.carried.mother.uuid}


def _removal(county: SimpleNamespace) -> dict[str, Any]:
    entered = timezone.localdate() - datetime.timedelta(days=3)
    worker = county.staff["cfs.worker"]
    removal = add_removal(person=county.carried.child, by=worker, entered_on=entered, placement=PlacementKind.RELATIVE)
    return {"uuid": removal.uuid}


def _entered_twice(county: SimpleNamespace) -> dict[str, Any]:
    family, mother = county.carried.family, county.carried.mother
    again = PersonFactory(family=family, first_name=mother.first_name, born_on=mother.born_on)
    return {"uuid": family.uuid, "one": mother.uuid, "other": again.uuid}


ROUTES = [
    *(
        Route("crossover:people-join", make=_entered_twice, member=member, methods=("GET", "POST"))
        for member in ("cfs.worker", "ais.supervisor")
    ),
    Route("crossover:address-new", make=lambda county: {"uuid": county.carried.family.uuid}),
    Route("crossover:safe-contact-new", make=_mother),
    Route("crossover:culture-new", make=_mother, member="ais.worker"),
    Route("crossover:wtw-standing-new", make=_mother, member="ais.worker"),
    Route("crossover:hours-new", make=_mother, member="ais.worker"),
    Route("crossover:earnings-new", make=_mother, member="ais.worker"),
    Route("crossover:removal-new", make=lambda county: {"uuid": county.carried.child.uuid}),
    Route("crossover:removal-exit", make=_removal),
]
