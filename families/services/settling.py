"""Facts -> pure rules -> rows: `settle` makes a family's grants and tasks match its facts."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.module_loading import import_string

from accounts.querysets import settings_read_once
from families.grounds import with_exceptions
from families.models import Family, FamilyGrant, Task
from families.rules import Due, GroundOfAccess
from families.rules.arranging import knows_lastingly
from families.rules.facts import facts_read_once

FOLLOWS_THE_FACT = ["opens_on", "due_on", "owner_id", "why", "title"]


def _contributions(paths: Iterable[str], family: Family) -> list[Any]:
    functions: list[Callable[[Family], list[Any]]] = [import_string(path) for path in paths]
    return [fact for function in functions for fact in function(family)]


def grounds_of(family: Family) -> list[GroundOfAccess]:
    """Every ground of access to this family, from all apps, as covers, a restriction and conflicts leave them.

    A family that was merged away has none.
    """
    return [] if family.merged_into_id else with_exceptions(family, _contributions(settings.GROUNDS, family))


def dues_of_facts(family: Family) -> list[Due]:
    """Everything due in this family, from all apps, whose the facts say it is."""
    return [] if family.merged_into_id else _contributions(settings.DEADLINES, family)


def dues_of(family: Family) -> list[Due]:
    """Everything due in this family, what was handed over with whom has it now.

    A task is back with the worker whom the facts name once they name another, or the colleague may not know the
    family any more.
    """
    dues = dues_of_facts(family)
    handed = {(each.kind, each.key, each.owner_id): each.to_id for each in family.handover_rows.order_by("at", "pk")}
    able = set(knows_lastingly(family).filter(pk__in=handed.values()).values_list("pk", flat=True)) if handed else set()
    to = {known: colleague for known, colleague in handed.items() if colleague in able}
    return [replace(due, owner_id=to.get((due.kind, due.key, due.owner_id), due.owner_id)) for due in dues]


@settings_read_once()
@facts_read_once()
@transaction.atomic
def settle(family: Family) -> None:
    """Make the derived rows of a family match its facts. Every service that changes a family ends with it."""
    family = Family.objects.select_for_update().get(pk=family.pk)
    missing, extra = grant_drift(family)
    FamilyGrant.objects.filter(pk__in=[grant.pk for grant in extra]).delete()
    FamilyGrant.objects.bulk_create(missing)
    new, gone = task_drift(family)
    moved = {(task.kind, task.key) for task in new}
    Task.objects.filter(pk__in=[task.pk for task in gone if (task.kind, task.key) not in moved]).delete()
    Task.objects.bulk_create(
        new, update_conflicts=True, unique_fields=["family", "kind", "key"], update_fields=FOLLOWS_THE_FACT
    )


def grant_drift(family: Family) -> tuple[list[FamilyGrant], list[FamilyGrant]]:
    """Grants that the facts ask for and the table lacks, and grants the table holds without a fact."""
    permissions = dict(
        Permission.objects.filter(content_type__app_label="families", content_type__model="family").values_list(
            "codename", "pk"
        )
    )
    wanted: dict[tuple[int, int, str, str], GroundOfAccess] = {
        (ground.user_id, permissions[ground.level], ground.ground, ground.source): ground
        for ground in grounds_of(family)
    }
    extra = []
    for grant in FamilyGrant.objects.filter(content_object=family):
        key = (grant.user_id, grant.permission_id, grant.ground, grant.source)
        ground = wanted.get(key)
        if ground and (ground.valid_from, ground.valid_until) == (grant.valid_from, grant.valid_until):
            del wanted[key]
        else:
            extra.append(grant)
    missing = [
        FamilyGrant(
            content_object=family,
            user_id=user_id,
            permission_id=permission_id,
            ground=kind,
            source=source,
            valid_from=ground.valid_from,
            valid_until=ground.valid_until,
        )
        for (user_id, permission_id, kind, source), ground in wanted.items()
    ]
    return missing, extra


def task_drift(family: Family) -> tuple[list[Task], list[Task]]:
    """Tasks that the facts ask for and the table lacks, and tasks the table holds without a fact."""
    wanted: dict[tuple[str, str], Due] = {(due.kind, due.key): due for due in dues_of(family)}
    gone = []
    for task in Task.objects.filter(family=family):
        due = wanted.get((task.kind, task.key))
        if due and all(getattr(due, name) == getattr(task, name) for name in FOLLOWS_THE_FACT):
            del wanted[task.kind, task.key]
        else:
            gone.append(task)
    return [Task(family=family, **vars(due)) for due in wanted.values()], gone
