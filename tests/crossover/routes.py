"""The parametrised URLs of clearances, XOVER1 and assignment: who is in, and that everyone else finds nothing."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from crossover.enums import Xover1Status
from tests.crossover.way import Way
from tests.routes import Route

S = Xover1Status
NOBODY: frozenset[str] = frozenset()
# Screening took the referral, ER 1 holds it: their staff and ER 1's supervisor know it.
OF_THE_REFERRAL = frozenset({"screening.clerk", "cfs.pointperson", "er.clerk", "er.worker", "er.supervisor"})
ON_THE_WAY = frozenset({"er.clerk", "er.supervisor", "ifs.supervisor"})
DISTRIBUTED = ON_THE_WAY | {"ais.supervisor", "ais.worker"}


def form_at(status: Xover1Status) -> Callable[[SimpleNamespace], dict[str, Any]]:
    return lambda county: {"uuid": Way(county.staff).standing_at(status).uuid}


def referral(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": Way(county.staff).referral().uuid}


def active_clearance(county: SimpleNamespace) -> dict[str, Any]:
    way = Way(county.staff)
    return {"uuid": way.clear(way.referral()).uuid}


def ready_for_part_b(county: SimpleNamespace) -> dict[str, Any]:
    way = Way(county.staff)
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    way.clear_again(form)
    return {"uuid": form.uuid}


def carried_family(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": county.carried.family.uuid}


def carried_case(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": county.carried.cfs_case.uuid}


def waiting_hop(county: SimpleNamespace) -> dict[str, Any]:
    form = Way(county.staff).standing_at(S.WITH_AIS_SUPERVISOR)
    return {"uuid": form.hops.in_hand().get().uuid}


def carried_calworks_case(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": county.carried.calworks_case.uuid}


ROUTES = [
    Route("crossover:referral-detail", referral, "er.clerk", insiders=OF_THE_REFERRAL),
    Route("crossover:clearance-new", referral, "er.clerk", insiders=OF_THE_REFERRAL),
    Route("crossover:family-clearance-new", carried_family, "ais.worker", ("GET", "POST")),
    Route("crossover:clearance-after-change", carried_family, "cfs.worker", ("GET", "POST")),
    Route("crossover:clearance-detail", active_clearance, "er.clerk", insiders=NOBODY),
    Route("crossover:xover1-start", active_clearance, "er.clerk", ("POST",), NOBODY),
    Route("crossover:xover1-part-a", form_at(S.DRAFT), "er.clerk", ("GET", "POST"), NOBODY),
    Route("crossover:xover1-send", form_at(S.DRAFT), "er.clerk", ("GET", "POST"), NOBODY),
    Route("crossover:xover1-detail", form_at(S.WITH_ER_SUPERVISOR), "er.clerk", insiders=frozenset({"er.supervisor"})),
    Route("crossover:xover1-print", form_at(S.WITH_AIS_WORKER), "ais.worker", insiders=DISTRIBUTED),
    Route(
        "crossover:xover1-open-case",
        form_at(S.WITH_ER_SUPERVISOR),
        "er.supervisor",
        ("GET", "POST"),
        frozenset({"er.clerk"}),
    ),
    Route("crossover:xover1-close", form_at(S.WITH_ER_SUPERVISOR), "er.supervisor", ("GET", "POST"), ON_THE_WAY),
    Route("crossover:xover1-route", form_at(S.WITH_POINT_PERSON), "cfs.pointperson", ("GET", "POST"), NOBODY),
    Route("crossover:xover1-not-a-match", form_at(S.WITH_POINT_PERSON), "cfs.pointperson", ("GET", "POST"), NOBODY),
    Route("crossover:xover1-clear", form_at(S.WITH_CFS_SUPERVISOR), "ifs.supervisor", ("GET", "POST"), ON_THE_WAY),
    Route("crossover:xover1-complete", ready_for_part_b, "ifs.supervisor", ("GET", "POST"), ON_THE_WAY),
    Route("crossover:xover1-ineligible", form_at(S.WITH_CFS_SUPERVISOR), "ifs.supervisor", ("GET", "POST"), ON_THE_WAY),
    Route("crossover:xover1-assign", form_at(S.WITH_AIS_SUPERVISOR), "ais.supervisor", ("GET", "POST"), DISTRIBUTED),
    Route("crossover:xover1-return", form_at(S.WITH_AIS_SUPERVISOR), "ais.supervisor", ("GET", "POST"), DISTRIBUTED),
    Route("crossover:xover1-recall", form_at(S.WITH_AIS_SUPERVISOR), "ifs.supervisor", ("GET", "POST"), DISTRIBUTED),
    Route("crossover:xover1-redirect", form_at(S.WITH_AIS_SUPERVISOR), "ais.supervisor", ("GET", "POST"), DISTRIBUTED),
    Route("crossover:xover1-send-again", waiting_hop, "ifs.supervisor", ("POST",), DISTRIBUTED),
    Route("crossover:xover1-acknowledge", form_at(S.WITH_AIS_WORKER), "ais.worker", ("POST",), DISTRIBUTED),
    Route("crossover:xover1-void", form_at(S.WITH_POINT_PERSON), "cfs.pointperson", ("GET", "POST"), NOBODY),
    Route("crossover:xover1-begin-again", form_at(S.INELIGIBLE), "ifs.supervisor", ("POST",), ON_THE_WAY),
    Route("crossover:case-assign", carried_case, "ifs.supervisor", ("GET", "POST")),
    Route("crossover:ais-case-assign", carried_calworks_case, "ais.supervisor", ("GET", "POST")),
    Route("crossover:eligibility-worker-assign", carried_calworks_case, "ais.worker", ("GET", "POST")),
    Route("crossover:employment-specialist-assign", carried_calworks_case, "ais.supervisor", ("GET", "POST")),
    Route("crossover:case-transfer", carried_case, "ifs.supervisor", ("GET", "POST")),
]
