"""Whom to reach out to, as far as one reader may know why."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.access import visible
from accounts.models import User
from caseplans.enums import STILL_TO_DO
from caseplans.models import Activity, OutreachAttempt
from caseplans.outreach_enums import OutreachReason
from crossover.sharing import readable
from families.enums import Component, ServiceType, WtwStatus
from families.models import CalworksCase, CfsCase, Family, Person, WtwStanding

OF_STATUS = {OutreachReason.SANCTIONED: WtwStatus.SANCTIONED, OutreachReason.EXEMPT: WtwStatus.EXEMPT}


def to_reach(user: User) -> QuerySet[Person]:
    """Adults of mutual families the reader works who are sanctioned, exempt or without a home, as they may read it.

    Each with `sanctioned`, `exempt`, `homeless`, and the last attempt they may read: `tried_on`, `tried_result`.
    Without a home is who has homeless assistance still to do in the plan.
    """
    families = Family.objects.workable_by(user).filter(
        Exists(CfsCase.objects.open().filter(family=OuterRef("pk")).exclude(component=Component.ER)),
        Exists(CalworksCase.objects.open().filter(family=OuterRef("pk"))),
    )
    attempts = visible(OutreachAttempt, user).filter(about=OuterRef("pk")).order_by("-on", "-pk")
    people: Any = visible(Person, user).filter(family__in=families)
    return (
        people.annotate(
            **{reason.value: Exists(_standing(user, status)) for reason, status in OF_STATUS.items()},
            homeless=Exists(_homeless(user)),
            tried_on=Subquery(attempts.values("on")[:1]),
            tried_result=Subquery(attempts.values("result")[:1]),
        )
        .filter(Q(sanctioned=True) | Q(exempt=True) | Q(homeless=True))
        .select_related("family")
    )


def _standing(user: User, status: WtwStatus) -> QuerySet[WtwStanding]:
    today = timezone.localdate()
    now = Q(from_date__lte=today) & (Q(until_date=None) | Q(until_date__gt=today))
    found = visible(WtwStanding, user).filter(now, about=OuterRef("pk"), status=status)
    return readable(found, user)


def _homeless(user: User) -> QuerySet[Activity]:
    still = visible(Activity, user).filter(status__in=STILL_TO_DO, service=ServiceType.HOMELESS_AID)
    return still.filter(Q(person=OuterRef("pk")) | Q(about=OuterRef("pk")))


def reasons_of(person: Any) -> list[OutreachReason]:
    """Of a row of `to_reach`."""
    return [reason for reason in OutreachReason if getattr(person, reason.value)]


def reasons_for(person: Person, user: User) -> list[OutreachReason]:
    """Why this reader may reach out to them; none where they may not know of any."""
    row = to_reach(user).filter(pk=person.pk).first()
    return reasons_of(row) if row else []


def attempts_with(person: Person, user: User) -> QuerySet[OutreachAttempt]:
    return visible(OutreachAttempt, user).filter(about=person).select_related("made_by")
