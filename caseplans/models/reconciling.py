"""The reconciliation log: what was done about a finding of the two plans' reconciliation."""

import uuid
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from caseplans.models.drafting import Plan
from caseplans.querysets import ReconciliationQuerySet
from caseplans.reconciliation_enums import DecisionKind, Rule, Severity


class ReconciliationEntry(models.Model):
    """A proposal that was taken, or a finding that was overridden with a reason. Append-only.

    `rows` are the uuids of every row that the finding rests on: who may not read one of them now finds no entry.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reconciliation")
    kind = models.CharField(max_length=8, choices=DecisionKind)
    finding_key = models.TextField()
    rule = models.CharField(max_length=4, choices=Rule)
    severity = models.CharField(max_length=8, choices=Severity)
    finding = models.TextField(help_text="As it was told.")
    rows = ArrayField(models.UUIDField(), default=list)
    proposal = models.TextField(blank=True, help_text="In the words of its button.")
    token = models.CharField(max_length=64, blank=True, help_text="Of the proposal as it was shown.")
    reason = models.CharField(max_length=300, blank=True)
    family_agreed = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ReconciliationQuerySet.as_manager()

    class Meta:
        verbose_name = "entry of the reconciliation log"
        verbose_name_plural = "reconciliation log"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=DecisionKind.TAKEN, reason="") & ~Q(proposal="")
                | Q(kind=DecisionKind.OVERRIDE, proposal="") & ~Q(reason=""),
                name="a_proposal_taken_or_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_rule_display()}"

    @property
    def family_uuid(self) -> UUID:
        return self.plan.family_uuid
