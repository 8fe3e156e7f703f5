"""What the two workers arrange about their tasks: one put off, one handed over, some written down and one done."""

import datetime
from typing import Any

from django.utils import timezone

from accounts.access import visible
from accounts.models import User
from families.enums import GOES_WITH_XOVER1
from families.models import Assignment, Family, Task
from families.rules.arranging import knows_lastingly
from families.services import end_own_task, hand_over_task, snooze_task, write_down_task
from linkages_site.demo.road import on_day

WRITTEN = {
    "cfs.worker": ["Bring the bus passes to the next visit", "Ask the school for the attendance letter"],
    "ais.worker": ["Send the child care provider list", "Call the family about the new office hours"],
}


def arrange_tasks(staff: dict[str, User]) -> None:
    for name, titles in WRITTEN.items():
        with on_day(2, by=staff[name]):
            _arrange(staff[name], titles)


def _arrange(worker: User, titles: list[str]) -> None:
    """Of the tasks that are the worker's own: those of one family are never all arranged."""
    tasks: Any = visible(Task, worker).filter(owner=worker).exclude(kind__in=GOES_WITH_XOVER1)
    first, second = tasks.order_by("due_on", "pk")[:2]
    back = timezone.localdate() + datetime.timedelta(days=9)
    snooze_task(task=first, by=worker, until_date=back, why="The parent is away until Thursday")
    supervisor = knows_lastingly(second.family).filter(supervisions__unit=worker.unit).first()
    if supervisor:
        hand_over_task(task=second, by=worker, to=supervisor, why="In training this week")
    for days, title, family in zip((1, 4), titles, _families_of(worker), strict=False):
        due_on = timezone.localdate() + datetime.timedelta(days=days)
        write_down_task(family=family, by=worker, title=title, owner=worker, due_on=due_on)
    done = write_down_task(family=family, by=worker, title="Copy the plan for the file", owner=worker, due_on=due_on)
    end_own_task(task=done, by=worker)


def _families_of(worker: User) -> list[Family]:
    carried = Assignment.objects.open().filter(worker=worker).families()
    return list(Family.objects.filter(pk__in=carried).order_by("pk"))
