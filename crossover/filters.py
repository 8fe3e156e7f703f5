"""Filters and orders of the lists of crossover."""

from typing import ClassVar

from django import forms
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
    """A queue of XOVER1: by where the forms stand, and by the days on which they were sent."""

    step = ChoiceFilter(label="Stands at", empty_label="Any", choices=Xover1Status.choices)
    since = DateFilter("sent_at", "date__gte", label="Sent from", widget=forms.DateInput)
    until = DateFilter("sent_at", "date__lte", label="Sent until", widget=forms.DateInput)

    class Meta:
        model = Xover1Hop
        fields: ClassVar[list[str]] = []
        form = DaysInOrder
