"""When two records are of one family, and who may say so: joined records stay joined (31-090 IV.A-C)."""

import re
import unicodedata
from collections.abc import Iterable

from accounts.access import NotAllowed
from families.models import CalworksCase, CfsCase, Family, Person, Restriction

CANNOT_BE_JOINED = (
    "This case number is on file with another record, and the two cannot be joined. Check the number, and the names "
    "and birth dates on the form. If all are right, ask the Linkages coordinator to compare the two records."
)


def _words(*names: str) -> set[str]:
    """The words of a name, accents and capitals aside."""
    letters = unicodedata.normalize("NFKD", " ".join(names).casefold())
    return set(re.findall(r"\w+", "".join(letter for letter in letters if not unicodedata.combining(letter))))


def may_be_same_person(one: Person, other: Person) -> bool:
    """Two records may be of one person: a birth date and a name in common, or both names where a date is not sure."""
    same_first = _words(one.first_name, one.also_known_as) & _words(other.first_name, other.also_known_as)
    same_last = _words(one.last_name, one.also_known_as) & _words(other.last_name, other.also_known_as)
    sure = [person.born_on for person in (one, other) if person.born_on and not person.born_on_is_estimated]
    if len(sure) == 2:
        return sure[0] == sure[1] and bool(same_first or same_last)
    return bool(same_first and same_last)


def people_on_both(ones: Iterable[Person], others: Iterable[Person]) -> list[Person]:
    """Whoever of `ones` may be one of `others`."""
    others = list(others)
    return [one for one in ones if any(may_be_same_person(one, other) for other in others)]


def family_on_file(family: Family, kind: type[CfsCase] | type[CalworksCase], number: str) -> Family | None:
    """The other family that has the case of this number."""
    case = kind.objects.filter(number=number).exclude(family=family).select_related("family").first()
    return case.family if case else None


def people_to_compare(family: Family, kind: type[CfsCase] | type[CalworksCase], number: str) -> list[Person]:
    """People of `family` whom the record of this case names too: whom to compare before the two are joined.

    Nobody where nothing is to join, or where the two cannot be joined.
    """
    other = family_on_file(family, kind, number)
    return [] if other is None or _stay_apart(family, other) else _on_both_records(family, other)


def check_are_one_family(family: Family, other: Family, *, compared: bool) -> None:
    """A case number alone joins nothing: both records name one person, and someone compared them.

    Two families that CFS keeps apart stay apart: there may be a reason why. So does a restricted family, until the
    restriction is lifted. The refusal says nothing of the other.
    """
    shared = _on_both_records(family, other)
    if not shared or _stay_apart(family, other):
        raise NotAllowed(CANNOT_BE_JOINED)
    if not compared:
        raise NotAllowed("Another record has this case number. Compare the people first, then join the two records.")


def _stay_apart(family: Family, other: Family) -> bool:
    restricted = Restriction.objects.in_force().filter(family__in=[family, other]).exists()
    return restricted or (family.cfs_cases.exists() and other.cfs_cases.exists())


def _on_both_records(family: Family, other: Family) -> list[Person]:
    return people_on_both(family.people.all(), other.people.all())
