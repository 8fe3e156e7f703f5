"""A frozen version in words, on screen and on paper: canonical content -> HTML -> PDF -> sealed PDF."""

import base64
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format, time_format

from accounts.models import County
from caseplans.enums import Responsible
from caseplans.models import PlanSignature, PlanVersion, RequiredSigner
from caseplans.sharing import part_two_consents
from caseplans.statements import CODES, DATE_FORMATS, TIME_FORMATS, WORDS
from crossover.sharing import PART_TWO
from documents.pdf import render_pdf
from documents.seal import county_seal, seal_pdf

FORM_ID = "LCCP1"
ENDS = ("from_time", "to_time")
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
    codes = CODES[language]
    return {
        **activity,
        "who": activity["person"] or codes["responsible"][activity["responsible"]],
        "service": activity.get("service_name", {}).get(language) or codes["service"][activity["service"]],
        "provided_by": codes["responsible"][activity["provided_by"]],
        "paid_by": codes["responsible"][activity["paid_by"]],
        "due_on": spoken_day(activity["due_on"], language),
        "when": spoken_when(activity.get("when", {}), language),
        "source": codes["source"][activity["source"]],
    }


def spoken_day(day: str | date | None, language: str) -> str:
    if not day:
        return ""
    with translation.override(language):
        return date_format(date.fromisoformat(day) if isinstance(day, str) else day, DATE_FORMATS[language])


def spoken_when(when: Mapping[str, Any], language: str) -> str:
    """How it recurs, in words: “Every week, Tuesday, 6:00 PM to 8:00 PM”; empty where nothing is said."""
    codes = CODES[language]
    parts = [codes["frequency"][when["frequency"]]] if when.get("frequency") else []
    parts += [codes["weekday"][day] for day in when.get("weekdays", [])]
    times = [time_format(time.fromisoformat(when[end]), TIME_FORMATS[language]) for end in ENDS if when.get(end)]
    return ", ".join([*parts, *([" - ".join(times)] if times else [])])


def family_plan_summary(plan: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    """The four columns of the back page: what we hope for, and what each of the three will do (31-090 III.E.4)."""
    words = WORDS[language]
    hopes = [{"text": goal["text"], "by": goal["by_when"], "who": "", "with": ""} for goal in plan["goals"]]
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


def copy_context(version: PlanVersion, language: str) -> dict[str, Any]:
    """What the copy on screen and the copy on paper are both made of."""
    plan = spoken(json.loads(version.content), language)
    return {
        "words": WORDS[language],
        "language": language,
        "plan": plan,
        "summary": family_plan_summary(plan, language),
        "sha256": version.sha256,
        "signatures": [_spoken_signature(signer, language) for signer in signers_of(version)],
    }


def redisclosure_notice(version: PlanVersion, language: str) -> str:
    """What every page of a copy with substance use information says, naming the consents (42 CFR 2.32); else empty."""
    if not version.items.filter(category__in=PART_TWO).exists():
        return ""
    words = WORDS[language]
    consents = [
        words["part_two_consent"].format(day=spoken_day(consent.signed_on, language), signer=consent.signer)
        for consent in part_two_consents(version)
    ]
    under = words["part_two_under"].format(consents=f" {words['and']} ".join(consents)) if consents else ""
    return f"{words['part_two']} {under}".strip()


def signers_of(version: PlanVersion) -> list[RequiredSigner]:
    return list(version.signers.select_related("user", "person", "signature__recorded_by", "signature__scan"))


def _spoken_signature(signer: RequiredSigner, language: str) -> dict[str, Any]:
    signature: PlanSignature | None = getattr(signer, "signature", None)
    line = {"name": str(signer), "role": CODES[language]["role"][signer.role], "signed": signature is not None}
    if signature is None:
        return line
    drawing = base64.b64encode(signature.drawing).decode()
    return line | {
        "method": CODES[language]["method"][signature.method],
        "date": spoken_day(timezone.localdate(signature.signed_at), language),
        "image": f"data:image/png;base64,{drawing}" if drawing else "",
        "typed": signature.typed_name,
        "interpreter": signature.interpreter,
        "recorded_by": str(signature.recorded_by) if signer.person else "",
    }


def sealed_copy(version: PlanVersion, signer: RequiredSigner) -> bytes:
    """One party's final copy, in the language they were shown, sealed as the county's. Raises SealError."""
    seal = county_seal()
    language = signer.signature.language_shown
    words = WORDS[language]
    line = words["demo_seal"] if seal.is_demo else words["sealed"]
    pdf = plan_pdf(version, language, copy_for=str(signer), seal_line=line)
    reason = f"{words['title']}: signed by every party"
    return seal_pdf(pdf, pkcs12=seal.pkcs12, passphrase=seal.passphrase, reason=reason)


def paper_page(version: PlanVersion, language: str) -> bytes:
    """The same pages for a signature on paper: not sealed, and they say so."""
    return plan_pdf(version, language, copy_for="", seal_line=WORDS[language]["unsealed"])


def week_page(context: dict[str, Any], title: str) -> bytes:
    """One person's week, to take home: not signed, and not the plan itself."""
    county = County.objects.ours()
    letterhead = {"county_name": county.name, "county_address": county.address, "form_id": FORM_ID, "form_version": ""}
    page = context | letterhead | {"lang": "en", "title": title}
    return render_pdf(render_to_string("caseplans/week_print.html", page), lang="en", title=title)


def plan_pdf(version: PlanVersion, language: str, *, copy_for: str, seal_line: str) -> bytes:
    """LCCP1 on the front, the Family Plan Summary with the signatures on the back."""
    created: datetime = timezone.now()
    county = County.objects.ours()
    context = copy_context(version, language) | {
        "lang": language,
        "title": WORDS[language]["title"],
        "county_name": county.name,
        "county_address": county.address,
        "form_id": FORM_ID,
        "form_version": f"{WORDS[language]['version']} {version.number}",
        "copy_for": copy_for,
        "seal_line": seal_line,
        "notice": redisclosure_notice(version, language),
    }
    html = render_to_string("caseplans/plan_print.html", context)
    return render_pdf(html, lang=language, title=str(context["title"]), created=created)
