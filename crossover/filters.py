"""Filters and orders of the lists of crossover."""

from typing import ClassVar

from django_filters import ChoiceFilter

from crossover.enums import ClearancePurpose, ClearanceResult, System
from crossover.models import Clearance
from families.filters import SortedFilterSet


class ClearanceFilter(SortedFilterSet):
    result = ChoiceFilter(label="Result", empty_label="Any", choices=ClearanceResult.choices)
    purpose = ChoiceFilter(label="Made for", empty_label="Any", choices=ClearancePurpose.choices)
    system = ChoiceFilter(label="System", empty_label="Any", choices=System.choices)
    sorts = {"made": "made_at", "referral": "referral__number", "result": "result"}
    usual = "-made"

    class Meta:
        model = Clearance
        fields: ClassVar[list[str]] = []
