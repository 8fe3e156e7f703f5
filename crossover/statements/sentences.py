"""What the WTWCC 10B says where something is missing: written in English with the rule, said in the signer's language.

A sentence keeps its pattern and its facts. `IN_SPANISH` holds the Spanish twin of every pattern.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from crossover.enums import StatementKind
from crossover.statements import CATEGORY_WORDS, PRINTED
from crossover.statements.spanish import IN_SPANISH, LANGUAGES_IN_SPANISH, STATEMENTS_IN_SPANISH
from families.enums import Category, Language

AND = {Language.ENGLISH: "and", Language.SPANISH: "y"}


class Sentence(str):
    """A sentence in English that can be said in Spanish too."""

    pattern: str
    facts: Mapping[str, Any]


def sentence(pattern: str, **facts: Any) -> Sentence:
    """The pattern filled with people, days, kinds of information, languages, numbers, or lists of them."""
    said = Sentence(_filled(pattern, facts, Language.ENGLISH))
    said.pattern, said.facts = pattern, facts
    return said


def said_in(language: Language, message: Any, params: Mapping[str, Any] | None = None) -> str:
    """A message of the form in its language: a sentence of ours by its twin, one of Django's by its catalogue."""
    if language == Language.ENGLISH:
        return str(message % params if params else message)
    if isinstance(message, Sentence):
        return _filled(IN_SPANISH[message.pattern], message.facts, language)
    if isinstance(message, str) and message in IN_SPANISH:
        return IN_SPANISH[message] % (params or {})
    with translation.override(language):
        return str(message % params if params else message)


def _filled(pattern: str, facts: Mapping[str, Any], language: Language) -> str:
    return pattern.format(**{name: _spoken(fact, language) for name, fact in facts.items()})


def _spoken(fact: Any, language: Language) -> str:
    """A fact in the language of the form."""
    spanish = language == Language.SPANISH
    if isinstance(fact, list | tuple):
        return _listed([_spoken(each, language) for each in fact], language)
    if isinstance(fact, Category):
        words = CATEGORY_WORDS[language][fact]
        return words[0].lower() + words[1:]
    if isinstance(fact, Language):
        return LANGUAGES_IN_SPANISH[fact] if spanish else fact.label
    if isinstance(fact, StatementKind):
        return STATEMENTS_IN_SPANISH[fact] if spanish else fact.label
    if isinstance(fact, datetime.date):
        with translation.override(language):
            return date_format(fact, PRINTED[language]["date_format"])
    return str(fact)


def _listed(words: list[str], language: Language) -> str:
    """“A, B and C”."""
    *first, last = words
    return f"{', '.join(first)} {AND[language]} {last}" if first else last
