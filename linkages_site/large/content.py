"""What each bureau keeps of a family: categorised rows, each about one person, some confidential."""

import datetime
from decimal import Decimal
from typing import Any

from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import Responsible, Source
from caseplans.models import Activity, Goal, Plan
from families.enums import (
    MONTHLY_CATEGORY,
    WRITTEN_TOGETHER,
    Category,
    MonthlyKind,
    PersonNoteKind,
    PlacementKind,
    ServiceType,
    WtwStatus,
)
from families.models import Address, CategoryRule, MonthlyFigure, PersonNote, Removal, WtwStanding
from linkages_site.large.households import COMPONENTS, Home, Standing
from linkages_site.large.names import CITIES
from linkages_site.large.rows import Rows
from linkages_site.large.staff import Staff
from meetings.enums import AttendeeRole, MeetingKind, MeetingStatus, Mode, Topic
from meetings.models import Attendance, Meeting, MeetingNote

CONFIDENTIAL = 6  # percent
MONTHS = 6
PLTM_TOPICS = list(Topic)[:6]


def keep(rows: Rows, staff: Staff, homes: list[Home]) -> None:
    """Everything kept of every family. The county lets one category cross on need-to-know."""
    education = CategoryRule.objects.get(category=Category.EDUCATION)
    education.crosses_without_consent = True
    education.save()
    for home in homes:
        _contact(rows, home)
        if home.in_calworks:
            _welfare_to_work(rows, home)
        if home.standing == Standing.CROSSOVER and COMPONENTS[home.place % len(COMPONENTS)] in COMPONENTS[2:]:
            _removals(rows, home)
    meeting = [home for home in homes if home.standing == Standing.CROSSOVER and rows.happens(60)]
    for home in meeting:
        _meeting(rows, staff, home)
        if rows.happens(50):
            _plan(rows, home)
    rows.write()


def _row(rows: Rows, model: type[Any], home: Home, bureau: Bureau, category: Category, **facts: Any) -> Any:
    facts.setdefault("about", home.mother)
    confidential = rows.happens(CONFIDENTIAL)
    return rows.add(model, family=home.family, bureau=bureau, category=category, confidential=confidential, **facts)


def _contact(rows: Rows, home: Home) -> None:
    for bureau, about in [(Bureau.CFS, None), (Bureau.CFS, home.mother), (Bureau.CALWORKS, home.mother)]:
        if bureau == Bureau.CFS or home.in_calworks:
            city, street = rows.chance.choice(CITIES), f"{rows.chance.randint(1, 999)} Alder Street"
            _row(rows, Address, home, bureau, Category.CONTACT, about=about, street=street, city=city)
    for person in home.people:
        kind, category = rows.chance.choice(
            [(PersonNoteKind.SAFE_CONTACT, Category.CONTACT), (PersonNoteKind.CULTURE, Category.CULTURE)]
        )
        bureau = rows.chance.choice(list(Bureau))
        _row(rows, PersonNote, home, bureau, category, about=person, kind=kind, text="As the family says it.")


def _welfare_to_work(rows: Rows, home: Home) -> None:
    category = Category.CALWORKS_STATUS
    for status, days, ends in [(WtwStatus.EXEMPT, 300, 100), (rows.chance.choice(list(WtwStatus)), 100, 0)]:
        from_date = rows.today - datetime.timedelta(days=days)
        until_date = rows.today - datetime.timedelta(days=ends) if ends else None
        dates = {"from_date": from_date, "until_date": until_date}
        _row(rows, WtwStanding, home, Bureau.CALWORKS, category, status=status, required_hours=30, **dates)
    month = rows.today.replace(day=1)
    for _ in range(MONTHS):
        month = (month - datetime.timedelta(days=1)).replace(day=1)
        for kind, category in MONTHLY_CATEGORY.items():
            value = Decimal(rows.chance.randint(0, 160 if kind == MonthlyKind.HOURS else 2400))
            _row(rows, MonthlyFigure, home, Bureau.CALWORKS, category, kind=kind, month=month, value=value)


def _removals(rows: Rows, home: Home) -> None:
    for child in home.children:
        placement = rows.chance.choice(list(PlacementKind))
        facts = {"about": child, "entered_on": rows.day(200, 30), "placement": placement}
        _row(rows, Removal, home, Bureau.CFS, Category.SERVICES, **facts)


def _meeting(rows: Rows, staff: Staff, home: Home) -> None:
    """A PLTM held not long ago, its notes of any category, by either worker."""
    held_on = rows.day(30, 1)
    at, invited_at = rows.moment(held_on), rows.moment(held_on - datetime.timedelta(days=5))
    meeting = rows.add(
        Meeting,
        family=home.family,
        kind=MeetingKind.PLTM,
        status=MeetingStatus.HELD,
        starts_at=at,
        mode=Mode.PHONE,
        place="Conference line",
        scheduled_at=invited_at,
        scheduled_by=home.cfs_worker,
        held_at=at,
        held_by=home.cfs_worker,
    )
    invited: list[tuple[AttendeeRole, User]] = [
        (AttendeeRole.CFS_WORKER, home.cfs_worker),
        (AttendeeRole.AIS_WORKER, home.ais_worker),
        (AttendeeRole.FACILITATOR, staff.facilitators[home.place % len(staff.facilitators)]),
    ]
    for role, user in invited:
        facts = {"kind": meeting.kind, "invited_at": invited_at, "present": True, "mode": Mode.PHONE, "about": None}
        bureau, category = Bureau(home.cfs_worker.bureau), Category.LOGISTICS
        _row(rows, Attendance, home, bureau, category, meeting=meeting, role=role, user=user, **facts)
    for topic in PLTM_TOPICS:
        writer = rows.chance.choice([home.cfs_worker, home.ais_worker])
        said = {"topic": topic, "text": "As it was said.", "written_by": writer, "written_at": at}
        about = {"about": rows.chance.choice(home.people)}
        category = rows.chance.choice(WRITTEN_TOGETHER)
        _row(rows, MeetingNote, home, Bureau(writer.bureau), category, meeting=meeting, **said, **about)


def _plan(rows: Rows, home: Home) -> None:
    """A plan being written: both bureaus' activities, some of a sensitive kind."""
    started = {"started_at": rows.moment(rows.today), "started_by": home.cfs_worker}
    plan = rows.add(Plan, family=home.family, **started)
    goal = _row(rows, Goal, home, Bureau.CFS, Category.SERVICES, plan=plan, text="The children are safe")
    for bureau in [*Bureau, *Bureau]:
        category = rows.chance.choice(WRITTEN_TOGETHER)
        facts = {
            "text": "Go to the class every week",
            "responsible": Responsible.FAMILY,
            "person": home.mother,
            "service_id": ServiceType.OTHER,
            "provided_by": bureau,
            "paid_by": bureau,
            "due_on": rows.today + datetime.timedelta(days=rows.chance.randint(1, 90)),
            "source": Source.CFS_PLAN if bureau == Bureau.CFS else Source.WTW_PLAN,
        }
        _row(rows, Activity, home, bureau, category, goal=goal, **facts)
