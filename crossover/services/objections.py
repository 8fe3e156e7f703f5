"""What stands against sharing: a guardian's objection, and the flag that keeps two adults apart."""

from django.db import transaction

from accounts.models import User
from crossover.models import AbuseFlag, AbuseFlagLifted, ObjectionWithdrawn, SharingObjection
from crossover.rules.objections import (
    check_can_flag_abuse,
    check_can_lift_abuse_flag,
    check_can_object,
    check_can_withdraw_objection,
)
from families.models import Family, Person


@transaction.atomic
def object_to_sharing(
    *, child: Person, objector: Person, by: User, category: str = "", note: str = ""
) -> SharingObjection:
    """From now nothing of this child crosses by another guardian's consent, until it is withdrawn."""
    Family.objects.select_for_update().get(pk=child.family_id)
    check_can_object(by, child, objector, category)
    return SharingObjection.objects.create(child=child, objector=objector, category=category, by=by, note=note)


@transaction.atomic
def withdraw_objection(*, objection: SharingObjection, by: User, note: str = "") -> None:
    """Consents count again from now."""
    Family.objects.select_for_update().get(pk=objection.child.family_id)
    check_can_withdraw_objection(by, objection)
    ObjectionWithdrawn.objects.create(objection=objection, by=by, note=note)


@transaction.atomic
def flag_abuse(*, protected: Person, against: Person, by: User) -> AbuseFlag:
    """From now the two share no copy and no meeting, and their bureau's addresses stay in (R16)."""
    Family.objects.select_for_update().get(pk=protected.family_id)
    check_can_flag_abuse(by, protected, against)
    return AbuseFlag.objects.create(protected=protected, against=against, bureau=by.bureau, by=by)


@transaction.atomic
def lift_abuse_flag(*, flag: AbuseFlag, by: User) -> None:
    Family.objects.select_for_update().get(pk=flag.protected.family_id)
    check_can_lift_abuse_flag(by, flag)
    AbuseFlagLifted.objects.create(flag=flag, by=by)
