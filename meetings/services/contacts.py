"""The verbs of contacts: record, correct, mark as entered in CWS/CMS or the CalSAWS journal, export."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from simple_history.utils import update_change_reason

from accounts.access import NotAllowed
from accounts.models import User
from crossover.sharing import is_readable
from families.models import Family
from families.services import check_was_saved, save_version, saved_before, settle
from meetings.contact_enums import ENTRY_TAKEN_BACK, TOOK_PLACE, WAS_ENTERED, ContactStatus
from meetings.models import Contact, ContactBatch, ContactBatchLine, ContactParticipant
from meetings.querysets import ContactQuerySet
from meetings.rules.contacts import (
    Participant,
    check_can_correct_contact,
    check_can_enter_contact,
    check_can_export_contacts,
    check_can_record_contact,
    check_can_take_entry_back,
    check_contact,
)

CHANGED_MEANWHILE = "This contact was changed meanwhile. Open it again, and enter it as it stands now."
NAMES = ("kind", "person", "user", "name")


@transaction.atomic
def record_contact(
    *, family: Family, by: User, participants: Sequence[Participant], key: UUID | None = None, **facts: Any
) -> Contact:
    """Record a contact of the writer's bureau. `facts` are the fields of the row, `participants` who took part.

    `key` is the form's own: the same form sent twice makes one contact.
    """
    family = Family.objects.select_for_update().get(pk=family.pk)
    check_can_record_contact(by, family)
    if saved := saved_before(Contact, key, family=family, recorded_by=by, **facts):
        check_was_saved(not _differs(saved, participants, {}))
        return saved
    check_contact(family, by, {**facts, "participants": participants})
    keyed = {"uuid": key} if key else {}
    contact = Contact.objects.create(family=family, bureau=by.bureau, recorded_by=by, **facts, **keyed)
    _write_participants(contact, participants)
    settle(family)
    return contact


@transaction.atomic
def correct_contact(
    *, contact: Contact, by: User, version: int, participants: Sequence[Participant], **facts: Any
) -> Contact:
    """Put a contact right, or say how a scheduled one went. Raises `StaleRow` where it was changed since `version`.

    One that was entered already is to be entered again: the mark is taken back, and says why.
    """
    Family.objects.select_for_update().get(pk=contact.family.pk)
    contact.refresh_from_db()
    check_can_correct_contact(by, contact)
    if not is_readable(contact, by):
        raise NotAllowed("This contact was changed meanwhile. Open it again.")
    check_contact(contact.family, by, {**facts, "participants": participants}, contact)
    if contact.version == version and not _differs(contact, participants, facts):
        return contact
    said_how_it_went = contact.status == ContactStatus.SCHEDULED != facts["status"]
    saved = save_version(contact, version, **facts, **_entry_after_correction(contact))
    if said_how_it_went:
        update_change_reason(saved, TOOK_PLACE)
    _write_participants(saved, participants)
    settle(saved.family)
    return saved


def _entry_after_correction(contact: Contact) -> dict[str, Any]:
    if not contact.entered_at:
        return {}
    day = date_format(timezone.localtime(contact.entered_at))
    why = f"Corrected since it was entered on {day} by {contact.entered_by}"
    return {"entered_at": None, "entered_by": None, "entry_ended": why}


@transaction.atomic
def enter_contact(*, contact: Contact, by: User, version: int) -> None:
    """Mark that a contact stands in the bureau's own system, in the version that was seen."""
    _enter(contact, by, version)
    settle(contact.family)


def _enter(contact: Contact, by: User, version: int) -> None:
    _lock(contact)
    check_can_enter_contact(by, contact)
    if contact.version != version:
        raise NotAllowed(CHANGED_MEANWHILE)
    contact.entered_at, contact.entered_by, contact.entry_ended = timezone.now(), by, ""
    _save_with_reason(contact, WAS_ENTERED)


@transaction.atomic
def take_entry_back(*, contact: Contact, by: User, reason: str) -> None:
    """Say that a contact does not stand in the bureau's system after all, and why."""
    _lock(contact)
    check_can_take_entry_back(by, contact)
    contact.entered_at = contact.entered_by = None
    contact.entry_ended = reason
    _save_with_reason(contact, ENTRY_TAKEN_BACK)
    settle(contact.family)


@transaction.atomic
def export_contacts(*, by: User, contacts: ContactQuerySet, again: bool) -> ContactBatch:
    """Make a file of contacts, as a batch that says which. What stood in a batch before comes only `again`."""
    check_can_export_contacts(by)
    keys = [contact.pk for contact in contacts.select_for_update(of=("self",))]
    chosen = Contact.objects.visible_to(by).to_enter(by.bureau).filter(pk__in=keys)
    chosen = chosen.exported() if again else chosen.not_exported()
    if not chosen.exists():
        raise NotAllowed("Nothing here is left to export. What was exported before can be exported again.")
    batch = ContactBatch.objects.create(bureau=by.bureau, made_by=by)
    ContactBatchLine.objects.bulk_create(
        ContactBatchLine(batch=batch, contact=contact, contact_version=contact.version) for contact in chosen
    )
    return batch


@transaction.atomic
def enter_batch(*, batch: ContactBatch, by: User) -> int:
    """Mark as entered what stands in a batch as it was exported. Returns how many; what changed since is left out."""
    contacts = Contact.objects.visible_to(by).to_enter(by.bureau)
    lines = batch.lines.filter(contact__in=contacts).select_related("contact__family").order_by("contact__family", "pk")
    same = [line for line in lines if line.contact.version == line.contact_version]
    for line in same:
        _enter(line.contact, by, line.contact_version)
    for family in {line.contact.family for line in same}:
        settle(family)
    return len(same)


def _lock(contact: Contact) -> None:
    """Read the contact again under its family's lock, so that it is not corrected while it is marked."""
    Family.objects.select_for_update().get(pk=contact.family.pk)
    contact.refresh_from_db(from_queryset=Contact.objects.select_for_update())


def _save_with_reason(contact: Contact, why: str) -> None:
    contact._change_reason = why  # type: ignore[attr-defined]  # noqa: SLF001 (simple-history reads the reason there)
    contact.save()


def _differs(contact: Contact, participants: Sequence[Participant], facts: Mapping[str, Any]) -> bool:
    on_file = {tuple(getattr(one, name) for name in NAMES) for one in contact.participants.all()}
    return on_file != set(map(_named, participants)) or any(
        getattr(contact, name) != value for name, value in facts.items()
    )


def _named(participant: Participant) -> tuple[Any, ...]:
    usual = {"person": None, "user": None, "name": ""}
    return tuple({**usual, **participant}[name] for name in NAMES)


def _write_participants(contact: Contact, participants: Sequence[Participant]) -> None:
    """Make the rows match who took part; each is content of the contact's own category."""
    told = {name: getattr(contact, name) for name in ("category", "about", "confidential")}
    wanted = dict.fromkeys(map(_named, participants))
    for row in contact.participants.select_related("person", "user"):
        named = tuple(getattr(row, name) for name in NAMES)
        if named not in wanted:
            row.delete()
            continue
        del wanted[named]
        if any(getattr(row, name) != value for name, value in told.items()):
            for name, value in told.items():
                setattr(row, name, value)
            row.save()
    for named in wanted:
        ContactParticipant.objects.create(
            family=contact.family,
            contact=contact,
            bureau=contact.bureau,
            **told,
            **dict(zip(NAMES, named, strict=True)),
        )
