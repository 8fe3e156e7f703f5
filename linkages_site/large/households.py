"""Families, their people, their cases and who carries them."""

import datetime
from dataclasses import dataclass, field
from enum import Enum

from accounts.models import User
from families.enums import AssignmentRole, Component, Disposition, ProgramStatus, Relationship
from families.models import Assignment, CalworksCase, CfsCase, Family, Person, Referral
from linkages_site.large.names import FIRST_NAMES, LAST_NAMES
from linkages_site.large.rows import Rows
from linkages_site.large.staff import Staff, Team, carriers

COMPONENTS = [Component.IFS, Component.FM, Component.FR, Component.PP]


class Standing(Enum):
    """How far a family is on the road."""

    CROSSOVER = "open in both bureaus"
    POTENTIAL = "an undecided referral, its form on the way"
    ONE_BUREAU = "open in CFS only"
    CLOSED = "closed in both"


STANDINGS = [Standing.CROSSOVER] * 14 + [Standing.POTENTIAL] * 2 + [Standing.ONE_BUREAU] * 2 + [Standing.CLOSED] * 2


@dataclass
class Home:
    """One family with its people, and the staff around it."""

    place: int
    standing: Standing
    family: Family
    clerk: User
    cfs_team: Team
    cfs_worker: User
    ais_team: Team
    ais_worker: User
    referral: Referral | None = None
    people: list[Person] = field(default_factory=list)

    @property
    def mother(self) -> Person:
        return self.people[0]

    @property
    def children(self) -> list[Person]:
        return [person for person in self.people if person.is_child]

    @property
    def is_open(self) -> bool:
        return self.standing in {Standing.CROSSOVER, Standing.ONE_BUREAU}

    @property
    def in_calworks(self) -> bool:
        return self.standing in {Standing.CROSSOVER, Standing.CLOSED}


def settle_in(rows: Rows, staff: Staff, families: int) -> list[Home]:
    """The families with their people, the work spread evenly over the workers."""
    cfs, ais = carriers(staff.cfs), carriers(staff.ais)
    homes = []
    for place in range(families):
        family = rows.add(Family, name=rows.chance.choice(LAST_NAMES))
        (cfs_team, cfs_worker), (ais_team, ais_worker) = cfs[place % len(cfs)], ais[place * 7 // 3 % len(ais)]
        clerk = staff.er.workers[place % len(staff.er.workers)]
        standing = STANDINGS[place * 3 % len(STANDINGS)]
        homes.append(Home(place, standing, family, clerk, cfs_team, cfs_worker, ais_team, ais_worker))
    for home in homes:
        _people(rows, home)
    rows.write()
    return homes


def _people(rows: Rows, home: Home) -> None:
    adults = [Relationship.MOTHER] + [Relationship.FATHER] * rows.happens(40)
    children = [Relationship.CHILD] * rows.chance.randint(1, 4)
    for relationship in [*adults, *children]:
        other_name = rows.happens(25)
        is_child = relationship == Relationship.CHILD
        person = rows.add(
            Person,
            family=home.family,
            first_name=rows.chance.choice(FIRST_NAMES),
            last_name=rows.chance.choice(LAST_NAMES) if other_name else home.family.name,
            also_known_as=rows.chance.choice(FIRST_NAMES) if other_name else "",
            relationship=relationship,
            born_on=rows.day(16 * 365, 100) if is_child else rows.day(45 * 365, 19 * 365),
        )
        home.people.append(person)


def open_cases(rows: Rows, staff: Staff, homes: list[Home]) -> None:
    """Each family's referral and the cases it has, with the workers they have and had."""
    for home in homes:
        home.referral = _referral(rows, staff, home)
    with_case = [home for home in homes if home.standing != Standing.POTENTIAL]
    cfs_cases = {home.place: _cfs_case(rows, home) for home in with_case}
    calworks_cases = {home.place: _calworks_case(rows, home) for home in with_case if home.in_calworks}
    rows.write()
    for home in with_case:
        _assign(rows, staff.cfs, home.cfs_team, home.cfs_worker, AssignmentRole.CFS_WORKER, cfs_cases[home.place])
        if home.in_calworks:
            case = calworks_cases[home.place]
            _assign(rows, staff.ais, home.ais_team, home.ais_worker, AssignmentRole.AIS_WORKER, case)
    rows.write()


def _referral(rows: Rows, staff: Staff, home: Home) -> Referral:
    undecided = home.standing == Standing.POTENTIAL
    received_on = rows.day(20, 1) if undecided else rows.day(740, 700)
    return rows.add(
        Referral,
        number=f"RL-{100_000 + home.place}",
        family_name=home.family.name,
        received_on=received_on,
        er_unit=staff.er.unit,
        disposition=Disposition.OPEN if undecided else Disposition.CASE_OPENED,
        disposed_on=None if undecided else received_on,
        family=home.family,
        created_by=home.clerk,
    )


def _cfs_case(rows: Rows, home: Home) -> CfsCase:
    component = COMPONENTS[home.place % len(COMPONENTS)]
    opened_on = rows.day(690, 40)
    agreed = component == Component.IFS and rows.happens(70)
    return rows.add(
        CfsCase,
        family=home.family,
        number=f"CFS-{400_000 + home.place}",
        component=component,
        opened_on=opened_on,
        agreement_signed_on=opened_on if agreed else None,
        closed_on=None if home.is_open else rows.day(30, 5),
    )


def _calworks_case(rows: Rows, home: Home) -> CalworksCase:
    return rows.add(
        CalworksCase,
        family=home.family,
        number=f"CW-{700_000 + home.place}",
        status=ProgramStatus.OPEN if home.is_open else ProgramStatus.CLOSED,
        opened_on=rows.day(690, 40),
        closed_on=None if home.is_open else rows.day(30, 5),
    )


def _assign(
    rows: Rows, teams: list[Team], team: Team, worker: User, role: AssignmentRole, case: CfsCase | CalworksCase
) -> None:
    """One family in seven was with another worker before, perhaps of another unit."""
    key = {"cfs_case": case} if isinstance(case, CfsCase) else {"calworks_case": case}
    since = case.opened_on
    if rows.happens(15):
        former = rows.chance.choice(teams)
        since += datetime.timedelta(days=10)
        dates = {"from_date": case.opened_on, "until_date": since, "why": "Assigned"}
        rows.add(Assignment, **key, unit=former.unit, worker=former.workers[0], role=role, **dates)
    rows.add(Assignment, **key, unit=team.unit, worker=worker, role=role, from_date=since, until_date=case.closed_on)
