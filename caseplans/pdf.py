"""A frozen version in words, on screen and on paper: canonical content -> HTML -> PDF -> sealed PDF."""

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import County
from caseplans.enums import STAFF_SIGNERS, Responsible, SignerRole
from caseplans.models import FinalCopy, PlanSignature, PlanVersion, RequiredSigner, SignatureRefusal, VersionItem
from caseplans.rules import sha256_of
from caseplans.rules.spoken import spoken_day, spoken_when
from caseplans.sharing.versions import content_of, in_extract, part_two_consents
from caseplans.statements import CODES, WORDS
from crossover.sharing import PART_TWO
from documents.pdf import render_pdf
from documents.seal import county_seal, seal_pdf
from families.enums import Language

FORM_ID = "LCCP1"
COLUMNS = [(Responsible.FAMILY, "family_does"), (Responsible.CFS, "cfs_does"), (Responsible.CALWORKS, "calworks_does")]


def spoken(content: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The content with its codes and dates in words of one language; what people wrote stays as they wrote it."""
    codes = CODES[language]
    goals = [
        goal
        | {
            "by_when": spoken_day(goal["by_when"], language),
            "activities": [_spoken_activity(activity, language) for activity in goal["activities"]],
        }
        for goal in content["goals"]
    ]
    return {
        **content,
        "ltm_on": spoken_day(content["ltm_on"], language),
        "cases": [
            {
                "program": codes["responsible"][case["bureau"]],
                "number": case["number"],
                "component": codes["component"].get(case["component"], ""),
            }
            for case in content["cases"]
        ],
        "people": [one | {"relationship": codes["relationship"][one["relationship"]]} for one in content["people"]],
        "workers": [worker | {"role": codes["role"][worker["role"]]} for worker in content["workers"]],
        "goals": goals,
    }


def _spoken_activity(activity: Mapping[str, Any], language: str) -> dict[str, Any]:
    codes, names = CODES[language], activity.get("service_name", {})
    return {
        **activity,
        "who": activity["person"] or codes["responsible"][activity["responsible"]],
        "service": names.get(language) or codes["service"].get(activity["service"]) or names["en"],
        "provided_by": codes["responsible"][activity["provided_by"]],
        "paid_by": codes["responsible"][activity["paid_by"]],
        "due_on": spoken_day(activity["due_on"], language),
        "when": spoken_when(activity.get("when", {}), language),
        "source": codes["source"][activity["source"]],
    }


def family_plan_summary(plan: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    """The four columns of the back page: what we hope for, and what each of the three will do (31-090 III.E.4)."""
    words = WORDS[language]
    hopes = [
        {"text": goal["text"], "by": goal["by_when"], "who": "", "with": ""} for goal in plan["goals"] if goal["text"]
    ]
    columns = [{"heading": words["hope"], "lines": hopes}]
    activities = [activity for goal in plan["goals"] for activity in goal["activities"]]
    for responsible, heading in COLUMNS:
        lines = [
            {"text": one["text"], "by": one["due_on"], "who": one["person"], "with": one["provider"]}
            for one in activities
            if one["responsible"] == responsible
        ]
        columns.append({"heading": words[heading], "lines": lines})
    return columns


def copy_context(
    version: PlanVersion, language: str, items: QuerySet[VersionItem] | None = None, *, is_extract: bool = False
) -> dict[str, Any]:
    """What the copy on screen and the copy on paper are both made of: the whole version, or only these items of it."""
    content = content_of(version, items)
    plan = spoken(content | {"cases": []} if is_extract else content, language)
    return {
        "words": WORDS[language],
        "language": language,
        "plan": plan,
        "summary": family_plan_summary(plan, language),
        "version_id": version.uuid,
        "sha256": version.sha256,
        "is_extract": is_extract,
        "signatures": [_spoken_signature(signer, language) for signer in signers_of(version)],
    }


def items_of_copy(signer: RequiredSigner) -> QuerySet[VersionItem]:
    """The items on a signer's own copy: all of them, or those of an extract."""
    items: QuerySet[VersionItem] = signer.version.items.all()
    return items if signer.is_required else items.filter(in_extract(signer))


def signers_copy(signer: RequiredSigner, language: str) -> dict[str, Any]:
    """The copy this signer is shown and signs."""
    items = None if signer.is_required else items_of_copy(signer)
    return copy_context(signer.version, language, items, is_extract=not signer.is_required)


def shown_sha256_of(signer: RequiredSigner, language: str) -> str:
    """The SHA-256 of the copy as it is shown to this signer in this language."""
    return sha256_of(render_to_string("caseplans/_plan_copy.html", signers_copy(signer, language)))


def language_of(signer: RequiredSigner) -> str:
    """The language of their copy: the one they were shown, else their own where the plan's words exist in it."""
    answer = getattr(signer, "signature", None) or getattr(signer, "refusal", None)
    own = answer.language_shown if answer else signer.person.language if signer.person else Language.ENGLISH
    return own if own in WORDS else Language.ENGLISH.value


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
        "recorded_by": str(signature.recorded_by) if signer.role not in STAFF_SIGNERS else "",
    }


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
    context = copy_context(copy.version, copy.language, items, is_extract=copy.is_extract)
    line = words["rendered_anew"].format(day=spoken_day(timezone.localdate(), copy.language))
    return plan_pdf(context, copy.version, copy_for=str(copy.signer), seal_line=line, items=items)


def paper_page(version: PlanVersion, language: str) -> bytes:
    """The same pages for a signature on paper: not sealed, and they say so."""
    return plan_pdf(copy_context(version, language), version, copy_for="", seal_line=WORDS[language]["unsealed"])


def week_page(context: dict[str, Any], title: str) -> bytes:
    """One person's week, to take home: not signed, and not the plan itself."""
    county = County.objects.ours()
    letterhead = {"county_name": county.name, "county_address": county.address, "form_id": FORM_ID, "form_version": ""}
    page = context | letterhead | {"lang": "en", "title": title}
    return render_pdf(render_to_string("caseplans/week_print.html", page), lang="en", title=title)


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
    county, language = County.objects.ours(), context["language"]
    words = WORDS[language]
    title = f"{words['title']}: {words['extract']}" if context["is_extract"] else words["title"]
    html = render_to_string(
        "caseplans/plan_print.html",
        context
        | {
            "lang": language,
            "title": title,
            "county_name": county.name,
            "county_address": county.address,
            "form_id": FORM_ID,
            "form_version": f"{words['version']} {version.number}",
            "copy_for": copy_for,
            "seal_line": seal_line,
            "notice": redisclosure_notice(version, language, items),
        },
    )
    return render_pdf(html, lang=language, title=title, created=created)
