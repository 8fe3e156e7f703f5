"""Staff whose access follows from their place: units supervised, roles held, leaving. Each settles what it touches."""

import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.enums import StaffChange
from accounts.models import Unit, UnitSupervision, User
from accounts.roles import PrivacyOfficer
from accounts.services import end_sessions, give_role, log_staff_change, take_role
from families.enums import NoticeKind
from families.models import Assignment, Family, FamilyGrant, Restriction
from families.rules.staffing import (
    check_can_administer,
    check_can_supervise,
    check_carries_nothing_over,
    check_is_someone_else,
    check_keeps_their_casework,
    check_roles_fit,
    check_training_day,
)
from families.services.noticing import notify
from families.services.settling import settle
from families.services.telling import mail_password_link, tell_of_change


@transaction.atomic
def supervise_unit(
    *, by: User, unit: Unit, user: User, from_date: datetime.date, until_date: datetime.date | None = None
) -> UnitSupervision:
    """Someone supervises a unit between two days. The families with the unit are theirs to work from the first."""
    check_can_administer(by)
    check_can_supervise(user, unit)
    supervision = UnitSupervision.objects.create(unit=unit, user=user, from_date=from_date, until_date=until_date)
    tell_of_change(by=by, change=StaffChange.SUPERVISION, user=user)
    _settle_unit(unit)
    return supervision


@transaction.atomic
def end_supervision(*, by: User, supervision: UnitSupervision, until_date: datetime.date | None) -> None:
    """The supervision ends; the first day without it is `until_date`."""
    check_can_administer(by)
    supervision.until_date = until_date
    supervision.save()
    tell_of_change(by=by, change=StaffChange.SUPERVISION, user=supervision.user)
    _settle_unit(supervision.unit)


@transaction.atomic
def deactivate_user(*, by: User, user: User) -> None:
    """Someone leaves: every session of theirs ends at once, their supervisions end today."""
    check_can_administer(by)
    check_is_someone_else(by, user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(sessions=UserSession.objects.filter(user=user))
    today = timezone.localdate()
    for supervision in user.supervisions.in_force(today):
        supervision.until_date = max(today, supervision.from_date)
        supervision.save()
    tell_of_change(by=by, change=StaffChange.DEACTIVATED, user=user)
    grants = FamilyGrant.objects.filter(user=user)
    named = Restriction.objects.in_force().filter(named=user)
    _settle(Family.objects.filter(Q(pk__in=grants.values("content_object")) | Q(restrictions__in=named)).distinct())


@transaction.atomic
def reactivate_user(*, by: User, user: User) -> None:
    """Someone comes back: what was theirs by name is theirs again. Their supervisions do not come back with them."""
    check_can_administer(by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    tell_of_change(by=by, change=StaffChange.REACTIVATED, user=user)
    _settle(Family.objects.filter(restrictions__in=Restriction.objects.in_force().filter(named=user)))


@transaction.atomic
def change_roles(*, by: User, user: User, roles: set[str]) -> None:
    """Give and take roles until the person holds exactly these. The privacy officer is told of every change."""
    check_can_administer(by)
    held = set(user.role_holdings.values_list("role", flat=True))
    if roles != held:
        check_is_someone_else(by, user)
    check_keeps_their_casework(user, held, roles)
    check_roles_fit(user.bureau, roles)
    _hold(user, held, roles)
    if roles != held:
        log_staff_change(by=by, change=StaffChange.ROLES, user=user)
        officers = User.objects.with_role(PrivacyOfficer.code)
        notify(to=officers, kind=NoticeKind.ROLE_CHANGED, url=reverse("reports:role-change-list"))


@transaction.atomic
def move_user(*, by: User, user: User, unit: Unit | None) -> None:
    """Someone joins a unit, with its bureau and office, or belongs to none."""
    check_can_administer(by)
    check_carries_nothing_over(user, unit)
    _place(user, unit)
    tell_of_change(by=by, change=StaffChange.UNIT, user=user)


@transaction.atomic
def register_user(*, by: User, user: User, unit: Unit | None, roles: set[str]) -> None:
    """A new colleague gets a unit, roles, and by mail a link to choose a password: nobody else ever knows it."""
    check_can_administer(by)
    check_roles_fit(unit.bureau if unit else "", roles)
    user.set_unusable_password()
    user.save()
    _place(user, unit)
    _hold(user, set(), roles)
    tell_of_change(by=by, change=StaffChange.CREATED, user=user)
    mail_password_link(user=user)


@transaction.atomic
def record_training(*, by: User, user: User, trained_on: datetime.date | None) -> None:
    """From that day the other program's information on domestic abuse may be shown to them (domain 4.3)."""
    check_can_administer(by)
    check_training_day(trained_on)
    user.domestic_abuse_trained_on = trained_on
    user.save(update_fields=["domestic_abuse_trained_on"])
    tell_of_change(by=by, change=StaffChange.TRAINING, user=user)


@transaction.atomic
def settle_everyone(*, by: User) -> None:
    """A holiday or a county number changed: every family's tasks and grants follow."""
    check_can_administer(by)
    _settle(Family.objects.filter(merged_into__isnull=True))


def _hold(user: User, held: set[str], roles: set[str]) -> None:
    for role in held - roles:
        take_role(user=user, role=role)
    for role in roles - held:
        give_role(user=user, role=role)


def _place(user: User, unit: Unit | None) -> None:
    user.unit = unit
    if unit:
        user.bureau, user.office = unit.bureau, unit.office
    user.save(update_fields=["unit", "bureau", "office"])


def _settle_unit(unit: Unit) -> None:
    _settle(Family.objects.filter(pk__in=Assignment.objects.filter(unit=unit).families()))


def _settle(families: QuerySet[Family]) -> None:
    for family in families.order_by("pk"):
        settle(family)
