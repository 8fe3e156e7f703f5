"""Which services and providers. Neither tells of any family: all staff may look them up."""

from typing import Self

from django.db import models


class ServiceQuerySet(models.QuerySet):
    def offered(self, but: str = "") -> Self:
        """What a plan may name, and the one it names already."""
        return self.filter(models.Q(offered=True) | models.Q(pk=but))


class ProviderQuerySet(models.QuerySet):
    def listed(self) -> Self:
        return self.filter(listed=True)

    def named(self, words: str) -> Self:
        """By its name, or its name and area as the directory shows them."""
        shown = models.functions.Concat("name", models.Value(", "), "area")
        return self.alias(shown=shown).filter(models.Q(name__iexact=words) | models.Q(shown__iexact=words))
