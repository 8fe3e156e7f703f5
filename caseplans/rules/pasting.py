"""A plan pasted as text, one requirement a line: what each line seems to say, for the worker to correct."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from caseplans.enums import Frequency, Source
from families.enums import CONSENT_FREE, Category
from families.rules.wording import telltales

MOST_LINES = 40
BULLET = re.compile(r"^\s*(?:[-*\u2022\u00b7]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+", re.IGNORECASE)
HOURS = re.compile(r"\b(\d{1,2}(?:\.\d{1,2})?)\s*(?:hours?|hrs?|h)\b(?!\s*(?:before|after))", re.IGNORECASE)
NUMBERED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
WRITTEN = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2}),? (\d{4})\b")
COURT = re.compile(r"\bcourt\b|\bjudge\b", re.IGNORECASE)
OPTIONAL = re.compile(
    r"\b(?:optional|if (?:he|she|they) wish(?:es)?|(?-i:may)|encouraged|recommended)\b", re.IGNORECASE
)
OFTEN = [
    (Frequency.FORTNIGHTLY, r"every (?:two|2|other) weeks?|biweekly"),
    (Frequency.DAILY, r"daily|every day|each day"),
    (
        Frequency.WEEKLY,
        r"weekly|(?:every |each |per |a |/ ?)(?:week|wk)\b|every (?:mon|tues|wednes|thurs|fri|satur|sun)day",
    ),
    (Frequency.MONTHLY, r"monthly|(?:every|each|per|a) month"),
    (Frequency.ONCE, r"\bonce\b(?! (?:a|per|every|each))"),
]
LEAST_WORD = 5
# “Substance abuse” is no violence: it is read as what it is.
USE = re.compile(r"\b(?:substances?|drugs?|alcohol)\b(?:[\s-]+(?:ab|mis)?us(?:e|es|ing|er|ers)\b)?", re.IGNORECASE)
KINDS = {"substance use": Category.SUBSTANCE_USE, "abuse": Category.DOMESTIC_ABUSE}
OF_THE_MIND = ("mental", "psych", "therap", "depress", "bipolar", "suicid")
# Of two kinds that fit a line the one nearer the top is proposed.
STRICTEST_FIRST = (
    Category.DOMESTIC_ABUSE,
    Category.SUBSTANCE_USE,
    Category.DRUG_TEST_RESULTS,
    Category.MENTAL_HEALTH,
    Category.PHYSICAL_HEALTH,
    Category.CASH_AID,
)


@dataclass(frozen=True)
class Pasted:
    """What one line seems to require."""

    text: str
    service: str = ""
    court_ordered: bool = False
    mandatory: bool = True
    due_on: date | None = None
    frequency: str = ""
    hours_a_week: Decimal | None = None


def lines_of(text: str) -> list[str]:
    """The lines that say something, without bullets and numbers before them."""
    lines = (BULLET.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def read_lines(text: str, source: str, services: Mapping[str, str]) -> list[Pasted]:
    """Every line as a requirement. `services` are the names of the catalogue by code. Nothing is left out."""
    return [read_line(line, source, services) for line in lines_of(text)]


def read_line(line: str, source: str, services: Mapping[str, str]) -> Pasted:
    often = next((code for code, words in OFTEN if re.search(words, line, re.IGNORECASE)), "")
    hours = HOURS.search(line) if often == Frequency.WEEKLY else None
    return Pasted(
        text=line,
        service=_service_in(line, services),
        court_ordered=source == Source.COURT or bool(COURT.search(line)),
        mandatory=not OPTIONAL.search(line),
        due_on=_last(_days_in(line)),
        frequency=often,
        hours_a_week=Decimal(hours[1]) if hours and Decimal(hours[1]) > 0 else None,
    )


def proposed_category(line: str, service_tells: str, chosen: str) -> str:
    """What kind of information a line seems to be: by its words, by its service, or as it was chosen for all of them.

    The strictest of these, so that nothing is shared by a slip; the worker may choose another (W&I 10850).
    """
    return min(filter(None, (*_told_by_words(line), service_tells, chosen)), key=_strictness)


def _strictness(category: str) -> int:
    order: list[str] = [*STRICTEST_FIRST]
    return order.index(category) if category in order else len(order) + (category in CONSENT_FREE)


def _told_by_words(line: str) -> set[Category]:
    """By the words that are asked about before consent too. Those of the report and the court have no kind here."""
    told = set()
    for word, kind in telltales(USE.sub("drug", line)).items():
        if kind == "health":
            told.add(Category.MENTAL_HEALTH if word.startswith(OF_THE_MIND) else Category.PHYSICAL_HEALTH)
        elif kind in KINDS:
            told.add(KINDS[kind])
    return told


def _service_in(line: str, services: Mapping[str, str]) -> str:
    """The one service that shares most words of some length with the line; none where two are as near."""
    said = _stems(line)
    near = sorted(((len(_stems(name) & said), code) for code, name in services.items()), reverse=True)
    if not near or near[0][0] == 0 or (len(near) > 1 and near[1][0] == near[0][0]):
        return ""
    return near[0][1]


def _stems(text: str) -> set[str]:
    """The words that tell services apart, by their beginnings: “parenting” and “parent” are one."""
    words = (word for word in re.findall(r"[a-z]+", text.lower()) if len(word) >= LEAST_WORD)
    return {word[:6] for word in words} - {"servic", "classe", "class", "progra", "assist", "social", "worker"}


def _days_in(line: str) -> Iterable[date]:
    for month, day, year in NUMBERED.findall(line):
        yield from _day(f"{year if len(year) > 2 else 2000 + int(year)}-{month}-{day}", "%Y-%m-%d")
    for month, day, year in WRITTEN.findall(line):
        yield from _day(f"{month[:3]} {day} {year}", "%b %d %Y")


def _day(text: str, pattern: str) -> Iterable[date]:
    try:
        yield datetime.strptime(text, pattern).date()  # noqa: DTZ007 (a day of the calendar, in no time zone)
    except ValueError:
        return


def _last(days: Iterable[date]) -> date | None:
    """Where a line says two days, the later one ends it."""
    return max(days, default=None)
