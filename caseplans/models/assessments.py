"""What both programs learn of a family: assessments with their common barriers, and strengths."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from simple_history.models import HistoricalRecords

from caseplans.assessment_enums import AssessmentTopic, StrengthFor, Tool
from caseplans.models.drafting import Goal
from caseplans.querysets import PlanRowQuerySet
from families.models import Categorised
from families.models.base import Days


class Assessment(Categorised):
    """An assessment of one person by either bureau, done or planned: what it found feeds the goals of the plan.

    `reuses` is the one of the other bureau whose answers a planned one takes, with consent (CFPIC Guidelines, 5).
    """

    tool = models.CharField(max_length=8, choices=Tool)
    on = models.DateField("day", default=timezone.localdate)
    is_done = models.BooleanField("it was done on this day", default=True)
    topics = ArrayField(
        models.CharField(max_length=12, choices=AssessmentTopic), default=list, verbose_name="what it asks about"
    )
    barriers = models.TextField("barriers", max_length=1000, blank=True)
    strengths = models.TextField("strengths", max_length=1000, blank=True)
    reuses = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reused_by",
        verbose_name="takes the answers of",
    )  # fmt: skip
    goals = models.ManyToManyField(Goal, blank=True, related_name="assessments", verbose_name="goals it feeds")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = PlanRowQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        ordering = ["-on", "-pk"]
        constraints = [
            *Categorised.Meta.constraints,
            models.CheckConstraint(condition=~Q(reuses=F("pk")), name="assessment_reuses_another"),
        ]

    def __str__(self) -> str:
        return f"{self.get_tool_display()}, {date_format(self.on)}"

    @classmethod
    def days_told(cls, ref: type[F]) -> Days:
        return ref("on"), ref("on")

    @property
    def topics_in_words(self) -> list[str]:
        return [AssessmentTopic(code).label for code in self.topics]


class Strength(Categorised):
    """One strength of a person, or of the whole family as that person's consent opens it, on the day it was noted."""

    text = models.CharField("strength", max_length=200)
    on = models.DateField("noted on", default=timezone.localdate)
    whole_family = models.BooleanField("a strength of the whole family", default=False)
    helps_with = ArrayField(models.CharField(max_length=12, choices=StrengthFor), default=list, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = PlanRowQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def days_told(cls, ref: type[F]) -> Days:
        return ref("on"), ref("on")

    @property
    def helps_in_words(self) -> list[str]:
        return [StrengthFor(code).label for code in self.helps_with]
