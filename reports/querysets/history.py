"""Who changed what, field by field, of the rows this reader may read now.

A version is shown only where the row may be read now and the version itself could be: a row that was of another
category, about someone else or confidential keeps that time to itself. A deleted row shows to its own bureau only.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst

from accounts.access import visible
from accounts.enums import Bureau
from accounts.models import User
from crossover.sharing import readable
from families.enums import JOINED_FROM, SAME_PERSON, Language
from families.models import Assignment, CfsCase, Family, Person, Restriction
from meetings.models import Contact, ThreadNote
from reports.querysets.kept import CATEGORISED, MODELS, PLAIN

Narrow = Callable[[QuerySet], QuerySet]
Place = tuple[str, int, int, datetime.datetime, int | None]  # of a version in the timeline
AT_ONCE = 500
BESIDES = {"id", "uuid", "family", "version", "bureau", "created_at", "created_by"}
# What the other bureau may know of a CFS case: XOVER1's minimum has no court, no reason for closing.
CFS_CASE_ACROSS = {"number", "component", "opened_on", "agreement_signed_on", "closed_on"}
# And of an assignment: whose the case is and since when, without the reason in free words.
ASSIGNMENT_ACROSS = {"role", "unit", "worker", "from_date", "until_date"}
# And of a restriction: that it was made and lifted, by whom and when.
RESTRICTION_ACROSS = {"made_at", "made_by", "lifted_at", "lifted_by"}
# What a contact's own bureau alone knows: whether it stands in that bureau's system.
ENTRY_OF_CONTACT = {"entered_at", "entered_by", "entry_ended"}
KEPT_LISTS: dict[type[Any], list[Any]] = {ThreadNote: [ThreadNote._meta.get_field("named")]}
DONE = {"+": "Added", "~": "Changed", "-": "Removed"}


@dataclass(frozen=True)
class Change:
    """One version of one row: what became of it, when, by whom, and each field that changed (label, before, after)."""

    at: datetime.datetime
    by: str
    title: str
    fields: list[tuple[str, str, str]]

    @property
    def told(self) -> list[str]:
        return [f"{label}: {before or 'blank'} > {after or 'blank'}" for label, before, after in self.fields]


def versions(model: type[Any], family: Family, user: User) -> QuerySet:
    """The versions of this model's rows of the family that the reader may read."""
    if model in CATEGORISED:
        now = model._default_manager.filter(family=family)
        deleted = Q(bureau=user.bureau) & ~Exists(model._default_manager.filter(pk=OuterRef("id")))
        return readable(model.history.filter(family=family), user).filter(
            Q(id__in=readable(now, user).values("pk")) | deleted
        )
    if model is Assignment:
        return model.history.filter(id__in=visible(model, user).of_family(family).values("pk"))  # type: ignore[attr-defined]
    rows = visible(model, user).filter(**{PLAIN[model]: family.pk})
    if model is Family:
        return model.history.filter(Q(id__in=rows.values("pk")) | Q(id__in=_merged_into(rows).values("pk")))
    if model is Person:
        entries = joined_entries(user).filter(family=family)
        return model.history.filter(Q(id__in=rows.values("pk")) | Q(id__in=entries.values("id")))
    return model.history.filter(id__in=rows.values("pk"))


def joined_entries(user: User) -> QuerySet:
    """The entries of people that turned out to be another entry's, each by the version in which it ended.

    Whoever may know the family knows of them, as of its people.
    """
    ended: Any = Person.history.filter(history_type="-", history_change_reason__startswith=SAME_PERSON)
    return ended.filter(family__in=visible(Family, user).values("pk"))


def _merged_into(families: QuerySet) -> QuerySet:
    """The families that turned out to be one of these: what was kept of them is this family's own past."""
    return Family._default_manager.filter(merged_into__in=families)


class Changes(Sequence["Change"]):
    """What these versions of the timeline changed, of what this reader may read: read as far as it is asked for."""

    def __init__(self, family: Family, user: User, kept: Sequence[Place]) -> None:
        self.family, self.user, self.kept = family, user, kept

    def __len__(self) -> int:
        return len(self.kept)

    def __getitem__(self, part: Any) -> Any:
        return changes(self.family, self.user, self.kept[part])

    def __iter__(self) -> Iterator["Change"]:
        for first in range(0, len(self), AT_ONCE):
            yield from self[first : first + AT_ONCE]


def versions_of(family: Family, user: User) -> dict[str, QuerySet]:
    """By model the versions that the reader may read, of the models of which anything was ever kept of the family."""
    return {label: versions(model, family, user) for label, model in _kept_of(family).items()}


def writers(kept: Iterable[Place]) -> QuerySet[User]:
    """Whose hand is in these versions."""
    return User.objects.filter(pk__in={hand for *_, hand in kept if hand})


def _all(versions: QuerySet) -> QuerySet:
    return versions


def timeline(told: Mapping[str, QuerySet], narrow: Narrow = _all) -> list[Place]:
    """These versions as (model, history_id, row, moment, hand), newest first: what a page of history is cut from.

    `narrow` keeps of the versions of one model those that a filter asks for.
    """
    parts = [
        narrow(rows)
        .order_by()
        .annotate(
            model=Value(label, output_field=CharField()), row=F("id"), at=F("history_date"), version_key=F("history_id")
        )
        .values_list("model", "version_key", "row", "at", "history_user")
        for label, rows in told.items()
    ]
    return list(parts[0].union(*parts[1:], all=True).order_by("-at", "-version_key"))


def _kept_of(family: Family) -> dict[str, type[Any]]:
    """The models without those of which nothing was ever kept of the family: the rule need not be asked of these."""
    kept = [
        model.history.filter(family=family).order_by().values_list(Value(model._meta.label))[:1]
        for model in CATEGORISED
    ]
    found = {label for (label,) in kept[0].union(*kept[1:], all=True)}
    return {label: model for label, model in MODELS.items() if model not in CATEGORISED or label in found}


def changes(family: Family, user: User, page: Sequence[tuple[str, int, int, *tuple[Any, ...]]]) -> list[Change]:
    """The versions of one page, each with what it changed since the readable version before it."""
    wanted: dict[str, set[int]] = defaultdict(set)
    rows: dict[str, set[int]] = defaultdict(set)
    for label, key, row, *_ in page:
        wanted[label].add(key)
        rows[label].add(row)
    found: dict[tuple[str, int], tuple[Any, Any]] = {}
    for label, ids in rows.items():
        makers = ["made_by"] if MODELS[label] is Restriction else []
        seen = versions(MODELS[label], family, user).filter(id__in=ids).select_related("history_user", *makers)
        before: dict[int, Any] = {}
        for version in seen.order_by("history_date", "history_id"):
            if version.history_id in wanted[label]:
                found[label, version.history_id] = (before.get(version.id), version)
            before[version.id] = version
    named = [version for pair in found.values() for version in pair if version is not None]
    _read_lists(named)
    names = _names(named, user)
    return [_change(*found[label, key], names, user) for label, key, *_ in page if (label, key) in found]


def _lists_of(version: Any) -> list[Any]:
    return KEPT_LISTS.get(type(version).instance_type, [])


def _read_lists(rows: Collection[Any]) -> None:
    """`lists` of each version, such as who was named in it, by key: one query for each list."""
    for row in rows:
        row.lists = defaultdict(list)
    for model, fields in KEPT_LISTS.items():
        by_key = {row.history_id: row for row in rows if row.instance_type is model}
        for field in fields:
            kept = getattr(model.history.model, field.name).model._default_manager.filter(history__in=list(by_key))
            for history, key in kept.values_list("history_id", field.m2m_reverse_name()):
                by_key[history].lists[field.name].append(key)


def _change(before: Any, version: Any, names: dict[tuple[type[Any], Any], str], user: User) -> Change:
    model = type(version).instance_type
    fields = [field for field in _shown_fields(version, user) if version.history_type != "-"]
    changed = []
    for field in fields:
        was, now = (_shown(row, field, names) if row else "" for row in (before, version))
        if was != now and (before or now != "No"):
            changed.append((capfirst(str(field.verbose_name)), was, now))
    title = f"{_done(version)}: {model._meta.verbose_name} {_which(version, names)}".strip()
    return Change(version.history_date, str(version.history_user or "Linkages"), title, changed)


def _done(version: Any) -> str:
    """What became of the row: added, changed, removed, or what joining two records or two entries did to it."""
    why, ended = version.history_change_reason or "", version.history_type == "-"
    if why.startswith(JOINED_FROM):
        return "Came from the other record"
    if not why.startswith(SAME_PERSON):
        return DONE[version.history_type]
    if version.instance_type is Person:
        return "Joined into another entry of the same person" if ended else "Joined with another entry of the person"
    return (
        "Stood on both entries of the same person, once removed" if ended else "Came from the same person's other entry"
    )


def _which(version: Any, names: dict[tuple[type[Any], Any], str]) -> str:
    """The person or the number by which a reader tells one row from its like."""
    if isinstance(version.instance, Person):
        return str(version.instance)
    keys = [("about_id", Person), ("person_id", Person), ("user_id", User), ("worker_id", User)]
    found = [names.get((model, getattr(version, key, None)), "") for key, model in keys]
    return next(filter(None, found), getattr(version, "number", ""))


def _shown_fields(version: Any, user: User) -> list[Any]:
    across = _crosses(version, user)
    fields = [field for field in type(version).instance_type._meta.concrete_fields if field.name not in BESIDES]
    fields += _lists_of(version)
    return [field for field in fields if across is None or field.name in across]


def _crosses(version: Any, user: User) -> set[str] | None:
    """The fields that the other bureau may know; None where all of them are the reader's."""
    model = type(version).instance_type
    if model is CfsCase and user.bureau != Bureau.CFS:
        return CFS_CASE_ACROSS
    if model is Assignment and user.bureau != (Bureau.CFS if version.cfs_case_id else Bureau.CALWORKS):
        return ASSIGNMENT_ACROSS
    if model is Restriction and user.bureau != version.made_by.bureau:
        return RESTRICTION_ACROSS
    if model is Contact and user.bureau != version.bureau:
        return {field.name for field in Contact._meta.concrete_fields} - ENTRY_OF_CONTACT
    return None


def _shown(row: Any, field: Any, names: dict[tuple[type[Any], Any], str]) -> str:
    if field.many_to_many:
        return ", ".join(sorted(names.get((field.related_model, key), "") for key in row.lists[field.name]))
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names.get((field.related_model, value), "")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "M j, Y, g:i A")
    if isinstance(value, datetime.date):
        return date_format(value)
    if isinstance(value, datetime.time):
        return time_format(value, "g:i A")
    if isinstance(value, dict):
        return ", ".join(f"{Language(code).label}: {'; '.join(said.values())}" for code, said in value.items())
    if isinstance(value, list):
        words = dict(field.base_field.flatchoices)
        return ", ".join(str(words.get(one, one)) for one in value)
    return str(dict(field.flatchoices).get(value, value))


def _names(rows: Iterable[Any], user: User) -> dict[tuple[type[Any], Any], str]:
    """The names behind every foreign key of these versions, one query per model; what may not be read has no name."""
    keys: dict[type[Any], set[Any]] = defaultdict(set)
    for row in rows:
        for field in type(row).instance_type._meta.concrete_fields:
            if field.is_relation and field.name not in BESIDES and getattr(row, field.attname) is not None:
                keys[field.related_model].add(getattr(row, field.attname))
        for field in _lists_of(row):
            keys[field.related_model].update(row.lists[field.name])
    joined = joined_entries(user).filter(id__in=keys[Person])
    return {(Person, entry.id): str(entry.instance) for entry in joined} | {
        (model, pk): str(named) for model, pks in keys.items() for pk, named in _named(model, user).in_bulk(pks).items()
    }


def _named(model: type[Any], user: User) -> QuerySet:
    """What a name may be taken from: records that are the reader's to know, and all staff, also who has left."""
    if model in CATEGORISED:
        return readable(model._default_manager.all(), user)
    return visible(model, user) if hasattr(model, "family_uuid") else model._default_manager.all()
