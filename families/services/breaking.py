"""Break-glass: a family of one's own bureau, opened in need, told and reviewed."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Setting, User
from accounts.roles import PrivacyOfficer
from families.county import BREAK_GLASS_HOURS
from families.enums import Ground, NoticeKind, ReviewOutcome
from families.models import BreakGlass, BreakGlassReview, Family, FamilyGrant, Restriction
from families.rules import break_glass_opens_at, check_can_break_glass, check_can_review_glass, works
from families.services.noticing import notify
from families.services.settling import settle


@transaction.atomic
def break_glass(
    *,
    by: User,
    reason: str,
    number: str = "",
    first_name: str = "",
    last_name: str = "",
    born_on: datetime.date | None = None,
) -> Family | None:
    """Open a family of one's own bureau for some hours, by its exact number or someone's exact name and birth date.

    A family that is theirs to work already opens without it. None where nothing was found: no such family, one of the
    other bureau, a restricted one, one the person is excluded from, or says they know privately. All are written down
    alike, and too many of them close the page for an hour.
    """
    User.objects.select_for_update().get(pk=by.pk)
    check_can_break_glass(by)
    found = Family.objects.found_by(
        by.bureau, number=number, first_name=first_name, last_name=last_name, born_on=born_on
    )
    restricted = Restriction.objects.in_force().values("family")
    declared = Family.objects.declared_by(by).exclude(pk__in=Family.objects.workable_by(by))
    closed = [restricted, Family.objects.barred_to(by).values("pk"), declared.values("pk")]
    for keys in closed:
        found = found.exclude(pk__in=keys)
    families = list(found[:2])
    if len(families) != 1:
        BreakGlass.objects.create(user=by, reason=reason)
        if break_glass_opens_at(by):
            _tell(_privacy_officers(), NoticeKind.BREAK_GLASS_REFUSED)
        return None
    family, now = families[0], timezone.now()
    if works(by, family):
        return family
    until = now + datetime.timedelta(hours=Setting.objects.number(BREAK_GLASS_HOURS))
    BreakGlass.objects.create(user=by, at=now, reason=reason, family_uuid=family.uuid, until=until)
    settle(family)
    _tell(_privacy_officers(), NoticeKind.BREAK_GLASS_USED)
    _tell_who_carries_it(family, by.bureau)
    return family


def _tell_who_carries_it(family: Family, bureau: str) -> None:
    """The workers and supervisors of the bureau whose member broke the glass: the other one has its own."""
    pages = {Ground.UNIT_SUPERVISOR: "reports:family-access", Ground.ASSIGNED_WORKER: "reports:family-detail"}
    told: set[User] = set()
    for ground, page in pages.items():
        by_it = FamilyGrant.objects.in_force().filter(content_object=family, ground=ground).values("user")
        to = set(User.objects.filter(pk__in=by_it, bureau=bureau)) - told
        notify(to=to, kind=NoticeKind.BREAK_GLASS_USED, url=reverse(page, args=[family.uuid]))
        told |= to


def _privacy_officers() -> list[User]:
    return list(User.objects.with_role(PrivacyOfficer.code))


def _tell(to: list[User], kind: NoticeKind) -> None:
    notify(to=to, kind=kind, url=reverse("reports:break-glass-list"))


@transaction.atomic
def review_break_glass(*, use: BreakGlass, by: User, outcome: ReviewOutcome, note: str) -> BreakGlassReview:
    """The privacy officer says whether a use was justified. What was not is closed at once."""
    check_can_review_glass(by, use)
    review = BreakGlassReview.objects.create(use=use, outcome=outcome, note=note, made_by=by)
    for family in Family.objects.of_key(use.family_uuid):
        settle(family)
    return review
