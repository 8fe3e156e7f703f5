"""What happened to the case since the plan was signed, and the checks of AB 429 and AB 135 after a removal.

Pure functions of dated facts; whoever loads them has narrowed them to their reader (domain 5; R14).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseplans.event_enums import EFFECTS, Effect, EventKind
from families.deadlines import end_of_fr_aid


@dataclass(frozen=True)
class Event:
    """One thing that happened, on a day; `key` names it for its task."""

    kind: EventKind
    on: date
    key: str
    whom: str = ""

    @property
    def effect(self) -> Effect:
        return EFFECTS[self.kind]


@dataclass(frozen=True)
class AgreementFacts:
    """An IFS agreement: its case, the days it was withdrawn or ends, whether the case is closed."""

    case: str
    withdrawn_on: date | None
    expires_on: date | None
    is_closed: bool = False


@dataclass(frozen=True)
class Away:
    """One child out of home: since when, and until when."""

    key: str
    child: str
    removed_on: date
    returned_on: date | None = None


def events(
    since: date,
    today: date,
    agreements: Iterable[AgreementFacts],
    petitions: Iterable[tuple[str, date]],
    away: Iterable[Away],
) -> list[Event]:
    """Everything that happened from `since` until `today`, newest first. `petitions` are (case, day it went to court).

    What happened on the day of the signature happened before it.
    """
    found: list[Event] = []
    for one in agreements:
        if one.withdrawn_on:
            found.append(Event(EventKind.AGREEMENT_WITHDRAWN, one.withdrawn_on, one.case))
        elif one.expires_on and one.expires_on < today and not one.is_closed:
            found.append(Event(EventKind.AGREEMENT_EXPIRED, one.expires_on, one.case))
    found += [Event(EventKind.PETITION_FILED, day, case) for case, day in petitions]
    for child in away:
        found.append(Event(EventKind.CHILD_REMOVED, child.removed_on, child.key, child.child))
        if child.returned_on:
            found.append(Event(EventKind.CHILD_RETURNED, child.returned_on, child.key, child.child))
    return sorted((one for one in found if since < one.on <= today), key=lambda one: (one.on, one.kind), reverse=True)


@dataclass(frozen=True)
class ReunificationCheck:
    """The six facts that Family Reunification aid hangs on, each as far as it is known, and its months."""

    lines: list[tuple[str, bool]]
    aid_stops_on: date
    fr_aid_ends_on: date

    @property
    def is_open(self) -> bool:
        return all(holds for _, holds in self.lines)


def check_reunification(
    *, removed_on: date, all_away: bool, aided: bool, services_necessary: bool, absence_stops_on: date,
    months: tuple[int, int],
) -> ReunificationCheck:  # fmt: skip
    """AB 429 and AB 135 (ACL 23-94, 25-05): all aided children removed, the unit aided then, services necessary.

    `months`: of temporary absence, then of aid: full months, the first of which begins once the absence is over.
    """
    lines = [
        ("All aided children were removed", all_away),
        ("The family was aided by CalWORKs when they were removed", aided),
        ("CFS or the court found services necessary to reunify", services_necessary),
    ]
    return ReunificationCheck(lines, absence_stops_on, end_of_fr_aid(removed_on, *months))
