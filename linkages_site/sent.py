"""What a form that was refused had sent, in words for copying: free words, initials, what was ticked."""

from typing import Any

from django.db.models import TextChoices
from django.http import QueryDict

from accounts.access import visible
from accounts.enums import Bureau
from crossover.enums import Capacity, InterpreterType, SharingMethod, SigningMethod
from families.enums import Category, ServiceType
from families.models import Person
from meetings.contact_enums import ContactLocation, ContactMethod, ContactPurpose, InterpreterUse
from meetings.enums import Mode

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


def words_sent(sent: QueryDict, user: Any) -> list[tuple[str, str]]:
    """Each field with what was typed or ticked in it. Dates, keys and drawings stay out.

    People are named as far as they are the reader's to know.
    """
    people = _people(sent, user)
    fields = [(name, [_said(_bare(name), text, people) for text in texts]) for name, texts in sent.lists()]
    return [(_label(name), "; ".join(filter(None, said))) for name, said in fields if any(said)]


def _said(name: str, text: str, people: dict[str, str]) -> str:
    if name in CHOICES:
        return next((dict(codes.choices)[text] for codes in CHOICES[name] if text in codes), "")
    if name in PEOPLE:
        return people.get(text, "")
    if text == TICKED:
        return "ticked"
    return text if " " in text.strip() or name.startswith("initials_") else ""


def _people(sent: QueryDict, user: Any) -> dict[str, str]:
    """The people chosen, by their key as the form sent it."""
    sent_keys = [text for name, texts in sent.lists() if _bare(name) in PEOPLE for text in texts]
    if not sent_keys:
        return {}
    keys = [int(text) for text in sent_keys if text.isascii() and text.isdigit() and len(text) < 19]
    return {str(person.pk): str(person) for person in visible(Person, user).filter(pk__in=keys)}


def _bare(name: str) -> str:
    """Without the prefix of a form among others."""
    return name.rpartition("-")[2]


def _label(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").capitalize()
