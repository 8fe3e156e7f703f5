"""An administrator's reach into a colleague's sign-in: nobody sets another's password, and none of it goes untold."""

from functools import partial

from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils.module_loading import import_string

from accounts.enums import AccessAct, StaffChange
from accounts.models import User
from accounts.roles import PrivacyOfficer
from accounts.services import forget_other_addresses, log_staff_change, reset_second_factor
from families.enums import NoticeKind
from families.rules.staffing import check_can_administer, check_is_someone_else, check_may_sign_in
from families.services.noticing import notify

MAIL_PASSWORD_RESET = "families.jobs.mail_password_reset"  # by name: jobs call services, services queue jobs
MAIL_OLD_ADDRESS = "families.jobs.mail_old_address"


@transaction.atomic
def tell_of_change(*, by: User, change: StaffChange, user: User | None = None, row: Model | None = None) -> None:
    """The access log keeps who did what to whom; the privacy officer is told that something was done, no more."""
    log_staff_change(by=by, change=change, user=user, row=row)
    officers = User.objects.with_role(PrivacyOfficer.code)
    url = f"{reverse('reports:access-log')}?act={AccessAct.STAFF_CHANGED}"
    notify(to=officers, kind=NoticeKind.STAFF_CHANGED, url=url)


@transaction.atomic
def send_password_reset(*, by: User, user: User) -> None:
    """Mail someone a link to choose their own password. Nobody else ever knows it."""
    check_can_administer(by)
    check_may_sign_in(user)
    tell_of_change(by=by, change=StaffChange.PASSWORD_RESET, user=user)
    mail_password_link(user=user)


def mail_password_link(*, user: User) -> None:
    """Queue the mail with the link, once the change around it is kept."""
    transaction.on_commit(partial(import_string(MAIL_PASSWORD_RESET).enqueue, user.pk))


@transaction.atomic
def change_email(*, by: User, user: User, email: str) -> None:
    """Someone signs in, and is sent password resets, at another address from now on: the old one is told so."""
    check_can_administer(by)
    old = User.objects.values_list("email", flat=True).get(pk=user.pk)
    user.email = email
    user.save(update_fields=["email"])
    forget_other_addresses(user=user)
    tell_of_change(by=by, change=StaffChange.EMAIL, user=user)
    transaction.on_commit(partial(import_string(MAIL_OLD_ADDRESS).enqueue, old))


@transaction.atomic
def turn_off_second_step(*, by: User, user: User) -> None:
    """Someone lost their authenticator: it and their recovery codes are forgotten, their sessions end at once."""
    check_can_administer(by)
    check_is_someone_else(by, user)
    reset_second_factor(user=user)
    tell_of_change(by=by, change=StaffChange.SECOND_FACTOR, user=user)


@transaction.atomic
def keep_told(*, by: User, row: Model, change: StaffChange) -> None:
    """Save a unit, an office, whether a role needs the second step, or what the county set of its own."""
    check_can_administer(by)
    row.save()
    tell_of_change(by=by, change=change, row=row)


@transaction.atomic
def drop_told(*, by: User, row: Model, change: StaffChange) -> None:
    """Take back a holiday or a county number."""
    check_can_administer(by)
    tell_of_change(by=by, change=change, row=row)
    row.delete()
