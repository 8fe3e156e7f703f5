"""How the activities of the plan go, by day, in the words of either worker. Written once: a later entry corrects."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from simple_history.models import HistoricalRecords

from accounts.models import User
from caseplans.models.activities import Activity
from caseplans.progress_enums import Compliance, Presence
from caseplans.querysets import ProgressQuerySet
from families.models import Categorised
from families.models.base import Days

HOURS_OF_A_DAY = 24


class ProgressNote(Categorised):
    """What either worker saw of an activity on a day (31-090 III.G). The plan that was signed stays as it was."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="progress_notes")
    on = models.DateField("day", default=timezone.localdate)
    presence = models.CharField("attendance", max_length=8, choices=Presence, blank=True)
    hours = models.DecimalField(
        max_digits=4, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(HOURS_OF_A_DAY)],
    )  # fmt: skip
    compliance = models.CharField("for this program", max_length=8, choices=Compliance, blank=True)
    evidence = models.CharField("what shows it", max_length=200, blank=True)
    barrier = models.CharField("barrier met", max_length=300, blank=True)
    next_step = models.CharField(max_length=200, blank=True)
    milestone = models.CharField("reached, to celebrate", max_length=120, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords()

    objects = ProgressQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        ordering = ["-on", "-written_at"]

    def __str__(self) -> str:
        return f"How it goes, {date_format(self.on)}"

    @classmethod
    def days_told(cls, ref: type[F]) -> Days:
        return ref("on"), ref("on")
