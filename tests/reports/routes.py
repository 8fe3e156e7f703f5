"""The family page and its tabs, and the privacy officer's reviews."""

from types import SimpleNamespace
from typing import Any

from families.models import BreakGlass
from families.services import break_glass, create_family, merge_families
from linkages_site.demo.factories import PersonFactory
from tests.routes import TEAM, Route

TABS = [
    "detail",
    "people",
    "cases",
    "forms",
    "consents",
    "meetings",
    "contacts",
    "contacts-export",
    "team",
    "plan",
    "history",
    "across",
]


def _use(county: SimpleNamespace) -> dict[str, Any]:
    number, by = county.carried.cfs_case.number, county.staff["er.worker"]
    break_glass(by=by, number=number, reason="Police ask for the children now")
    return {"uuid": BreakGlass.objects.uses().get().uuid}


def _joined(county: SimpleNamespace) -> dict[str, Any]:
    other = create_family(name="Of another record")
    PersonFactory(family=other)
    return {"uuid": merge_families(keep=county.carried.family, merge=other).uuid}


ROUTES = [
    *(
        Route(f"reports:family-{tab}", make=lambda county: {"uuid": county.carried.family.uuid}, member=member)
        for tab in TABS
        for member in ("cfs.worker", "ais.worker")
    ),
    Route("reports:family-joins", make=_joined),
    Route("reports:family-access", make=lambda county: {"uuid": county.carried.family.uuid}, member="ifs.supervisor"),
    Route(
        "reports:family-access-export",
        make=lambda county: {"uuid": county.carried.family.uuid},
        member="ifs.supervisor",
    ),
    *(
        Route(f"reports:{name}", make=make, member=member, insiders=TEAM | {"privacy.officer"})
        for name, make in (
            ("family-disclosures", lambda county: {"uuid": county.carried.family.uuid}),
            ("person-disclosures", lambda county: {"uuid": county.carried.child.uuid}),
        )
        for member in ("ais.supervisor", "privacy.officer")
    ),
    Route(
        "reports:break-glass-review",
        make=_use,
        member="privacy.officer",
        insiders=frozenset({"privacy.officer"}),
    ),
]
