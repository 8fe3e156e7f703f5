"""Uploads and finished PDFs. The bytes are rows of their own that refuse to change."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from accounts.models import User
from documents.enums import DocumentKind
from documents.querysets import DocumentFileQuerySet
from families.models import Categorised


class Document(Categorised):
    """A document of one family, served only through the gate of its app (`crossover` or `caseplans`)."""

    kind = models.CharField(max_length=16, choices=DocumentKind)
    title = models.CharField(max_length=120)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(Categorised.Meta):
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title


class DocumentFile(models.Model):
    """The bytes of a document and their SHA-256. Immutable."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="file")
    content = models.BinaryField()
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)

    objects = DocumentFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def family_uuid(self) -> UUID:
        return self.document.family_uuid
