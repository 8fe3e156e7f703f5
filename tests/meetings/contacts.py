"""Contacts for tests, recorded by the real services."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from accounts.models import User
from families.enums import Category
from meetings.contact_enums import (
    ContactKind,
    ContactLocation,
    ContactMethod,
    ContactPurpose,
    ContactStatus,
    InterpreterUse,
    ParticipantKind,
)
from meetings.models import Contact, ContactBatch
from meetings.services import export_contacts, record_contact

NARRATIVE = "The children were at home and had eaten."


def minute(hours: float = -1) -> datetime.datetime:
    """So many hours from now, as a form would say it."""
    return (timezone.now() + datetime.timedelta(hours=hours)).replace(second=0, microsecond=0)


def at_noon() -> Callable[[int], datetime.datetime]:
    """So many days ago, at noon of the county's day."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    return lambda days: noon - datetime.timedelta(days=days)


def facts(carried: SimpleNamespace, by: User, **more: Any) -> dict[str, Any]:
    """What a completed visit with the mother says."""
    usual: dict[str, Any] = {
        "kind": ContactKind.VISIT,
        "status": ContactStatus.COMPLETED,
        "starts_at": minute(),
        "ends_at": None,
        "method": ContactMethod.IN_PERSON,
        "location": ContactLocation.HOME,
        "purpose": ContactPurpose.WELL_BEING,
        "category": Category.SERVICES,
        "about": carried.mother,
        "confidential": False,
        "narrative": NARRATIVE,
        "provided_by": by,
        "other_provider": "",
        "services": [],
        "interpreter_use": InterpreterUse.NOT_NEEDED,
        "interpreter": "",
        "participants": [{"kind": ParticipantKind.CLIENT, "person": carried.mother}],
    }
    return usual | more


def visit(carried: SimpleNamespace, by: User | None = None, key: Any = None, **more: Any) -> Contact:
    by = by or carried.cfs_worker
    return record_contact(family=carried.family, by=by, key=key, **facts(carried, by, **more))


def call(carried: SimpleNamespace, by: User | None = None, **more: Any) -> Contact:
    return visit(carried, by, **{"kind": ContactKind.CALL, "method": ContactMethod.PHONE, "location": ""} | more)


def exported(by: User, again: bool = False) -> ContactBatch:
    """An export of everything of this person's bureau that is to enter."""
    return export_contacts(by=by, contacts=Contact.objects.visible_to(by).to_enter(by.bureau), again=again)


def typed(carried: SimpleNamespace, **more: Any) -> dict[str, Any]:
    """What the form sends for a completed visit."""
    return {
        "kind": "visit",
        "status": "completed",
        "starts_at": f"{timezone.localtime(minute()):%Y-%m-%dT%H:%M}",
        "ends_at": "",
        "method": "in_person",
        "location": "home",
        "purpose": "well_being",
        "people": [carried.mother.pk],
        "category": "services",
        "about": carried.mother.pk,
        "narrative": NARRATIVE,
        "provided_by": carried.cfs_worker.pk,
        "interpreter_use": "not_needed",
    } | more
