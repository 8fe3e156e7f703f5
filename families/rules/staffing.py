"""What an administrator may do with staff, roles and units, on which families' access stands."""

import datetime
from collections.abc import Collection

from django.utils import timezone

from accounts.access import NotAllowed
from accounts.enums import Act
from accounts.models import Cover, Unit, User
from accounts.roles import ROLES, Director, LinkagesCoordinator, loses, roles_that_may

YEARS_OF_WORK = 60


def check_can_administer(user: User) -> None:
    """Staff, roles and units are kept by administrators."""
    if not user.may(Act.ADMINISTER):
        raise NotAllowed("Only an administrator keeps staff, roles and units.")


def check_is_someone_else(user: User, other: User) -> None:
    """No administrator shuts the county out by taking their own role or sign-in."""
    if user == other:
        raise NotAllowed("Another administrator changes your roles, your second step or whether you sign in.")


def check_may_sign_in(user: User) -> None:
    """Whose sign-in is turned off is sent no way in."""
    if not user.is_active:
        raise NotAllowed("Their sign-in is turned off. Turn it on first.")


def check_carries_nothing_over(user: User, unit: Unit | None) -> None:
    """What someone reads of a family follows their bureau: they do not take families of one bureau into the other."""
    crosses = unit is not None and user.bureau and unit.bureau != user.bureau
    carries = user.assignments.filter(until_date__isnull=True).exists() or user.supervised_unit_ids
    ahead = Cover.objects.filter(until_date__gt=timezone.localdate())
    if crosses and (carries or ahead.filter(cover=user).exists() or ahead.filter(covered=user).exists()):
        raise NotAllowed("Hand over their families, units and covers first: the new unit is of the other bureau.")


def check_roles_fit(bureau: str, roles: Collection[str]) -> None:
    """What someone reads of a family follows their unit's bureau: a role of the other bureau would carry it across."""
    strange = [role.name for role in ROLES.values() if role.code in roles and role.bureau not in {None, bureau}]
    if strange:
        raise NotAllowed(f"Choose a unit of the bureau that this role belongs to: {', '.join(strange)}.")


def check_training_day(day: datetime.date | None) -> None:
    """The day of a training lies in a working life: from it on, what is told of domestic abuse is shown to them."""
    today = timezone.localdate()
    if day and day > today:
        raise NotAllowed("This day lies ahead. Enter the training once it took place.")
    if day and day.year < today.year - YEARS_OF_WORK:
        raise NotAllowed(f"This is more than {YEARS_OF_WORK} years ago. Check the year.")


def check_can_supervise(user: User, unit: Unit) -> None:
    """Whoever supervises a unit works all its families: only a supervisor, and of its own bureau."""
    if not user.role_holdings.filter(role__in=roles_that_may(Act.SUPERVISE)).exists():
        raise NotAllowed(f"{user} holds no supervisor's role. Give the role first.")
    if user.bureau != unit.bureau:
        raise NotAllowed(f"{user} is not of the bureau of {unit}.")


def check_keeps_their_casework(user: User, held: Collection[str], roles: Collection[str]) -> None:
    """A role is not taken from under open cases or a supervised unit, and who looks county-wide carries none."""
    rises = bool({LinkagesCoordinator.code, Director.code} & set(roles) - set(held))
    carries = user.assignments.filter(until_date__isnull=True).exists() or user.own_unit_ids
    if (loses(Act.WORK_CASE, held, roles) or rises) and carries:
        raise NotAllowed("Hand over their families and units first.")
    if loses(Act.SUPERVISE, held, roles) and user.supervisions.not_over(timezone.localdate()).exists():
        raise NotAllowed("End their supervision of units first.")
