"""What the ground makes due: what staff wrote down by hand."""

from collections.abc import Iterable

from families.enums import TaskKind
from families.models import Family, OwnTask
from families.rules import Due


def own_dues(tasks: Iterable[OwnTask]) -> list[Due]:
    """Each from the day it was written down until it is done, in its own words."""
    return [
        Due(TaskKind.OWN, task.key, task.made_on, task.due_on, task.owner_id, "Written down by hand", task.title)
        for task in tasks
        if task.done_at is None
    ]


def due(family: Family) -> list[Due]:
    """What this family's own facts make due."""
    return own_dues(OwnTask.objects.filter(family=family).to_do())
