"""A WTWCC 10B signed on paper elsewhere and entered later: its day, and what the signer said since."""

import datetime
from collections.abc import Collection

from django.utils import timezone

from crossover.enums import TAKES_BACK
from crossover.rules.minors import years_before
from crossover.rules.superseding import said_before
from crossover.statements.sentences import Sentence, sentence
from families.models import Family, Person


def about_paper_day(paper_on: datetime.date | None, today: datetime.date) -> dict[str, Sentence]:
    """The day written on the paper: not ahead, and within the year a form may last (Civil Code 56.11)."""
    if paper_on is None:
        return {"paper_on": sentence("Write the day that stands on the paper.")}
    if paper_on > today:
        return {"paper_on": sentence("This day has not come yet. Write the day that stands on the paper.")}
    if paper_on < years_before(today, 1):
        return {"paper_on": sentence("This paper is older than a year. Ask the signer to sign a new form.")}
    return {}


def about_words_since(
    *,
    family: Family,
    signer: Person | None,
    capacity: str,
    persons: Collection[Person],
    categories: Collection[str],
    paper_on: datetime.date | None,
) -> dict[str, Sentence]:
    """An older paper undoes nothing: neither a newer form about these people nor what was taken back since.

    An adult and their legal representative are one word: the later counts, whoever said it.
    """
    if signer is None or paper_on is None:
        return {}
    said = said_before(family=family, signer=signer, capacity=capacity, persons=persons)
    for consent in said.filter(scopes__person__in=persons).select_related("signer").prefetch_related("events"):
        if consent.signed_on > paper_on:
            newer = sentence(
                "{signer} signed a newer form on {day}. That form counts, not this paper.",
                signer=consent.signer,
                day=consent.signed_on,
            )
            return {"paper_on": newer}
        for event in consent.events.all():
            day = timezone.localdate(event.at)
            if event.kind in TAKES_BACK and day > paper_on and event.category in {"", *categories}:
                since = "{signer} took permission back on {day}, after this paper. Ask them to sign a new form."
                return {"paper_on": sentence(since, signer=consent.signer, day=day)}
    return {}
