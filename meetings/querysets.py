"""Meetings in the users' words: whoever is invited sees the meeting, whoever works the family sees them all."""

import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from families.models import Family
from families.querysets import ContentQuerySet
from meetings.enums import MeetingKind, MeetingStatus


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


class MeetingQuerySet(ContentQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The family's workers, and staff invited to this meeting while their ground to view the family lasts."""
        families = Family.objects
        invited = Q(attendances__user=user.pk, family__in=families.visible_to(user))
        mine = self.model._default_manager.filter(Q(family__in=families.workable_by(user)) | invited)
        return self.filter(pk__in=mine.values("pk"))

    def held(self) -> Self:
        return self.filter(status=MeetingStatus.HELD)

    def standing(self) -> Self:
        """Scheduled or held: not called off."""
        return self.exclude(status=MeetingStatus.CANCELLED)

    def between(self, first: datetime.date, last: datetime.date) -> Self:
        """On these days of the county, both included: a day has 23 or 25 hours when the clocks change."""
        return self.since(first).filter(starts_at__lt=_midnight(last + datetime.timedelta(days=1)))

    def since(self, first: datetime.date) -> Self:
        """From this day of the county on."""
        return self.filter(starts_at__gte=_midnight(first))

    def of_kind(self, kind: MeetingKind) -> Self:
        return self.filter(kind=kind)


class AttendanceQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(meeting__in=apps.get_model("meetings", "Meeting").objects.visible_to(user))
