"""The families pages that name a record."""

import datetime
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from families.enums import TaskKind
from families.services import declare_conflict, name_cover, restrict_family, write_down_task
from tests.routes import TEAM, Route


def _cover(county: SimpleNamespace) -> dict[str, Any]:
    """The supervisor of another CFS unit stands in: known to both and to nobody else."""
    staff, today = county.staff, timezone.localdate()
    cover = name_cover(
        by=staff["ifs.supervisor"],
        covered=staff["ifs.supervisor"],
        cover=staff["cfs.supervisor"],
        from_date=today,
        until_date=today + datetime.timedelta(days=3),
    )
    return {"uuid": cover.uuid}


def _restriction(county: SimpleNamespace) -> dict[str, Any]:
    named = [county.staff[name] for name in ("ifs.supervisor", "cfs.worker", "ais.worker")]
    by = county.staff["ifs.supervisor"]
    return {"uuid": restrict_family(family=county.carried.family, by=by, named=named, why="A relative of staff").uuid}


def _conflict(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": declare_conflict(by=county.staff["cfs.worker"], how="My cousin", number="CFS-unheard").uuid}


def _family(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": county.carried.family.uuid}


def _task(county: SimpleNamespace) -> dict[str, Any]:
    return {"uuid": county.carried.family.task_rows.get(kind=TaskKind.HOLD_PLTM, owner=county.staff["cfs.worker"]).uuid}


def _own_task(county: SimpleNamespace) -> dict[str, Any]:
    worker, today = county.staff["cfs.worker"], timezone.localdate()
    facts = {"title": "Ask for the school's letter", "owner": worker, "due_on": today}
    return {"uuid": write_down_task(family=county.carried.family, by=worker, **facts).uuid}


BOTH = frozenset({"ifs.supervisor", "cfs.supervisor"})
NAMED = TEAM - {"ais.supervisor"}
OWN = frozenset({"cfs.worker", "ifs.supervisor"})  # what is due is its bureau's
ROUTES = [
    Route("families:task-snooze", make=_task, insiders=OWN),
    Route("families:task-hand-over", make=_task, insiders=OWN),
    Route("families:own-task-new", make=_family),
    Route("families:own-task-done", make=_own_task, insiders=OWN),
    Route("families:person-new", make=lambda county: {"uuid": county.carried.family.uuid}),
    Route("families:person-edit", make=lambda county: {"uuid": county.carried.mother.uuid}, member="ais.worker"),
    Route("families:cfs-case-edit", make=lambda county: {"uuid": county.carried.cfs_case.uuid}),
    Route(
        "families:calworks-case-edit",
        make=lambda county: {"uuid": county.carried.calworks_case.uuid},
        member="ais.worker",
    ),
    Route("families:cover-end", make=_cover, member="ifs.supervisor", insiders=BOTH),
    Route("families:family-restrict", make=_family, member="ifs.supervisor"),
    Route("families:restriction-lift", make=_restriction, member="ifs.supervisor", insiders=NAMED),
    Route("families:conflict-declare", make=_family),
    Route(
        "families:conflict-decide",
        make=_conflict,
        member="ifs.supervisor",
        insiders=frozenset({"ifs.supervisor", "cfs.worker"}),
    ),
]
