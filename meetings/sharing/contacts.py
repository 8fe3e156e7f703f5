"""Contacts as one person may read them: of a family, one's own to enter, one of them, and those of an export."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from accounts.access import visible
from accounts.enums import Bureau
from accounts.models import User
from families.models import Family
from meetings.models import Contact, ContactBatch, ContactBatchLine, ContactParticipant, Meeting
from meetings.sharing import with_correction

# Where the cases of a contact's own bureau hang.
CASES: dict[str, str] = {Bureau.CFS: "cfs_cases", Bureau.CALWORKS: "calworks_cases"}


def contacts_of(family: Family, user: User) -> QuerySet[Contact]:
    """The family's contacts that this reader may read, newest first."""
    return _whole(visible(Contact, user).filter(family=family))


def contacts_at(meeting: Meeting, user: User) -> QuerySet[Contact]:
    """The contacts linked to a meeting that this reader may read, in the order they took place."""
    found = visible(Contact, user).filter(meeting=meeting).select_related("provided_by")
    return found.order_by("starts_at", "pk")


def contacts_to_enter(user: User) -> QuerySet[Contact]:
    """What the reader's bureau has still to enter of the families they work, each with the exports it stood in."""
    rows: Any = visible(Contact, user)
    return _whole(rows.to_enter(user.bureau)).prefetch_related(_lines())


def contact_whole(contact: Contact, user: User) -> Contact:
    """One contact that the reader knows, with everything its page shows."""
    return _whole(visible(Contact, user).filter(pk=contact.pk)).prefetch_related(_lines()).get()


def contacts_of_batch(batch: ContactBatch, user: User) -> list[tuple[Contact, bool, list[ContactBatch]]]:
    """What of an export may be read today, whether it changed since, and the exports that held it before."""
    exported = dict(batch.lines.values_list("contact", "contact_version"))
    rows = _whole(visible(Contact, user).filter(pk__in=exported)).prefetch_related(_lines())
    return [(one, one.version != exported[one.pk], _before(batch, batches_of(one))) for one in rows]


def batches_of(contact: Contact) -> list[ContactBatch]:
    """The exports that a contact stood in, the first one first."""
    return [line.batch for line in contact.batch_lines.all()]


def _before(batch: ContactBatch, batches: Iterable[ContactBatch]) -> list[ContactBatch]:
    return [one for one in batches if one.pk < batch.pk]


def _lines() -> Prefetch:
    return Prefetch("batch_lines", ContactBatchLine.objects.select_related("batch__made_by").order_by("batch_id"))


def _whole(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """With who took part, the numbers of the family's cases, and when it was put right."""
    participants = ContactParticipant.objects.select_related("person", "user")
    cases = [f"family__{path}" for path in CASES.values()]
    named = ("family", "about", "provided_by", "recorded_by", "entered_by", "meeting")
    return (
        with_correction(rows)
        .select_related(*named)
        .prefetch_related(Prefetch("participants", participants), *cases)
        .order_by("-starts_at", "-pk")
    )
