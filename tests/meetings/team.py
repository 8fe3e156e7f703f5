"""Notes of the team thread and changes in the family for tests, made by the real services."""

from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from accounts.models import User
from families.enums import Category
from meetings.contact_enums import StructureChangeKind
from meetings.models import StructureChange, ThreadNote
from meetings.services.changes import record_change
from meetings.services.thread import write_to_team

TEXT = "Leave Thursdays free for the school"


def wrote(carried: SimpleNamespace, by: User | None = None, **more: Any) -> ThreadNote:
    """A note of logistics that names nobody."""
    said: dict[str, Any] = {"text": TEXT, "category": Category.LOGISTICS, "about": None, "confidential": False}
    said |= {"named": []} | more
    return write_to_team(family=carried.family, by=by or carried.cfs_worker, **said)


def changed(carried: SimpleNamespace, by: User | None = None, **more: Any) -> StructureChange:
    """A child was removed, as identity tells it: it asks for every step."""
    said: dict[str, Any] = {
        "kind": StructureChangeKind.REMOVED,
        "happened_on": timezone.localdate(),
        "what": "",
        "category": Category.IDENTITY,
        "about": carried.child,
    }
    return record_change(family=carried.family, by=by or carried.cfs_worker, **(said | more))
