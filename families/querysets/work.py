"""What is due and how staff arrange it, and the rows of one member of staff."""

import datetime
from functools import reduce
from operator import or_
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.access import granted
from families.enums import Level, TaskKind
from families.querysets.base import ContentQuerySet, grants, rows_of

DRAFTS_LIVE = datetime.timedelta(days=14)


def _oldest_draft() -> datetime.datetime:
    return timezone.now() - DRAFTS_LIVE


class TaskQuerySet(ContentQuerySet):
    def visible_to(self, user: Any) -> Self:
        """A task is its owner's, and that of whoever works the family in the owner's bureau.

        One written down by hand stays in the bureau of its words, wherever its owner went. While its record is not
        theirs to read, it is absent like the record (settings.TASKS_OUT_OF_REACH).
        """
        knows = granted(grants(), user, [Level.VIEW, Level.WORK], outer="family_id")
        works = granted(grants(), user, [Level.WORK], outer="family_id")
        mine, by_hand = Q(owner__in=user.stands_for_ids), Q(Exists(_written().filter(bureau=user.bureau)))
        derived = ~Q(kind=TaskKind.OWN) & (mine | Q(works, owner__bureau=user.bureau))
        theirs = self.filter(knows).filter(derived | Q(by_hand & (mine | Q(works)), kind=TaskKind.OWN))
        return theirs.exclude(reduce(or_, (import_string(path)(user) for path in settings.TASKS_OUT_OF_REACH)))

    def opened(self) -> Self:
        return self.filter(opens_on__lte=timezone.localdate())

    def overdue(self) -> Self:
        return self.filter(due_on__lt=timezone.localdate())

    def due_within(self, days: int) -> Self:
        """Due today or in the next so many days; what is overdue is not among them."""
        today = timezone.localdate()
        return self.filter(due_on__gte=today, due_on__lte=today + datetime.timedelta(days=days))

    def of(self, user: Any) -> Self:
        """This person's own, and those of whom they cover today."""
        return self.filter(owner__in=user.stands_for_ids)

    def with_snooze(self) -> Self:
        """`snoozed_until` and `snoozed_why`, of the last time its owner put it off."""
        last = rows_of("Snooze").of_task().filter(owner=OuterRef("owner")).order_by("-at", "-pk")
        return self.annotate(
            snoozed_until=Subquery(last.values("until_date")[:1]), snoozed_why=Subquery(last.values("why")[:1])
        )

    def snoozed(self) -> Self:
        return self.with_snooze().filter(snoozed_until__gt=timezone.localdate())

    def awake(self) -> Self:
        """What nobody has put off until later: what was put off is back on its day by itself."""
        awake = Q(snoozed_until=None) | Q(snoozed_until__lte=timezone.localdate())
        return self.with_snooze().filter(awake)

    def waited_for_by(self, user: Any) -> Self:
        """What others have to do because this person, or whom they cover, handed it over or wrote it down for them."""
        handed = rows_of("HandOver").of_task().order_by("-at", "-pk")
        written = _written().filter(made_by__in=user.stands_for_ids)
        asked = self.annotate(
            handed_to=Subquery(handed.values("to")[:1]), handed_by=Subquery(handed.values("by")[:1])
        ).filter(Q(handed_to=F("owner"), handed_by__in=user.stands_for_ids) | Q(Exists(written)))
        return asked.exclude(owner__in=user.stands_for_ids)


def _written() -> Any:
    """What was written down by hand, of which the outer query's task was made."""
    key = Concat(Value("own_task:"), Cast("uuid", models.CharField()))
    return rows_of("OwnTask").annotate(key=key).filter(family=OuterRef("family"), key=OuterRef("key"))


class ArrangedQuerySet(ContentQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What is said of putting a task off or handing it over stays in the bureau of whoever said it."""
        return super().visible_to(user).filter(by__bureau=user.bureau)

    def of_task(self) -> Self:
        """Those about the task of the outer query."""
        return self.filter(family=OuterRef("family"), kind=OuterRef("kind"), key=OuterRef("key"))


class OwnTaskQuerySet(ContentQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Words of one bureau about a family: for whoever works the family there, or has the task."""
        key = Concat(Value("own_task:"), Cast(OuterRef("uuid"), models.CharField()))
        tasks = rows_of("Task").visible_to(user).filter(owner__in=user.stands_for_ids)
        theirs = Q(Exists(tasks.filter(family=OuterRef("family"), key=key)))
        works = granted(grants(), user, [Level.WORK], outer="family_id")
        return self.filter(theirs | Q(works), bureau=user.bureau)

    def to_do(self) -> Self:
        return self.filter(done_at__isnull=True)


class DraftQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own, as long as the family it tells of is one's own to know, and it has not expired."""
        families = apps.get_model("families", "Family").objects.visible_to(user)
        return self.filter(Q(family=None) | Q(family__in=families), user=user.pk, saved_at__gte=_oldest_draft())

    def expired(self) -> Self:
        """What nobody has touched for so long is forgotten."""
        return self.filter(saved_at__lt=_oldest_draft())


class OwnQuerySet(models.QuerySet):
    """Rows of one member of staff."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user=user.pk)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)
