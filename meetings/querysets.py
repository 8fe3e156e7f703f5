"""Meetings and contacts in the users' words.

Whoever is invited sees the meeting, whoever works the family sees them all; a contact, whoever may read it.
"""

import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from crossover.sharing import readable
from families.enums import TaskKind
from families.models import Family
from families.querysets import ContentQuerySet
from meetings.contact_enums import IS_ENTERED, OPEN_REQUESTS, REQUEST_KEY
from meetings.enums import AHEAD, LTMS, NOT_HELD, WAS_HELD, MeetingKind, MeetingRequestStatus


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
        return self.filter(status__in=WAS_HELD)

    def standing(self) -> Self:
        """Still ahead or held: neither called off nor missed."""
        return self.exclude(status__in=NOT_HELD)

    def ahead(self) -> Self:
        """Scheduled or confirmed, and not held yet."""
        return self.filter(status__in=AHEAD)

    def between(self, first: datetime.date, last: datetime.date) -> Self:
        """On these days of the county, both included: a day has 23 or 25 hours when the clocks change."""
        return self.since(first).filter(starts_at__lt=_midnight(last + datetime.timedelta(days=1)))

    def since(self, first: datetime.date) -> Self:
        """From this day of the county on."""
        return self.filter(starts_at__gte=_midnight(first))

    def of_kind(self, kind: MeetingKind) -> Self:
        return self.filter(kind=kind)

    def ltms(self) -> Self:
        """LTMs of every kind: the first, a follow-up, of transition, combined with a CFT."""
        return self.filter(kind__in=LTMS)


class MeetingRequestQuerySet(ContentQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever works the family, and of its requests those whose reason they may read."""
        found: Any = readable(super().visible_to(user), user)
        return found

    def open(self) -> Self:
        return self.filter(status=MeetingRequestStatus.OPEN)


class KindRuleQuerySet(models.QuerySet):
    def of(self, kind: str) -> Any:
        """What a kind of meeting asks for today."""
        return self.get(kind=kind)

    def of_meeting(self, meeting: Any) -> Any:
        """What it asks for of this meeting: today's rule, and of a held one that under which it was held.

        A meeting recorded before the county's first rule of its kind goes by that one.
        """
        if meeting.held_at is None:
            return self.of(meeting.kind)
        versions: Any = self.model.history.filter(kind=meeting.kind)  # type: ignore[attr-defined]
        then = versions.filter(history_date__lte=meeting.held_at).order_by("-history_date", "-history_id").first()
        return (then or versions.order_by("history_date", "history_id").first()).instance


class AttendanceQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(meeting__in=apps.get_model("meetings", "Meeting").objects.visible_to(user))


class ContactQuerySet(ContentQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever works the family, and of its contacts those they may read."""
        found: Any = readable(super().visible_to(user), user)
        return found

    def to_enter(self, bureau: str) -> Self:
        """What this bureau has still to enter in its own system."""
        return self.filter(bureau=bureau, status__in=IS_ENTERED, entered_at=None)

    def of_hand(self, user: Any) -> Self:
        """What this person provided or recorded, or someone they cover."""
        return self.filter(Q(provided_by__in=user.stands_for_ids) | Q(recorded_by__in=user.stands_for_ids))

    def exported(self) -> Self:
        return self.filter(Exists(self._lines()))

    def not_exported(self) -> Self:
        return self.exclude(Exists(self._lines()))

    def _lines(self) -> models.QuerySet:
        return apps.get_model("meetings", "ContactBatchLine").objects.filter(contact=OuterRef("pk"))


class OfContactQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(contact__in=apps.get_model("meetings", "Contact").objects.visible_to(user))


class ContactBatchQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own, while one is of the bureau it was made for; each contact in it is asked for again."""
        return self.filter(made_by=user.pk, bureau=user.bureau)


class ReadableQuerySet(ContentQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever works the family, and of these rows those they may read."""
        found: Any = readable(super().visible_to(user), user)
        return found


class RequestQuerySet(ReadableQuerySet):
    def asked_of(self, bureau: str) -> Self:
        """What the other program asks of this one."""
        return self.exclude(bureau=bureau)

    def asked_by(self, bureau: str) -> Self:
        return self.filter(bureau=bureau)

    def open(self) -> Self:
        return self.filter(status__in=OPEN_REQUESTS)

    def overdue(self) -> Self:
        return self.open().filter(due_on__lt=timezone.localdate())

    def of_hand(self, user: Any) -> Self:
        """Asked of this person or by them, or of or by someone they cover."""
        return self.filter(Q(owner__in=user.stands_for_ids) | Q(asked_by__in=user.stands_for_ids))


class OfRequestQuerySet(ReadableQuerySet):
    def visible_to(self, user: Any) -> Self:
        """An answer stands with its request."""
        requests = apps.get_model("meetings", "BureauRequest").objects.visible_to(user)
        return super().visible_to(user).filter(request__in=requests)


def tasks_out_of_reach(user: Any) -> Q:
    """In SQL: tasks to answer a request that this person may not read now; a consent that ended needs no job."""
    requests = apps.get_model("meetings", "BureauRequest").objects.visible_to(user).filter(family=OuterRef("family"))
    named = requests.annotate(task_key=Concat(Value(REQUEST_KEY), Cast("uuid", models.CharField())))
    return Q(kind=TaskKind.ANSWER_REQUEST) & ~Q(Exists(named.filter(task_key=OuterRef("key"))))
