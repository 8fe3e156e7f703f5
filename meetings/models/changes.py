"""A significant change in the family's structure (31-090 V.A.7)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.models import User
from families.models import Categorised
from families.models.base import Days
from meetings.contact_enums import StructureChangeKind
from meetings.querysets import ReadableQuerySet


class StructureChange(Categorised):
    """What changed, when, whom it is about; and which of the steps it asks for were said to be done."""

    kind = models.CharField("what changed", max_length=10, choices=StructureChangeKind)
    happened_on = models.DateField("when")
    what = models.CharField("in words", max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    code_checked_at = models.DateTimeField("project code checked", null=True, blank=True)
    code_checked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    plan_reviewed_at = models.DateTimeField("plan reviewed", null=True, blank=True)
    plan_reviewed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords()

    objects = ReadableQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        verbose_name = "change in the family"
        verbose_name_plural = "changes in the family"
        ordering = ["-happened_on", "-pk"]
        constraints = [
            *Categorised.Meta.constraints,
            models.CheckConstraint(
                condition=Q(code_checked_at__isnull=True, code_checked_by__isnull=True)
                | Q(code_checked_at__isnull=False, code_checked_by__isnull=False),
                name="code_checked_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(plan_reviewed_at__isnull=True, plan_reviewed_by__isnull=True)
                | Q(plan_reviewed_at__isnull=False, plan_reviewed_by__isnull=False),
                name="plan_reviewed_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @classmethod
    def days_told(cls, ref: type[F]) -> Days:
        return ref("happened_on"), ref("happened_on")
