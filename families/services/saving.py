"""A row is saved only over the version its editor saw, and a form sent twice makes one row."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from accounts.access import NotAllowed

M = TypeVar("M", bound=models.Model)


class StaleRow(Exception):
    """Someone else saved this row since it was opened. `current` is the row as it stands now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("Someone else saved this since you opened it.")
        self.current = current


def save_version(row: M, version: int, **facts: Any) -> M:
    """Write `facts` to the row if it still has this version, and count the version up.

    Raises StaleRow with the row as it is now. Call it inside a transaction.
    """
    current = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if current.version != version:  # type: ignore[attr-defined]
        raise StaleRow(current)
    for name, value in facts.items():
        setattr(current, name, value)
        setattr(row, name, value)
    current.version = row.version = version + 1  # type: ignore[attr-defined]
    current.save()
    return current


def check_seen(row: models.Model, stands: str, seen: str) -> None:
    """What is done to a row is done to it as whoever does it saw it: `stands` says how it stands, `seen` how it stood.

    Blank where nobody was shown it. Raises StaleRow. Call it once the row is read again under its lock.
    """
    if seen and seen != stands:
        raise StaleRow(row)


def saved_before(model: type[M], key: UUID | None, /, **facts: Any) -> M | None:
    """The row that the same form made, sent again; refused where it says something else by now.

    Call it under the lock of what the row hangs from.
    """
    row = model._default_manager.filter(uuid=key).first() if key else None
    if row is not None:
        check_was_saved(all(getattr(row, name) == value for name, value in facts.items()))
    return row


def check_was_saved(same: bool) -> None:
    """What was typed into a form since it was saved is not lost silently: it is the `same`, or refused."""
    if not same:
        raise NotAllowed("This form was saved already. Open what was saved, and put it right there.")
