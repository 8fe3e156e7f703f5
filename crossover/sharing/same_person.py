"""Two entries of one person: what a reader sees of each, and what joining them alone would open."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localdate

from accounts.access import note_consents
from accounts.enums import Bureau
from accounts.models import User
from crossover.models import AbuseFlag, ConsentScope
from crossover.rules.same_person import moving, naming
from crossover.sharing import crosses_to, readable
from crossover.sharing.reliance import consents_relied_on
from families.enums import Category
from families.models import Categorised, Family, Person

FACTS = [
    "first_name", "last_name", "also_known_as", "relationship", "born_on", "in_home", "language", "interpreter_needed",
    "preferred_channel", "preferred_times",
]  # fmt: skip


def side_by_side(family: Family, user: User, one: Person, other: Person) -> list[tuple[str, str, str]]:
    """Fact by fact what each entry says, then how many rows of which kind this reader may read under each."""
    facts = [
        (capfirst(str(Person._meta.get_field(name).verbose_name)), _words(one, name), _words(other, name))  # type: ignore[union-attr]
        for name in FACTS
    ]
    shown: list[QuerySet] = []
    for model, fields in moving().items():
        rows = [_seen_by(user, naming(model, fields, person)) for person in (one, other)]
        shown += rows if issubclass(model, Categorised) else []
        counted = [rows_of_one.count() for rows_of_one in rows]
        if any(counted):
            facts.append((f"On file: {model._meta.verbose_name_plural}", *(str(number) for number in counted)))  # type: ignore[arg-type]
    note_consents(consents_relied_on(family, user, shown))
    return facts


def _seen_by(user: User, rows: Any) -> QuerySet[Any]:
    """A row without a category of its own is read by whoever reads what it stands on, as its queryset says."""
    return readable(rows, user) if issubclass(rows.model, Categorised) else rows.visible_to(user)


def _words(person: Person, name: str) -> str:
    shown: Any = getattr(person, f"get_{name}_display", None)
    value = shown() if shown else getattr(person, name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime.date):
        return f"{date_format(value)} (estimated)" if person.born_on_is_estimated else date_format(value)
    return str(value or "not recorded")


def opened_by_joining(rows: QuerySet[Any], keep: Person) -> QuerySet[Any]:
    """Of the other entry's rows, those that would cross because they are about `keep` from then on.

    A WTWCC 10B that names `keep` and has not ended may open them, today or later; so may a flag against `keep`, which
    keeps everyone's address back but theirs. Whether they are one person nobody of the disclosing bureau may have
    said, and what has crossed cannot be called back: so none of them does (docs/adr/0009).
    """
    if not issubclass(rows.model, Categorised):
        return rows.none()
    kind = {"discloser": OuterRef("bureau"), "category": OuterRef("category")}
    scopes = ConsentScope.objects.not_ended().filter(person=keep, until_date__gte=localdate(), **kind)
    flags = AbuseFlag.objects.standing().filter(against=keep, bureau=OuterRef("bureau"))
    crossing = Q(pk__in=[])
    for bureau in Bureau:
        crossing |= Q(bureau=bureau) & crosses_to(bureau.other)
    opened = Q(Exists(scopes)) | (Q(category=Category.CONTACT) & Q(Exists(flags)))
    return rows.filter(opened, confidential=False).exclude(pk__in=rows.filter(crossing).values("pk"))
