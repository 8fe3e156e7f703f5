"""Freezing a version, signing it, sealing the copies, handing them out (31-090 III.E.4, IV.G)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from caseplans.enums import DeliveryMethod, PlanStatus, SignatureMethod, SignerRole
from caseplans.models import (
    CopyGiven,
    FinalCopy,
    Plan,
    PlanSignature,
    PlanVersion,
    RequiredSigner,
    VersionItem,
)
from caseplans.pdf import sealed_copy
from caseplans.rules import (
    PlanRows,
    canonical,
    check_can_freeze,
    check_can_give_copy,
    check_can_reopen,
    check_can_sign,
    check_shown_in_their_language,
    check_transition,
    check_typed_name,
    check_version_shown,
    plan_content,
    sha256_of,
    workers_of,
)
from caseplans.services.activities import agree_to
from caseplans.services.drafting import lock_plan
from caseplans.sharing import shared_rows
from caseplans.sharing.findings import Reconciliation
from crossover.enums import Stage
from crossover.services.consents import SAME_NOTE
from crossover.services.stages import add_stage
from documents.enums import DocumentKind
from documents.models import Document
from documents.scans import check_drawing, check_scan
from documents.services import store_document
from families.enums import Category, Language, NoticeKind
from families.models import CalworksCase, CfsCase
from families.services import notify, settle


@dataclass(frozen=True)
class Evidence:
    """How someone signed: exactly one of the three is filled."""

    drawing: bytes = b""
    typed_name: str = ""
    scan: Document | None = None


@transaction.atomic
def freeze_plan(*, plan: Plan, by: User) -> PlanVersion:
    """Fix what everyone will sign: the canonical content, its SHA-256, what it tells about whom, and who must sign."""
    plan = lock_plan(plan)
    rows = shared_rows(plan)
    check_can_freeze(by, plan, rows, Reconciliation(plan, by).open_errors())
    workers = workers_of(plan.family)
    number = plan.versions.count() + 1
    cases: list[CfsCase | CalworksCase] = [*plan.family.cfs_cases.open(), *plan.family.calworks_cases.open()]
    content = canonical(plan_content(plan=plan, number=number, rows=rows, workers=workers, cases=cases))
    version = PlanVersion.objects.create(
        plan=plan, number=number, content=content, sha256=sha256_of(content), frozen_by=by
    )
    _record_items(version, rows)
    RequiredSigner.objects.bulk_create(
        [RequiredSigner(version=version, role=role, user=user) for role, user in workers.items()]
        + [RequiredSigner(version=version, role=SignerRole.PARENT, person=parent) for parent in rows.parents]
    )
    plan.meeting = rows.meeting
    _move(plan, PlanStatus.READY_TO_SIGN)
    notify(to=workers.values(), kind=NoticeKind.PLAN_READY, url=version.get_absolute_url())
    settle(plan.family)
    return version


def _record_items(version: PlanVersion, rows: PlanRows) -> None:
    told = {(row.bureau, row.category, row.about_id) for row in rows.everything()}
    VersionItem.objects.bulk_create(
        VersionItem(version=version, bureau=bureau, category=category, about_id=about)
        for bureau, category, about in told
    )


@transaction.atomic
def reopen_plan(*, plan: Plan, by: User) -> None:
    """Go back to the draft before the last signature. The version and its signatures stay, void."""
    plan = lock_plan(plan)
    check_can_reopen(by, plan)
    _move(plan, PlanStatus.DRAFT)
    settle(plan.family)


def _move(plan: Plan, to: PlanStatus) -> None:
    check_transition(plan, to)
    plan.status = to
    plan.save()


@transaction.atomic
def sign_plan(
    *,
    signer: RequiredSigner,
    by: User,
    method: SignatureMethod,
    shown_sha256: str,
    language: Language = Language.ENGLISH,
    drawing: str | bytes = b"",
    typed_name: str = "",
    scan: bytes = b"",
    interpreter: str = "",
) -> PlanSignature:
    """Sign one version. `shown_sha256` is the SHA-256 of the version the signer was shown; `language` is that of the
    words around it. The last signature seals every copy in the same transaction: if that fails nothing is signed.

    Raises UnacceptableScan for a drawing or scan that cannot be taken, SealError where the seal cannot be used.
    """
    plan = lock_plan(signer.version.plan)
    signer = RequiredSigner.objects.select_related("version__plan__family", "user", "person").get(pk=signer.pk)
    check_can_sign(by, signer)
    check_version_shown(signer.version, shown_sha256)
    check_shown_in_their_language(signer, language, interpreter)
    signature = PlanSignature.objects.create(
        signer=signer,
        version=signer.version,
        version_sha256=signer.version.sha256,
        shown_sha256=shown_sha256,
        method=method,
        language_shown=language,
        interpreter=interpreter,
        recorded_by=by,
        **vars(_evidence(signer, by, method, drawing, typed_name, scan)),
    )
    missing = signer.version.signers.filter(signature__isnull=True).exists()
    _move(plan, PlanStatus.PARTIALLY_SIGNED if missing else PlanStatus.ACTIVE)
    if not missing:
        _finish(signer.version, by)
    settle(plan.family)
    return signature


def _evidence(
    signer: RequiredSigner, by: User, method: SignatureMethod, drawing: str | bytes, typed_name: str, scan: bytes
) -> Evidence:
    """Keep what shows that they signed, judged by its content."""
    if method == SignatureMethod.DRAWN:
        return Evidence(drawing=check_drawing(drawing))
    if method == SignatureMethod.PAPER:
        title = f"{DocumentKind.SIGNATURE_SCAN.label}, version {signer.version.number}"
        return Evidence(scan=_store(signer, by, DocumentKind.SIGNATURE_SCAN, scan, check_scan(scan), title=title))
    check_typed_name(signer, typed_name)
    return Evidence(typed_name=typed_name.strip())


def _finish(version: PlanVersion, by: User) -> None:
    """Every signature is in: one sealed copy per signer, the plan is active, an earlier one ends."""
    for signer in version.signers.select_related("signature__recorded_by", "user", "person"):
        title = f"{DocumentKind.PLAN_COPY.label}, version {version.number}, for {signer}"
        pdf = sealed_copy(version, signer)
        document = _store(signer, by, DocumentKind.PLAN_COPY, pdf, "application/pdf", title=title)
        FinalCopy.objects.create(version=version, signer=signer, document=document)
    agree_to(shared_rows(version.plan).activities)
    for earlier in version.plan.family.plans.filter(status=PlanStatus.ACTIVE).exclude(pk=version.plan_id):
        _move(earlier, PlanStatus.CLOSED)
    add_stage(family=version.plan.family, stage=Stage.PLAN_ACTIVE, by=by)
    staff = [signer.user for signer in version.signers.select_related("user") if signer.user]
    notify(to=staff, kind=NoticeKind.PLAN_SEALED, url=version.get_absolute_url(), family=version.plan.family)


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
    FinalCopy.objects.select_for_update().get(pk=copy.pk)
    check_can_give_copy(by, copy)
    again = copy.deliveries.filter(method=method, by=by, at__gt=timezone.now() - SAME_NOTE).first()
    return again or CopyGiven.objects.create(copy=copy, method=method, by=by)
