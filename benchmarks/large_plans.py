"""Plans made for measuring: invented, the same each time."""

import random
from datetime import date, time, timedelta
from decimal import Decimal

from accounts.enums import Bureau
from caseplans.enums import Frequency, Payer, Responsible, Source, Weekday
from caseplans.reconciliation_enums import AppointmentKind, LimitKind
from caseplans.rules.reconciliation import (
    Activity,
    Appointment,
    AssistanceUnit,
    Consent,
    Limit,
    Member,
    PlanFacts,
    Recurrence,
    Requirement,
    Standing,
)
from families.enums import Category, ServiceType, WtwStatus

FROM, UNTIL = date(2027, 1, 4), date(2027, 7, 4)
TO_A_PERSON = 25
SOURCES = [Source.COURT, *[Source.CFS_PLAN] * 3, *[Source.WTW_PLAN] * 3, Source.FS_PLAN, Source.FAMILY]
DAYS = list(Weekday)[:6]


def roomy(size: int, chance: random.Random) -> PlanFacts:
    """Courses of a few weeks, one after the other, for a family that is as large as its plan."""
    return _plan(size, max(2, size // TO_A_PERSON), weeks=(3, 9), chance=chance)


def crowded(size: int, chance: random.Random) -> PlanFacts:
    """Half a year of everything at once, for two people."""
    return _plan(size, 2, weeks=(26, 26), chance=chance)


def _plan(size: int, people: int, *, weeks: tuple[int, int], chance: random.Random) -> PlanFacts:
    persons = [f"person-{number}" for number in range(people)]
    return PlanFacts(
        from_day=FROM,
        until_day=UNTIL,
        members=tuple(_member(person, number) for number, person in enumerate(persons)),
        units=(AssistanceUnit(adults=("person-0", "person-1"), children=tuple(persons[2:]), two_parents=True),),
        requirements=tuple(
            Requirement(id=f"requirement-{number}", source=chance.choice(SOURCES[:-1]), text="It is required")
            for number in range(size // 4)
        ),
        activities=tuple(_activity(number, size, persons, weeks, chance) for number in range(size)),
        appointments=tuple(_appointment(number, persons, chance) for number in range(size // 10)),
        limits=(Limit(id="ifs", kind=LimitKind.IFS_END, on=date(2027, 6, 15)),),
        consents=tuple(
            Consent(id=f"{person}-{bureau}", person=person, category=Category.SERVICES, discloser=bureau, until=UNTIL)
            for person in persons
            for bureau in Bureau
        ),
    )


def _member(person: str, number: int) -> Member:
    if number > 1:
        return Member(id=person, name=f"Child {number}", born_on=date(2010 + number % 15, 3, 1))
    standing = Standing(id=f"standing-{number}", status=WtwStatus.ENGAGED)
    return Member(id=person, name=f"Parent {number}", is_parent=True, standing=standing)


def _activity(number: int, size: int, persons: list[str], weeks: tuple[int, int], chance: random.Random) -> Activity:
    source = chance.choice(SOURCES)
    bureau = Bureau.CALWORKS if source in (Source.WTW_PLAN, Source.FS_PLAN) else Bureau.CFS
    length = chance.randint(*weeks)
    starts_on = FROM + timedelta(weeks=chance.randint(0, 26 - length), days=chance.randrange(7))
    hour = chance.randrange(8, 18)
    timed = chance.random() < 0.75
    person = chance.choice(persons)
    return Activity(
        id=f"activity-{number}",
        text=f"Activity {number}",
        persons=(person,) if chance.random() < 0.85 else (person, persons[0]),
        service=chance.choice(list(ServiceType)),
        owners=((Responsible.FAMILY, person),),
        source=source,
        sources=frozenset({f"requirement-{chance.randrange(max(1, size // 4))}"}),
        mandatory=chance.random() < 0.5,
        starts_on=starts_on,
        due_on=min(UNTIL, starts_on + timedelta(weeks=length)),
        measure="It was done",
        when=Recurrence(
            chance.choice([Frequency.WEEKLY] * 6 + [Frequency.FORTNIGHTLY, Frequency.MONTHLY]),
            frozenset(chance.sample(DAYS, chance.choice([1, 1, 1, 2, 3]))),
            time(hour) if timed else None,
            time(hour + chance.choice([1, 1, 2])) if timed else None,
        ),
        place=chance.choice(["", "Family center", "Main Street", "Clinic"]),
        hours_a_week=None if timed else Decimal(1),
        counts_as=chance.choice(["", "cfs_activity", "job_search", "job"]),
        counts_on=chance.choice(["", "wtw_2"]),
        child_care=chance.choice([None, frozenset({Payer.NOBODY}), frozenset({Payer.CFS})]),
        transport=frozenset({Payer.CALWORKS}),
        bureau=bureau,
        about=person,
    )


def _appointment(number: int, persons: list[str], chance: random.Random) -> Appointment:
    day, hour = FROM + timedelta(days=chance.randrange(180)), chance.randrange(8, 16)
    return Appointment(
        id=f"appointment-{number}",
        kind=chance.choice(list(AppointmentKind)),
        text=f"Appointment {number}",
        persons=(chance.choice(persons),),
        source=chance.choice([Source.COURT, Source.CFS_PLAN, Source.WTW_PLAN]),
        starts_on=day,
        due_on=day,
        when=Recurrence(Frequency.ONCE, frozenset(), time(hour), time(hour + 1)),
    )
