"""When a minor signs alone, and where a parent's word for a child ends (Civil Code 56.11; Fam. 6924, 6929)."""

import datetime
from collections.abc import Collection

from accounts.models import Setting
from crossover.county import MINOR_CONSENT_AGE
from crossover.enums import CHILD_CONTROLLED, Capacity
from families.enums import Category
from families.models import Person

ADULT = 18


def minor_consent_age() -> int:
    """The age, in years, from which a minor signs alone for what they may consent to."""
    return Setting.objects.number(MINOR_CONSENT_AGE)


def birthday(born_on: datetime.date, age: int) -> datetime.date:
    """The day someone reaches an age; who was born on Feb 29 reaches it on Mar 1."""
    year = born_on.year + age
    leap_day = (born_on.month, born_on.day) == (2, 29)
    return datetime.date(year, 3, 1) if leap_day else born_on.replace(year=year)


def years_before(day: datetime.date, age: int) -> datetime.date:
    """The birth date of who reaches an age on this day."""
    leap_day = (day.month, day.day) == (2, 29)
    return datetime.date(day.year - age, 2, 28) if leap_day else day.replace(year=day.year - age)


def has_reached(person: Person, age: int, day: datetime.date) -> bool | None:
    """Whether they are of this age on a day; None where their date of birth is missing or only estimated."""
    if person.born_on is None or person.born_on_is_estimated:
        return None
    return birthday(person.born_on, age) <= day


def about_minor_signer(
    signer: Person,
    capacity: str,
    persons: Collection[Person],
    categories: Collection[str],
    day: datetime.date,
    age: int,
) -> dict[str, str]:
    """A minor of the county's age signs for themselves alone, and for what they may consent to alone."""
    of_age = has_reached(signer, age, day)
    if of_age is None:
        return {"signer": f"Enter {signer}'s date of birth first: it is missing or only estimated."}
    if not of_age:
        return {"signer": f"A minor signs from the age of {age}. A parent, guardian or legal representative signs."}
    if set(persons) != {signer}:
        return {"persons": f"{signer} signs for themselves alone. Tick their name and no other."}
    if has_reached(signer, ADULT, day):
        return {} if capacity == Capacity.SELF else {"capacity": f"{signer} is an adult and signs for themselves."}
    if capacity != Capacity.MINOR:
        return {"capacity": f"{signer} is a minor: they sign for services they may consent to themselves."}
    if not set(categories) <= CHILD_CONTROLLED.keys():
        return {"categories": f"A minor signs alone for {_named(CHILD_CONTROLLED)} only. A parent signs for the rest."}
    return {}


def about_children(
    children: Collection[Person], categories: Collection[str], day: datetime.date, age: int
) -> dict[str, str]:
    """A parent, guardian or representative opens nothing that the child controls, and nothing of a grown child."""
    controlled = [category for category in CHILD_CONTROLLED if category in categories]
    for child in children:
        if has_reached(child, ADULT, day):
            return {"persons": f"{child} is an adult and signs a form of their own. Leave them out."}
        if not controlled:
            continue
        of_age = has_reached(child, age, day)
        if of_age is None:
            return {
                "persons": f"Enter {child}'s date of birth first: it is missing or only estimated, and from the age of "
                f"{age} a child signs for {_named(controlled)} themselves."
            }
        if of_age:
            return {
                "categories": f"{child} is {age} or older and signs for {_named(controlled)} themselves. Leave out "
                f"this kind or {child}, and ask {child} to sign."
            }
    return {}


def last_day(child: Person, category: str, until: datetime.date, age: int) -> datetime.date:
    """Where a parent's word for a child ends: the day before the child controls this kind, or is an adult."""
    if child.born_on is None:
        return until
    ends_at = age if category in CHILD_CONTROLLED else ADULT
    return min(until, birthday(child.born_on, ends_at) - datetime.timedelta(days=1))


def _named(categories: Collection[str]) -> str:
    return " and ".join(Category(category).label.lower() for category in categories)
