"""Which texts of a row a worker may translate for the family, and which translations still fit."""

from collections.abc import Mapping
from typing import Any

from accounts.access import NotAllowed
from caseplans.models import Activity, Goal
from families.enums import Language
from families.models import Family

TRANSLATED: dict[type[Goal | Activity], tuple[str, ...]] = {Goal: ("text", "measure"), Activity: ("text", "why")}


def texts_of(row: Goal | Activity) -> dict[str, str]:
    """What of a row a copy prints in its reader's language, by field: what is filled in."""
    written = {name: str(getattr(row, name)) for name in TRANSLATED[type(row)]}
    return {name: text for name, text in written.items() if text}


def check_language(language: str) -> None:
    """The plan is written in English; it is translated into the other languages a person may speak."""
    if language not in Language.values or language == Language.ENGLISH:
        raise NotAllowed("Choose a language other than English.")


def other_languages(family: Family) -> list[Language]:
    """Into which languages the plan may be translated for the people of a family."""
    spoken = {one.language for one in family.people.all()}
    return [language for language in Language if language in spoken and language != Language.ENGLISH]


def still_fitting(row: Goal | Activity, facts: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The row's translations without those of a text that these facts change: they would say what no longer holds."""
    same = {name for name in TRANSLATED[type(row)] if facts.get(name, getattr(row, name)) == getattr(row, name)}
    kept = {
        language: {name: text for name, text in words.items() if name in same}
        for language, words in row.translations.items()
    }
    return {language: words for language, words in kept.items() if words}
