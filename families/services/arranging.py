"""Tasks put off, handed over, written down by hand and done. What a fact makes due is done where the fact changes."""

import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access import NotAllowed
from accounts.models import User
from families.models import Family, HandOver, OwnTask, Snooze, Task
from families.rules.arranging import (
    arranged_as,
    check_can_be_given,
    check_can_end,
    check_can_hand_over,
    check_can_snooze,
    check_can_take,
    check_can_write_down,
)
from families.services.saving import check_seen, saved_before
from families.services.settling import dues_of_facts, settle


def _lock(family: Family) -> None:
    Family.objects.select_for_update().get(pk=family.pk)


def _as_it_stands(task: Task) -> Task:
    """The task read again under its family's lock. What is done meanwhile has closed."""
    current = Task.objects.filter(pk=task.pk).select_related("family", "owner__unit").first()
    if current is None:
        raise NotAllowed("This task is closed: it was done meanwhile.")
    return current


@transaction.atomic
def snooze_task(
    *, task: Task, by: User, until_date: datetime.date, why: str, seen: str = "", key: UUID | None = None
) -> Snooze:
    """Out of its owner's lists until that day. When it is due does not change, and their supervisor sees it.

    Over the task as it was `seen`; raises `StaleRow`. `key` is the form's own: the same form sent twice puts it off
    once.
    """
    _lock(task.family)
    facts = _of(task) | {"by": by, "until_date": until_date, "why": why}
    if saved := saved_before(Snooze, key, **facts):
        return saved
    task = _as_it_stands(task)
    check_can_snooze(by, task, until_date)
    check_seen(task, arranged_as(task), seen)
    keyed = {"uuid": key} if key else {}
    return Snooze.objects.create(owner=task.owner, **facts, **keyed)


@transaction.atomic
def hand_over_task(*, task: Task, by: User, to: User, why: str, seen: str = "", key: UUID | None = None) -> HandOver:
    """A colleague does it from now on, until the facts name another worker: then it is theirs.

    Over the task as it was `seen`; raises `StaleRow`. `key` is the form's own: the same form sent twice hands it over
    once.
    """
    _lock(task.family)
    facts = _of(task) | {"to": to, "by": by, "why": why}
    if saved := saved_before(HandOver, key, **facts):
        return saved
    task = _as_it_stands(task)
    check_can_hand_over(by, task)
    check_seen(task, arranged_as(task), seen)
    check_can_take(task, to)
    named: dict[tuple[str, str], int] = {(due.kind, due.key): due.owner_id for due in dues_of_facts(task.family)}
    keyed = {"uuid": key} if key else {}
    owner_id = named.get((task.kind, task.key), task.owner_id)
    handed = HandOver.objects.create(owner_id=owner_id, **facts, **keyed)
    settle(task.family)
    return handed


def _of(task: Task) -> dict[str, Any]:
    """What an arrangement says of which task it is about."""
    return {"family": task.family, "kind": task.kind, "key": task.key}


@transaction.atomic
def write_down_task(
    *, family: Family, by: User, title: str, owner: User, due_on: datetime.date, key: UUID | None = None
) -> OwnTask:
    """Somebody's own task, for themself or for a colleague of their bureau who may see the family.

    `key` is the form's own: the same form sent twice writes one down.
    """
    family = Family.objects.select_for_update().get(pk=family.pk)
    check_can_write_down(by, family)
    facts = {"family": family, "made_by": by, "title": title, "owner": owner, "due_on": due_on}
    if saved := saved_before(OwnTask, key, **facts):
        return saved
    if owner != by:
        check_can_be_given(family, by.bureau, owner)
    keyed = {"uuid": key} if key else {}
    task = OwnTask.objects.create(bureau=by.bureau, **facts, **keyed)
    settle(family)
    return task


@transaction.atomic
def end_own_task(*, task: OwnTask, by: User) -> None:
    """It is done. A second time changes nothing."""
    Family.objects.select_for_update().get(pk=task.family_id)
    task = OwnTask.objects.select_for_update().get(pk=task.pk)
    check_can_end(by, task)
    if task.done_at is None:
        task.done_at, task.done_by = timezone.now(), by
        task.save(update_fields=["done_at", "done_by"])
        settle(task.family)
