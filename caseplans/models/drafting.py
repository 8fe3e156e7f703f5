"""The plan while it is written, and its goals: each a row with its own bureau, category and person."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.models import User
from caseplans.enums import GoalKind, GoalNeed, PlanStatus
from caseplans.querysets import PlanRowQuerySet
from families.models import Categorised, Family, FamilyRow
from families.querysets import ContentQuerySet
from meetings.enums import PROTECTIVE_FACTORS
from meetings.models import Meeting

FACTORS = [(factor.value, factor.label) for factor in PROTECTIVE_FACTORS]


class Plan(FamilyRow):
    """A family's Linkages Coordinated Case Plan, form LCCP1 (31-090 III.F)."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="plans")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="plans", help_text="The LTM behind it."
    )
    amends = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="amended_by"
    )
    status = models.CharField(max_length=16, choices=PlanStatus, default=PlanStatus.DRAFT)
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = ContentQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return "Linkages Coordinated Case Plan"

    def get_absolute_url(self) -> str:
        return reverse("caseplans:plan-detail", args=[self.uuid])


class Goal(Categorised):
    """What the family and the agencies want to reach."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    kind = models.CharField(max_length=8, choices=GoalKind, default=GoalKind.SHARED)
    need = models.CharField("which need it answers", max_length=10, choices=GoalNeed, default=GoalNeed.OTHER)
    text = models.CharField("what we hope to accomplish", max_length=200)
    own_words = models.CharField("as the family said it", max_length=300, blank=True)
    short_term = models.BooleanField("short-term", default=True)
    protective_factor = models.CharField(max_length=20, choices=FACTORS, blank=True)
    measure = models.CharField("how we will know", max_length=200, blank=True)
    by_when = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    target_reason = models.CharField("why the day was changed", max_length=200, blank=True)
    translations = models.JSONField(default=dict, blank=True, editable=False, help_text="By language, then by field.")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = PlanRowQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        ordering = ["by_when", "pk"]

    def __str__(self) -> str:
        return self.text
