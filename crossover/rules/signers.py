"""Who signs a WTWCC 10B for whom (Civil Code 56.11; 45 CFR 164.508; domain 4.2, 3)."""

import datetime
from collections.abc import Collection

from crossover.enums import Capacity
from crossover.rules.minors import about_children, about_minor_signer, is_adult
from crossover.statements.sentences import Sentence, sentence
from families.models import Family, Person


def about_people(
    signer: Person | None,
    capacity: str,
    persons: Collection[Person],
    *,
    categories: Collection[str],
    family: Family,
    day: datetime.date,
    minor_age: int,
) -> dict[str, Sentence]:
    """An adult signs for themselves and for children named one by one; a minor for themselves alone.

    Nobody signs for another adult but that adult's legal representative, who may be a grown child of theirs. `day` is
    the day of the signature.
    """
    if signer is None or signer.family_id != family.pk:
        return {"signer": sentence("Say who signs.")}
    if signer.is_child and not (capacity == Capacity.REPRESENTATIVE and is_adult(signer, day)):
        return about_minor_signer(signer, capacity, persons, categories, day, minor_age)
    if capacity not in Capacity:
        return {"capacity": sentence("Say in which capacity they sign.")}
    if capacity == Capacity.MINOR:
        return {"capacity": sentence("{signer} is an adult. Only a minor signs as a minor.", signer=signer)}
    if not persons:
        return {"persons": sentence("Choose at least one person whose information is covered.")}
    if any(person.family_id != family.pk for person in persons):
        return {"persons": sentence("Choose people of this family.")}
    if capacity == Capacity.REPRESENTATIVE:
        return _about_the_represented(signer, persons, day)
    return _about_a_signer_for_themselves(signer, capacity, persons)


def _about_a_signer_for_themselves(signer: Person, capacity: str, persons: Collection[Person]) -> dict[str, Sentence]:
    """Themselves and children, or children only; never another adult."""
    others = [person for person in persons if person != signer]
    if any(not person.is_child for person in others):
        return {"persons": sentence("Every adult signs a form of their own. Leave the other adult out.")}
    if capacity == Capacity.SELF and signer not in persons:
        return {"persons": sentence("{signer} signs for themselves: tick their name too.", signer=signer)}
    if capacity == Capacity.GUARDIAN and signer in persons:
        return {"persons": sentence("{signer} signs for the children only. Leave their own name out.", signer=signer)}
    if others and not signer.is_parent:
        return {"persons": sentence("Only a parent, guardian or legal representative signs for children.")}
    return {}


def _about_the_represented(signer: Person, persons: Collection[Person], day: datetime.date) -> dict[str, Sentence]:
    """One adult, say a conservatee, alone or with children; or children alone. Never the representative."""
    if signer in persons:
        return {
            "persons": sentence("{signer} signs as a legal representative. Leave their own name out.", signer=signer)
        }
    if sum(is_adult(person, day) for person in persons) > 1:
        return {"persons": sentence("A legal representative signs for one adult on a form. Leave the other out.")}
    return {}


def about_minors_of_others(
    signer: Person | None,
    capacity: str,
    persons: Collection[Person],
    *,
    categories: Collection[str],
    signed_on: datetime.date,
    today: datetime.date,
    minor_age: int,
) -> dict[str, Sentence]:
    """What a child controls, be it since the signing, is not opened by anyone else (Civil Code 56.11)."""
    represented = {each for each in persons if capacity == Capacity.REPRESENTATIVE and is_adult(each, signed_on)}
    children = [person for person in persons if person != signer and person not in represented]
    return about_children(children, categories, today, minor_age)


def about_authority(capacity: str, authority: bytes) -> dict[str, Sentence]:
    """A representative's authority is shown by its document (45 CFR 164.508)."""
    if capacity == Capacity.REPRESENTATIVE and not authority:
        return {"authority": sentence("Attach the document that makes them the legal representative.")}
    return {}
