"""Signing a version, noting that someone does not, sealing the copies, handing them out (31-090 III.E.4, IV.G)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from caseplans.enums import ON_PAPER, DeliveryMethod, PlanStatus, RefusalReason, SignatureMethod, SignerCapacity
from caseplans.models import (
    Activity,
    CopyGiven,
    FinalCopy,
    PlanSignature,
    PlanVersion,
    RequiredSigner,
    SignatureRefusal,
)
from caseplans.pdf import items_of_copy, language_of, sealed_copy, shown_sha256_of
from caseplans.rules import (
    capacity_of,
    check_can_give_copy,
    check_can_refuse,
    check_can_sign,
    check_capacity,
    check_copy_shown,
    check_delivery,
    check_method,
    check_shown_in_their_language,
    check_typed_name,
    check_witnesses,
    is_complete,
)
from caseplans.services.activities import agree_to
from caseplans.services.drafting import lock_plan
from caseplans.services.freezing import move_plan
from caseplans.services.transitions import carry_over
from caseplans.sharing.versions import consents_behind
from crossover.enums import Stage
from crossover.services.consents import SAME_NOTE
from crossover.services.stages import add_stage
from documents.enums import DocumentKind
from documents.models import Document
from documents.scans import check_drawing, check_scan
from documents.services import store_document
from families.enums import Category, Language, NoticeKind
from families.services import notify, settle


@dataclass(frozen=True)
class Evidence:
    """How someone signed: one of the three is filled, or none where they were told of a change."""

    drawing: bytes = b""
    typed_name: str = ""
    scan: Document | None = None


@dataclass(frozen=True)
class Hand:
    """What was given as a signature, before it is judged: a mark is drawn and has two witnesses, paper has its day."""

    method: SignatureMethod
    drawing: str | bytes = b""
    typed_name: str = ""
    scan: bytes = b""
    witnesses: Sequence[str] = ()
    signed_on: datetime.date | None = None


@transaction.atomic
def sign_plan(
    *,
    signer: RequiredSigner,
    by: User,
    shown_sha256: str,
    language: Language = Language.ENGLISH,
    capacity: SignerCapacity | None = None,
    interpreter: str = "",
    device: str = "",
    **given: Any,
) -> PlanSignature:
    """Sign one version. `shown_sha256` is that of the copy the signer was shown, in `language` (`shown_sha256_of`).

    `given` is what a `Hand` holds: a `method` and what it needs. The last answer seals every copy in the same
    transaction: if that fails nothing is signed. Raises UnacceptableScan for a drawing or scan that cannot be taken,
    SealError where the seal cannot be used.
    """
    signer, hand = _locked(signer), Hand(**given)
    capacity = capacity or capacity_of(signer)
    check_can_sign(by, signer)
    check_capacity(signer, capacity)
    check_copy_shown(shown_sha256_of(signer, language), shown_sha256)
    check_shown_in_their_language(signer.person, language, interpreter)
    signature = PlanSignature.objects.create(
        signer=signer,
        version=signer.version,
        version_sha256=signer.version.sha256,
        shown_sha256=shown_sha256,
        capacity=capacity,
        method=hand.method,
        language_shown=language,
        interpreter=interpreter,
        witnesses=list(hand.witnesses) if hand.method == SignatureMethod.MARK else [],
        signed_on=hand.signed_on if hand.method in ON_PAPER else None,
        device="" if hand.method in ON_PAPER else device,
        recorded_by=by,
        **vars(_evidence(signer, by, hand)),
    )
    _go_on(signer, by)
    return signature


@transaction.atomic
def refuse_signature(
    *,
    signer: RequiredSigner,
    by: User,
    reason: RefusalReason,
    words: str = "",
    language: Language = Language.ENGLISH,
    interpreter: str = "",
) -> SignatureRefusal:
    """Note that a parent does not sign this version. It stands on every copy; where nobody else is missing, it seals.

    Raises SealError as `sign_plan` does.
    """
    signer = _locked(signer)
    check_can_refuse(by, signer)
    check_shown_in_their_language(signer.person, language, interpreter)
    refusal = SignatureRefusal.objects.create(
        signer=signer, version=signer.version, reason=reason, words=words.strip(), bureau=by.bureau,
        language_shown=language, interpreter=interpreter, by=by,
    )  # fmt: skip
    _go_on(signer, by)
    return refusal


def _locked(signer: RequiredSigner) -> RequiredSigner:
    lock_plan(signer.version.plan)
    return RequiredSigner.objects.select_related("version__plan__family", "user", "person").get(pk=signer.pk)


def _go_on(signer: RequiredSigner, by: User) -> None:
    """After each answer: the plan waits for the others, or is sealed."""
    version = signer.version
    complete = is_complete(version.signers.select_related("signature", "refusal"))
    move_plan(version.plan, PlanStatus.ACTIVE if complete else PlanStatus.PARTIALLY_SIGNED)
    if complete:
        _finish(version, by)
    settle(version.plan.family)


def _evidence(signer: RequiredSigner, by: User, hand: Hand) -> Evidence:
    """Keep what shows that they signed, judged by its content."""
    check_method(signer, hand.method, hand.signed_on)
    if hand.method == SignatureMethod.TOLD:
        return Evidence()
    if hand.method == SignatureMethod.MARK:
        check_witnesses(signer, hand.witnesses)
    if hand.method in {SignatureMethod.DRAWN, SignatureMethod.MARK}:
        return Evidence(drawing=check_drawing(hand.drawing))
    if hand.method in ON_PAPER:
        title = f"{DocumentKind.SIGNATURE_SCAN.label}, version {signer.version.number}"
        media_type = check_scan(hand.scan)
        return Evidence(scan=_store(signer, by, DocumentKind.SIGNATURE_SCAN, hand.scan, media_type, title=title))
    check_typed_name(signer, hand.typed_name)
    return Evidence(typed_name=hand.typed_name.strip())


def _finish(version: PlanVersion, by: User) -> None:
    """Every answer is in: a sealed copy per signer, the plan is active, an earlier one ends."""
    for signer in version.signers.select_related("signature__recorded_by", "refusal", "user", "person"):
        _seal_copy(version, signer, by)
    agree_to(Activity.objects.filter(uuid__in=version.items.values("row")))
    for earlier in version.plan.family.plans.filter(status=PlanStatus.ACTIVE).exclude(pk=version.plan_id):
        move_plan(earlier, PlanStatus.CLOSED)
        carry_over(earlier, version.plan)
    add_stage(family=version.plan.family, stage=Stage.PLAN_ACTIVE, by=by)
    staff = [signer.user for signer in version.signers.select_related("user") if signer.user]
    notify(to=staff, kind=NoticeKind.PLAN_SEALED, url=version.get_absolute_url(), family=version.plan.family)


def _seal_copy(version: PlanVersion, signer: RequiredSigner, by: User) -> None:
    """One party's copy, with what it relied on that day."""
    items = items_of_copy(signer)
    title = f"{DocumentKind.PLAN_COPY.label}, version {version.number}, for {signer}"
    document = _store(signer, by, DocumentKind.PLAN_COPY, sealed_copy(version, signer), "application/pdf", title=title)
    FinalCopy.objects.create(
        version=version,
        signer=signer,
        document=document,
        language=language_of(signer),
        is_extract=not signer.is_required,
        places=sorted(items.values_list("place", flat=True)),
        categories=sorted(set(items.values_list("category", flat=True))),
        consents=[consent.uuid for consent in consents_behind(items)],
    )


def _store(
    signer: RequiredSigner, by: User, kind: DocumentKind, content: bytes, media_type: str, *, title: str
) -> Document:
    version = signer.version
    parents = [one.person for one in version.signers.select_related("person") if one.person]
    longest = Document._meta.get_field("title").max_length
    return store_document(
        family=version.plan.family,
        by=by,
        bureau=by.bureau,
        category=Category.SERVICES,
        about=signer.person or parents[0],
        kind=kind,
        title=title[:longest],
        content=content,
        media_type=media_type,
    )


@transaction.atomic
def give_copy(*, copy: FinalCopy, by: User, method: DeliveryMethod) -> CopyGiven:
    """Note that a party received their signed copy (31-090 IV.G). The same note twice in a minute is one."""
    lock_plan(copy.version.plan)
    check_can_give_copy(by, copy)
    check_delivery(copy, method)
    again = copy.deliveries.filter(method=method, by=by, at__gt=timezone.now() - SAME_NOTE).first()
    given = again or CopyGiven.objects.create(copy=copy, method=method, by=by)
    settle(copy.version.plan.family)
    return given
