"""Eligibility to Linkages, as dated checks that are only ever added."""

import uuid
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from crossover.enums import AisReason, Eligibility, Ineligibility
from crossover.models.xover1 import Clearance, Xover1
from crossover.querysets import OfXover1QuerySet


class EligibilityCheck(models.Model):
    """CalWORKs open, eligible to WTW or AIS/FS, CFS case open: what was known on a day (31-090 III.A.1). Append-only.

    Unknown is neither yes nor no: an application still pending, an eligibility nobody has decided yet.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey(Xover1, on_delete=models.PROTECT, related_name="eligibility_checks")
    clearance = models.ForeignKey(Clearance, null=True, on_delete=models.PROTECT, related_name="+")
    calworks_open = models.BooleanField(null=True)
    ais_eligible = models.BooleanField("eligible to WTW or AIS/FS", null=True)
    ais_reason = models.CharField("because", max_length=30, choices=AisReason, blank=True)
    cfs_open = models.BooleanField("CFS case open")
    ineligibility = models.CharField(max_length=20, choices=Ineligibility, blank=True)
    checked_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = OfXover1QuerySet.as_manager()

    class Meta:
        ordering = ["-checked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(ineligibility="") & ~Q(calworks_open=False) & ~Q(ais_eligible=False) & Q(cfs_open=True))
                | Q(ineligibility=Ineligibility.CALWORKS_NOT_OPEN, calworks_open=False)
                | Q(ineligibility=Ineligibility.NOT_AIS_ELIGIBLE, ais_eligible=False)
                | Q(ineligibility=Ineligibility.CFS_CASE_NOT_OPEN, cfs_open=False),
                name="eligibility_follows_its_facts",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome.label

    @property
    def outcome(self) -> Eligibility:
        if self.ineligibility:
            return Eligibility.INELIGIBLE
        return Eligibility.ELIGIBLE if self.calworks_open and self.ais_eligible else Eligibility.UNDECIDED

    @property
    def family_uuid(self) -> UUID:
        return self.form.family_uuid
