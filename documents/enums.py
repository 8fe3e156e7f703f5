"""Kinds of stored documents."""

from django.db.models import TextChoices


class DocumentKind(TextChoices):
    CONSENT_SCAN = "consent_scan", "Scan of a signed WTWCC 10B"
    AUTHORITY = "authority", "Document of a legal representative"
    CONSENT_SEALED = "consent_sealed", "Sealed WTWCC 10B"
    SIGNATURE_SCAN = "signature_scan", "Scan of a signed LCCP page"
    PLAN_COPY = "plan_copy", "Sealed copy of an LCCP"
    CFS_PLAN = "cfs_plan", "CFS case plan"
    WTW_PLAN = "wtw_plan", "WTW plan"
    FS_PLAN = "fs_plan", "FS plan"


# What `crossover` serves. Plan copies and signed plan pages are served by the plan's own gate, item by item.
PROGRAM_PLANS = frozenset({DocumentKind.CFS_PLAN, DocumentKind.WTW_PLAN, DocumentKind.FS_PLAN})
SCANS = frozenset({DocumentKind.CONSENT_SCAN, DocumentKind.AUTHORITY, DocumentKind.CONSENT_SEALED}) | PROGRAM_PLANS
