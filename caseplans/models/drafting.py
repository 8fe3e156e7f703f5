"""The plan while it is written: goals and activities, each a row with its own bureau, category and person."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import GoalKind, PlanStatus, Responsible, Source
from caseplans.querysets import PlanRowQuerySet
from families.enums import ServiceType
from families.models import Categorised, Family, FamilyRow, Person
from families.querysets import ContentQuerySet
from meetings.models import Meeting


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
    text = models.CharField("what we hope to accomplish", max_length=200)
    by_when = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = PlanRowQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        ordering = ["by_when", "pk"]

    def __str__(self) -> str:
        return self.text


class Activity(Categorised):
    """Who does what, through which service, by when, and which program provides and pays."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="activities")
    text = models.CharField("what", max_length=200)
    responsible = models.CharField("who", max_length=8, choices=Responsible)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="activities", verbose_name="which person"
    )
    service = models.CharField("type of service", max_length=20, choices=ServiceType)
    provider = models.CharField(max_length=120, blank=True)
    provided_by = models.CharField("which program provides", max_length=10, choices=Bureau)
    paid_by = models.CharField("which program pays", max_length=10, choices=Bureau)
    due_on = models.DateField("by when")
    source = models.CharField(max_length=8, choices=Source)
    mandatory = models.BooleanField("required", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = PlanRowQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        verbose_name_plural = "activities"
        ordering = ["due_on", "pk"]
        constraints = [
            *Categorised.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(responsible=Responsible.FAMILY) | models.Q(person__isnull=False),
                name="family_activity_names_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.text
