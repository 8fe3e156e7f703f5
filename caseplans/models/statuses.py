"""An adult's Welfare-to-Work status as it was reviewed at an LTM. Written once."""

from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.models import User
from caseplans.querysets import PlanRowQuerySet
from caseplans.status_enums import StatusOutcome
from families.enums import WtwStatus
from families.models import Categorised
from meetings.models import Meeting


class StatusReview(Categorised):
    """Which status stood, and what is done about it: no family leaves an LTM sanctioned without an offer."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="status_reviews")
    status = models.CharField("Welfare-to-Work status", max_length=20, choices=WtwStatus)
    outcome = models.CharField("what is done about it", max_length=14, choices=StatusOutcome)
    words = models.CharField("what was said", max_length=200, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords()

    objects = PlanRowQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        ordering = ["-written_at"]
        constraints = [
            *Categorised.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "about", "bureau"], name="one_status_review_a_bureau"),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.get_outcome_display().lower()}"
