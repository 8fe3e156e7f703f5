"""Referral numbers, each on file once."""

from django.utils.formats import date_format
from django.utils.timezone import localdate

from accounts.access import NotAllowed, visible
from accounts.models import User
from crossover.enums import Xover1Status
from families.enums import Disposition
from families.models import Family, Referral


def referral_on_file(number: str) -> Referral | None:
    """The referral that has this number, whoever's it is."""
    return Referral.objects.filter(number=number).select_related("er_unit").first()


def why_without_case(user: User, referral: Referral) -> str:
    """Why the referral was closed without a case: the ER unit's to know after its form has ended (31-090 III.B.3)."""
    if not user.works_in(referral.er_unit) and not user.supervises(referral.er_unit):
        return ""
    ended = referral.xover1s.filter(status=Xover1Status.NO_CASE)
    return ended.values_list("ended_reason", flat=True).first() or ""


def check_referral_number_is_free(user: User, number: str) -> None:
    """A number on file is opened, not entered again. An open referral elsewhere in CFS is said to be with its ER unit.

    A decided referral is only on file, and so is that of a family this person may not know: the answer must be the
    same, because a number is given once whoever has it.
    """
    referral = referral_on_file(number)
    if referral is None:
        return
    if visible(Referral, user).filter(pk=referral.pk).exists():
        since = date_format(localdate(referral.created_at))
        raise NotAllowed(f"This number is on file since {since} with {referral.er_unit}.")
    barred = Family.objects.barred_to(user).filter(referrals=referral).exists()
    if barred or referral.disposition != Disposition.OPEN:
        raise NotAllowed("This number is on file already. Check it in CWS/CMS, then ask your supervisor.")
    raise NotAllowed(f"This number is on file with {referral.er_unit}. Ask its supervisor.")
