"""What is signed: versions, what they tell of whom, who signs, their signatures. All immutable."""

import uuid
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import AWAITING_SIGNATURES, STAFF_SIGNERS, SignatureMethod, SignerCapacity, SignerRole
from caseplans.models.drafting import Plan
from caseplans.querysets import OfVersionQuerySet, VersionItemQuerySet, VersionQuerySet
from documents.models import Document
from families.enums import Category, Language
from families.models import Person


class PlanVersion(models.Model):
    """The plan's content as frozen for signing, in canonical form, with its SHA-256. Immutable."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.TextField(help_text="Canonical JSON.")
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(default=timezone.now)
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"Version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("caseplans:version-detail", args=[self.uuid])

    @property
    def family_uuid(self) -> UUID:
        return self.plan.family_uuid

    @property
    def is_sealed(self) -> bool:
        return self.copies.exists()

    @property
    def is_open(self) -> bool:
        """True while it waits for signatures. Reopening leaves a version void, with the signatures it had."""
        return self.plan.status in AWAITING_SIGNATURES and self == self.plan.versions.first()


class VersionItem(models.Model):
    """One goal, activity, decision or excused requirement of a version, by its place in the content. Immutable.

    Who opens a copy later is shown what they may read on that day, item by item.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="items")
    place = models.CharField(max_length=40, default="", help_text="As in “goals/0/activities/2”.")
    row = models.UUIDField(null=True, help_text="The goal, activity or decision that was frozen.")
    bureau = models.CharField(max_length=10, choices=Bureau)
    category = models.CharField(max_length=20, choices=Category)
    about = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = VersionItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "place"], condition=~Q(place=""), name="one_item_a_place")
        ]

    def __str__(self) -> str:
        return self.get_category_display()

    @property
    def family_uuid(self) -> UUID:
        return self.version.family_uuid


class RequiredSigner(models.Model):
    """Who signs a version. Immutable.

    The CFS worker, the AIS worker and each participating parent must; a supervisor where the county wants approval.
    Others who were at the LTM may, and receive an extract with the categories they may hear of.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="signers")
    role = models.CharField(max_length=10, choices=SignerRole)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    external_name = models.CharField(max_length=120, blank=True)
    may_hear = ArrayField(models.CharField(max_length=20, choices=Category), default=list)
    may_acknowledge = models.BooleanField(default=False, help_text="The amendment asks nothing new of them.")

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role=SignerRole.PARENT, person__isnull=False, user__isnull=True, external_name="")
                | Q(role__in=sorted(STAFF_SIGNERS), person__isnull=True, user__isnull=False, external_name="")
                | (
                    Q(role=SignerRole.PRESENT)
                    & (
                        Q(person__isnull=False, user__isnull=True, external_name="")
                        | Q(person__isnull=True, user__isnull=False, external_name="")
                        | (Q(person__isnull=True, user__isnull=True) & ~Q(external_name=""))
                    )
                ),
                name="signer_is_a_parent_or_staff",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.person or self.external_name)

    @property
    def is_required(self) -> bool:
        return self.role != SignerRole.PRESENT

    @property
    def has_signed(self) -> bool:
        return hasattr(self, "signature")

    @property
    def has_refused(self) -> bool:
        return hasattr(self, "refusal")

    @property
    def family_uuid(self) -> UUID:
        return self.version.family_uuid


class PlanSignature(models.Model):
    """One signer's signature under one version, tied to both hashes. Immutable."""

    signer = models.OneToOneField(RequiredSigner, on_delete=models.PROTECT, related_name="signature")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="signatures")
    version_sha256 = models.CharField(max_length=64)
    shown_sha256 = models.CharField(max_length=64, help_text="Of the copy the signer was shown.")
    capacity = models.CharField(max_length=16, choices=SignerCapacity, default=SignerCapacity.PARENT)
    method = models.CharField(max_length=6, choices=SignatureMethod)
    drawing = models.BinaryField(blank=True, default=b"")
    typed_name = models.CharField(max_length=120, blank=True)
    scan = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language_shown = models.CharField(max_length=5, choices=Language)
    interpreter = models.CharField(max_length=120, blank=True)
    witnesses = ArrayField(models.CharField(max_length=120), default=list)
    signed_on = models.DateField(null=True, help_text="The day written on the paper.")
    device = models.CharField(max_length=80, blank=True, help_text="What it was signed on, as the browser said.")
    signed_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(method=SignatureMethod.MARK) | Q(witnesses__len=2), name="mark_on_a_plan_has_two_witnesses"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signer} signed"

    @property
    def family_uuid(self) -> UUID:
        return self.version.family_uuid
