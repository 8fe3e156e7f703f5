"""Attempts to reach a family that is sanctioned, exempt or without a home, and what came of them. Written once."""

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from simple_history.models import HistoricalRecords

from accounts.models import User
from caseplans.outreach_enums import OutreachReason, OutreachResult
from caseplans.querysets import PlanRowQuerySet
from families.enums import Channel
from families.models import Categorised
from families.models.base import Days


class OutreachAttempt(Categorised):
    """One attempt with one adult: how, and with what result (CFPIC Guidelines, 16)."""

    reason = models.CharField(max_length=12, choices=OutreachReason)
    on = models.DateField("day", default=timezone.localdate)
    how = models.CharField(max_length=8, choices=Channel)
    result = models.CharField(max_length=12, choices=OutreachResult)
    words = models.CharField("what was said", max_length=200, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords()

    objects = PlanRowQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_how_display()}, {date_format(self.on)}"

    @classmethod
    def days_told(cls, ref: type[F]) -> Days:
        return ref("on"), ref("on")
