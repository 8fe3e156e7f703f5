"""Activities that the county uses again and again, by service: what a new one begins with."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from simple_history.models import HistoricalRecords

from caseplans.enums import Frequency
from caseplans.models.activities import STEPS
from caseplans.models.requirements import HoursField
from caseplans.querysets import ActivityTemplateQuerySet
from families.enums import WtwActivity
from families.models import Service


class ActivityTemplate(models.Model):
    """What an activity with this service usually says. It tells of no family."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="activity_templates")
    text = models.CharField("what", max_length=200)
    why = models.CharField(max_length=200, blank=True)
    measure = models.CharField("how we will know", max_length=200, blank=True)
    steps = ArrayField(models.CharField(max_length=120), size=STEPS, default=list, blank=True)
    frequency = models.CharField("how often", max_length=12, choices=Frequency, blank=True)
    hours_a_week = HoursField()
    counts_as = models.CharField("counts toward Welfare-to-Work as", max_length=20, choices=WtwActivity, blank=True)
    offered = models.BooleanField(default=True)
    history = HistoricalRecords()

    objects = ActivityTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["service__name", "text"]

    def __str__(self) -> str:
        return f"{self.service}: {self.text}"

    def facts(self) -> dict[str, object]:
        """What a new activity begins with, by field. The kind of information follows from the service."""
        names = ("text", "why", "measure", "steps", "frequency", "hours_a_week", "counts_as")
        said = {name: getattr(self, name) for name in names}
        return {**said, "service": self.service_id, "category": self.service.tells_of}
