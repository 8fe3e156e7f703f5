"""The demo county: its staff, the Carillo family, an IFS family on the full road, and forty more in every state."""

from itertools import cycle

from django.db import connection

from accounts.models import County, User
from crossover.enums import SearchKey
from crossover.services import not_a_match, route_reverse_xover1, start_reverse_xover1
from families.enums import AssignmentRole, Component, Relationship
from families.models import CalworksCase, CfsCase, Family
from linkages_site.demo.apart import make_apart
from linkages_site.demo.arranging import arrange_tasks
from linkages_site.demo.contacting import enter_and_export
from linkages_site.demo.directory import make_directory
from linkages_site.demo.exceptions import make_exceptions
from linkages_site.demo.factories import UserFactory
from linkages_site.demo.people import CARILLO, REYES, Household, households
from linkages_site.demo.road import on_day
from linkages_site.demo.staff import HOLDS, make_staff
from linkages_site.demo.states import TO_DRAFT, TO_SEALED, WAYS, Step
from linkages_site.demo.turns import TurningRoad

REVERSE = ["with the point person", "routed to the CFS supervisor", "not a match"]


def make_demo_county(password: str) -> dict[str, User]:
    """Build it all, oldest first, through the services: every rule ran."""
    County.objects.update_or_create(
        pk=1,
        defaults={
            "name": "Contra Vista County",
            "address": "100 Court Street, Martinez, CA 94553",
            "phone": "925-555-0100",
            "holds_demo_data": True,
        },
    )
    with on_day(400):
        staff = make_staff(password, holds=HOLDS)
        make_directory()
        colleagues = _colleagues(staff)
    _carillo(staff)
    reyes = _road(staff, REYES, 1, colleagues, "cfs.worker", "ais.worker")
    _travel(reyes, TO_SEALED)
    ways = cycle(WAYS.values())
    for place, home in enumerate(households()):
        if place % 14 == 13:
            _reverse(staff, home, place)
        else:
            _travel(_road(staff, home, place + 10, colleagues), next(ways))
    _enter_contacts(staff)
    arrange_tasks(staff)
    make_apart(staff)
    make_exceptions(staff, restricted=_of_the_ifs_unit(staff), opened=reyes.case)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # so much at once: until PostgreSQL counts it, its plans may take minutes
    return staff


def _enter_contacts(staff: dict[str, User]) -> None:
    """Each bureau's worker enters some of their contacts, exports the rest, and corrects one after it was entered."""
    for name in ("cfs.worker", "ais.worker"):
        with on_day(5, by=staff[name]):
            enter_and_export(staff[name])


def _of_the_ifs_unit(staff: dict[str, User]) -> CfsCase:
    """A family of the IFS unit that CalWORKs carries too: the newest one there."""
    both = {"assignments__role": AssignmentRole.AIS_WORKER, "assignments__until_date": None}
    known = Family.objects.filter(calworks_cases__in=CalworksCase.objects.open().filter(**both))
    return CfsCase.objects.open().filter(assignments__unit=staff["ifs.supervisor"].unit, family__in=known)[0]


def _colleagues(staff: dict[str, User]) -> dict[str, User]:
    """Two more workers, so that not every family is carried by a sign-in of the table."""
    return {
        "cfs": UserFactory(
            email="n.sandoval@example.org",
            first_name="Nina",
            last_name="Sandoval",
            unit=staff["cfs.worker"].unit,
            roles=["cfs_worker"],
            password=staff["cfs.worker"].password,
        ),
        "ais": UserFactory(
            email="p.ruiz@example.org",
            first_name="Paul",
            last_name="Ruiz",
            unit=staff["ais.worker"].unit,
            roles=["ais_worker"],
            password=staff["cfs.worker"].password,
        ),
    }


def _road(
    staff: dict[str, User], home: Household, number: int, colleagues: dict[str, User], cfs: str = "", ais: str = ""
) -> TurningRoad:
    """Who accompanies this household: its component's unit and the supervisor of that unit."""
    usual = staff["cfs.worker"] if number % 3 else colleagues["cfs"]
    cfs_worker, cfs_supervisor = {
        Component.IFS: (usual, staff["ifs.supervisor"]),
        Component.ER: (staff["er.worker"], staff["er.supervisor"]),
    }.get(home.component, (staff["cfs.worker2"], staff["cfs.supervisor"]))
    return TurningRoad(
        staff=staff,
        home=home,
        number=number,
        cfs_worker=staff[cfs] if cfs else cfs_worker,
        cfs_supervisor=cfs_supervisor,
        ais_worker=staff[ais] if ais else staff["ais.worker"] if number % 2 else colleagues["ais"],
    )


def _travel(road: TurningRoad, steps: list[tuple[int, Step]]) -> None:
    for place, (days_ago, step) in enumerate(steps):
        with on_day(days_ago, minutes=20 * place, by=road.doer(step.__name__)):
            step(road)


def _carillo(staff: dict[str, User]) -> None:
    """The workbook's family: Family Reunification, both children removed, so no IFS agreement."""
    road = _road(staff, CARILLO, 2, {}, "cfs.worker2", "ais.worker")
    _travel(road, TO_DRAFT)


def _reverse(staff: dict[str, User], home: Household, place: int) -> None:
    """A CalWORKs applicant who says they work with CFS (31-090 IV.C)."""
    state = REVERSE[place // 14 % len(REVERSE)]
    with on_day(4, by=staff["calworks.clerk"]):
        form = start_reverse_xover1(
            by=staff["calworks.clerk"],
            case_name=home.name,
            calworks_number=f"CW-{150_000 + place}",
            people=[{"first_name": home.mother, "last_name": home.name, "relationship": Relationship.MOTHER}],
        )
    with on_day(2, by=staff["cfs.pointperson"]):
        if state == "routed to the CFS supervisor":
            route_reverse_xover1(
                form=form,
                by=staff["cfs.pointperson"],
                to=staff["ifs.supervisor"],
                cfs_number=f"CFS-{250_000 + place}",
                unit=staff["ifs.supervisor"].unit,
            )
        elif state == "not a match":
            not_a_match(
                form=form,
                by=staff["cfs.pointperson"],
                reason="No one by this name and date of birth",
                searched_for=f"{home.mother} {home.name}, by name and date of birth",
                keys_used=[SearchKey.NAME, SearchKey.BIRTH_DATE],
            )


def holds_other_data() -> bool:
    """True where the database holds anything that is not the demo's: staff (every record has its maker), or tables
    that are not Linkages' own. Asked before the migrations, so it reads no more than the columns it names.
    """
    tables = set(connection.introspection.table_names())
    if County._meta.db_table in tables and County.objects.filter(holds_demo_data=True).exists():
        return False
    staffed = User._meta.db_table in tables and User.objects.exists()
    return staffed or not tables <= {*connection.introspection.django_table_names(), "django_migrations"}
