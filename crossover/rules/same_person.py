"""When two entries of a family are one person, and what stands against joining them (docs/adr/0009)."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from django.db.models import DateTimeField, Q, UniqueConstraint

from accounts.access import NotAllowed
from accounts.models import User
from crossover.rules.joining import may_be_same_person, share_first_name
from families.enums import SAME_PERSON
from families.models import Conflict, Family, Person, Removal
from families.rules import check_can_edit_family
from families.rules.names import words_of

Model = type[Any]
# What an entry may leave blank: filled from the other entry where the one that stays says nothing.
FILLED = ["born_on", "preferred_channel", "preferred_times"]
UNCHANGING = "something that is never changed, such as a signed form, a plan or a document"
HAS_ONCE = (
    "Each of the two entries holds what one person has once: a month's hours or earnings, a place at one meeting, or "
    "a removal that is open. Put right what differs, or record how one removal ended, and join them then. What you do "
    "not see is kept by the other program: ask its worker."
)


def pairs_of(people: Iterable[Person]) -> list[tuple[Person, Person]]:
    """The entries of one family that may be of one person, two by two."""
    return [pair for pair in combinations(people, 2) if _may_be_one(*pair)]


def entries_of(people: Iterable[Person], *keys: Any) -> list[Person]:
    """Both entries of a pair, among the people on file. Joined once, they are two no more."""
    found = {person.uuid: person for person in people}
    if len(set(keys)) < 2 or not found.keys() >= set(keys):
        raise NotAllowed("These are not two entries on file any more. Perhaps a colleague joined them meanwhile.")
    return [found[key] for key in keys]


def joined_away(family: Family, **facts: Any) -> Any:
    """The entries of this family that were joined with another one, as each stood when it was."""
    joined: Any = Person.history.filter(history_type="-", history_change_reason__startswith=SAME_PERSON)
    return joined.filter(family=family, **facts)


def check_can_join_people(user: User, keep: Person, drop: Person) -> None:
    """Whoever works the family joins two entries of one person; what is signed or fixed stays as it is."""
    check_can_edit_family(user, keep.family)
    if keep == drop or keep.family_id != drop.family_id:
        raise NotAllowed("Only two entries of the same family are joined.")
    if keep.is_child != drop.is_child:
        raise NotAllowed("One of these entries is a child's, the other an adult's: they are two people.")
    if not _may_be_one(keep, drop):
        raise NotAllowed(
            "Two entries of one person share a birth date and a name, or both names. Put them right first."
        )
    _check_is_free(keep, drop)
    if _holds_twice(keep, drop):
        raise NotAllowed(HAS_ONCE)
    longest: Any = Person._meta.get_field("also_known_as").max_length
    if len(joined_facts(keep, drop)["also_known_as"]) > longest:
        raise NotAllowed("The names do not fit under “also known as” of the entry that stays. Shorten it first.")


def check_were_compared(keep: Person, drop: Person, *, compared: bool, seen: dict[Any, int]) -> None:
    """Joined entries stay joined: whoever joins them compared both as they stand. `seen` are the versions, by key."""
    if seen != {person.uuid: person.version for person in (keep, drop)}:
        raise NotAllowed("Someone changed one of the two entries since you opened this page. Compare them again.")
    if not compared:
        raise NotAllowed("Compare the two entries first.")


def joined_facts(keep: Person, drop: Person) -> dict[str, Any]:
    """What changes on the entry that stays: blanks are filled, and the other's names are names it goes by too."""
    facts = {name: getattr(drop, name) for name in FILLED if getattr(drop, name) and not getattr(keep, name)}
    if "born_on" in facts:
        facts["born_on_is_estimated"] = drop.born_on_is_estimated
    names = [keep.also_known_as] if keep.also_known_as else []
    for name in (str(drop), drop.also_known_as):
        if words_of(name) - words_of(str(keep), *names):
            names.append(name)
    return facts | {"also_known_as": ", ".join(names)}


def moving() -> dict[Model, list[str]]:
    """The models whose rows can be written anew for another entry, and the fields that name a person.

    Found in the registry, because apps further up have them too. A row without history is never changed.
    """
    found: dict[Model, list[str]] = {}
    for model, field in _references():
        if hasattr(model, "history"):
            found.setdefault(model, []).append(field)
    return found


def naming(model: Model, fields: Iterable[str], person: Person) -> Any:
    """The rows of a model that name this person in one of these fields."""
    names = Q(pk__in=[])
    for field in fields:
        names |= Q(**{field: person})
    return model._default_manager.filter(names)


def twins(keep: Person, drop: Person) -> Iterator[tuple[Any, Any]]:
    """Rows of both entries of which the database holds one a person: those of `keep`, each with its like."""
    for model, fields in moving().items():
        for constraint in model._meta.constraints:
            if not isinstance(constraint, UniqueConstraint):
                continue
            for field in set(fields) & set(constraint.fields):
                others = [name for name in constraint.fields if name != field]
                for row in naming(model, [field], drop):
                    same = {name: getattr(row, name) for name in others}
                    yield from ((kept, row) for kept in naming(model, [field], keep).filter(**same))


def _may_be_one(one: Person, other: Person) -> bool:
    """A first name in common besides: the last name and the birth date are common to twins too."""
    return one.is_child == other.is_child and share_first_name(one, other) and may_be_same_person(one, other)


def _references() -> Iterator[tuple[Model, str]]:
    """Every field of a model that names a person; not those of kept versions."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not hasattr(relation.related_model, "instance_type"):
            yield relation.related_model, relation.field.name  # type: ignore[misc, union-attr]


def _check_is_free(keep: Person, drop: Person) -> None:
    """What is never changed goes on naming whom it named. The refusal is the same whatever it is (docs/adr/0009)."""
    if not _is_held(drop, keep):
        return
    if _is_held(keep, drop):
        raise NotAllowed(
            f"Both entries stand on {UNCHANGING}, so both stay. Record everything under one of them from now on, and "
            "name that one alone on the next WTWCC 10B and in the next plan."
        )
    raise NotAllowed(f"The entry that would go stands on {UNCHANGING}. Let that entry stay, and the other one go.")


def _is_held(entry: Person, beside: Person) -> bool:
    fixed = (naming(model, [field], entry) for model, field in _references() if not hasattr(model, "history"))
    return any(rows.exists() for rows in fixed) or _keeps_someone_out(entry, beside)


def _keeps_someone_out(entry: Person, beside: Person) -> bool:
    """A conflict of interest tells of the family by this entry's name and birth date, and not by the other's."""
    told = Conflict.objects.filter(Q(accepted=True) | Q(accepted=None), **_as_told(entry, entry.born_on))
    born = beside.born_on or entry.born_on
    return entry.born_on is not None and told.exclude(**_as_told(beside, born)).exists()


def _as_told(person: Person, born_on: Any) -> dict[str, Any]:
    return {"first_name__iexact": person.first_name, "last_name__iexact": person.last_name, "born_on": born_on}


def _holds_twice(keep: Person, drop: Person) -> bool:
    removed = [Removal.objects.filter(about=person, exited_on=None).exists() for person in (keep, drop)]
    return all(removed) or any(not _say_the_same(*pair, keep=keep, drop=drop) for pair in twins(keep, drop))


def _say_the_same(kept: Any, gone: Any, *, keep: Person, drop: Person) -> bool:
    """Whether two rows tell the same of one person, whenever each was written."""
    fields = [field for field in kept._meta.concrete_fields if not isinstance(field, DateTimeField)]
    told = [field for field in fields if field.name not in {"id", "uuid"}]
    for field in told:
        is_person = field.related_model is Person
        one, other = (getattr(row, field.attname) for row in (kept, gone))
        if one != (keep.pk if is_person and other == drop.pk else other):
            return False
    return True
