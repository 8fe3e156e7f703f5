"""The strengths résumé on paper: what a family does well, in English or Spanish, as far as its reader may read it."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import County
from caseplans.assessment_enums import StrengthFor
from caseplans.models import Strength
from caseplans.rules.spoken import spoken_day
from crossover.sharing import PART_TWO
from documents.pdf import render_pdf
from families.models import Family, Person

WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Our strengths",
        "bureau": "Children and Family Services and CalWORKs: Linkages",
        "constant_line": "Each program may hold items not shown here.",
        "whole_family": "Our family",
        "helps": dict(StrengthFor.choices),
        "none": "Nothing is written down yet. Tell your worker what you do well.",
        "page": "Page",
        "of": "of",
        "part_two": "This paper tells of substance use information. 42 CFR Part 2 forbids passing it on without the "
        "written consent of the person it is about, unless that law allows it.",
    },
    "es": {
        "title": "Nuestras fortalezas",
        "bureau": "Servicios para Niños y Familias (CFS) y CalWORKs: Linkages",
        "constant_line": "Cada programa puede tener asuntos que no aparecen aquí.",
        "whole_family": "Nuestra familia",
        "helps": {StrengthFor.PARENTING: "Crianza", StrengthFor.EMPLOYMENT: "Empleo"},
        "none": "Todavía no hay nada escrito. Diga a su trabajador/a qué hace bien.",
        "page": "Página",
        "of": "de",
        "part_two": "Este papel contiene información sobre uso de sustancias. 42 CFR Parte 2 prohíbe darla a otros sin "
        "el consentimiento escrito de la persona de quien trata, salvo que esa ley lo permita.",
    },
}


def strengths_page(family: Family, strengths: Iterable[Strength], language: str) -> bytes:
    """The strengths given, by person, those of the whole family last. What people wrote stays as they wrote it."""
    county, words = County.objects.ours(), WORDS[language]
    rows = sorted(strengths, key=lambda one: (one.whole_family, str(one.about), -one.on.toordinal()))
    context = {
        "lang": language,
        "words": words,
        "title": f"{words['title']}: {family}",
        "county_name": county.name,
        "county_address": county.address,
        "form_id": words["title"],
        "form_version": spoken_day(timezone.localdate(), language),
        "groups": [(_whose(key, words), _lines(group, language)) for key, group in groupby(rows, key=_group)],
        "notice": words["part_two"] if any(one.category in PART_TWO for one in rows) else "",
    }
    html = render_to_string("caseplans/strengths_print.html", context)
    return render_pdf(html, lang=language, title=context["title"], created=timezone.now())


def _group(one: Strength) -> Person | None:
    return None if one.whole_family else one.about


def _whose(person: Person | None, words: dict[str, Any]) -> str:
    return str(person) if person else words["whole_family"]


def _lines(rows: Iterable[Strength], language: str) -> list[dict[str, Any]]:
    helps = WORDS[language]["helps"]
    return [
        {"text": one.text, "on": spoken_day(one.on, language), "helps": [helps[code] for code in one.helps_with]}
        for one in rows
    ]
