"""The verbs of the team thread: write a note, correct it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from accounts.access import NotAllowed, visible
from accounts.models import User
from crossover.sharing import is_readable
from families.enums import NoticeKind
from families.models import Family
from families.services import notify, save_version, saved_before, settle
from meetings.models import ThreadNote
from meetings.rules.thread import check_can_correct, check_can_write, check_named_may_read, check_note


@transaction.atomic
def write_to_team(
    *, family: Family, by: User, named: Iterable[User], key: UUID | None = None, **said: Any
) -> ThreadNote:
    """Write a note; whoever is named is told that there is one. `said`: text, category, about, confidential.

    `key` is the form's own: the same form sent twice writes one note.
    """
    family = Family.objects.select_for_update().get(pk=family.pk)
    check_can_write(by, family)
    if saved := saved_before(ThreadNote, key, family=family, written_by=by, **said):
        return saved
    _check(family, by, named, said)
    keyed = {"uuid": key} if key else {}
    note = ThreadNote.objects.create(family=family, bureau=by.bureau, written_by=by, **said, **keyed)
    _name(note, named, by)
    settle(family)
    return note


@transaction.atomic
def correct_thread_note(*, note: ThreadNote, by: User, version: int, named: Iterable[User], **said: Any) -> ThreadNote:
    """Put a note right over the version seen; whoever is newly named is told. Raises `StaleRow`."""
    Family.objects.select_for_update().get(pk=note.family.pk)
    note.refresh_from_db()
    check_can_correct(by, note)
    if not is_readable(note, by):
        raise NotAllowed("This note was changed meanwhile. Open the thread again.")
    _check(note.family, by, named, said)
    saved = save_version(note, version, **said)
    _name(saved, named, by)
    settle(saved.family)
    return saved


def _check(family: Family, by: User, named: Iterable[User], said: dict[str, Any]) -> None:
    check_note(by, family, **said)
    kind = {name: said[name] for name in ("category", "about", "confidential")}
    check_named_may_read(by, family, named, **kind)


def _name(note: ThreadNote, named: Iterable[User], by: User) -> None:
    """Tell whoever was not told of it before, and may read it now. The notice holds a link to the thread alone."""
    told = set(note.named.all())
    new = [user for user in named if user not in told and visible(ThreadNote, user).filter(pk=note.pk).exists()]
    _keep_named(note, named)
    url = reverse("reports:family-team", args=[note.family.uuid])
    notify(to=new, kind=NoticeKind.NAMED_IN_THREAD, url=url, family=note.family, by=by)


def _keep_named(note: ThreadNote, named: Iterable[User]) -> None:
    """Who is named is kept with the version just saved: it is no correction of its own."""
    note.skip_history_when_saving = True  # type: ignore[attr-defined]
    note.named.set(named)
    del note.skip_history_when_saving  # type: ignore[attr-defined]
    version = note.history.first()
    kept = type(version).named.model._default_manager
    kept.filter(history=version).delete()
    rows = ThreadNote.named.through._default_manager.filter(threadnote=note).values("id", "threadnote_id", "user_id")
    kept.bulk_create(kept.model(history=version, **row) for row in rows)
