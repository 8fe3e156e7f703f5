"""Children out of home: removed, placed, and how it ended. CFS keeps them."""

import datetime

from django.db import transaction

from accounts.access import NotAllowed
from accounts.enums import Bureau
from accounts.models import User
from families.enums import Category, ExitType, PlacementKind
from families.models import Family, Person, Removal
from families.rules import check_can_keep_removals, check_can_record_removal
from families.services.settling import settle


@transaction.atomic
def add_removal(
    *, person: Person, by: User, entered_on: datetime.date, placement: PlacementKind, confidential: bool = False
) -> Removal:
    """Record that a child was removed, and where the child lives now. One removal is open at a time."""
    Family.objects.select_for_update().get(pk=person.family_id)
    check_can_record_removal(by, person)
    removal = Removal.objects.create(
        family=person.family,
        bureau=Bureau.CFS,
        category=Category.SERVICES,
        about=person,
        confidential=confidential,
        entered_on=entered_on,
        placement=placement,
    )
    settle(person.family)
    return removal


@transaction.atomic
def end_removal(*, removal: Removal, by: User, exited_on: datetime.date, exit_type: ExitType) -> None:
    """Record that a child left placement, and how."""
    Family.objects.select_for_update().get(pk=removal.family_id)
    check_can_keep_removals(by, removal.family)
    removal = Removal.objects.get(pk=removal.pk)
    if removal.exited_on:
        raise NotAllowed("This removal has ended already.")
    removal.exited_on = exited_on
    removal.exit_type = exit_type
    removal.save()
    settle(removal.family)
