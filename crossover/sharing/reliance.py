"""The consents that a page relies on: what the access log names, and whether the page tells of substance use."""

import datetime
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from accounts.access import note_redisclosures
from crossover.models import ConsentScope
from crossover.sharing import PART_TWO, scopes_that_open
from families.models import Family
from families.models.base import days_told


def consents_relied_on(family: Family | None, user: Any, shown: Iterable[QuerySet[Any]]) -> list[UUID]:
    """The consents in force that open a row this page shows of the other bureau: what the access log names.

    `shown` are the page's categorised rows, already narrowed to what this reader may read: of one `family`, or of None
    in particular. Where substance use is among them, either bureau's, the page carries the notice of 42 CFR Part 2.
    """
    kinds = _kinds_of(shown)
    relied_on = _opening(family, user, kinds)
    if _tell_of_substance_use(kinds):
        note_redisclosures(_redisclosures(relied_on))
    return list(dict.fromkeys(scope.consent.uuid for scope in relied_on))


def redisclosures_of(family: Family, user: Any, shown: Iterable[QuerySet[Any]]) -> list[str] | None:
    """For a paper with these rows: None where none tells of substance use, else the consents it is shown under."""
    kinds = _kinds_of(shown)
    return _redisclosures(_opening(family, user, kinds)) if _tell_of_substance_use(kinds) else None


def _opening(family: Family | None, user: Any, kinds: Collection["Kind"]) -> list[ConsentScope]:
    """The scopes in force that open one of these kinds of the other bureau to this reader."""
    if not kinds:
        return []
    about = {"person__family": family} if family else {"person__in": [kind.about for kind in kinds]}
    scopes = scopes_that_open().filter(**about, recipient=user.bureau or None)
    by_form = scopes.select_related("consent__signer").order_by("pk")
    return [scope for scope in by_form if any(kind.is_opened_by(scope) for kind in kinds)]


def _tell_of_substance_use(kinds: Iterable["Kind"]) -> bool:
    return any(kind.category in PART_TWO for kind in kinds)


class Kind(NamedTuple):
    """What a scope is asked of a row: whose it is, about whom, and the days it tells of, if it says any."""

    discloser: str
    category: str
    about: int | None
    first: datetime.date | None
    last: datetime.date | None

    def is_opened_by(self, scope: ConsentScope) -> bool:
        """Of a scope in force: by its kind and by the dates of the information (as `covering_dates` says in SQL)."""
        begins, ends = scope.consent.covers_from, scope.consent.covers_until
        if (scope.discloser, scope.category, scope.person_id) != (self.discloser, self.category, self.about):
            return False
        if self.first is None or self.last is None:
            return begins is None and ends is None
        return (begins is None or begins <= self.first) and (ends is None or self.last <= ends)


def _kinds_of(shown: Iterable[QuerySet[Any]]) -> list[Kind]:
    """Each kind once, in one query."""
    undated = Cast(Value(None), DateField())
    each = [
        rows.order_by().values_list("bureau", "category", "about", *(days_told(rows.model, F) or (undated, undated)))
        for rows in shown
    ]
    return [Kind(*kind) for kind in each[0].union(*each[1:])] if each else []


def _redisclosures(relied_on: Iterable[ConsentScope]) -> list[str]:
    """In words, the consents that substance use information is shown under (42 CFR 2.32): by date and signer."""
    return list(dict.fromkeys(f"{s.consent} by {s.consent.signer}" for s in relied_on if s.category in PART_TWO))
