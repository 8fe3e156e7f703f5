"""What keeps background work from being lost: what fails is tried again later, what was cut short by another worker.

A task may so be run more than once; each knows by a key of its own what it has done already (families/jobs.py).
"""

import datetime
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks import TaskResult, TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)
MOST_TRIES = 12  # with the pauses between them some six hours: a mail server may be away so long
LONGEST_PAUSE = datetime.timedelta(hours=1)
LOOK_EVERY = 5  # seconds between a worker's looks at what was cut short


def pause_after(tries: int) -> datetime.timedelta:
    """A minute after the first try, twice as long after each further one, an hour at most."""
    return min(datetime.timedelta(minutes=2 ** (tries - 1)), LONGEST_PAUSE)


def try_again_later(sender: object, task_result: TaskResult, **kwargs: Any) -> None:
    """A task that failed is ready again after a pause, until it has failed too often."""
    if task_result.status != TaskResultStatus.FAILED:
        return
    tries = len(task_result.worker_ids)
    if tries >= MOST_TRIES:
        logger.error("Task %s failed %d times and is given up.", task_result.id, tries)
        return
    run_after = timezone.now() + pause_after(tries)
    DBTaskResult.objects.filter(id=task_result.id).update(status=TaskResultStatus.READY, run_after=run_after)


@contextmanager
def known_to_live(worker_id: str) -> Iterator[None]:
    """As long as this worker lives it holds a lock of the database: whoever can take the lock knows that it died."""
    held = connection.copy()
    try:
        with held.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [worker_id])
        yield
    finally:
        held.close()


def take_up_what_was_cut_short() -> int:
    """Tasks whose worker died while it ran them are ready again; how many."""
    taken = 0
    for task in DBTaskResult.objects.running():
        if not task.worker_ids or _lives(task.worker_ids[-1]):
            continue
        is_last = len(task.worker_ids) >= MOST_TRIES
        if is_last:
            logger.error("Task %s was cut short %d times and is given up.", task.id, len(task.worker_ids))
        status = TaskResultStatus.FAILED if is_last else TaskResultStatus.READY
        still = DBTaskResult.objects.running().filter(id=task.id, worker_ids=task.worker_ids)
        taken += still.update(status=status, run_after=timezone.now())
    return taken


@contextmanager
def looking_for_what_was_cut_short() -> Iterator[None]:
    """At its start, and then beside its own work, a worker takes up what another one left when it was killed."""
    take_up_what_was_cut_short()
    over = threading.Event()
    beside = threading.Thread(target=_look_until, args=[over], daemon=True)
    beside.start()
    try:
        yield
    finally:
        over.set()
        beside.join()


def _look_until(over: threading.Event) -> None:
    while not over.wait(LOOK_EVERY):
        try:
            take_up_what_was_cut_short()
        except DatabaseError:
            logger.exception("What was cut short could not be looked for.")
        finally:
            connection.close()


def _lives(worker_id: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [worker_id])
        (is_free,) = cursor.fetchone()
        if is_free:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [worker_id])
    return not is_free
