"""The staff of a large county: units of both bureaus, their workers and supervisors, clerks, facilitators."""

import datetime
import math
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from accounts.enums import Bureau
from accounts.models import Office, RoleHolding, Unit, UnitSupervision, User
from linkages_site.large.names import FIRST_NAMES, LAST_NAMES
from linkages_site.large.rows import Rows

FAMILIES_A_WORKER = 20
WORKERS_A_UNIT = 6
FAMILIES_A_CLERK = 250
SHARE_OF_FIRST_SUPERVISOR = (
    4  # the first supervisor of a bureau holds a quarter of its units, as while posts are vacant
)


@dataclass
class Team:
    """One unit with its supervisor and its workers."""

    unit: Unit
    supervisor: User
    workers: list[User] = field(default_factory=list)


@dataclass
class Staff:
    """Everyone, by what they do. The ER team's workers are its clerks."""

    er: Team
    cfs: list[Team]
    ais: list[Team]
    facilitators: list[User]


class Hiring:
    """Makes members of staff; their e-mail address tells the role and a number."""

    def __init__(self, rows: Rows, password: str) -> None:
        self.rows = rows
        self.password = make_password(password)
        self.offices = [rows.add(Office, name=f"{name} office") for name in ("Northgate", "Riverside", "Hillcrest")]
        self.hired: dict[str, int] = {}

    def unit(self, name: str, bureau: Bureau, place: int, **facts: bool) -> Unit:
        office = self.offices[place % len(self.offices)]
        return self.rows.add(Unit, name=name, bureau=bureau, office=office, **facts)

    def member(self, role: str, unit: Unit) -> User:
        number = self.hired[role] = self.hired.get(role, 0) + 1
        user = self.rows.add(
            User,
            email=f"{role.replace('_', '.')}{number}@example.org",
            first_name=self.rows.chance.choice(FIRST_NAMES),
            last_name=self.rows.chance.choice(LAST_NAMES),
            unit=unit,
            bureau=unit.bureau,
            office=unit.office,
            password=self.password,
        )
        self.rows.add(RoleHolding, user=user, role=role)
        return user

    def supervise(self, user: User, unit: Unit) -> None:
        since = self.rows.today - datetime.timedelta(days=800)
        self.rows.add(UnitSupervision, unit=unit, user=user, from_date=since)


def hire(rows: Rows, families: int, password: str) -> Staff:
    """As many workers as the families need; every unit but those of the first supervisor has its own."""
    hiring = Hiring(rows, password)
    er_unit = hiring.unit("Intake ER", Bureau.CFS, 0, takes_referrals=True)
    er = Team(er_unit, hiring.member("er_supervisor", er_unit))
    er.workers = [hiring.member("er_clerk", er_unit) for _ in range(math.ceil(families / FAMILIES_A_CLERK))]
    hiring.supervise(er.supervisor, er_unit)
    workers = math.ceil(families / FAMILIES_A_WORKER)
    cfs = _teams(hiring, Bureau.CFS, "cfs_worker", "cfs_supervisor", workers)
    ais = _teams(hiring, Bureau.CALWORKS, "ais_worker", "ais_supervisor", workers)
    facilitators = [hiring.member("facilitator", team.unit) for team in cfs[:3]]
    rows.write()
    return Staff(er, cfs, ais, facilitators)


def _teams(hiring: Hiring, bureau: Bureau, worker: str, supervisor: str, workers: int) -> list[Team]:
    teams: list[Team] = []
    units = math.ceil(workers / WORKERS_A_UNIT)
    for place in range(units):
        unit = hiring.unit(f"{bureau.label} {place + 1}", bureau, place)
        first_holds_it = 0 < place < units / SHARE_OF_FIRST_SUPERVISOR
        team = Team(unit, teams[0].supervisor if first_holds_it else hiring.member(supervisor, unit))
        team.workers = [hiring.member(worker, unit) for _ in range(WORKERS_A_UNIT)]
        hiring.supervise(team.supervisor, unit)
        teams.append(team)
    return teams


def carriers(teams: list[Team]) -> list[tuple[Team, User]]:
    """Every worker with their team, unit by unit."""
    return [(team, worker) for team in teams for worker in team.workers]
