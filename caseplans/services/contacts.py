"""Saying which activities of the plan a contact was about."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from caseplans.models import Activity, ActivityContact
from caseplans.rules.contacts import check_are_of_the_family, check_can_link
from families.models import Family
from meetings.models import Contact


@transaction.atomic
def link_contact(*, contact: Contact, by: User, activities: Iterable[Activity]) -> None:
    """Make the links match, as far as `by` may know them: a link of what they may not read stays."""
    Family.objects.select_for_update().get(pk=contact.family.pk)
    check_can_link(by, contact)
    wanted = set(activities)
    check_are_of_the_family(by, contact, wanted)
    known = ActivityContact.objects.visible_to(by).filter(contact=contact)
    known.exclude(activity__in=wanted).delete()
    for activity in wanted - {link.activity for link in known.select_related("activity")}:
        ActivityContact.objects.get_or_create(activity=activity, contact=contact, defaults={"linked_by": by})
