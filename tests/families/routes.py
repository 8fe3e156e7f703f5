"""The families pages that name a record."""

from types import SimpleNamespace
from typing import Any

from accounts.models import Unit
from families.services import record_referral
from tests.routes import Route

ER_TEAM = frozenset({"er.clerk", "er.worker", "er.supervisor"})


def _referral(county: SimpleNamespace) -> dict[str, Any]:
    clerk = county.staff["er.clerk"]
    unit = Unit.objects.get(name="ER 1")
    return {"uuid": record_referral(by=clerk, number="R-sweep", family_name="Reyes", er_unit=unit).uuid}


ROUTES = [
    Route("families:person-new", make=lambda county: {"uuid": county.carried.family.uuid}),
    Route("families:person-edit", make=lambda county: {"uuid": county.carried.mother.uuid}, member="ais.worker"),
    Route("families:cfs-case-edit", make=lambda county: {"uuid": county.carried.cfs_case.uuid}),
    Route(
        "families:calworks-case-edit",
        make=lambda county: {"uuid": county.carried.calworks_case.uuid},
        member="ais.worker",
    ),
    Route("families:referral-detail", make=_referral, member="er.clerk", insiders=ER_TEAM),
]
