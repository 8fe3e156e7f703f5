"""Sheets to take home: a week, a month. They are not signed, and are not the plan."""

from typing import Any

from django.template.loader import render_to_string

from accounts.models import County
from caseplans.pdf.paper import FORM_ID
from caseplans.statements import WORDS
from documents.pdf import render_pdf


def week_page(sheet: dict[str, Any] | None, person: object, language: str, notice: str = "") -> bytes:
    """One person's week in words of one language (`spoken_week`), to take home."""
    words = WORDS[language]
    title = words["week_title"].format(name=person) if person else words["week"]
    return _sheet("caseplans/week_print.html", {"sheet": sheet, "notice": notice}, title, language)


def month_page(context: dict[str, Any], language: str) -> bytes:
    """What falls in one month, for one adult or for the family (`views.month`)."""
    title = WORDS[language]["month_title"].format(month=context["month"])
    return _sheet("caseplans/month_print.html", context, title, language)


def _sheet(template: str, context: dict[str, Any], title: str, language: str) -> bytes:
    county = County.objects.ours()
    page = {
        "words": WORDS[language],
        "county_name": county.name,
        "county_address": county.address,
        "form_id": FORM_ID,
        "form_version": "",
        "lang": language,
        "title": title,
    }
    return render_pdf(render_to_string(template, context | page), lang=language, title=title)
