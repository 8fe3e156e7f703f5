"""What a Disposition Conference came to (31-090 III.G)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.models import User
from families.models import Categorised
from meetings.enums import CaseDecision
from meetings.models.meetings import Meeting


class DispositionReview(Categorised):
    """What it found, how the case goes on, and what changes in the plan: once for each conference.

    A decision for the court stays within CFS, whatever is signed (W&I 827).
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="review")
    decision = models.CharField("how the case goes on", max_length=8, choices=CaseDecision)
    findings = models.CharField(max_length=1000)
    plan_changes = models.CharField("changes of the plan", max_length=1000, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta(Categorised.Meta):
        verbose_name = "decision of a Disposition Conference"
        verbose_name_plural = "decisions of Disposition Conferences"
        constraints = [
            *Categorised.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(decision=CaseDecision.COURT) | Q(confidential=True), name="court_decision_stays_in_cfs"
            ),
            models.CheckConstraint(
                condition=~Q(decision=CaseDecision.CHANGE) | ~Q(plan_changes=""), name="changed_plan_says_how"
            ),
        ]

    def __str__(self) -> str:
        return self.get_decision_display()
