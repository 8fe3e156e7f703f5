"""A frozen version in words, on screen and on paper: canonical content -> HTML -> PDF -> sealed PDF."""

import base64
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import County
from caseplans.enums import STAFF_SIGNERS, SignatureMethod, SignerRole
from caseplans.models import FinalCopy, PlanSignature, PlanVersion, RequiredSigner, SignatureRefusal, VersionItem
from caseplans.pdf.paper import copy_of, paper_html, title_of
from caseplans.rules import sha256_of
from caseplans.rules.spoken import spoken_day
from caseplans.sharing.versions import content_of, in_extract, part_two_consents
from caseplans.statements import CODES, WORDS
from crossover.sharing import PART_TWO
from documents.pdf import render_pdf
from documents.seal import county_seal, seal_pdf
from families.enums import Language


def copy_context(
    version: PlanVersion,
    language: str,
    items: QuerySet[VersionItem] | None = None,
    *,
    is_extract: bool = False,
    reads: str = "",
) -> dict[str, Any]:
    """What the copy on screen and the copy on paper are both made of: the whole version, or only these items of it.

    `reads` is the language of whoever holds the copy, where it is not that of the labels.
    """
    content = content_of(version, items)
    return copy_of(
        content | {"cases": []} if is_extract else content,
        language,
        reads=reads,
        version_id=str(version.uuid),
        sha256=version.sha256,
        is_extract=is_extract,
        is_part=items is not None,
        signatures=[_spoken_signature(signer, language) for signer in signers_of(version)],
    )


def items_of_copy(signer: RequiredSigner) -> QuerySet[VersionItem]:
    """The items on a signer's own copy: all of them, or those of an extract."""
    items: QuerySet[VersionItem] = signer.version.items.all()
    return items if signer.is_required else items.filter(in_extract(signer))


def signers_copy(signer: RequiredSigner, language: str) -> dict[str, Any]:
    """The copy this signer is shown and signs."""
    items = None if signer.is_required else items_of_copy(signer)
    reads = read_by(signer, language)
    return copy_context(signer.version, language, items, is_extract=not signer.is_required, reads=reads)


def shown_sha256_of(signer: RequiredSigner, language: str) -> str:
    """The SHA-256 of the copy as it is shown to this signer in this language."""
    return sha256_of(render_to_string("caseplans/_plan_copy.html", signers_copy(signer, language)))


def language_of(signer: RequiredSigner) -> str:
    """The language of their copy: the one they were shown, else their own where the plan's words exist in it."""
    answer = getattr(signer, "signature", None) or getattr(signer, "refusal", None)
    own = answer.language_shown if answer else signer.person.language if signer.person else Language.ENGLISH
    return own if own in WORDS else Language.ENGLISH.value


def read_by(signer: RequiredSigner, language: str) -> str:
    """Which language they read on a copy with these labels: their own, where the labels do not exist in it."""
    own = signer.person.language if signer.person else language
    return language if own in WORDS else own


def redisclosure_notice(version: PlanVersion, language: str, items: QuerySet[VersionItem] | None = None) -> str:
    """What every page of a copy with substance use information says, naming the consents (42 CFR 2.32); else empty."""
    items = version.items.all() if items is None else items
    if not items.filter(category__in=PART_TWO).exists():
        return ""
    words = WORDS[language]
    consents = [
        words["part_two_consent"].format(day=spoken_day(consent.signed_on, language), signer=consent.signer)
        for consent in part_two_consents(version)
    ]
    under = words["part_two_under"].format(consents=f" {words['and']} ".join(consents)) if consents else ""
    return f"{words['part_two']} {under}".strip()


def signers_of(version: PlanVersion) -> list[RequiredSigner]:
    return list(
        version.signers.select_related("user", "person", "signature__recorded_by", "signature__scan", "refusal")
    )


def _spoken_signature(signer: RequiredSigner, language: str) -> dict[str, Any]:
    signature: PlanSignature | None = getattr(signer, "signature", None)
    codes = CODES[language]
    line = {"name": str(signer), "role": codes["role"][signer.role], "signed": signature is not None}
    if signature is None:
        return line | _spoken_refusal(signer, language)
    drawing = base64.b64encode(signature.drawing).decode()
    return line | {
        "method": codes["method"][signature.method],
        "capacity": codes["capacity"][signature.capacity] if signer.role == SignerRole.PARENT else "",
        "date": spoken_day(signature.signed_on or timezone.localdate(signature.signed_at), language),
        "image": f"data:image/png;base64,{drawing}" if drawing else "",
        "typed": signature.typed_name,
        "witnesses": signature.witnesses,
        "interpreter": signature.interpreter,
        "recorded_by": _spoken_recorder(signature, language) if signer.role not in STAFF_SIGNERS else "",
    }


def _spoken_recorder(signature: PlanSignature, language: str) -> str:
    """In front of whom it was signed; where nobody saw it signed, who kept the paper, or who told of the change."""
    by = {SignatureMethod.POST: "kept_by", SignatureMethod.TOLD: "told_by"}
    words = WORDS[language][by.get(SignatureMethod(signature.method), "recorded_by")]
    day = spoken_day(timezone.localdate(signature.signed_at), language)
    return words.format(name=signature.recorded_by, day=day)


def _spoken_refusal(signer: RequiredSigner, language: str) -> dict[str, Any]:
    """What every copy says where somebody did not sign: that, why by its code, and when. Their words stay out."""
    refusal: SignatureRefusal | None = getattr(signer, "refusal", None)
    if refusal is None:
        return {"optional": not signer.is_required}
    why = CODES[language]["refusal"][refusal.reason]
    return {"refused": why, "date": spoken_day(timezone.localdate(refusal.at), language)}


def sealed_copy(version: PlanVersion, signer: RequiredSigner) -> bytes:
    """One party's final copy, in the language they were shown, sealed as the county's. Raises SealError."""
    seal = county_seal()
    language = language_of(signer)
    words = WORDS[language]
    line = words["demo_seal"] if seal.is_demo else words["sealed"]
    pdf = plan_pdf(signers_copy(signer, language), version, copy_for=str(signer), seal_line=line)
    reason = f"{words['title']}: {words['extract' if not signer.is_required else 'signed_by_all']}"
    return seal_pdf(pdf, pkcs12=seal.pkcs12, passphrase=seal.passphrase, reason=reason)


def rendered_anew(copy: FinalCopy, items: QuerySet[VersionItem]) -> bytes:
    """A copy as its reader may have it today: the same version with only these items. It is not sealed and says so."""
    words = WORDS[copy.language]
    reads = read_by(copy.signer, copy.language)
    context = copy_context(copy.version, copy.language, items, is_extract=copy.is_extract, reads=reads)
    line = words["rendered_anew"].format(day=spoken_day(timezone.localdate(), copy.language))
    return plan_pdf(context, copy.version, copy_for=str(copy.signer), seal_line=line, items=items)


def paper_page(version: PlanVersion, language: str) -> bytes:
    """The same pages for a signature on paper: not sealed, and they say so."""
    return plan_pdf(copy_context(version, language), version, copy_for="", seal_line=WORDS[language]["unsealed"])


def plan_pdf(
    context: dict[str, Any],
    version: PlanVersion,
    *,
    copy_for: str,
    seal_line: str,
    items: QuerySet[VersionItem] | None = None,
) -> bytes:
    """LCCP1 on the front, the Family Plan Summary with the signatures on the back."""
    created: datetime = timezone.now()
    county = County.objects.ours()
    html = paper_html(
        context,
        number=version.number,
        county_name=county.name,
        county_address=county.address,
        copy_for=copy_for,
        seal_line=seal_line,
        notice=redisclosure_notice(version, context["language"], items),
    )
    return render_pdf(html, lang=context["language"], title=title_of(context), created=created)
