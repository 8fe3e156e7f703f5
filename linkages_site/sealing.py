"""What administrators are told of the county's seal before it is too late."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Setting
from caseplans.county import SEAL_WARNING_DAYS
from documents.seal import SealError, seal_ends_at


def seal_warning() -> str:
    """Empty while the seal can be used and its certificate has long to run."""
    try:
        ends_at = seal_ends_at()
    except SealError as error:
        return f"{error} No plan can be sealed."
    ends_on = date_format(timezone.localdate(ends_at))
    if ends_at <= timezone.now():
        return f"The certificate of the county's seal ran out on {ends_on}. No plan can be sealed: renew it."
    if ends_at <= timezone.now() + timedelta(days=Setting.objects.number(SEAL_WARNING_DAYS)):
        return (
            f"The certificate of the county's seal runs out on {ends_on}. Renew it, and name the old one in "
            "SEAL_EARLIER_CERTIFICATES."
        )
    return ""
