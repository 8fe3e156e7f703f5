"""Two entries of one person in a family become one (docs/adr/0009)."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.access import NotAllowed
from accounts.models import User
from crossover.rules.same_person import (
    HAS_ONCE,
    check_can_join_people,
    check_were_compared,
    entries_of,
    joined_facts,
    moving,
    naming,
    twins,
)
from crossover.sharing.same_person import opened_by_joining
from families.enums import SAME_PERSON
from families.models import Family, Person
from families.services import settle


@transaction.atomic
def join_people(*, keep: Person, drop: Person, by: User, compared: bool, seen: dict[UUID, int]) -> Person:
    """Move every row of `drop` to `keep`, in a version that says so, and take the entry out. It stays joined.

    `seen` are the versions of both that `by` compared, by key. Nothing is opened to anyone by this: what a consent
    about `keep` would open from now on stays in its own bureau.
    """
    family = Family.objects.select_for_update().get(pk=keep.family.pk)
    locked = Person.objects.select_for_update().order_by("pk").filter(family=family)
    keep, drop = entries_of(locked, keep.uuid, drop.uuid)
    check_were_compared(keep, drop, compared=compared, seen=seen)
    check_can_join_people(by, keep, drop)
    facts = joined_facts(keep, drop)
    try:
        with transaction.atomic():
            _move_rows(keep, drop)
    except IntegrityError as twice:
        raise NotAllowed(HAS_ONCE) from twice
    _write(keep, SAME_PERSON + str(drop.uuid), **facts)
    _take_out(drop, SAME_PERSON + str(keep.uuid))
    settle(family)
    return keep


def _move_rows(keep: Person, drop: Person) -> None:
    """What both entries say alike of one month or one meeting is said once."""
    why = SAME_PERSON + str(drop.uuid)
    for _, said_twice in list(twins(keep, drop)):
        _take_out(said_twice, why)
    for model, fields in moving().items():
        rows = naming(model, fields, drop)
        stays = set(opened_by_joining(naming(model, {"about"} & set(fields), drop), keep).values_list("pk", flat=True))
        for row in list(rows):
            moved = {name: keep for name in fields if getattr(row, f"{name}_id") == drop.pk}
            _write(row, why, **moved, **({"confidential": True} if row.pk in stays else {}))


def _write(row: Any, why: str, **facts: Any) -> None:
    """A form opened before is stale afterwards: it would undo what the join kept within a bureau."""
    if hasattr(row, "version"):
        facts["version"] = row.version + 1
    for name, value in facts.items():
        setattr(row, name, value)
    row._change_reason = why  # noqa: SLF001 (simple-history reads the reason there)
    row.save()


def _take_out(row: Any, why: str) -> None:
    row._change_reason = why  # noqa: SLF001 (simple-history reads the reason there)
    row.delete()
