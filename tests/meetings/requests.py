"""Requests between the programs for tests, made by the real services."""

import datetime
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from accounts.models import User
from families.enums import Category
from meetings.contact_enums import RequestKind
from meetings.models import BureauRequest
from meetings.services.requests import ask_other_program

WHAT = "Pay the bus to the Tuesday class"


def facts(carried: SimpleNamespace, by: User, **more: Any) -> dict[str, Any]:
    """What CFS, or CalWORKs, asks of the other program's worker: logistics, which need no consent."""
    usual: dict[str, Any] = {
        "kind": RequestKind.SERVICE,
        "what": WHAT,
        "why": "The class begins on Tuesday",
        "category": Category.LOGISTICS,
        "about": None,
        "owner": carried.ais_worker if by.bureau == "cfs" else carried.cfs_worker,
        "due_on": timezone.localdate() + datetime.timedelta(days=5),
    }
    return usual | more


def asked(carried: SimpleNamespace, by: User | None = None, key: Any = None, **more: Any) -> BureauRequest:
    by = by or carried.cfs_worker
    return ask_other_program(family=carried.family, by=by, key=key, **facts(carried, by, **more))


def typed(carried: SimpleNamespace, **more: Any) -> dict[str, Any]:
    """What the form sends."""
    said = facts(carried, carried.cfs_worker)
    return said | {"about": "", "owner": said["owner"].pk, "due_on": said["due_on"].isoformat()} | more
