"""A frozen version: read, signed, downloaded, handed over."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import note_act, note_consents, reason_against, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from caseplans.forms import GiveCopyForm, SignForm
from caseplans.models import FinalCopy, PlanVersion, RequiredSigner
from caseplans.pdf import copy_context, paper_page, signers_of
from caseplans.rules import check_can_give_copy, check_can_reopen, check_can_sign, check_out_for_signature
from caseplans.services import give_copy, sign_plan
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
    """The frozen copy, who signed and who still must, the sealed copies and to whom they were given."""
    version = visible_or_404(PlanVersion, request.user, uuid=uuid)
    note_consents(consents_relied_on(version.plan.family, request.user, [version.items.all()]))
    signers = [(signer, reason_against(check_can_sign, request.user, signer)) for signer in signers_of(version)]
    context = copy_context(version, _language(request, Language.ENGLISH)) | {
        "version": version,
        "signers": signers,
        "copies": version.copies.select_related("signer__user", "signer__person").prefetch_related("deliveries__by"),
        "reason_reopen": reason_against(check_can_reopen, request.user, version.plan),
        "reason_paper": reason_against(check_out_for_signature, version),
        "languages": LANGUAGES,
        "crumbs": _crumbs(version, str(version)),
    }
    return render(request, "caseplans/version_detail.html", context)


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
    initial = {"shown_sha256": version.sha256, "language": language}
    form = SignForm(request.POST or None, request.FILES or None, signer=signer, initial=initial)
    if form.is_valid():
        try:
            sign_plan(signer=signer, by=request.user, **form.facts())
        except SealError:
            form.add_error(None, NOT_SEALED)
        else:
            messages.success(request, f"{signer} has signed.")
            return redirect(version)
    note_consents(consents_relied_on(version.plan.family, request.user, [version.items.all()]))
    context = copy_context(version, language) | {
        "signer": signer,
        "version": version,
        "form": form,
        "reason": reason_against(check_can_sign, request.user, signer),
        "languages": LANGUAGES,
        "crumbs": _crumbs(version, (version, version.get_absolute_url()), "Sign"),
    }
    return render(request, "caseplans/signer_sign.html", context)


@require_safe
def signer_scan(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The scan of what they signed on paper."""
    signer = visible_or_404(RequiredSigner, request.user, uuid=uuid)
    scan = signer.signature.scan if hasattr(signer, "signature") else None
    if scan is None:
        raise Http404
    note_act(AccessAct.DOWNLOADED)
    return download(scan.file.content, scan.file.media_type, f"signed-page{EXTENSIONS[scan.file.media_type]}")


@require_safe
def copy_download(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The sealed PDF, byte for byte; absent (404) for who may not read every item of it now."""
    copy = visible_or_404(FinalCopy, request.user, uuid=uuid)
    note_act(AccessAct.DOWNLOADED)
    note_consents(consents_relied_on(copy.version.plan.family, request.user, [copy.version.items.all()]))
    return download(copy.document.file.content, "application/pdf", copy.file_name)


@require_http_methods(["GET", "POST"])
def copy_give(request: StaffRequest, uuid: UUID) -> HttpResponse:
    copy = visible_or_404(FinalCopy, request.user, uuid=uuid)
    form = GiveCopyForm(request.POST or None)
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
