"""One person's week as a reader may know it: on the screen across a table, and on paper for the family."""

from datetime import date

from accounts.models import User
from caseplans.models import Plan
from caseplans.rules.week import Week, first_monday_of_month, week_of
from caseplans.sharing.facts import county_numbers, facts_shown, plan_facts
from caseplans.sharing.findings import readable_ids
from families.enums import SENSITIVE
from families.models import Person


def shown_week(plan: Plan, user: User, person: Person, monday: date) -> Week:
    """Without what stays within its own bureau, and what is sensitive about another adult: the family reads along."""
    numbers = county_numbers()
    facts = plan_facts(plan, first_monday_of_month(monday), numbers)
    adults = {str(one.uuid) for one in plan.family.people.all() if not one.is_child and one != person}
    kept_in = {
        one.id for one in facts.activities if not one.shared or (one.category in SENSITIVE and one.about in adults)
    }
    return week_of(facts_shown(facts, readable_ids(plan, user) - kept_in), str(person.uuid), monday, numbers)
