"""The exceptions of need-to-know: restricted families, conflicts of interest, break-glass and its review."""

import datetime
import uuid
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.models import User
from families.enums import ReviewOutcome
from families.models.base import CaseNumberField, FamilyRow
from families.models.people import Family
from families.querysets import BreakGlassQuerySet, ConflictQuerySet, RestrictionQuerySet, ReviewQuerySet


class Restriction(FamilyRow):
    """Only the people named may know the family, from a moment until it is lifted."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="restrictions")
    named = models.ManyToManyField(User, related_name="+")
    why = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_why = models.CharField("why it was lifted", max_length=200, blank=True)
    history = HistoricalRecords(m2m_fields=[named])

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["family"], condition=Q(lifted_at__isnull=True), name="one_restriction_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="restriction_lifted_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return "Restricted: only the people named may know it"


class Conflict(models.Model):
    """Someone of the staff says whom they know: a family they may open, or else a number, or a name and birth date.

    Accepted, it keeps them out of every family it tells of, whether the family is on file yet or not.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="conflicts")
    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT, related_name="conflicts")
    number = CaseNumberField("case number", max_length=30, blank=True)
    first_name = models.CharField(max_length=60, blank=True)
    last_name = models.CharField(max_length=60, blank=True)
    born_on = models.DateField("date of birth", null=True, blank=True)
    how = models.CharField("how you know them", max_length=200)
    declared_at = models.DateTimeField(default=timezone.now)
    accepted = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords()

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = "conflict of interest"
        verbose_name_plural = "conflicts of interest"
        ordering = ["-declared_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, accepted__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, accepted__isnull=False),
                name="conflict_decided_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(family__isnull=False)
                | ~Q(number="")
                | (~Q(first_name="") & ~Q(last_name="") & Q(born_on__isnull=False)),
                name="conflict_tells_of_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: conflict of interest"

    @property
    def family_uuid(self) -> UUID | None:
        return self.family.uuid if self.family else None


class BreakGlass(models.Model):
    """One try of break-glass, with its written reason. Append-only; without a family it found nothing."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="glass_broken")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500)
    family_uuid = models.UUIDField("family key", null=True, db_index=True)
    until = models.DateTimeField(null=True)

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "break-glass"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(family_uuid__isnull=True, until__isnull=True)
                | Q(family_uuid__isnull=False, until__isnull=False),
                name="broken_glass_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return "Break-glass"

    @property
    def ends_at(self) -> datetime.datetime | None:
        """When it closes: after its hours, or at the review that finds it not justified."""
        review = getattr(self, "review", None)
        if self.until and review and review.outcome == ReviewOutcome.NOT_JUSTIFIED:
            return min(self.until, review.made_at)
        return self.until


class BreakGlassReview(models.Model):
    """What the privacy officer found of one use. Append-only."""

    use = models.OneToOneField(BreakGlass, on_delete=models.PROTECT, related_name="review")
    outcome = models.CharField(max_length=14, choices=ReviewOutcome)
    note = models.CharField(max_length=500)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ReviewQuerySet.as_manager()

    def __str__(self) -> str:
        return self.get_outcome_display()
