"""Filters of the privacy officer's lists."""

import datetime
from typing import ClassVar

from django import forms
from django.db.models import QuerySet
from django_filters import ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter, UUIDFilter

from accounts.enums import AccessAct
from accounts.models import AccessLogEntry, User
from families.grounds import day_start


class AccessLogFilter(FilterSet):
    """The access log by person, act, family number and days."""

    user = ModelChoiceFilter(
        label="Who", empty_label="Anyone", to_field_name="uuid", queryset=User._default_manager.all()
    )
    act = ChoiceFilter(label="What", empty_label="Anything", choices=AccessAct.choices)
    family = UUIDFilter(label="Family key")
    since = DateFilter(label="From", method="from_day", widget=forms.DateInput)
    until = DateFilter(label="Until", method="until_day", widget=forms.DateInput)

    class Meta:
        model = AccessLogEntry
        fields: ClassVar[list[str]] = []

    def from_day(self, queryset: QuerySet, name: str, value: datetime.date) -> QuerySet:
        return queryset.filter(at__gte=day_start(value))

    def until_day(self, queryset: QuerySet, name: str, value: datetime.date) -> QuerySet:
        return queryset.filter(at__lt=day_start(value + datetime.timedelta(days=1)))
