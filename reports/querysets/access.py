"""Who opened what: of one family for its supervisors, and what is unusual for the privacy officer."""

import datetime
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, QuerySet
from django.utils import timezone

from accounts.access import visible
from accounts.enums import AccessAct
from accounts.models import AccessLogEntry, Setting, User
from crossover.models import Consent
from families.models import BreakGlass, Family
from reports.county import UNUSUAL_DAYS, UNUSUAL_FAMILIES
from reports.querysets.bursts import bursts
from reports.querysets.strangers import without_ground

WHO = ("user__uuid", "user__first_name", "user__last_name")


def of_family(family: Family, user: User) -> QuerySet[AccessLogEntry]:
    """The log of this family and of those merged into it, as far as the reader's own bureau opened it.

    What the other bureau did there could tell of what may not cross: its own supervisors read it.
    """
    keys = [family.uuid, *family.merged_families.values_list("uuid", flat=True)]
    entries = AccessLogEntry.objects.filter(family__in=keys, user__bureau=user.bureau)
    return entries.select_related("user").order_by("-at", "-pk")


def consents_named(entries: Iterable[AccessLogEntry], user: User) -> dict[UUID, Consent]:
    """The consents that these lines rely on, by key, as far as they are the reader's to open."""
    keys = {key for entry in entries for key in entry.consents}
    return {consent.uuid: consent for consent in visible(Consent, user).filter(uuid__in=keys).select_related("signer")}


def glass(user: User) -> QuerySet[BreakGlass]:
    """Every use of break-glass, those not reviewed yet first."""
    uses: Any = visible(BreakGlass, user)
    return uses.uses().select_related("user", "review__made_by").order_by(F("review").desc(nulls_first=True), "-at")


def misses(user: User) -> QuerySet[BreakGlass]:
    """Tries of break-glass that found nothing, newest first."""
    tries: Any = visible(BreakGlass, user)
    return tries.misses().select_related("user")


def many_at_once(user: User) -> list[dict[str, Any]]:
    """Who opened more families within one hour than the county expects of anyone, and from when to when."""
    openings: Any = _opened(user).order_by("user", "at").values_list("user", "at", "family")
    found = bursts(openings.iterator(), Setting.objects.number(UNUSUAL_FAMILIES))
    people = User.objects.in_bulk({burst.who for burst in found})
    return [{"user": people[burst.who], "burst": burst} for burst in found]


def never_theirs(user: User) -> QuerySet:
    """Who opened a family that nothing but break-glass opened to them: no case, form, meeting, cover or unit."""
    return (
        without_ground(_opened(user))
        .values(*WHO, "family")
        .annotate(first=Min("at"), times=Count("pk"))
        .order_by("-first")
    )


def _opened(user: User) -> QuerySet[AccessLogEntry]:
    since = timezone.now() - datetime.timedelta(days=Setting.objects.number(UNUSUAL_DAYS))
    return (
        visible(AccessLogEntry, user)
        .filter(family__isnull=False, user__isnull=False, at__gte=since)
        .exclude(act=AccessAct.REFUSED)
        .exclude(record_type=BreakGlass._meta.label_lower)
    )
