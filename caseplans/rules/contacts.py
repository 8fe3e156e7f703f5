"""Which activities of the plan a contact may be about."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.access import NotAllowed
from accounts.models import User
from caseplans.models import Activity
from meetings.models import Contact
from meetings.rules.contacts import check_can_record_contact


def activities_of(contact: Contact, user: User) -> QuerySet[Activity]:
    """The activities of the family's plans that this person may read."""
    found: QuerySet[Activity] = Activity.objects.visible_to(user).filter(family=contact.family)
    return found


def check_can_link(user: User, contact: Contact) -> None:
    """Whoever records the family's contacts says which activity one was about (domain 3.8)."""
    check_can_record_contact(user, contact.family)


def check_are_of_the_family(user: User, contact: Contact, activities: Iterable[Activity]) -> None:
    known = set(activities_of(contact, user))
    if any(activity not in known for activity in activities):
        raise NotAllowed("This activity is not of this family's plan.")
