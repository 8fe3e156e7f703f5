"""A frozen version: read, signed, downloaded, handed over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import note_act, note_consents, reason_against, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from caseplans.forms.signing import GiveCopyForm, RefuseForm, SignForm
from caseplans.models import FinalCopy, PlanVersion, RequiredSigner
from caseplans.pdf import (
    copy_context,
    language_of,
    paper_page,
    rendered_anew,
    shown_sha256_of,
    signers_copy,
    signers_of,
)
from caseplans.rules import (
    NOBODY_AGREED,
    check_can_amend,
    check_can_give_copy,
    check_can_refuse,
    check_can_reopen,
    check_can_sign,
    check_out_for_signature,
    left_out_by,
    nobody_agreed,
)
from caseplans.rules.devices import device_of
from caseplans.services import give_copy, refuse_signature, sign_plan
from caseplans.sharing.versions import (
    changes_for,
    consents_of,
    is_copy_whole_for,
    is_whole_for,
    items_for,
    reads_words_of,
    signed_a_void_version,
    version_amended,
)
from caseplans.statements import LANGUAGES
from crossover.sharing.reliance import consents_relied_on
from documents.scans import ScanType
from documents.seal import SealError
from documents.views import download
from families.enums import Language
from families.views.pages import crumbs_from

EXTENSIONS: dict[str, str] = {ScanType.PDF: ".pdf", ScanType.JPEG: ".jpg", ScanType.PNG: ".png"}
NOT_SEALED = "The copies could not be sealed, so nothing was signed. Please tell the system's administrator."


@require_safe
def version_detail(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The frozen copy as this reader may read it, who signed and who still must, the copies and who has theirs."""
    version = visible_or_404(PlanVersion, request.user, uuid=uuid)
    items = items_for(version, request.user)
    note_consents(consents_relied_on(version.plan.family, request.user, [items]))
    whole = is_whole_for(version, request.user)
    language = _language(request, Language.ENGLISH)
    signers = signers_of(version)
    context = copy_context(version, language, None if whole else items) | {
        "version": version,
        "whole": whole,
        "signers": [_signer_row(request, signer) for signer in signers],
        "again": signed_a_void_version(version),
        "nobody_agreed": NOBODY_AGREED if version.is_open and nobody_agreed(signers) else "",
        "amended": version_amended(version.plan),
        "changes": changes_for(version, request.user),
        "copies": consents_of(
            version.copies.select_related("signer__user", "signer__person").prefetch_related("deliveries__by")
        ),
        "reason_amend": reason_against(check_can_amend, request.user, version.plan),
        "reason_reopen": reason_against(check_can_reopen, request.user, version.plan),
        "reason_paper": reason_against(check_out_for_signature, version),
        "languages": LANGUAGES,
        "crumbs": _crumbs(version, str(version)),
    }
    return render(request, "caseplans/version_detail.html", context)


def _signer_row(request: StaffRequest, signer: RequiredSigner) -> dict[str, Any]:
    return {
        "signer": signer,
        "reason": reason_against(check_can_sign, request.user, signer),
        "reason_refuse": reason_against(check_can_refuse, request.user, signer),
        "words": signer.refusal.words if signer.has_refused and reads_words_of(signer.refusal, request.user) else "",
    }


@require_safe
def version_paper(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The pages to sign on paper, in the language asked for; a version no longer out for signature says why not."""
    version = visible_or_404(PlanVersion, request.user, uuid=uuid)
    reason = reason_against(check_out_for_signature, version)
    if reason:
        context = {"version": version, "reason": reason, "crumbs": _crumbs(version, "Print to sign")}
        return render(request, "caseplans/version_paper.html", context, status=403)
    note_act(AccessAct.DOWNLOADED)
    note_consents(consents_relied_on(version.plan.family, request.user, [version.items.all()]))
    return download(paper_page(version, _language(request, Language.ENGLISH)), "application/pdf", "plan-to-sign.pdf")


@require_http_methods(["GET", "POST"])
def signer_sign(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The signer is shown the copy in a language of theirs, with its hash, and signs below it."""
    signer = visible_or_404(RequiredSigner, request.user, uuid=uuid)
    version = signer.version
    language = _language(request, signer.person.language if signer.person else Language.ENGLISH)
    initial = {"shown_sha256": shown_sha256_of(signer, language), "language": language}
    form = SignForm(request.POST or None, request.FILES or None, signer=signer, initial=initial)
    if form.is_valid():
        try:
            device = device_of(request.headers.get("User-Agent", ""))
            sign_plan(signer=signer, by=request.user, device=device, **form.facts())
        except SealError:
            form.add_error(None, NOT_SEALED)
        else:
            messages.success(request, f"{signer} has signed.")
            return redirect(version)
    note_consents(consents_relied_on(version.plan.family, request.user, [version.items.all()]))
    context = signers_copy(signer, language) | {
        "signer": signer,
        "version": version,
        "form": form,
        "reason": reason_against(check_can_sign, request.user, signer),
        "left_out": left_out_by(signer, signers_of(version)),
        "languages": LANGUAGES,
        "crumbs": _crumbs(version, (version, version.get_absolute_url()), "Sign"),
    }
    return render(request, "caseplans/signer_sign.html", context)


@require_http_methods(["GET", "POST"])
def signer_refuse(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """That a parent does not sign: why, in which language they were told, and what it means for the plan."""
    signer = visible_or_404(RequiredSigner, request.user, uuid=uuid)
    version = signer.version
    form = RefuseForm(request.POST or None, signer=signer, initial={"language": language_of(signer)})
    if form.is_valid():
        try:
            refuse_signature(signer=signer, by=request.user, **form.cleaned_data)
        except SealError:
            form.add_error(None, NOT_SEALED)
        else:
            messages.success(request, f"Noted that {signer} did not sign.")
            return redirect(version)
    reason = reason_against(check_can_refuse, request.user, signer)
    crumbs = _crumbs(version, (version, version.get_absolute_url()), "Does not sign")
    context = {"signer": signer, "version": version, "form": form, "reason": reason, "crumbs": crumbs}
    context["left_out"] = left_out_by(signer, signers_of(version), signs=False)
    return render(request, "caseplans/signer_refuse.html", context)


@require_safe
def signer_scan(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The scan of what they signed on paper: the whole page, so for who may read all of it."""
    signer = visible_or_404(RequiredSigner, request.user, uuid=uuid)
    scan = signer.signature.scan if hasattr(signer, "signature") else None
    if scan is None or not is_whole_for(signer.version, request.user):
        raise Http404
    note_act(AccessAct.DOWNLOADED)
    return download(scan.file.content, scan.file.media_type, f"signed-page{EXTENSIONS[scan.file.media_type]}")


@require_safe
def copy_download(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The sealed PDF, byte for byte; where its reader may not read every item today, a new rendering without those."""
    copy = visible_or_404(FinalCopy, request.user, uuid=uuid)
    items = items_for(copy.version, request.user, copy.signer if copy.is_extract else None)
    note_act(AccessAct.DOWNLOADED)
    note_consents(consents_relied_on(copy.version.plan.family, request.user, [items]))
    if is_copy_whole_for(copy, request.user):
        return download(copy.document.file.content, "application/pdf", copy.file_name)
    return download(rendered_anew(copy, items), "application/pdf", copy.file_name.replace(".pdf", "-printed-anew.pdf"))


@require_http_methods(["GET", "POST"])
def copy_give(request: StaffRequest, uuid: UUID) -> HttpResponse:
    copy = visible_or_404(FinalCopy, request.user, uuid=uuid)
    form = GiveCopyForm(request.POST or None, copy=copy)
    if form.is_valid():
        give_copy(copy=copy, by=request.user, method=form.cleaned_data["method"])
        messages.success(request, "Noted.")
        return redirect(copy.version)
    reason = reason_against(check_can_give_copy, request.user, copy)
    crumbs = _crumbs(copy.version, (copy.version, copy.version.get_absolute_url()), "Copy given")
    return render(request, "caseplans/copy_give.html", {"copy": copy, "form": form, "reason": reason, "crumbs": crumbs})


def _crumbs(version: PlanVersion, *last: tuple[object, str] | str) -> list[tuple[object, str | None]]:
    return crumbs_from(version.plan.family, ("Plan", version.plan.get_absolute_url()), *last)


def _language(request: StaffRequest, default: str) -> str:
    """The language asked for, the signer's own, or English: the two the plan's words exist in."""
    known = dict(LANGUAGES)
    asked = request.POST.get("language") or request.GET.get("language") or default
    return asked if asked in known else Language.ENGLISH.value
