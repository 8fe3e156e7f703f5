"""Covers: who does whose work while they are away. Each settles the families it touches."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Cover, User
from families.enums import NoticeKind
from families.models import Family, FamilyGrant
from families.rules import check_can_cover, check_can_end_cover, check_cover_dates, check_cover_is_new
from families.services.noticing import notify
from families.services.settling import settle


@transaction.atomic
def name_cover(*, by: User, covered: User, cover: User, from_date: datetime.date, until_date: datetime.date) -> Cover:
    """A supervisor names who covers them or one of their workers; the first day without it is `until_date`."""
    check_can_cover(by, covered, cover)
    check_cover_dates(from_date, until_date, timezone.localdate())
    User.objects.select_for_update().get(pk=covered.pk)
    check_cover_is_new(covered, cover, from_date)
    named = Cover.objects.create(covered=covered, cover=cover, from_date=from_date, until_date=until_date, named_by=by)
    _settle_covered(named)
    _tell(named, by, NoticeKind.COVER_NAMED)
    return named


@transaction.atomic
def end_cover(*, by: User, cover: Cover) -> None:
    """The cover ends today: what it opened is closed at once."""
    check_can_end_cover(by, cover)
    cover.until_date = max(timezone.localdate(), cover.from_date)
    cover.save()
    _settle_covered(cover)
    _tell(cover, by, NoticeKind.COVER_ENDED)


def _settle_covered(cover: Cover) -> None:
    grants = FamilyGrant.objects.filter(user__in=[cover.covered, cover.cover])
    for family in Family.objects.filter(pk__in=grants.values("content_object")).order_by("pk"):
        settle(family)


def _tell(cover: Cover, by: User, kind: NoticeKind) -> None:
    people = {cover.covered, cover.cover} - {by}
    notify(to=people, kind=kind, url=reverse("families:cover-list"))
