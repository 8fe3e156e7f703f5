"""What a form that was refused had sent, in words for copying: what was written, chosen, dated, initialled, ticked."""

import datetime
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.forms import BaseForm, ChoiceField, Field, ModelChoiceField
from django.http import QueryDict
from django.utils.formats import date_format

from accounts.access import visible
from accounts.enums import Bureau
from accounts.models import User
from crossover.enums import Capacity, InterpreterType, SharingMethod, SigningMethod
from families.enums import Category, ServiceType
from families.models import Person
from meetings.contact_enums import ContactLocation, ContactMethod, ContactPurpose, InterpreterUse
from meetings.enums import Mode

# Choices that a form offers only once it knows its record.
CHOICES: dict[str, list[type[TextChoices]]] = {
    "capacity": [Capacity],
    "categories": [Category],
    "category": [Category],
    "disclosers": [Bureau],
    "interpreter_type": [InterpreterType],
    "interpreter_use": [InterpreterUse],
    "location": [ContactLocation],
    "method": [SigningMethod, ContactMethod],
    "mode": [Mode],
    "purpose": [ContactPurpose],
    "services": [ServiceType],
    "sharing_methods": [SharingMethod],
}
PEOPLE = {"signer", "persons", "people", "about"}
TICKED = "on"
# What pages send of their own: never typed by anyone.
UNTYPED = {"csrfmiddlewaretoken", "key", "seen", "version", "preview", "TOTAL_FORMS", "INITIAL_FORMS"}
UNTYPED |= {"MIN_NUM_FORMS", "MAX_NUM_FORMS"}
DRAWN = "data:"


def words_sent(sent: QueryDict, user: Any) -> list[tuple[str, str]]:
    """Each field, as its page calls it, with what was typed, chosen or ticked in it. Keys and drawings stay out.

    People and staff are named as far as they are the reader's to know.
    """
    names, known = _names(sent, user), _fields(sent)
    typed = [(name, texts) for name, texts in sent.lists() if _is_typed(name, known.get(name))]
    fields = [(name, [_said(_bare(name), text, known.get(name), names) for text in texts]) for name, texts in typed]
    return [(_label(name, known.get(name)), "; ".join(filter(None, said))) for name, said in fields if any(said)]


def _is_typed(name: str, field: Field | None) -> bool:
    """A choice in a row that is named by its key alone says nothing without that row."""
    return _bare(name) not in UNTYPED and not _uuid(name) and not (field and field.widget.is_hidden)


def _said(name: str, text: str, field: Field | None, names: dict[str, str]) -> str:
    if name in CHOICES:
        return next((dict(codes.choices)[text] for codes in CHOICES[name] if text in codes), "")
    if name in PEOPLE or isinstance(field, ModelChoiceField):
        return names.get(text, "")
    if isinstance(field, ChoiceField) and (choices := dict(_flat(field.choices))):
        return str(choices.get(text, ""))
    if text == TICKED:
        return "ticked"
    if text.startswith(DRAWN) or _uuid(text):
        return names.get(text, "")
    return _dated(text)


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    """Each choice once, those of groups too."""
    for code, label in choices:
        yield from label if isinstance(label, (list, tuple)) else [(str(code), label)]


def _dated(text: str) -> str:
    try:
        return date_format(datetime.date.fromisoformat(text)) if len(text) == len("2026-11-30") else text
    except ValueError:
        return text


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _names(sent: QueryDict, user: Any) -> dict[str, str]:
    """The people and the staff chosen, by their key as the form sent it."""
    keys = [text for name, texts in sent.lists() if _bare(name) in PEOPLE for text in texts]
    keys = [text for text in keys if text.isascii() and text.isdigit() and len(text) < 19]
    chosen = [text for _, texts in sent.lists() for text in texts if _uuid(text)]
    people = visible(Person, user).filter(pk__in=keys) if keys else []
    staff = visible(User, user).filter(uuid__in=chosen) if chosen else []
    return {str(one.pk): str(one) for one in people} | {str(one.uuid): str(one) for one in staff}


def _fields(sent: QueryDict) -> dict[str, Field]:
    """The field behind each name sent: of the form that has most of the names sent together, and fewest besides.

    The page was refused before its form was made, or its form does not reach this far.
    """
    found: dict[str, Field] = {}
    for prefix in {name.rpartition("-")[0] for name in sent}:
        names = {_bare(name) for name in sent if name.rpartition("-")[0] == prefix} - UNTYPED
        fields = max(
            (form.base_fields for form in _forms(BaseForm)),
            key=lambda fields: (len(names & fields.keys()), -len(fields)),
        )
        found |= {f"{prefix}-{name}" if prefix else name: fields[name] for name in names & fields.keys()}
    return found


def _forms(form: type[BaseForm]) -> Iterator[Any]:
    for one in form.__subclasses__():
        yield from _forms(one)
        if hasattr(one, "base_fields"):
            yield one


def _bare(name: str) -> str:
    """Without the prefix of a form among others."""
    return name.rpartition("-")[2]


def _label(name: str, field: Field | None) -> str:
    """As its page calls it; of one form among several, with the words that tell it from the others."""
    prefix, _, bare = name.rpartition("-")
    label = str(field.label) if field is not None and field.label else _words(bare)
    return f"{_words(prefix)}: {label}" if prefix else label


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").capitalize()
