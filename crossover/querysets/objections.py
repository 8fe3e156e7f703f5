"""Objections to sharing and abuse flags, in the users' words."""

from typing import Any, Self

from django.apps import apps
from django.db import models

from families.models import Family


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Like a signed 10B: for whoever works the family, in both bureaus."""
        return self.filter(child__family__in=Family.objects.workable_by(user))

    def standing(self) -> Self:
        """Objections that nobody withdrew."""
        return self.filter(withdrawal__isnull=True)


class OfObjectionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(objection__in=apps.get_model("crossover", "SharingObjection").objects.visible_to(user))


class AbuseFlagQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """A flag is known in the bureau that set it, to whoever works the family there, and never crosses."""
        return self.filter(bureau=user.bureau, protected__family__in=Family.objects.workable_by(user))

    def standing(self) -> Self:
        """Flags that nobody lifted."""
        return self.filter(lifting__isnull=True)


class OfFlagQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(flag__in=apps.get_model("crossover", "AbuseFlag").objects.visible_to(user))
