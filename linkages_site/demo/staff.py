"""The demo county's offices, a dozen units and its sign-ins."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import Unit, User
from families.enums import Component
from linkages_site.demo.factories import OfficeFactory, UnitFactory, UserFactory

A_YEAR = datetime.timedelta(days=365)
DEMO_PASSWORD = "linkages demo county 2026"

UNITS = {
    "Screening": (Bureau.CFS, "Martinez", False),
    "ER 1": (Bureau.CFS, "Martinez", True),
    "ER 2": (Bureau.CFS, "Antioch", True),
    "IFS 1": (Bureau.CFS, "Martinez", False),
    "Family Maintenance 1": (Bureau.CFS, "Antioch", False),
    "Family Reunification 1": (Bureau.CFS, "Richmond", False),
    "Permanency 1": (Bureau.CFS, "Richmond", False),
    "CalWORKs Intake": (Bureau.CALWORKS, "Martinez", False),
    "CalWORKs Eligibility 1": (Bureau.CALWORKS, "Martinez", False),
    "CalWORKs Eligibility 2": (Bureau.CALWORKS, "Richmond", False),
    "WTW Employment 1": (Bureau.CALWORKS, "Martinez", False),
    "AIS/FS 1": (Bureau.CALWORKS, "Martinez", False),
}

# The components that a CFS unit holds; the worker of Family Reunification 1 carries three of them.
HOLDS = {
    "ER 1": [Component.ER],
    "ER 2": [Component.ER],
    "IFS 1": [Component.IFS],
    "Family Maintenance 1": [Component.FM],
    "Family Reunification 1": [Component.FR, Component.FM, Component.PP],
    "Permanency 1": [Component.PP],
}


@dataclass(frozen=True)
class SignIn:
    """One demo member of staff: who they are, their unit, their roles, the units they supervise."""

    name: str
    first: str
    last: str
    unit: str
    roles: tuple[str, ...]
    supervises: tuple[str, ...] = ()
    trained: bool = False  # in domestic abuse


SIGN_INS = [
    SignIn("screening.clerk", "Dana", "Whitfield", "Screening", ("screening_clerk",)),
    SignIn("er.clerk", "Marcus", "Oyelaran", "ER 1", ("er_clerk",)),
    SignIn("er.worker", "Priya", "Raman", "ER 1", ("er_worker",)),
    SignIn("er.supervisor", "Helen", "Castellanos", "ER 1", ("er_supervisor",), ("ER 1", "ER 2")),
    SignIn("ifs.supervisor", "Gloria", "Bennett", "IFS 1", ("ifs_supervisor",), ("IFS 1",), trained=True),
    SignIn("cfs.worker", "Naomi", "Feldman", "IFS 1", ("cfs_worker",), trained=True),
    SignIn("cfs.worker2", "Tobias", "Lindqvist", "Family Reunification 1", ("cfs_worker",)),
    SignIn(
        "cfs.supervisor",
        "Ruth",
        "Abernathy",
        "Family Reunification 1",
        ("cfs_supervisor",),
        ("Family Maintenance 1", "Family Reunification 1", "Permanency 1"),
    ),
    SignIn("cfs.pointperson", "Irene", "Kowalski", "Screening", ("cfs_point_person",)),
    SignIn("ais.worker", "Samuel", "Okafor", "AIS/FS 1", ("ais_worker",), trained=True),
    SignIn("ais.supervisor", "Beatriz", "Montoya", "AIS/FS 1", ("ais_supervisor",), ("AIS/FS 1",), trained=True),
    SignIn("calworks.clerk", "Joanne", "Pak", "CalWORKs Intake", ("calworks_clerk",)),
    SignIn("eligibility.worker", "Victor", "Delgado", "CalWORKs Eligibility 1", ("eligibility_worker",)),
    SignIn("es.worker", "Carla", "Simmons", "WTW Employment 1", ("employment_specialist",)),
    SignIn("colocated.worker", "Denise", "Hargrove", "WTW Employment 1", ("colocated_worker",)),
    SignIn("facilitator", "Wendell", "Price", "IFS 1", ("facilitator",)),
    SignIn("coordinator", "Leticia", "Arroyo", "", ("coordinator",)),
    SignIn("director", "Margaret", "Sloan", "", ("director",)),
    SignIn("privacy.officer", "Edwin", "Cho", "", ("privacy_officer",)),
    SignIn("admin", "Terry", "Vance", "", ("administrator",)),
]


def make_units(holds: Mapping[str, list[Component]]) -> dict[str, Unit]:
    """Three offices, two bureaus, a dozen units."""
    return {
        name: UnitFactory(
            name=name,
            bureau=bureau,
            office=OfficeFactory(name=f"{office} office"),
            takes_referrals=er,
            components=holds.get(name, []),
        )
        for name, (bureau, office, er) in UNITS.items()
    }


def make_staff(password: str = DEMO_PASSWORD, holds: Mapping[str, list[Component]] | None = None) -> dict[str, User]:
    """Every demo sign-in, by name (`er.clerk`), at `@example.org`. A unit that `holds` does not name holds any case."""
    units, hashed = make_units(holds or {}), make_password(password)
    return {
        person.name: UserFactory(
            email=f"{person.name}@example.org",
            first_name=person.first,
            last_name=person.last,
            unit=units.get(person.unit),
            password=hashed,
            roles=person.roles,
            supervises=[units[name] for name in person.supervises],
            domestic_abuse_trained_on=timezone.localdate() - A_YEAR if person.trained else None,
        )
        for person in SIGN_INS
    }
