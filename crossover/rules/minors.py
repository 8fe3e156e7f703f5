"""When a minor signs alone, and where a parent's word for a child ends (Civil Code 56.11; Fam. 6924, 6929)."""

import datetime
from collections.abc import Collection

from accounts.models import Setting
from crossover.county import MINOR_CONSENT_AGE
from crossover.enums import CHILD_CONTROLLED, Capacity
from crossover.statements.sentences import Sentence, sentence
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


def is_adult(person: Person, day: datetime.date) -> bool:
    """Whoever is no child of the family, and a child of the family who is of age on this day."""
    return not person.is_child or bool(has_reached(person, ADULT, day))


def about_minor_signer(
    signer: Person,
    capacity: str,
    persons: Collection[Person],
    categories: Collection[str],
    day: datetime.date,
    age: int,
) -> dict[str, Sentence]:
    """A minor of the county's age signs for themselves alone, and for what they may consent to alone."""
    of_age = has_reached(signer, age, day)
    if of_age is None:
        unknown = "Enter {signer}'s date of birth first: it is missing or only estimated."
        return {"signer": sentence(unknown, signer=signer)}
    if not of_age:
        too_young = "A minor signs from the age of {age}. A parent, guardian or legal representative signs."
        return {"signer": sentence(too_young, age=age)}
    if set(persons) != {signer}:
        alone = "{signer} signs for themselves alone. Tick their name and no other."
        return {"persons": sentence(alone, signer=signer)}
    if is_adult(signer, day):
        grown = sentence("{signer} is an adult and signs for themselves.", signer=signer)
        return {} if capacity == Capacity.SELF else {"capacity": grown}
    if capacity != Capacity.MINOR:
        minor = "{signer} is a minor: they sign for services they may consent to themselves."
        return {"capacity": sentence(minor, signer=signer)}
    if not set(categories) <= CHILD_CONTROLLED.keys():
        only = "A minor signs alone for {kinds} only. A parent signs for the rest."
        return {"categories": sentence(only, kinds=list(CHILD_CONTROLLED))}
    return {}


def about_children(
    children: Collection[Person], categories: Collection[str], day: datetime.date, age: int
) -> dict[str, Sentence]:
    """A parent, guardian or representative opens nothing that the child controls, and nothing of a grown child."""
    controlled = [category for category in CHILD_CONTROLLED if category in categories]
    for child in children:
        if is_adult(child, day):
            grown = "{child} is an adult and signs a form of their own. Leave them out."
            return {"persons": sentence(grown, child=child)}
        if not controlled:
            continue
        of_age = has_reached(child, age, day)
        if of_age is None:
            unknown = (
                "Enter {child}'s date of birth first: it is missing or only estimated, and from the age of {age} a "
                "child signs for {kinds} themselves."
            )
            return {"persons": sentence(unknown, child=child, age=age, kinds=controlled)}
        if of_age:
            theirs = (
                "{child} is {age} or older and signs for {kinds} themselves. Leave out this kind or {child}, and ask "
                "{child} to sign."
            )
            return {"categories": sentence(theirs, child=child, age=age, kinds=controlled)}
    return {}


def last_day(person: Person, category: str, until: datetime.date, age: int, day: datetime.date) -> datetime.date:
    """Where somebody else's word ends: for a child the day before the child controls this kind, or is an adult.

    For who is an adult on the day of signing it is their legal representative's, and lasts.
    """
    if person.born_on is None or is_adult(person, day):
        return until
    ends_at = age if category in CHILD_CONTROLLED else ADULT
    return min(until, birthday(person.born_on, ends_at) - datetime.timedelta(days=1))
