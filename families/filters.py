"""Filters and orders of the lists. A dashboard number is the count of one of these, so it equals its list."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter

from accounts.access import visible
from accounts.models import Cover, Unit, User
from families.enums import Component, Disposition, Language, NoticeKind, ProgramStatus, ResponseType, TaskKind
from families.grounds import day_start
from families.models import Assignment, Conflict, Family, Notice, Provider, Referral, Task
from families.querysets.base import rows_of

WEEK = 7
DUE = [("overdue", "Overdue"), ("week", "In the next 7 days")]
DUE_OF_TASKS = [DUE[0], ("today", "Today"), DUE[1], ("snoozed", "Put off until later")]
WHOSE = [("others", "What I wait for"), ("all", "Everyone's in my families")]


class SortedFilterSet(FilterSet):
    """A filter whose `sort` parameter names one of its columns; a minus turns it round."""

    sorts: ClassVar[dict[str, str]] = {}
    usual: ClassVar[str]

    @property
    def rows(self) -> QuerySet:
        wanted = self.data.get("sort") or self.usual
        key = wanted.removeprefix("-")
        if key not in self.sorts:
            wanted, key = self.usual, self.usual.removeprefix("-")
        column = F(self.sorts[key])
        order = column.desc(nulls_last=True) if wanted.startswith("-") else column.asc(nulls_last=True)
        return self.qs.order_by(order, "pk")


class DaysInOrder(forms.Form):
    """Filters from a day until a day."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "This day is before the first one.")
        return cleaned


class DaysFilterSet(FilterSet):
    """A list from a day of the county until a day, both included, by the moment in its column `day`."""

    day: ClassVar[str]
    happened: ClassVar[str] = ""
    since = DateFilter(label="From", method="from_day", widget=forms.DateInput)
    until = DateFilter(label="Until", method="until_day", widget=forms.DateInput)

    class Meta:
        fields: ClassVar[list[str]] = []
        form = DaysInOrder

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("since", "until"):
            self.filters.move_to_end(name)
            label = self.filters[name].label
            self.filters[name].label = f"{self.happened} {label.lower()}" if self.happened else label

    def from_day(self, queryset: QuerySet, name: str, value: datetime.date) -> QuerySet:
        return queryset.filter(**{f"{self.day}__gte": day_start(value)})

    def until_day(self, queryset: QuerySet, name: str, value: datetime.date) -> QuerySet:
        return queryset.filter(**{f"{self.day}__lt": day_start(value + datetime.timedelta(days=1))})


class ReferralFilter(SortedFilterSet):
    number = CharFilter(label="Number", lookup_expr="icontains")
    disposition = ChoiceFilter(label="Disposition", empty_label="Any", choices=Disposition.choices)
    response_type = ChoiceFilter(label="Response", empty_label="Any", choices=ResponseType.choices)
    sorts = {"received": "received_on", "number": "number", "family": "family_name"}
    usual = "-received"

    class Meta:
        model = Referral
        fields: ClassVar[list[str]] = []


class WhoseFilter(ChoiceFilter):
    """Mine and those of whom I cover, unless others' are asked for."""

    def filter(self, qs: Any, value: str) -> QuerySet:
        user = self.parent.request.user
        if value == "others":
            return qs.waited_for_by(user)
        return qs if value == "all" or self.parent.data.get("worker") else qs.of(user)


class TaskFilter(SortedFilterSet):
    """What is due, of mine or of everyone whose families I work. What was put off is asked for by name."""

    whose = WhoseFilter(label="Whose", empty_label="Mine", choices=WHOSE)
    worker = ModelChoiceFilter(
        label="Worker",
        empty_label="Any",
        field_name="owner",
        to_field_name="uuid",
        queryset=lambda request: team_of(request.user),
    )
    kind = ChoiceFilter(label="What", empty_label="Everything", choices=TaskKind.choices)
    due = ChoiceFilter(label="When", empty_label="Any time", choices=DUE_OF_TASKS, method="when")
    sorts = {"due": "due_on", "family": "family__name", "what": "kind"}
    usual = "due"

    class Meta:
        model = Task
        fields: ClassVar[list[str]] = []

    def filter_queryset(self, queryset: Any) -> QuerySet:
        snoozed = self.form.cleaned_data.get("due") == "snoozed"
        return super().filter_queryset(queryset.snoozed() if snoozed else queryset.awake())

    def when(self, queryset: Any, name: str, value: str) -> QuerySet:
        days = {"overdue": queryset.overdue(), "today": queryset.due_within(0), "week": queryset.due_within(WEEK)}
        return days.get(value, queryset)


class FamilyFilter(SortedFilterSet):
    """Families by component, CalWORKs status, unit, worker and what is due."""

    component = ChoiceFilter(
        label="CFS component", empty_label="Any", choices=Component.choices, method="with_component"
    )
    program = ChoiceFilter(label="CalWORKs", empty_label="Any", choices=ProgramStatus.choices, method="with_program")
    unit = ModelChoiceFilter(
        label="Unit", empty_label="Any", queryset=Unit._default_manager.select_related("office"), method="with_unit"
    )
    worker = ModelChoiceFilter(
        label="Worker",
        empty_label="Any",
        to_field_name="uuid",
        queryset=lambda request: team_of(request.user),
        method="with_worker",
    )
    task = ChoiceFilter(label="Due", empty_label="Anything", choices=TaskKind.choices, method="with_task")
    due = ChoiceFilter(label="When", empty_label="Any time", choices=DUE, method="with_due")
    sorts = {"name": "name", "due": "next_due_on"}
    usual = "name"

    class Meta:
        model = Family
        fields: ClassVar[list[str]] = []

    def with_component(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(cfs_cases__component=value, cfs_cases__closed_on__isnull=True).distinct()

    def with_program(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(calworks_cases__status=value).distinct()

    def with_unit(self, queryset: QuerySet, name: str, value: Unit) -> QuerySet:
        return queryset.filter(pk__in=self._assigned().filter(unit=value).families())

    def with_worker(self, queryset: QuerySet, name: str, value: User) -> QuerySet:
        return queryset.filter(pk__in=self._assigned().filter(worker=value).families())

    def with_task(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(pk__in=self._due().filter(kind=value).values("family"))

    def with_due(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        due = self._due().overdue() if value == "overdue" else self._due().due_within(WEEK)
        return queryset.filter(pk__in=due.values("family"))

    def _assigned(self) -> Any:
        return visible(Assignment, self.request.user).open()  # type: ignore[attr-defined]

    def _due(self) -> Any:
        return visible(Task, self.request.user).opened()  # type: ignore[attr-defined]


def team_of(user: User) -> QuerySet[User]:
    """The person, and the staff of the units they supervise."""
    return User.objects.filter(Q(unit__in=user.supervised_unit_ids) | Q(pk=user.pk))


class NoticeFilter(FilterSet):
    kind = ChoiceFilter(label="What", empty_label="Everything", choices=NoticeKind.choices)
    read = ChoiceFilter(label="Read", empty_label="Any", choices=[("new", "New"), ("read", "Read")], method="by_read")

    class Meta:
        model = Notice
        fields: ClassVar[list[str]] = []

    def by_read(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(read_at__isnull=value == "new")


class CoverFilter(FilterSet):
    states: ClassVar[list[tuple[str, str]]] = [("now", "In force"), ("ahead", "Not begun"), ("over", "Over")]
    state = ChoiceFilter(label="Now", empty_label="Any", choices=states, method="by_state")

    class Meta:
        model = Cover
        fields: ClassVar[list[str]] = []

    def by_state(self, queryset: Any, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        if value == "now":
            return queryset.in_force(today)
        return queryset.filter(until_date__lte=today) if value == "over" else queryset.filter(from_date__gt=today)


class ConflictFilter(FilterSet):
    decisions: ClassVar[list[tuple[str, str]]] = [
        ("waiting", "Not yet"), ("accepted", "Accepted"), ("refused", "Not accepted"),
    ]  # fmt: skip
    decision = ChoiceFilter(label="Decision", empty_label="Any", choices=decisions, method="by_decision")

    class Meta:
        model = Conflict
        fields: ClassVar[list[str]] = []

    def by_decision(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(accepted={"waiting": None, "accepted": True, "refused": False}[value])


class ProviderFilter(SortedFilterSet):
    """The resource directory by name, service, area and language."""

    words = CharFilter(label="Name", field_name="name", lookup_expr="icontains")
    service = ModelChoiceFilter(
        label="Service", field_name="services", empty_label="Any", queryset=lambda request: rows_of("Service")
    )
    area = CharFilter(label="Area", lookup_expr="icontains")
    language = ChoiceFilter(label="Language", empty_label="Any", choices=Language.choices, method="speaks")
    sorts = {"name": "name", "area": "area"}
    usual = "name"

    class Meta:
        model = Provider
        fields: ClassVar[list[str]] = []

    @property
    def qs(self) -> QuerySet:
        found: QuerySet = super().qs.filter(listed=True)
        return found

    def speaks(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(languages__contains=[value])
