"""What was signed: versions, signatures, sealed copies, and to whom each copy was given. All immutable."""

import uuid
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import AWAITING_SIGNATURES, DeliveryMethod, SignatureMethod, SignerRole
from caseplans.models.drafting import Plan
from caseplans.querysets import OfCopyQuerySet, OfVersionQuerySet, VersionQuerySet
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
    """What a version tells about one person: who opens a copy must still be allowed to read all of it. Immutable."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="items")
    bureau = models.CharField(max_length=10, choices=Bureau)
    category = models.CharField(max_length=20, choices=Category)
    about = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfVersionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.get_category_display()

    @property
    def family_uuid(self) -> UUID:
        return self.version.family_uuid


class RequiredSigner(models.Model):
    """Who must sign a version: the CFS worker, the AIS worker, each participating parent. Immutable."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="signers")
    role = models.CharField(max_length=10, choices=SignerRole)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role=SignerRole.PARENT, person__isnull=False, user__isnull=True)
                | (~Q(role=SignerRole.PARENT) & Q(person__isnull=True, user__isnull=False)),
                name="signer_is_a_parent_or_staff",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.person)

    @property
    def family_uuid(self) -> UUID:
        return self.version.family_uuid


class PlanSignature(models.Model):
    """One required signer's signature under one version, tied to both hashes. Immutable."""

    signer = models.OneToOneField(RequiredSigner, on_delete=models.PROTECT, related_name="signature")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="signatures")
    version_sha256 = models.CharField(max_length=64)
    shown_sha256 = models.CharField(max_length=64, help_text="Of the copy the signer was shown.")
    method = models.CharField(max_length=6, choices=SignatureMethod)
    drawing = models.BinaryField(blank=True, default=b"")
    typed_name = models.CharField(max_length=120, blank=True)
    scan = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language_shown = models.CharField(max_length=5, choices=Language)
    interpreter = models.CharField(max_length=120, blank=True)
    signed_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["signed_at"]

    def __str__(self) -> str:
        return f"{self.signer} signed"

    @property
    def family_uuid(self) -> UUID:
        return self.version.family_uuid


class FinalCopy(models.Model):
    """The signed, sealed PDF of a version for one party. Immutable."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="copies")
    signer = models.OneToOneField(RequiredSigner, on_delete=models.PROTECT, related_name="copy")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="final_copy")
    sealed_at = models.DateTimeField(default=timezone.now)

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "final copies"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Copy for {self.signer}"

    def get_absolute_url(self) -> str:
        return reverse("caseplans:copy-download", args=[self.uuid])

    @property
    def file_name(self) -> str:
        """Whose copy it is, by role and place: no name stands in a file name."""
        parents = [signer.pk for signer in self.version.signers.all() if signer.role == SignerRole.PARENT]
        place = f"-{parents.index(self.signer.pk) + 1}" if self.signer.pk in parents else ""
        return f"lccp-version-{self.version.number}-{self.signer.role.replace('_', '-')}{place}.pdf"

    @property
    def family_uuid(self) -> UUID:
        return self.version.family_uuid


class CopyGiven(models.Model):
    """A copy reached its party (31-090 IV.G). Append-only."""

    copy = models.ForeignKey(FinalCopy, on_delete=models.PROTECT, related_name="deliveries")
    method = models.CharField(max_length=12, choices=DeliveryMethod)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = OfCopyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "copies given"
        ordering = ["at"]

    def __str__(self) -> str:
        return self.get_method_display()

    @property
    def family_uuid(self) -> UUID:
        return self.copy.family_uuid
