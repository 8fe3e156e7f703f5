"""What a supervisor sees of their units' work: by worker, what was put off and why, LTMs asked for and not held."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.template.defaultfilters import pluralize
from django.utils import timezone

from accounts.access import visible
from accounts.models import Cover, User
from families.enums import TaskKind
from families.models import Task
from meetings.enums import LTMS
from meetings.models import Meeting, MeetingRequest

# What makes another LTM due (31-090 III.G), as far as its facts are held here.
ASKS_FOR_AN_LTM = frozenset({TaskKind.HOLD_TRANSITION_LTM, TaskKind.HOLD_MISSED_LTM, TaskKind.HOLD_NOT_MET_LTM})


@dataclass
class Load:
    """The open tasks of one worker: how many, how many late and by how many days at most, how many put off."""

    worker: User
    waiting: int = 0
    overdue: int = 0
    days_late: int = 0
    snoozed: int = 0
    covers: list[Cover] = field(default_factory=list)

    @property
    def late_by(self) -> str:
        return f"{self.days_late} day{pluralize(self.days_late)}"


def of_units(user: User) -> Any:
    """Open tasks of the staff of the units someone supervises, as far as they are theirs to know."""
    tasks: Any = visible(Task, user).filter(owner__unit__in=user.supervised_unit_ids)
    return tasks.opened().with_snooze().select_related("owner__unit", "family").order_by("due_on", "pk")


def loads(tasks: Iterable[Any], today: datetime.date) -> list[Load]:
    """By worker, who is the most behind first. What was put off is counted by itself."""
    found: dict[int, Load] = {}
    for task in tasks:
        load = found.setdefault(task.owner_id, Load(task.owner))
        if task.snoozed_until and task.snoozed_until > today:
            load.snoozed += 1
            continue
        load.waiting += 1
        if task.due_on < today:
            load.overdue += 1
            load.days_late = max(load.days_late, (today - task.due_on).days)
    return sorted(found.values(), key=lambda load: (-load.days_late, -load.overdue, str(load.worker)))


def loads_of_units(user: User) -> list[Load]:
    """With who covers each worker today."""
    today = timezone.localdate()
    found = loads(of_units(user), today)
    covers = Cover.objects.in_force(today).filter(covered__in=[load.worker.pk for load in found])
    by_worker: dict[int, list[Cover]] = {}
    for cover in covers.select_related("cover"):
        by_worker.setdefault(cover.covered_id, []).append(cover)
    for load in found:
        load.covers = by_worker.get(load.worker.pk, [])
    return found


def without_ltm(user: User) -> QuerySet[Task]:
    """LTMs that III.G asks for and that were not held yet, each with `ltm_at` where one is scheduled.

    A change of the facts asks for one, and so do staff or the family; such a request ends once a meeting is scheduled.
    """
    requests: Any = visible(MeetingRequest, user)
    keys = [f"request:{uuid}" for uuid in requests.open().filter(kind__in=LTMS).values_list("uuid", flat=True)]
    ahead = visible(Meeting, user).filter(family=OuterRef("family")).ahead().ltms()  # type: ignore[attr-defined]
    return (
        of_units(user)
        .filter(Q(kind__in=ASKS_FOR_AN_LTM) | Q(kind=TaskKind.SCHEDULE_MEETING, key__in=keys))
        .annotate(ltm_at=Subquery(ahead.order_by("starts_at").values("starts_at")[:1]))
    )
