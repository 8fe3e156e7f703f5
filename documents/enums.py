"""Kinds of stored documents."""

from django.db.models import TextChoices


class DocumentKind(TextChoices):
    CONSENT_SCAN = "consent_scan", "Scan of a signed WTWCC 10B"
    AUTHORITY = "authority", "Document of a legal representative"
    CONSENT_SEALED = "consent_sealed", "Sealed WTWCC 10B"
    SIGNATURE_SCAN = "signature_scan", "Scan of a signed LCCP page"
    PLAN_COPY = "plan_copy", "Sealed copy of an LCCP"


# What `crossover` serves. Plan copies and signed plan pages are served by the plan's own gate, item by item.
SCANS = frozenset({DocumentKind.CONSENT_SCAN, DocumentKind.AUTHORITY, DocumentKind.CONSENT_SEALED})
