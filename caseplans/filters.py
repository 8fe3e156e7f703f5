"""The filter of the outreach worklist."""

from typing import ClassVar

from django.db.models import QuerySet
from django_filters import ChoiceFilter

from caseplans.outreach_enums import OutreachReason, OutreachResult
from families.filters import SortedFilterSet
from families.models import Person


class OutreachFilter(SortedFilterSet):
    """By why, and by the result of the last attempt."""

    reason = ChoiceFilter(label="Why", empty_label="Any", choices=OutreachReason.choices, method="by_reason")
    result = ChoiceFilter(
        label="Last attempt", empty_label="Any", choices=[("none", "Not tried yet"), *OutreachResult.choices],
        method="by_result",
    )  # fmt: skip
    sorts = {"family": "family__name", "tried": "tried_on"}
    usual = "tried"

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = []

    def by_reason(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(**{value: True})

    def by_result(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(tried_result=None) if value == "none" else queryset.filter(tried_result=value)
