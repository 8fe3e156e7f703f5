"""LCCP1 as HTML from plain facts: the grid on the front, the Family Plan Summary with the signatures on the back."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from caseplans.rules.spoken import spoken
from caseplans.rules.summary import activities_of, family_plan_summary, week_picture
from caseplans.statements import WORDS

FORM_ID = "LCCP1"
# What a part of the form says where it is empty.
EMPTY = ("nothing", "no_activities", "no_week")


def copy_of(
    content: Mapping[str, Any],
    language: str,
    *,
    reads: str = "",
    version_id: str,
    sha256: str,
    signatures: list[dict[str, Any]],
    is_extract: bool = False,
    is_part: bool = False,
) -> dict[str, Any]:
    """A copy of this content in words: what the templates of the copy on screen and on paper are given.

    `is_part`: its reader may not have all of the version, so that what is empty says no more than that.
    """
    plan = spoken(content, language, reads)
    written = [goal["text"] for goal in plan["goals"]] + [one["text"] for one in activities_of(plan)]
    return {
        "words": WORDS[language] | (dict.fromkeys(EMPTY, WORDS[language]["nothing_shown"]) if is_part else {}),
        "language": language,
        "plan": plan,
        "summary": family_plan_summary(plan, language),
        "week": week_picture(plan, language),
        "is_translated": any(one.original for one in written),
        "version_id": version_id,
        "sha256": sha256,
        "is_extract": is_extract,
        "signatures": signatures,
    }


def title_of(context: Mapping[str, Any]) -> str:
    words = context["words"]
    return f"{words['title']}: {words['extract']}" if context["is_extract"] else str(words["title"])


def paper_html(
    context: dict[str, Any],
    *,
    number: int,
    county_name: str,
    county_address: str,
    copy_for: str,
    seal_line: str,
    notice: str = "",
) -> str:
    """The whole form. `notice` is that of 42 CFR 2.32, where the copy needs one."""
    page = {
        "lang": context["language"],
        "title": title_of(context),
        "county_name": county_name,
        "county_address": county_address,
        "form_id": FORM_ID,
        "form_version": f"{context['words']['version']} {number}",
        "copy_for": copy_for,
        "seal_line": seal_line,
        "notice": notice,
    }
    return render_to_string("caseplans/plan_print.html", context | page)
