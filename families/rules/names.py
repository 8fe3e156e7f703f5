"""Whose name it is: names compared by their words, accents and capitals aside."""

import re
import unicodedata

from django.utils.formats import date_format

from accounts.access import NotAllowed
from accounts.models import User
from families.models import Family, Person

# Words that many last names share and that tell nobody apart.
PARTICLES = frozenset({"da", "de", "del", "dos", "el", "la", "las", "los", "van", "von", "y"})


def words_of(*names: str) -> set[str]:
    return set(spelled(" ".join(names)))


def spelled(text: str) -> list[str]:
    """The words of a text in their order, in small letters and without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(letter for letter in letters if not unicodedata.combining(letter)))


def check_is_not_on_file(family: Family, person: Person) -> None:
    """Nobody stands in a family twice: the same name and the same sure birth date are the same person."""
    if person.born_on is None or person.born_on_is_estimated:
        return
    for other in family.people.filter(born_on=person.born_on, born_on_is_estimated=False).exclude(pk=person.pk):
        if _names_of(other) == _names_of(person):
            born = date_format(person.born_on)
            raise NotAllowed(f"{other}, born {born}, is on file in this family already. Correct that entry instead.")


def _names_of(person: Person) -> tuple[set[str], set[str]]:
    return words_of(person.first_name), words_of(person.last_name)


def signs_as(signer: Person | User, typed: str) -> bool:
    """A typed signature holds a last name of the signer, or a name they also go by (Civil Code 1633.2, 1633.7)."""
    names = words_of(signer.last_name, getattr(signer, "also_known_as", ""))
    return bool((names - PARTICLES or names) & words_of(typed))


def has_initials(person: Person, letters: str) -> bool:
    """Initials hold the first letter of one of the person's names: “JD” or “J.D.” for Jasmine Diaz."""
    names = words_of(person.first_name, person.last_name, person.also_known_as)
    return bool({name[0] for name in names} & set("".join(words_of(letters))))


def is_name_of(person: Person, written: str) -> bool:
    """Whether someone wrote this person's name: whole, with a middle name, or a part of it."""
    words = words_of(written)
    known = words_of(person.first_name, person.last_name)
    return bool(words) and (known <= words or words <= known | words_of(person.also_known_as))
