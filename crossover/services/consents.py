"""The WTWCC 10B: asked for, explained, signed, declined, revoked (31-090 III.C.1, IV.D)."""

import datetime
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import UnitSupervision, User
from crossover.enums import Capacity, ConsentEventKind, ConsentOutcome, SigningMethod, Stage
from crossover.models import Consent, ConsentEvent, ConsentRequest, ConsentScope, SealedConsent
from crossover.pdf.consent import sealed_consent_pdf
from crossover.rules.consents import (
    ConsentFacts,
    check_can_close_unsigned,
    check_can_end_by_event,
    check_can_explain_purpose,
    check_can_request_consent,
    check_can_revoke_consent,
    check_can_sign_consent,
    check_is_complete,
    longest_consent,
    with_the_chosen_signature,
)
from crossover.rules.minors import last_day, minor_consent_age
from crossover.services.stages import add_stage
from crossover.statements import PURPOSE, statements_text
from documents.enums import DocumentKind
from documents.models import Document
from documents.scans import check_drawing, check_scan
from documents.services import store_document
from families.enums import SENSITIVE, Category, Language, NoticeKind
from families.models import Assignment, Family, Person
from families.services import notify, settle

BOTH_WAYS = (Bureau.CFS, Bureau.CALWORKS)
KEPT_AS_GIVEN = (
    "signer", "capacity", "purpose", "from_date", "until_date", "language", "interpreter", "method", "typed_name",
    "interpreter_type", "release_on", "expiry_event", "covers_from", "covers_until",
)  # fmt: skip


@transaction.atomic
def request_consent(*, family: Family, owner: User) -> ConsentRequest:
    """Give one named person the task to ask the parent; a request still open is that request (31-090 IV.D)."""
    check_can_request_consent(owner, family)
    request = open_consent_request(family=family, owner=owner)
    settle(family)
    return request


@transaction.atomic
def open_consent_request(*, family: Family, owner: User) -> ConsentRequest:
    """The row alone, for the verbs that discover a crossover: they settle the family themselves."""
    Family.objects.select_for_update().get(pk=family.pk)
    waiting = ConsentRequest.objects.filter(family=family, outcome=ConsentOutcome.OPEN).first()
    return waiting or ConsentRequest.objects.create(family=family, owner=owner)


@transaction.atomic
def hand_over_consent_request(*, family: Family, to: User) -> None:
    """A request still open goes with the case: whoever has the family now asks. The calling verb settles."""
    for request in ConsentRequest.objects.filter(family=family, outcome=ConsentOutcome.OPEN):
        request.owner = to
        request.save()


@transaction.atomic
def explain_purpose(*, request: ConsentRequest, by: User) -> None:
    """Record that the parent was told why: to prevent duplication in services (31-090 IV.D)."""
    _lock(request)
    check_can_explain_purpose(by, request)
    request.purpose_explained_at = timezone.now()
    request.purpose_explained_by = by
    request.save()
    settle(request.family)


@transaction.atomic
def sign_consent(
    *,
    request: ConsentRequest,
    by: User,
    signer: Person,
    capacity: Capacity,
    persons: Collection[Person],
    categories: Collection[Category],
    from_date: datetime.date,
    until_date: datetime.date,
    method: SigningMethod,
    language: Language = Language.ENGLISH,
    disclosers: Collection[Bureau] = BOTH_WAYS,
    purpose: str = "",
    interpreter: str = "",
    read_aloud: bool = False,
    limits: str = "",
    initials: str = "",
    signature: bytes = b"",
    typed_name: str = "",
    witnesses: Sequence[str] = (),
    scan: bytes = b"",
    **more: Any,
) -> Consent:
    """Keep the form exactly as signed, open its scopes, end what the same signer signed before. `by` explained it."""
    _lock(request)
    check_can_sign_consent(by, request)
    each_initials = {category.value: initials for category in SENSITIVE if category in categories}
    facts = with_the_chosen_signature(ConsentFacts(
        signer, capacity, persons, disclosers, categories, purpose or PURPOSE.get(language, ""), from_date, until_date,
        language, interpreter, each_initials, method, signature, typed_name, witnesses, scan, **more,
    ))  # fmt: skip
    _check_is_complete(facts, request.family)
    _supersede_earlier(request.family, signer=signer, persons=persons, by=by)
    consent = _keep(facts, request=request, by=by, limits=limits, read_aloud=read_aloud)
    _close(request, ConsentOutcome.SIGNED)
    add_stage(family=request.family, stage=Stage.CONSENTED, by=by)
    _tell(consent, request.family, by, NoticeKind.CONSENT_SIGNED)
    settle(request.family)
    return consent


@transaction.atomic
def decline_consent(*, request: ConsentRequest, by: User, outcome: ConsentOutcome, reason: str = "") -> None:
    """Declined, or unable to sign: the work goes on with XOVER1's minimum, benefits untouched (domain 4.2, 7)."""
    _lock(request)
    check_can_close_unsigned(by, request, outcome)
    _close(request, outcome, reason)
    add_stage(family=request.family, stage=Stage.DECLINED_LIMITED, by=by)
    settle(request.family)


@transaction.atomic
def revoke_consent(*, consent: Consent, by: User, category: str = "", recipient: str = "", note: str = "") -> None:
    """End it, whole, for one category or towards one bureau, from this moment; everyone who could read is told.

    Source: domain 4.2, 5.
    """
    family = Family.objects.select_for_update().get(pk=consent.request.family_id)
    check_can_revoke_consent(by, consent, category, recipient)
    ConsentEvent.objects.create(
        consent=consent, kind=ConsentEventKind.REVOKED, category=category, recipient=recipient, by=by, note=note
    )
    _tell(consent, family, by, NoticeKind.CONSENT_REVOKED)
    settle(family)


@transaction.atomic
def end_consent_by_event(*, consent: Consent, by: User, note: str = "") -> None:
    """What the signer named as its end has happened: it ends from this moment, and everyone who could read is told."""
    family = Family.objects.select_for_update().get(pk=consent.request.family_id)
    check_can_end_by_event(by, consent)
    ConsentEvent.objects.create(consent=consent, kind=ConsentEventKind.EVENT_CAME, by=by, note=note)
    _tell(consent, family, by, NoticeKind.CONSENT_REVOKED)
    settle(family)


@transaction.atomic
def give_consent_copy(*, consent: Consent, by: User, note: str = "") -> None:
    """Record that the signer received a copy, and how (Civil Code 56.11: the right to a copy)."""
    check_can_request_consent(by, consent.request.family)
    ConsentEvent.objects.create(consent=consent, kind=ConsentEventKind.COPY_GIVEN, by=by, note=note)


def _lock(request: ConsentRequest) -> None:
    """The family first, then the request: the order in which every verb waits."""
    Family.objects.select_for_update().get(pk=request.family_id)
    request.refresh_from_db(from_queryset=ConsentRequest.objects.select_for_update())


def _check_is_complete(facts: ConsentFacts, family: Family) -> None:
    """Judged by the county's day and numbers."""
    numbers = {"longest": longest_consent(), "minor_age": minor_consent_age()}
    check_is_complete(facts, family=family, today=timezone.localdate(), **numbers)


def _supersede_earlier(family: Family, *, signer: Person, persons: Collection[Person], by: User) -> None:
    """What the same signer signed about any of the same people ends. About others it stays."""
    earlier = Consent.objects.filter(request__family=family, signer=signer).not_ended()
    for consent in earlier.filter(Exists(ConsentScope.objects.filter(consent=OuterRef("pk"), person__in=persons))):
        ConsentEvent.objects.create(consent=consent, kind=ConsentEventKind.SUPERSEDED, by=by)


def _keep(facts: ConsentFacts, *, request: ConsentRequest, by: User, limits: str, read_aloud: bool) -> Consent:
    consent = Consent.objects.create(
        request=request,
        statements=statements_text(Language(facts.language)),
        limits=limits,
        read_aloud=read_aloud,
        signature=check_drawing(facts.drawn) if facts.drawn else b"",
        witnesses=[name.strip() for name in facts.witnesses if name.strip()],
        scan=_store_scan(facts.scan, DocumentKind.CONSENT_SCAN, facts, request, by) if facts.scan else None,
        authority=_store_scan(facts.authority, DocumentKind.AUTHORITY, facts, request, by) if facts.authority else None,
        initials=next(iter(facts.initials.values()), "").strip(),
        explained_by=by,
        **{name: getattr(facts, name) for name in KEPT_AS_GIVEN},
    )
    _open_scopes(consent, facts)
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
    """A scan is known to whoever may know the consent: both bureaus."""
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
    )


def _open_scopes(consent: Consent, facts: ConsentFacts) -> None:
    """One scope a person, category and direction. For a child it ends where the child's own word begins."""
    age = minor_consent_age()
    ends = {
        (person, category): consent.until_date
        if person == facts.signer
        else last_day(person, category, consent.until_date, age)
        for person in facts.persons
        for category in facts.categories
    }
    ConsentScope.objects.bulk_create(
        ConsentScope(
            consent=consent,
            person=person,
            category=category,
            discloser=discloser,
            recipient=Bureau(discloser).other,
            from_date=consent.from_date,
            until_date=ends[person, category],
        )
        for person in dict.fromkeys(facts.persons)
        for category in dict.fromkeys(facts.categories)
        for discloser in dict.fromkeys(facts.disclosers)
        if consent.from_date <= ends[person, category]
    )


def _close(request: ConsentRequest, outcome: ConsentOutcome, reason: str = "") -> None:
    request.outcome = outcome
    request.outcome_on = timezone.localdate()
    request.reason = reason
    request.save()


def _tell(consent: Consent, family: Family, by: User, kind: NoticeKind) -> None:
    notify(to=_carriers(family, by), kind=kind, url=consent.get_absolute_url(), family=family)


def _carriers(family: Family, by: User) -> QuerySet[User]:
    """The family's workers and their units' supervisors, in both bureaus, but for the one who acts."""
    assignments = Assignment.objects.of_family(family).open()
    supervisions = UnitSupervision.objects.in_force(timezone.localdate()).filter(unit__in=assignments.values("unit"))
    carriers = User.objects.active().filter(Q(assignments__in=assignments) | Q(supervisions__in=supervisions))
    return carriers.exclude(pk=by.pk).distinct()
