"""What is measured: querysets as the pages build them, each beside the statement written by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from accounts.access import visible
from accounts.models import User
from benchmarks import by_hand
from benchmarks.by_hand import Statement
from caseplans.models import Activity
from crossover import sharing
from families.enums import Component
from families.filters import FamilyFilter
from families.models import Address, Family, MonthlyFigure, PersonNote, WtwStanding
from families.views.pages import PER_PAGE
from meetings.models import MeetingNote

READERS = {
    "worker": "cfs.worker1",
    "worker of the other bureau": "ais.worker1",
    "supervisor": "cfs.supervisor1",
    "clerk": "er.clerk1",
}
CATEGORISED = [Address, PersonNote, WtwStanding, MonthlyFigure, MeetingNote, Activity]
ONE_WORD, TWO_WORDS = "garcia", "ana lópez"


@dataclass(frozen=True)
class Measure:
    """One answer, asked in two ways. A count has no rows, only a number."""

    name: str
    ours: QuerySet
    by_hand: Statement
    counts: bool = False

    def our_rows(self) -> list[tuple[Any, ...]]:
        return [(self.ours.count(),)] if self.counts else list(self.ours.all())

    def our_statement(self) -> Statement:
        """The one statement that Django asks."""
        asked: list[Statement] = []

        def note(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
            asked.append(Statement(sql, parameters))
            return execute(sql, parameters, many, context)

        with connection.execute_wrapper(note):
            self.our_rows()
        (statement,) = asked
        return statement


def readers() -> dict[str, User]:
    return {name: User.objects.get(email=f"{address}@example.org") for name, address in READERS.items()}


def families(user: User, words: str = "", **wanted: str) -> QuerySet:
    """The rows of the family list page, without what it fetches for the 25 families it shows."""
    found: Any = visible(Family, user)
    found = found.with_dues(user).prefetch_related(None).matching(words)
    return FamilyFilter(wanted, found, request=SimpleNamespace(user=user)).rows


def page(rows: QuerySet, offset: int = 0) -> QuerySet:
    return rows.values_list("uuid", "name", "next_due_on")[offset : offset + PER_PAGE]


def measures() -> Iterator[Measure]:
    for name, user in readers().items():
        yield from of_the_list(name, user)
        for model in CATEGORISED:
            rows: QuerySet = sharing.readable(model.objects.order_by("pk"), user).values_list("uuid")
            yield Measure(f"{name}: readable {model._meta.verbose_name_plural}", rows, readable(model, user))


def readable(model: type[Any], user: User) -> Statement:
    return by_hand.readable(user, model._meta.db_table)


def of_the_list(name: str, user: User) -> Iterator[Measure]:
    rows = families(user)
    last = max(rows.count() - 1, 0) // PER_PAGE * PER_PAGE
    yield Measure(f"{name}: list, first page", page(rows), by_hand.family_list(user))
    yield Measure(f"{name}: list, last page", page(rows, last), by_hand.family_list(user, offset=last))
    yield Measure(f"{name}: list by due date", page(families(user, sort="due")), by_hand.families_by_due_date(user))
    component = Component.FM
    filtered = page(families(user, component=component))
    yield Measure(f"{name}: list of one component", filtered, by_hand.families_of_component(user, component))
    yield Measure(f"{name}: list, overdue", page(families(user, due="overdue")), by_hand.overdue_families(user))
    yield Measure(f"{name}: count", rows, by_hand.family_count(user), counts=True)
    yield Measure(f"{name}: count, overdue", families(user, due="overdue"), by_hand.overdue_count(user), counts=True)
    for words in (ONE_WORD, TWO_WORDS):
        found = page(families(user, words))
        yield Measure(f"{name}: search, {len(words.split())} word(s)", found, by_hand.families_matching(user, words))
