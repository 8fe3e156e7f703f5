"""Facts for the tests of reconciliation: whatever a test does not speak of is in good order."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from accounts.enums import Bureau
from caseplans.enums import Frequency, Responsible, Source
from caseplans.rules.reconciliation import (
    NOT_NEEDED,
    Activity,
    Appointment,
    Consent,
    Member,
    PlanFacts,
    Recurrence,
    Requirement,
    Standing,
)
from families.enums import Category, WtwStatus

FROM, UNTIL = date(2027, 1, 4), date(2027, 7, 2)  # a Monday, and half a year later
SHARED = (Category.SERVICES, Category.EMPLOYMENT, Category.MENTAL_HEALTH, Category.SUBSTANCE_USE)


def clock(text: str) -> time:
    return time.fromisoformat(text)


def weekly(days: str, begins: str, ends: str, **more: Any) -> Recurrence:
    """`weekly("mo we", "09:00", "12:00")`."""
    return Recurrence(Frequency.WEEKLY, frozenset(days.split()), clock(begins), clock(ends), **more)


def once(begins: str, ends: str) -> Recurrence:
    return Recurrence(Frequency.ONCE, frozenset(), clock(begins), clock(ends))


def standing(who: str, status: str = WtwStatus.ENGAGED, **more: Any) -> Standing:
    return Standing(id=f"wtw-{who}", status=status, **more)


def mother(status: str = WtwStatus.ENGAGED, **more: Any) -> Member:
    return Member(id="mother", name="Rosa", is_parent=True, standing=standing("mother", status), **more)


def father(status: str = WtwStatus.ENGAGED, **more: Any) -> Member:
    return Member(id="father", name="Luis", is_parent=True, standing=standing("father", status), **more)


def child(who: str, born_on: date, **more: Any) -> Member:
    return Member(id=who, name=who.title(), born_on=born_on, **more)


def activity(key: str, person: str = "mother", *, source: str = Source.CFS_PLAN, **more: Any) -> Activity:
    """An activity that lacks nothing. CalWORKs' own count towards Welfare-to-Work as far as they say as what."""
    bureau = Bureau.CALWORKS if source in (Source.WTW_PLAN, Source.FS_PLAN) else Bureau.CFS
    facts: dict[str, Any] = {
        "id": key,
        "text": key.replace("-", " ").capitalize(),
        "persons": (person,),
        "owners": ((Responsible.FAMILY, person),),
        "source": source,
        "starts_on": FROM,
        "due_on": UNTIL,
        "measure": "It was done",
        "child_care": NOT_NEEDED,
        "transport": NOT_NEEDED,
        "bureau": bureau,
        "provided_by": bureau,
        "about": person,
    }
    return Activity(**facts | more)


def job(key: str, when: Recurrence, person: str = "mother", **more: Any) -> Activity:
    """Work on the signed WTW plan, at hours that are the employer's, with the hours confirmed."""
    facts = {"counts_as": "job", "counts_on": "wtw_2", "hours_verified": True, "fixed": True, "mandatory": True}
    return activity(key, person, source=Source.WTW_PLAN, service="employment", when=when, **facts | more)


def search(key: str, when: Recurrence, person: str = "mother", **more: Any) -> Activity:
    facts: dict[str, Any] = {"counts_as": "job_search", "counts_on": "wtw_2", "hours_verified": True, "mandatory": True}
    return activity(key, person, source=Source.WTW_PLAN, service="job_search", when=when, **facts | more)


def appointment(key: str, kind: str, day: date, begins: str, ends: str, *who: str, **more: Any) -> Appointment:
    facts: dict[str, Any] = {"persons": who or ("mother",), "starts_on": day, "due_on": day}
    return Appointment(id=key, kind=kind, text=key.replace("-", " "), when=once(begins, ends), **facts | more)


def requirement(key: str, source: str = Source.CFS_PLAN, **more: Any) -> Requirement:
    facts: dict[str, Any] = {"persons": ("mother",), "court_ordered": source == Source.COURT}
    return Requirement(id=key, source=source, text=key.replace("-", " "), **facts | more)


def consents(*persons: str, until: date = date(2027, 12, 31)) -> tuple[Consent, ...]:
    return tuple(
        Consent(id=f"10b-{person}-{category}-{bureau}", person=person, category=category, discloser=bureau, until=until)
        for person in persons
        for category in SHARED
        for bureau in Bureau
    )


def plan(*activities: Activity, **more: Any) -> PlanFacts:
    facts: dict[str, Any] = {"members": (mother(),), "consents": consents("mother", "father")}
    return PlanFacts(from_day=FROM, until_day=UNTIL, activities=activities, **facts | more)


def hours(number: float) -> Decimal:
    return Decimal(str(number))


def without(facts: Activity, **more: Any) -> Activity:
    return replace(facts, **more)
