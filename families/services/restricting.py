"""Restricted families and conflicts of interest: who may not know, whatever else would let them."""

import datetime
from collections.abc import Collection, Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import PrivacyOfficer
from families.enums import NoticeKind
from families.models import Conflict, Family, Restriction
from families.rules import (
    check_can_decide_conflict,
    check_can_lift,
    check_can_restrict,
    check_names,
    supervisors_of,
)
from families.services.noticing import notify
from families.services.settling import settle


@transaction.atomic
def restrict_family(*, family: Family, by: User, named: Collection[User], why: str) -> Restriction:
    """Only the people named may know the family from now on. Of a restricted family this changes the names."""
    family = Family.objects.select_for_update().get(pk=family.pk)
    check_can_restrict(by, family)
    check_names(family, named)
    restriction = Restriction.objects.in_force().filter(family=family).first() or Restriction(family=family, made_by=by)
    restriction.why = why
    restriction.save()
    restriction.named.set(named)
    settle(family)
    _tell_the_privacy_officer(NoticeKind.RESTRICTION_CHANGED, family)
    return restriction


@transaction.atomic
def lift_restriction(*, restriction: Restriction, by: User, why: str) -> None:
    """A named supervisor lifts it: every ground counts again."""
    Family.objects.select_for_update().get(pk=restriction.family_id)
    restriction.refresh_from_db(from_queryset=Restriction.objects.select_for_update())
    check_can_lift(by, restriction)
    restriction.lifted_at, restriction.lifted_by, restriction.lifted_why = timezone.now(), by, why
    restriction.save()
    settle(restriction.family)
    _tell_the_privacy_officer(NoticeKind.RESTRICTION_LIFTED, restriction.family)


def _tell_the_privacy_officer(kind: NoticeKind, family: Family) -> None:
    officers = User.objects.with_role(PrivacyOfficer.code)
    notify(to=officers, kind=kind, url=f"{reverse('reports:access-log')}?family={family.uuid}")


@transaction.atomic
def declare_conflict(
    *,
    by: User,
    how: str,
    family: Family | None = None,
    number: str = "",
    first_name: str = "",
    last_name: str = "",
    born_on: datetime.date | None = None,
) -> Conflict:
    """Say whom you know. Your supervisor decides; where nobody supervises you, your word is enough.

    Nothing tells whether the family is on file.
    """
    keys = {"number": number, "first_name": first_name, "last_name": last_name, "born_on": born_on}
    conflict = Conflict.objects.create(user=by, family=family, how=how, **keys)
    supervisors = supervisors_of(by)
    if supervisors:
        notify(to=supervisors, kind=NoticeKind.CONFLICT_DECLARED, url=reverse("families:conflict-list"))
    else:
        _decide(conflict, by=by, accepted=True, told_of=Family.objects.told_of_by(conflict).order_by("pk"))
    return conflict


@transaction.atomic
def decide_conflict(*, conflict: Conflict, by: User, accepted: bool) -> None:
    """The supervisor accepts a declaration, or not; a mistake is put right by deciding anew."""
    told_of = list(Family.objects.told_of_by(conflict).select_for_update().order_by("pk"))
    conflict.refresh_from_db(from_queryset=Conflict.objects.select_for_update())
    check_can_decide_conflict(by, conflict)
    _decide(conflict, by=by, accepted=accepted, told_of=told_of)
    notify(to=[conflict.user], kind=NoticeKind.CONFLICT_DECIDED, url=reverse("families:conflict-list"))


def _decide(conflict: Conflict, *, by: User, accepted: bool, told_of: Iterable[Family]) -> None:
    conflict.accepted, conflict.decided_at, conflict.decided_by = accepted, timezone.now(), by
    conflict.save()
    for family in told_of:
        settle(family)
