"""One person's week as a reader may know it: on the screen across a table, and on paper for the family."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from accounts.models import User
from caseplans.models import Plan
from caseplans.rules.week import Week, first_monday_of_month, week_of
from caseplans.sharing.facts import county_numbers, facts_shown, plan_facts
from caseplans.sharing.findings import readable_ids
from families.enums import SENSITIVE
from families.models import Family, Person
from meetings.models import Attendance, Contact


def shown_week(plan: Plan, user: User, person: Person, monday: date) -> Week:
    """Without what stays within its own bureau, and what is sensitive about another adult: the family reads along."""
    numbers = county_numbers()
    facts = plan_facts(plan, first_monday_of_month(monday), numbers)
    adults = [one for one in plan.family.people.all() if not one.is_child and one != person]
    others = {str(one.uuid) for one in adults}
    kept_in = {
        one.id for one in facts.activities if not one.shared or (one.category in SENSITIVE and one.about in others)
    }
    kept_in |= _appointments_kept_in(plan.family, adults)
    return week_of(facts_shown(facts, readable_ids(plan, user) - kept_in), str(person.uuid), monday, numbers)


def _appointments_kept_in(family: Family, others: Iterable[Person]) -> set[str]:
    """Meetings and visits that the family does not read along: by the rows that say that somebody comes to them."""
    kept = Q(confidential=True) | Q(category__in=SENSITIVE, about__in=others)
    rows = (model.objects.filter(kept, family=family) for model in (Attendance, Contact))
    return {str(key) for several in rows for key in several.values_list("uuid", flat=True)}
