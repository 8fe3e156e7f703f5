"""Facts of a family as the pure rules read them, the shapes of derived rows, and who may change the ground."""

import datetime
from dataclasses import dataclass

from accounts.access import NotAllowed
from accounts.enums import Act, Bureau
from accounts.models import Unit, User
from families.enums import Disposition, Ground, Level, TaskKind
from families.models import CalworksCase, CfsCase, Family, Referral


@dataclass(frozen=True)
class GroundOfAccess:
    """One reason why someone may know a family, from a moment until (not including) a moment."""

    user_id: int
    level: Level
    ground: Ground
    source: str
    valid_from: datetime.datetime
    valid_until: datetime.datetime | None = None


@dataclass(frozen=True)
class Due:
    """Something a fact makes due: one task per (kind, key)."""

    kind: TaskKind
    key: str
    opens_on: datetime.date
    due_on: datetime.date
    owner_id: int
    why: str


def check_can_record_referral(user: User) -> None:
    """Screening intake and the ER unit record referrals (31-090 III.B.1-2)."""
    if not user.may(Act.RECORD_REFERRAL):
        raise NotAllowed("Only screening and ER clerks record referrals.")


def check_can_dispose_referral(user: User, referral: Referral) -> None:
    """The supervisor of the ER unit decides what becomes of a referral."""
    if not (user.may(Act.OPEN_CASE) and user.supervises(referral.er_unit)):
        raise NotAllowed("Only the supervisor of this referral's ER unit can close it.")
    check_referral_is_open(referral)


def check_referral_is_open(referral: Referral) -> None:
    """What was decided on a referral is decided once."""
    if referral.disposition != Disposition.OPEN:
        raise NotAllowed(f"This referral is already {referral.get_disposition_display().lower()}.")


def check_can_edit_family(user: User, family: Family) -> None:
    """Whoever works the family keeps its people, addresses and notes."""
    if family.merged_into_id:
        raise NotAllowed("This family was merged into another. Edit that one.")
    if not Family.objects.workable_by(user).filter(pk=family.pk).exists():
        raise NotAllowed("Only the family's workers and their supervisors can change its record.")


def check_can_edit_case(user: User, case: CfsCase | CalworksCase) -> None:
    """A case is kept by its own bureau."""
    check_can_edit_family(user, case.family)
    own = Bureau.CFS if isinstance(case, CfsCase) else Bureau.CALWORKS
    if user.bureau != own:
        raise NotAllowed("This case belongs to the other bureau.")


def check_can_keep_calworks(user: User, family: Family) -> None:
    """Welfare-to-Work status, hours and earnings are kept by CalWORKs."""
    check_can_edit_family(user, family)
    if user.bureau != Bureau.CALWORKS:
        raise NotAllowed("Only CalWORKs staff keep Welfare-to-Work status, hours and earnings.")


def check_can_keep_removals(user: User, family: Family) -> None:
    """Removals and placements are kept by CFS."""
    check_can_edit_family(user, family)
    if user.bureau != Bureau.CFS:
        raise NotAllowed("Only CFS staff keep removals and placements.")


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
    if crosses and (user.assignments.filter(until_date__isnull=True).exists() or user.supervised_unit_ids):
        raise NotAllowed("Hand over their families and units first: the new unit belongs to the other bureau.")
