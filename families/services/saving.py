"""A row is saved only over the version its editor saw."""

from typing import Any, TypeVar

from django.db import models

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
