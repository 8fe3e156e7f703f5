"""When two records are of one family, and who may say so: joined records stay joined (31-090 IV.A-C)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from accounts.access import NotAllowed, visible
from accounts.models import User
from families.models import Assignment, CalworksCase, CfsCase, Family, Person, Restriction
from families.rules.names import words_of

CANNOT_BE_JOINED = (
    "This case number is on file with another record, and the two cannot be joined. Check the number, and the names "
    "and birth dates on the form. If all are right, ask your supervisor: the supervisors of both units compare them."
)


def may_be_same_person(one: Person, other: Person) -> bool:
    """Two records may be of one person: a birth date and a name in common, or both names where a date is not sure."""
    same_first = share_first_name(one, other)
    same_last = bool(words_of(one.last_name, one.also_known_as) & words_of(other.last_name, other.also_known_as))
    sure = [person.born_on for person in (one, other) if person.born_on and not person.born_on_is_estimated]
    if len(sure) == 2:
        return sure[0] == sure[1] and (same_first or same_last)
    return same_first and same_last


def share_first_name(one: Person, other: Person) -> bool:
    """A first name in common, or another name they are known by."""
    return bool(words_of(one.first_name, one.also_known_as) & words_of(other.first_name, other.also_known_as))


def people_on_both(ones: Iterable[Person], others: Iterable[Person]) -> list[Person]:
    """Whoever of `ones` may be one of `others`."""
    others = list(others)
    return [one for one in ones if any(may_be_same_person(one, other) for other in others)]


def family_on_file(family: Family, kind: type[CfsCase] | type[CalworksCase], number: str) -> Family | None:
    """The other family that has the case of this number."""
    case = kind.objects.filter(number=number).exclude(family=family).select_related("family").first()
    return case.family if case else None


@dataclass(frozen=True)
class RecordToJoin:
    """What someone may know of a record before it is joined: people, cases, and who carries them, in words."""

    people: list[str]
    cases: list[str]
    workers: list[str]


@dataclass(frozen=True)
class Joining:
    """Two records before they are joined, and the one after; `both` are the people of this one whom both name."""

    both: list[Person]
    this: RecordToJoin
    other: RecordToJoin
    joined: RecordToJoin


def joining_of(user: User, family: Family, kind: type[CfsCase] | type[CalworksCase], number: str) -> Joining | None:
    """The record of this case beside that of `family`, as far as this person may know either.

    None where nothing is to join, or where the two cannot be joined. Of a record that is not theirs to know they are
    shown what they brought: the number they typed, and the people of their own record whom it names too.
    """
    other = family_on_file(family, kind, number)
    if other is None or _stay_apart(family, other) or not (both := _on_both_records(family, other)):
        return None
    this, known = _as_known_to(user, family), _as_known_to(user, other)
    typed = str(kind(number=kind._meta.get_field("number").get_prep_value(number)))
    named = [f"{person}, {person.get_relationship_display().lower()}" for person in both]
    told = RecordToJoin(known.people or named, known.cases or [typed], known.workers)
    joined = RecordToJoin(this.people + told.people, this.cases + told.cases, this.workers + told.workers)
    return Joining(both, this, told, joined)


def _as_known_to(user: User, family: Family) -> RecordToJoin:
    carried: Any = visible(Assignment, user)
    cases: list[CfsCase | CalworksCase] = [
        *visible(CfsCase, user).filter(family=family),
        *visible(CalworksCase, user).filter(family=family),
    ]
    return RecordToJoin(
        people=[_named(person) for person in visible(Person, user).filter(family=family)],
        cases=[str(case) for case in cases],
        workers=[str(each) for each in carried.of_family(family).open().select_related("worker", "unit")],
    )


def _named(person: Person) -> str:
    born = f", born {date_format(person.born_on)}" if person.born_on else ""
    return f"{person}, {person.get_relationship_display().lower()}{born}"


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
