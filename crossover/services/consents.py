"""The WTWCC 10B: asked for, explained, signed, declined, revoked (31-090 III.C.1, IV.D)."""

import datetime
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import UnitSupervision, User
from crossover.enums import Capacity, ConsentEventKind, ConsentOutcome, SigningMethod, Stage
from crossover.models import Consent, ConsentEvent, ConsentParty, ConsentRequest, ConsentScope
from crossover.rules.asking import (
    check_can_close_unsigned,
    check_can_explain_purpose,
    check_can_request_consent,
    check_can_sign_consent,
    check_handles_consents,
)
from crossover.rules.consents import (
    ConsentFacts,
    check_can_end_by_event,
    check_can_revoke_consent,
    check_is_complete,
    longest_consent,
    with_the_chosen_signature,
)
from crossover.rules.minors import minor_consent_age
from crossover.rules.statements import Wording, wording_in
from crossover.rules.superseding import superseded_by
from crossover.services.keeping import keep_signed
from crossover.services.stages import add_stage
from families.enums import SENSITIVE, AssignmentRole, Category, Language, NoticeKind
from families.models import Assignment, Family, Person
from families.services import notify, settle

SAME_NOTE = datetime.timedelta(minutes=1)
BOTH_WAYS = (Bureau.CFS, Bureau.CALWORKS)


@transaction.atomic
def request_consent(*, family: Family, owner: User) -> ConsentRequest:
    """Give one named person the task to ask the parent; a request still open is that request (31-090 IV.D)."""
    check_can_request_consent(owner, family)
    signed = ConsentScope.objects.in_force(timezone.localdate()).filter(consent__request__family=family)
    request = open_consent_request(family=family, owner=owner, renews=signed.exists())
    settle(family)
    return request


@transaction.atomic
def open_consent_request(*, family: Family, owner: User, renews: bool = False) -> ConsentRequest:
    """The row alone, for the verbs that discover a crossover: they settle the family themselves."""
    Family.objects.select_for_update().get(pk=family.pk)
    waiting = ConsentRequest.objects.filter(family=family, outcome=ConsentOutcome.OPEN).first()
    if waiting and renews and not waiting.renews:
        waiting.renews = True
        waiting.save()
    return waiting or ConsentRequest.objects.create(family=family, owner=owner, renews=renews)


@transaction.atomic
def hand_over_consent_request(*, family: Family, to: User | None = None) -> None:
    """A request still open goes with the case: its CFS social worker asks, or `to` until one is assigned.

    The calling verb settles.
    """
    assigned = Assignment.objects.of_family(family).open().in_role(AssignmentRole.CFS_WORKER)
    carrying = assigned.filter(worker__isnull=False).select_related("worker").last()
    owner = carrying.worker if carrying else to
    if owner is not None:
        for request in ConsentRequest.objects.filter(family=family, outcome=ConsentOutcome.OPEN).exclude(owner=owner):
            request.owner = owner
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
    wording = wording_in(language)
    facts = with_the_chosen_signature(ConsentFacts(
        signer, capacity, persons, disclosers, categories, purpose or wording.purpose, from_date, until_date,
        language, interpreter, dict.fromkeys(SENSITIVE.intersection(categories), initials), method, signature,
        typed_name, witnesses, scan, **more,
    ))  # fmt: skip
    _check_is_complete(facts, request.family, wording)
    _supersede_earlier(request.family, by, signer=signer, capacity=capacity, persons=persons, from_date=from_date)
    consent = keep_signed(facts, wording, request=request, by=by, limits=limits, read_aloud=read_aloud)
    _close(request, ConsentOutcome.SIGNED, Stage.CONSENTED, by)
    _tell_carriers(consent, NoticeKind.CONSENT_SIGNED, by)
    settle(request.family)
    return consent


@transaction.atomic
def decline_consent(*, request: ConsentRequest, by: User, outcome: ConsentOutcome, reason: str = "") -> None:
    """Declined, or unable to sign: the work goes on with XOVER1's minimum, benefits untouched (domain 4.2, 7).

    Each adult signs for themselves: one's no takes no step back from what another's form opens. Where two records were
    joined, both may have asked: a no answers both, and nothing nags the family.
    """
    _lock(request)
    check_can_close_unsigned(by, request, outcome)
    signed = ConsentScope.objects.in_force(timezone.localdate()).filter(consent__request__family=request.family)
    stage = None if signed.exists() else Stage.DECLINED_LIMITED
    for asked in ConsentRequest.objects.filter(family=request.family, outcome=ConsentOutcome.OPEN):
        _close(asked, outcome, stage, by, reason)
    request.refresh_from_db()
    settle(request.family)


@transaction.atomic
def revoke_consent(
    *,
    consent: Consent,
    by: User,
    category: str = "",
    recipient: str = "",
    party: ConsentParty | None = None,
    note: str = "",
) -> None:
    """End it from this moment, whole, for one category, towards one bureau or one of those named on it.

    Everyone who could read is told; who is named on it, by staff. Source: domain 4.2, 5.
    """
    family = Family.objects.select_for_update().get(pk=consent.request.family_id)
    check_can_revoke_consent(by, consent, category, recipient, party)
    ConsentEvent.objects.create(
        consent=consent,
        kind=ConsentEventKind.FROM_PARTY if party else ConsentEventKind.REVOKED,
        category=category,
        recipient=recipient,
        party=party,
        by=by,
        note=note,
    )
    _tell_carriers(consent, NoticeKind.CONSENT_REVOKED, by)
    settle(family)


@transaction.atomic
def end_consent_by_event(*, consent: Consent, by: User, note: str = "") -> None:
    """What the signer named as its end has happened: it ends from this moment, and everyone who could read is told."""
    family = Family.objects.select_for_update().get(pk=consent.request.family_id)
    check_can_end_by_event(by, consent)
    ConsentEvent.objects.create(consent=consent, kind=ConsentEventKind.EVENT_CAME, by=by, note=note)
    _tell_carriers(consent, NoticeKind.CONSENT_REVOKED, by)
    settle(family)


@transaction.atomic
def give_consent_copy(*, consent: Consent, by: User, note: str = "") -> None:
    """Record that the signer received a copy, and how (Civil Code 56.11: the right to a copy).

    The same note by the same person within a minute is one note: a button pressed twice.
    """
    _lock(consent.request)
    check_handles_consents(by, consent.request.family)
    given = {"kind": ConsentEventKind.COPY_GIVEN, "by": by, "note": note}
    if not consent.events.filter(**given, at__gt=timezone.now() - SAME_NOTE).exists():
        ConsentEvent.objects.create(consent=consent, **given)


def _lock(request: ConsentRequest) -> None:
    """The family first, then the request: the order in which every verb waits."""
    Family.objects.select_for_update().get(pk=request.family_id)
    request.refresh_from_db(from_queryset=ConsentRequest.objects.select_for_update())


def _check_is_complete(facts: ConsentFacts, family: Family, wording: Wording) -> None:
    """Judged by the county's day, numbers and words."""
    numbers = {"longest": longest_consent(), "minor_age": minor_consent_age()}
    check_is_complete(facts, family=family, today=timezone.localdate(), unwritten=wording.unwritten, **numbers)


def _supersede_earlier(family: Family, by: User, **newer: Any) -> None:
    """Person by person, so that about everyone else the earlier form stays."""
    kind = ConsentEventKind.SUPERSEDED
    for earlier in superseded_by(family=family, **newer):
        for person in earlier.ends_about:
            ConsentEvent.objects.create(consent=earlier.consent, kind=kind, person=person, at=earlier.at, by=by)


def _close(request: ConsentRequest, outcome: ConsentOutcome, stage: Stage | None, by: User, reason: str = "") -> None:
    request.outcome = outcome
    request.outcome_on = timezone.localdate()
    request.reason = reason
    request.save()
    if stage:
        add_stage(family=request.family, stage=stage, by=by)


def _tell_carriers(consent: Consent, kind: NoticeKind, by: User) -> None:
    """The family's workers and their units' supervisors, in both bureaus, but for the one who acts."""
    family = consent.request.family
    assignments = Assignment.objects.of_family(family).open()
    supervisions = UnitSupervision.objects.in_force(timezone.localdate()).filter(unit__in=assignments.values("unit"))
    carriers = User.objects.active().filter(Q(assignments__in=assignments) | Q(supervisions__in=supervisions))
    notify(to=carriers.exclude(pk=by.pk).distinct(), kind=kind, url=consent.get_absolute_url(), family=family)
