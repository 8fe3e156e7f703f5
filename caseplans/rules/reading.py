"""How hard a text is to read, as the school grade that reads it with ease: a hint to whoever writes for a family."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pyphen import Pyphen

from accounts.models import Setting
from caseplans.county import READING_GRADE
from caseplans.models import Activity, Goal
from caseplans.rules.content import PlanRows
from families.enums import Language

SENTENCE = re.compile(r"[^.!?¿¡;:\n]+")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
VOWELS = re.compile(r"[aeiouy]+")
SILENT_E = re.compile(r"(?<=[^aeiouyl])e$")
HYPHENATION = {Language.ENGLISH: "en_US", Language.SPANISH: "es"}
# Flesch's bands of ease, and the grade that reads each (R. Flesch, How to Write Plain English, 1979, ch. 2).
GRADES_BY_EASE = [(90, 5), (80, 6), (70, 7), (60, 9), (50, 12)]
HARDEST_GRADE = 16
SHOWN = 3


@dataclass(frozen=True)
class Sentence:
    """One sentence, and the grade that reads it."""

    text: str
    grade: int


@dataclass(frozen=True)
class Reading:
    """The grade that reads all of it, and the hardest sentences above the grade aimed at, the hardest first."""

    grade: int
    aim: int
    hardest: list[Sentence]


def readings_of_plan(rows: PlanRows) -> list[tuple[str, Reading]]:
    """What the family is given to read in each language it stands in, against the county's aim."""
    aim = int(Setting.objects.number(READING_GRADE))
    written: list[Goal | Activity] = [*rows.goals, *rows.activities]
    own = [text for row in written for text in (row.text, getattr(row, "why", ""))]
    spanish = [text for row in written for text in row.translations.get(Language.SPANISH, {}).values()]
    each = {Language.ENGLISH: own, Language.SPANISH: spanish}
    readings = {code: reading_of(texts, aim, code) for code, texts in each.items()}
    return [(str(code.label), reading) for code, reading in readings.items() if reading]


def reading_of(texts: Iterable[str], aim: int, language: Language = Language.ENGLISH) -> Reading | None:
    """English by Flesch and Kincaid, Spanish by Fernández Huerta. None where there is nothing to read."""
    sentences = list(dict.fromkeys(one.strip() for text in texts for one in SENTENCE.findall(text) if WORD.search(one)))
    if not sentences:
        return None
    hard = [Sentence(one, grade) for one in sentences if (grade := _grade([one], language)) > aim]
    hard.sort(key=lambda one: -one.grade)
    return Reading(_grade(sentences, language), aim, hard[:SHOWN])


def _grade(sentences: list[str], language: Language) -> int:
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    by_sentence = len(words) / len(sentences)
    by_word = sum(syllables(word, language) for word in words) / len(words)
    if language == Language.SPANISH:
        ease = 206.84 - 60 * by_word - 1.02 * by_sentence
        return next((grade for least, grade in GRADES_BY_EASE if ease >= least), HARDEST_GRADE)
    return max(1, round(0.39 * by_sentence + 11.8 * by_word - 15.59))


def syllables(word: str, language: Language = Language.ENGLISH) -> int:
    """As a word is divided at the end of a line; in English, where fewer divisions are shown, at least its vowels."""
    divided = len(_hyphenation(language).positions(word.lower())) + 1
    if language == Language.SPANISH:
        return divided
    return max(divided, len(VOWELS.findall(SILENT_E.sub("", word.lower()))))


@cache
def _hyphenation(language: Language) -> Pyphen:
    least = 1 if language == Language.SPANISH else 2
    return Pyphen(lang=HYPHENATION[language], left=least, right=least)
