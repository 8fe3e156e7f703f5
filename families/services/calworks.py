"""CalWORKs' dated facts of one adult: Welfare-to-Work status, hours, earnings. CalWORKs staff keep them."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from accounts.access import NotAllowed
from accounts.enums import Bureau
from accounts.models import User
from families.enums import MONTHLY_CATEGORY, Category, MonthlyKind, WtwStatus
from families.models import Family, MonthlyFigure, Person, WtwStanding
from families.rules import check_can_keep_work_of
from families.services.settling import settle


@transaction.atomic
def add_wtw_standing(
    *,
    person: Person,
    by: User,
    status: WtwStatus,
    from_date: datetime.date,
    required_hours: int = 0,
    confidential: bool = False,
) -> WtwStanding:
    """Note an adult's Welfare-to-Work status from a day on; the standing before it ends that day."""
    Family.objects.select_for_update().get(pk=person.family_id)
    check_can_keep_work_of(by, person)
    standings = WtwStanding.objects.filter(about=person)
    if standings.filter(Q(from_date__gte=from_date) | Q(until_date__gt=from_date)).exists():
        raise NotAllowed("A later status is on file already. Start this one after it.")
    for previous in standings.filter(until_date__isnull=True):
        previous.until_date = from_date
        previous.save()
    standing = WtwStanding.objects.create(
        family=person.family,
        bureau=Bureau.CALWORKS,
        category=Category.CALWORKS_STATUS,
        about=person,
        confidential=confidential,
        status=status,
        required_hours=required_hours,
        from_date=from_date,
    )
    settle(person.family)
    return standing


@transaction.atomic
def record_monthly_figure(
    *, person: Person, by: User, kind: MonthlyKind, month: datetime.date, value: Decimal, confidential: bool = False
) -> MonthlyFigure:
    """Note hours or earnings of one month, or correct them."""
    Family.objects.select_for_update().get(pk=person.family_id)
    check_can_keep_work_of(by, person)
    figure = MonthlyFigure.objects.filter(about=person, kind=kind, month=month.replace(day=1)).first()
    figure = figure or MonthlyFigure(family=person.family, about=person, kind=kind, month=month.replace(day=1))
    figure.bureau = Bureau.CALWORKS
    figure.category = MONTHLY_CATEGORY[kind]
    figure.value = value
    figure.confidential = confidential
    figure.save()
    settle(person.family)
    return figure
