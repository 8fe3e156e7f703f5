"""Clearances and the XOVER1 crossover form with its hops."""

import uuid
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.models import PHONE, Unit, User
from crossover.enums import (
    AisReason,
    ClearancePurpose,
    ClearanceResult,
    Direction,
    HopEnd,
    Ineligibility,
    SearchKey,
    System,
    Xover1Status,
)
from crossover.querysets import ClearanceQuerySet, HopQuerySet, Xover1QuerySet
from families.models import Assignment, CaseNumberField, CfsCase, Family, FamilyRow, Referral


class Clearance(models.Model):
    """One look into the other program's system: what was searched, by whom, what it said, as of when.

    A finding, not a working record: status and worker only (31-090 III.B, V.B.1).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="clearances")
    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT, related_name="clearances")
    assignment = models.ForeignKey(
        Assignment, null=True, blank=True, on_delete=models.PROTECT, related_name="clearances", editable=False
    )
    purpose = models.CharField(max_length=20, choices=ClearancePurpose)
    system = models.CharField("system searched", max_length=10, choices=System)
    keys_used = ArrayField(models.CharField(max_length=12, choices=SearchKey), verbose_name="searched by")
    result = models.CharField(max_length=14, choices=ClearanceResult)
    searched_for = models.CharField("names and dates searched", max_length=200, blank=True)
    discontinued_on = models.DateField(null=True, blank=True)
    as_of = models.DateField("as of", default=timezone.localdate)
    case_number = CaseNumberField("case number found", max_length=30, blank=True)
    worker_name = models.CharField("worker named there", max_length=120, blank=True)
    worker_phone = models.CharField(max_length=30, blank=True, validators=[PHONE])
    evidence = models.CharField(
        "what was seen", max_length=200, blank=True, help_text="What the screen said, in a few words. No screenshot."
    )
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="clearances")
    history = HistoricalRecords()

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result=ClearanceResult.DISCONTINUED) ^ Q(discontinued_on__isnull=True),
                name="discontinued_clearance_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(referral__isnull=False) | Q(family__isnull=False), name="clearance_is_about_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_system_display()}: {self.get_result_display()}"

    def get_absolute_url(self) -> str:
        return reverse("crossover:clearance-detail", args=[self.uuid])

    @property
    def finds_calworks_active(self) -> bool:
        """Only the eligibility system says so: “active” in CWS/CMS is about CFS."""
        return self.system == System.CALSAWS and self.result == ClearanceResult.ACTIVE

    @property
    def family_uuid(self) -> UUID | None:
        return self.family.uuid if self.family else None


class Xover1(FamilyRow):
    """The form that tells one bureau of a family open in the other (31-090 III.B, IV.A-C).

    It circulates before consent: it has no field for allegations, reporters, health, substance use, abuse or court.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="xover1s")
    direction = models.CharField(max_length=12, choices=Direction)
    status = models.CharField(max_length=20, choices=Xover1Status, default=Xover1Status.DRAFT)
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="xover1s")
    clearance = models.ForeignKey(
        Clearance, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Behind Part A."
    )
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    # Part A, the clerk's top portion.
    case_name = models.CharField(max_length=120)
    calworks_number = CaseNumberField("CalWORKs case number", max_length=30, blank=True)
    remarks = models.CharField(max_length=120, blank=True, help_text="Logistics only.")
    people_named = models.TextField(
        "people named by the clerk",
        blank=True,
        editable=False,
        help_text="Whom the CalWORKs clerk named, where the number was on file already.",
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    # Part B, the CFS supervisor's remainder.
    cfs_case = models.ForeignKey(
        CfsCase, null=True, blank=True, on_delete=models.PROTECT, related_name="xover1s", verbose_name="CFS case"
    )
    cfs_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="CFS unit"
    )
    re_clearance = models.ForeignKey(
        Clearance, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="repeated clearance"
    )
    ais_reason = models.CharField("eligible to WTW/AIS because", max_length=30, choices=AisReason, blank=True)
    ineligibility = models.CharField(max_length=20, choices=Ineligibility, blank=True)
    ais_assignment = models.ForeignKey(
        Assignment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="assignment of the AIS/FS worker",
        help_text="That this form made.",
    )
    distributed_at = models.DateTimeField(null=True, blank=True)
    distributed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_reason = models.CharField("why it ended", max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = Xover1QuerySet.as_manager()

    class Meta:
        verbose_name = "XOVER1"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(distributed_at__isnull=True, distributed_by__isnull=True)
                | Q(distributed_at__isnull=False, distributed_by__isnull=False),
                name="xover1_distributed_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="xover1_ended_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"XOVER1 {self.case_name}"

    def get_absolute_url(self) -> str:
        return reverse("crossover:xover1-detail", args=[self.uuid])


class Xover1Hop(models.Model):
    """One pair of hands: who sent the form to whom and when, when it was acknowledged, when and how it left."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey(Xover1, on_delete=models.CASCADE, related_name="hops")
    step = models.CharField(max_length=20, choices=Xover1Status, help_text="The state the form stood in with it.")
    sender = models.ForeignKey(User, on_delete=models.PROTECT, related_name="xover1s_sent")
    sent_for = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Whom the sender covered."
    )
    receiver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="xover1s_received")
    own_copy = models.BooleanField(default=False)
    sent_at = models.DateTimeField(default=timezone.now)
    sent_again_at = models.DateTimeField(null=True, blank=True)
    sent_again_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    left_as = models.CharField(max_length=10, choices=HopEnd, blank=True)
    reason = models.CharField(max_length=200, blank=True, help_text="Why it left so.")
    follows = models.OneToOneField("self", null=True, blank=True, on_delete=models.CASCADE, related_name="followed_by")

    objects = HopQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, left_by__isnull=True, left_as="")
                | (Q(left_at__isnull=False, left_by__isnull=False) & ~Q(left_as="")),
                name="hop_left_at_with_left_by_and_left_as",
            ),
            models.CheckConstraint(
                condition=Q(sent_again_at__isnull=True, sent_again_by__isnull=True)
                | Q(sent_again_at__isnull=False, sent_again_by__isnull=False),
                name="hop_sent_again_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender} to {self.receiver}"

    @property
    def family_uuid(self) -> UUID:
        return self.form.family_uuid
