"""Filters and orders of the lists of crossover."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django_filters import ChoiceFilter

from crossover.enums import ClearancePurpose, ClearanceResult, System, Xover1Status
from crossover.models import Clearance, Xover1Hop
from families.filters import DaysFilterSet, SortedFilterSet


class ClearanceFilter(SortedFilterSet):
    result = ChoiceFilter(label="Result", empty_label="Any", choices=ClearanceResult.choices)
    purpose = ChoiceFilter(label="Made for", empty_label="Any", choices=ClearancePurpose.choices)
    system = ChoiceFilter(label="System", empty_label="Any", choices=System.choices)
    sorts = {"made": "made_at", "referral": "referral__number", "result": "result"}
    usual = "-made"

    class Meta:
        model = Clearance
        fields: ClassVar[list[str]] = []


class HopFilter(DaysFilterSet):
    """A queue of XOVER1: by where the forms stand, what is late, and the days on which they were sent."""

    day, happened = "sent_at", "Sent"
    LATE: ClassVar[list[tuple[str, str]]] = [("late", "Late"), ("unacknowledged", "Not acknowledged in time")]
    step = ChoiceFilter(label="Stands at", empty_label="Any", choices=Xover1Status.choices)
    due = ChoiceFilter(label="When", empty_label="Late or not", choices=LATE, method="when")

    class Meta(DaysFilterSet.Meta):
        model = Xover1Hop

    def when(self, queryset: Any, name: str, value: str) -> QuerySet:
        dated = queryset.with_due()
        return dated.late() if value == "late" else dated.filter(late=True)
