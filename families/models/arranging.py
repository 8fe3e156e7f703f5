"""What staff arrange about what is due: put off, handed over, written down by hand. `settle` leaves it alone."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.enums import Bureau
from accounts.models import User
from families.enums import TaskKind
from families.models.base import FamilyRow
from families.models.people import Family
from families.querysets import ArrangedQuerySet, OwnTaskQuerySet

OWN_TASK_KEY = "own_task:"


class OwnTask(FamilyRow):
    """A task somebody wrote down by hand, in short words. Until it is done `settle` keeps a Task of it.

    Its words are its own bureau's alone.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="own_tasks")
    bureau = models.CharField(max_length=10, choices=Bureau)
    title = models.CharField("what is to be done", max_length=80)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField("due")
    made_on = models.DateField(default=timezone.localdate)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords()

    objects = OwnTaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="done_task_says_when_and_by_whom",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("made_on")), name="own_task_is_due_later"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """The key of the Task made of it."""
        return f"{OWN_TASK_KEY}{self.uuid}"


class Arranged(FamilyRow):
    """About the task of one fact, by its kind and key: the Task itself comes and goes with the fact. Never edited."""

    kind = models.CharField(max_length=24, choices=TaskKind)
    key = models.CharField(max_length=80)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=120)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ArrangedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["family", "kind", "key"], name="%(class)s_of_a_task")]


class Snooze(Arranged):
    """Its owner put a task off: it is back by itself on `until_date`. The day it is due stays. The last one counts."""

    until_date = models.DateField("back on")

    def __str__(self) -> str:
        return self.why


class HandOver(Arranged):
    """A colleague does it from now on, as long as the facts name the same `owner`. The last one counts."""

    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.why
