"""A family's way through Linkages, as dated steps that are only ever added."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from accounts.models import User
from crossover.enums import Stage
from crossover.querysets import OfLinkagesCaseQuerySet
from families.models import Family, FamilyRow
from families.querysets import HeaderQuerySet


class LinkagesCase(FamilyRow):
    """The family's Linkages coordination, from discovery to closing."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="linkages_cases")

    objects = HeaderQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Linkages of {self.family}"


class StageEvent(models.Model):
    """The family reached a stage. Append-only."""

    linkages_case = models.ForeignKey(LinkagesCase, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=18, choices=Stage)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = OfLinkagesCaseQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_stage_display()

    @property
    def family_uuid(self) -> UUID:
        return self.linkages_case.family_uuid
