"""Sealed copies, what each relied on, and to whom it was given. Immutable."""

import uuid
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from caseplans.enums import STAFF_SIGNERS, DeliveryMethod
from caseplans.models.signing import PlanVersion, RequiredSigner
from caseplans.querysets import OfCopyQuerySet, OfVersionQuerySet
from documents.models import Document
from families.enums import Category, Language


class FinalCopy(models.Model):
    """The signed, sealed PDF of a version for one party, or their extract of it. Immutable."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="copies")
    signer = models.OneToOneField(RequiredSigner, on_delete=models.PROTECT, related_name="copy")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="final_copy")
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    is_extract = models.BooleanField(default=False)
    places = ArrayField(models.CharField(max_length=40), default=list, help_text="Of the items it holds.")
    categories = ArrayField(models.CharField(max_length=20, choices=Category), default=list)
    consents = ArrayField(models.UUIDField(), default=list, help_text="The WTWCC 10Bs it relied on when it was sealed.")
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
        alike = [signer.pk for signer in self.version.signers.all() if signer.role == self.signer.role]
        place = f"-{alike.index(self.signer.pk) + 1}" if self.signer.role not in STAFF_SIGNERS else ""
        return f"lccp-version-{self.version.number}-{self.signer.role.replace('_', '-')}{place}.pdf"

    @property
    def told(self) -> list[str]:
        """The kinds of information it holds, in words."""
        return [Category(code).label for code in self.categories]

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
