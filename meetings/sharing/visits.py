"""Which calendar months had their visit, for whoever keeps the contacts that say so."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import User
from families.models import Family
from families.rules import works
from meetings.contact_deadlines import visit_facts
from meetings.rules.visits import Month, months_of_visits

MONTHS_SHOWN = 12


@dataclass(frozen=True)
class MonthShown:
    """A month, how its visit stands, and by name who was not seen."""

    month: Month
    words: str
    tone: str
    missing: list[str]


def visit_months(family: Family, user: User) -> list[MonthShown]:
    """The last months of the open CFS case, the newest first.

    CFS's own staff alone: the other program may not read every contact, and a month would tell of it.
    """
    facts = visit_facts(family) if user.bureau == Bureau.CFS and works(user, family) else None
    if facts is None:
        return []
    today = timezone.localdate()
    months = months_of_visits(facts.case.opened_on, facts.visits, today, facts.partial_days, facts.to_see)
    names = {person.pk: str(person) for person in family.people.all()}
    return [_shown(month, month.due_on < today, names) for month in reversed(months[-MONTHS_SHOWN:])]


def _shown(month: Month, is_over: bool, names: dict[int, str]) -> MonthShown:
    missing = [names[person] for person in month.missing]
    if month.is_met:
        return MonthShown(month, "Visited", "success", [])
    if is_over:
        return MonthShown(month, "Partly missed" if month.seen_on else "Missed", "error", missing)
    return MonthShown(month, "Not all seen yet" if month.seen_on else "Not yet", "warning", missing)
