"""The signed WTWCC 10B as it is kept: its row, its scopes, those named on it, its scans, and its seal."""

from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import User
from crossover.enums import SharingMethod
from crossover.models import Consent, ConsentParty, ConsentRequest, ConsentScope, SealedConsent
from crossover.pdf.consent import sealed_consent_pdf
from crossover.rules.consents import ConsentFacts
from crossover.rules.minors import last_day, minor_consent_age
from crossover.rules.parties import named
from crossover.rules.statements import Wording
from documents.enums import DocumentKind
from documents.models import Document
from documents.scans import check_drawing, check_scan
from documents.services import store_document
from families.enums import Category

KEPT_AS_GIVEN = (
    "signer", "capacity", "purpose", "from_date", "until_date", "language", "interpreter", "method", "typed_name",
    "interpreter_type", "release_on", "expiry_event", "covers_from", "covers_until", "paper_on",
)  # fmt: skip


def keep_signed(
    facts: ConsentFacts, wording: Wording, *, request: ConsentRequest, by: User, limits: str, read_aloud: bool
) -> Consent:
    """Exactly as signed, then sealed. `facts` are complete."""
    consent = Consent(
        request=request,
        statements="\n".join(wording.lines),
        limits=limits,
        read_aloud=read_aloud,
        signature=check_drawing(facts.drawn) if facts.drawn else b"",
        witnesses=[name.strip() for name in facts.witnesses if name.strip()],
        scan=_store_scan(facts.scan, DocumentKind.CONSENT_SCAN, facts, request, by) if facts.scan else None,
        authority=_store_scan(facts.authority, DocumentKind.AUTHORITY, facts, request, by) if facts.authority else None,
        initials=next(iter(facts.initials.values()), "").strip(),
        sharing_methods=[method for method in SharingMethod if method in facts.sharing_methods],
        explained_by=by,
        **{name: getattr(facts, name) for name in KEPT_AS_GIVEN},
    )
    scopes = _scopes(consent, facts)
    consent.opens = [scope.line for scope in scopes]
    consent.save()
    ConsentScope.objects.bulk_create(scopes)
    _name_parties(consent, facts)
    _seal(consent, by=by)
    return consent


def _seal(consent: Consent, *, by: User) -> None:
    """The signed form as the signer gets it, sealed once; where the seal cannot be used nothing is signed."""
    document = store_document(
        family=consent.request.family,
        by=by,
        bureau=by.bureau,
        category=Category.IDENTITY,
        about=consent.signer,
        kind=DocumentKind.CONSENT_SEALED,
        title=DocumentKind.CONSENT_SEALED.label,
        content=sealed_consent_pdf(consent),
        media_type="application/pdf",
    )
    SealedConsent.objects.create(consent=consent, document=document)


def _store_scan(content: bytes, kind: DocumentKind, facts: ConsentFacts, request: ConsentRequest, by: User) -> Document:
    """A scan is known to whoever may know the consent: both bureaus.

    The document of a legal representative, which may be a court's, stays with the bureau that was shown it.
    """
    return store_document(
        family=request.family,
        by=by,
        bureau=by.bureau,
        category=Category.IDENTITY,
        about=facts.signer,
        kind=kind,
        title=kind.label,
        content=content,
        media_type=check_scan(content),
        confidential=kind == DocumentKind.AUTHORITY,
    )


def _name_parties(consent: Consent, facts: ConsentFacts) -> None:
    for party in named(facts.parties):
        ConsentParty.objects.create(
            consent=consent,
            name=party.name.strip(),
            organization=party.organization.strip(),
            may_share=party.may_share,
            may_receive=party.may_receive,
        )


def _scopes(consent: Consent, facts: ConsentFacts) -> list[ConsentScope]:
    """One scope a person, category and direction. For a child it ends where the child's own word begins.

    What was signed on paper before opens nothing before the day it is entered.
    """
    age = minor_consent_age()
    opens_on = max(consent.from_date, timezone.localdate(consent.signed_at))
    ends = {
        (person, category): consent.until_date
        if person == facts.signer
        else last_day(person, category, consent.until_date, age, consent.signed_on)
        for person in facts.persons
        for category in facts.categories
    }
    return [
        ConsentScope(
            consent=consent,
            person=person,
            category=category,
            discloser=discloser,
            recipient=Bureau(discloser).other,
            from_date=opens_on,
            until_date=ends[person, category],
        )
        for person in dict.fromkeys(facts.persons)
        for category in dict.fromkeys(facts.categories)
        for discloser in dict.fromkeys(facts.disclosers)
        if opens_on <= ends[person, category]
    ]
