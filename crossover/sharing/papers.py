"""The papers of a signed WTWCC 10B that a reader may open: the form, its scans, what was given under it."""

from typing import Any

from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce, Now

from crossover.models import Consent, SealedConsent
from crossover.sharing import readable
from documents.enums import DocumentKind
from documents.models import Document


def papers_of(consent: Consent, user: Any) -> list[Document]:
    """The sealed form and the scans kept with a signed consent that this reader may open."""
    sealed = SealedConsent.objects.filter(consent=consent).values("document")
    kept = Q(pk__in=sealed) | Q(pk=consent.scan_id) | Q(pk=consent.authority_id)
    return list(readable(Document.objects.filter(kept), user))


def given_under(consent: Consent, user: Any) -> list[Document]:
    """The plan copies made while this consent was in force: what was given before it ended (domain 4.2, 5)."""
    ended = consent.events.ending().filter(at__lte=Now()).order_by("-at").values("at")[:1]
    until = Now() if consent.scopes.not_ended().exists() else Coalesce(Subquery(ended), Now())
    copies = Document.objects.filter(family=consent.request.family_id, kind=DocumentKind.PLAN_COPY)
    copies = copies.filter(created_at__gte=consent.signed_at, created_at__date__lte=consent.until_date)
    return list(readable(copies.filter(created_at__lte=until), user).order_by("created_at"))
