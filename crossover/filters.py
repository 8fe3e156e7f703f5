"""Filters and orders of the lists of crossover."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django_filters import ChoiceFilter, DateFilter, FilterSet

from crossover.enums import ClearancePurpose, ClearanceResult, System, Xover1Status
from crossover.models import Clearance, Xover1Hop
from families.filters import DaysInOrder, SortedFilterSet


class ClearanceFilter(SortedFilterSet):
    result = ChoiceFilter(label="Result", empty_label="Any", choices=ClearanceResult.choices)
    purpose = ChoiceFilter(label="Made for", empty_label="Any", choices=ClearancePurpose.choices)
    system = ChoiceFilter(label="System", empty_label="Any", choices=System.choices)
    sorts = {"made": "made_at", "referral": "referral__number", "result": "result"}
    usual = "-made"

    class Meta:
        model = Clearance
        fields: ClassVar[list[str]] = []


class HopFilter(FilterSet):
    """A queue of XOVER1: by where the forms stand, what is late, and the days on which they were sent."""

    LATE: ClassVar[list[tuple[str, str]]] = [("late", "Late"), ("unacknowledged", "Not acknowledged in time")]
    step = ChoiceFilter(label="Stands at", empty_label="Any", choices=Xover1Status.choices)
    due = ChoiceFilter(label="When", empty_label="Late or not", choices=LATE, method="when")
    since = DateFilter("sent_at", "date__gte", label="Sent from", widget=forms.DateInput)
    until = DateFilter("sent_at", "date__lte", label="Sent until", widget=forms.DateInput)

    class Meta:
        model = Xover1Hop
        fields: ClassVar[list[str]] = []
        form = DaysInOrder

    def when(self, queryset: Any, name: str, value: str) -> QuerySet:
        dated = queryset.with_due()
        return dated.late() if value == "late" else dated.filter(late=True)
