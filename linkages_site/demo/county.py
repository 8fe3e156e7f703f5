"""The demo county: its staff, the Carillo family, an IFS family on the full road, and forty more in every state."""

from collections.abc import Callable

from django.db import connection

from accounts.models import County, User
from caseplans.enums import SignerRole
from crossover.services import not_a_match, route_reverse_xover1, start_reverse_xover1
from families.enums import AssignmentRole, Component, Relationship
from families.models import CalworksCase, CfsCase, Family
from linkages_site.demo.exceptions import make_exceptions
from linkages_site.demo.factories import UserFactory
from linkages_site.demo.people import CARILLO, REYES, Household, households
from linkages_site.demo.road import on_day
from linkages_site.demo.staff import HOLDS, make_staff
from linkages_site.demo.team import TeamRoad

Step = Callable[[TeamRoad], None]
T = TeamRoad

TO_SUPERVISOR: list[tuple[int, Step]] = [(24, T.refer), (24, T.flag), (23, T.send_up)]
TO_CASE = [*TO_SUPERVISOR, (21, T.open_case), (20, T.assign_cfs), (20, T.remove_children)]
TO_AIS = [*TO_CASE, (19, T.clear_again), (19, T.complete)]
TO_BOTH = [*TO_AIS, (17, T.assign_ais), (16, T.acknowledge), (16, T.keep_calworks), (16, T.sign_agreement)]
TO_CONSENT = [*TO_BOTH, (14, T.sign_consent)]
TO_PLTM = [*TO_CONSENT, (13, T.schedule_pltm), (13, T.hold_pltm)]
TO_LTM = [*TO_PLTM, (9, T.schedule_ltm), (9, T.hold_ltm)]
TO_DRAFT = [*TO_LTM, (8, T.draft_plan)]
TO_FROZEN = [*TO_DRAFT, (7, T.freeze)]
TO_SEALED = [*TO_FROZEN, (6, T.sign), (6, T.hand_out)]

# How far each of the forty goes; the first entry of each pair names the state in the county's words.
STATES: list[tuple[str, list[tuple[int, Step]]]] = [
    ("referral only", [(2, T.refer)]),
    ("Part A being filled", [(1, T.refer), (1, T.flag)]),
    ("with the ER supervisor", [(3, T.refer), (3, T.flag), (2, T.send_up)]),
    ("with the ER supervisor, late", TO_SUPERVISOR),
    ("closed without a case", [*TO_SUPERVISOR, (15, T.close_without_case)]),
    ("with the CFS supervisor", [(6, T.refer), (6, T.flag), (5, T.send_up), (2, T.open_case)]),
    ("with the CFS supervisor, worker named", TO_CASE),
    ("closed, not eligible", [*TO_CASE, (18, T.find_ineligible)]),
    ("with the AIS/FS supervisor", TO_AIS),
    ("with the AIS/FS worker", [*TO_AIS, (2, T.assign_ais)]),
    ("both assigned, no consent yet", TO_BOTH),
    ("consent declined", [*TO_BOTH, (12, T.decline_consent)]),
    ("consent signed, PLTM due", TO_CONSENT),
    ("PLTM scheduled", [*TO_CONSENT, (2, lambda road: road.schedule_pltm(days=4))]),
    ("PLTM held, LTM due", TO_PLTM),
    ("LTM scheduled", [*TO_PLTM, (3, lambda road: road.schedule_ltm(days=5))]),
    ("LTM held, plan due", TO_LTM),
    ("plan being written", TO_DRAFT),
    ("plan ready to sign", TO_FROZEN),
    ("plan partly signed", [*TO_FROZEN, (5, lambda road: road.sign(SignerRole.CFS_WORKER, SignerRole.PARENT))]),
    ("plan signed and sealed", TO_SEALED),
]
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
        colleagues = _colleagues(staff)
    _carillo(staff)
    reyes = _road(staff, REYES, 1, colleagues, "cfs.worker", "ais.worker")
    _travel(reyes, TO_SEALED)
    for place, home in enumerate(households()):
        if place % 14 == 13:
            _reverse(staff, home, place)
        else:
            _, steps = STATES[place % len(STATES)] if place < len(STATES) else STATES[(place * 5) % len(STATES)]
            _travel(_road(staff, home, place + 10, colleagues), steps)
    make_exceptions(staff, restricted=_of_the_ifs_unit(staff), opened=reyes.case)
    return staff


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
) -> TeamRoad:
    """Who accompanies this household: its component's unit and the supervisor of that unit."""
    usual = staff["cfs.worker"] if number % 3 else colleagues["cfs"]
    cfs_worker, cfs_supervisor = {
        Component.IFS: (usual, staff["ifs.supervisor"]),
        Component.ER: (staff["er.worker"], staff["er.supervisor"]),
    }.get(home.component, (staff["cfs.worker2"], staff["cfs.supervisor"]))
    return TeamRoad(
        staff=staff,
        home=home,
        number=number,
        cfs_worker=staff[cfs] if cfs else cfs_worker,
        cfs_supervisor=cfs_supervisor,
        ais_worker=staff[ais] if ais else staff["ais.worker"] if number % 2 else colleagues["ais"],
    )


def _travel(road: TeamRoad, steps: list[tuple[int, Step]]) -> None:
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
            not_a_match(form=form, by=staff["cfs.pointperson"], reason="No one by this name and date of birth")


def holds_other_data() -> bool:
    """True where the database holds families that are not the demo's."""
    if Family._meta.db_table not in connection.introspection.table_names():
        return False
    county = County.objects.first()
    return Family.objects.exists() and not (county and county.holds_demo_data)
