"""Filters of the access log: the privacy officer's of everything, a supervisor's of one family."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter, UUIDFilter

from accounts.enums import AccessAct
from accounts.models import AccessLogEntry, RoleHolding, User
from accounts.roles import ROLES
from families.filters import DaysFilterSet
from families.models import BreakGlass, Family
from reports.querysets.kept import KINDS, MODELS


class LogFilter(DaysFilterSet):
    """A log by person, act and days."""

    day = "at"
    user = ModelChoiceFilter(
        label="Who", empty_label="Anyone", to_field_name="uuid", queryset=User._default_manager.all()
    )
    act = ChoiceFilter(label="What", empty_label="Anything", choices=AccessAct.choices)

    class Meta(DaysFilterSet.Meta):
        model = AccessLogEntry

    @property
    def terms(self) -> dict[str, str]:
        """What was filtered by, as keys, codes and days: what the log keeps of a reading of itself."""
        given = {name: value for name, value in self.form.cleaned_data.items() if value} if self.form.is_valid() else {}
        return {name: str(getattr(value, "uuid", value)) for name, value in given.items()}


class AccessLogFilter(LogFilter):
    """The whole access log: also by the key of a family or record."""

    family = UUIDFilter(label="Key of a family or record", method="of_family_or_record")

    def of_family_or_record(self, queryset: QuerySet, name: str, value: UUID) -> QuerySet:
        """A try that was refused holds the key its address named, of a family too, where a record's key stands."""
        return queryset.filter(Q(family=value) | Q(record=value))


class FamilyAccessFilter(LogFilter):
    """One family's log by person, act and days. Only whoever stands in the reader's own list can be chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opened_it = self.queryset.order_by().values("user")
        self.filters["user"].queryset = User.objects.filter(pk__in=opened_it)


class HistoryFilter(DaysFilterSet):
    """A family's history: by kind of record, by whose hand, and by days. It narrows each model's versions alike."""

    day = "history_date"
    kind = ChoiceFilter(
        label="What", empty_label="Anything", choices=sorted(KINDS.items(), key=lambda kind: kind[1]), method="of_kind"
    )
    by = ModelChoiceFilter(
        "history_user", label="By", empty_label="Anyone", to_field_name="uuid", null_label="Linkages",
        queryset=User._default_manager.none(),
    )  # fmt: skip

    class Meta(DaysFilterSet.Meta):
        model = Family.history.model

    def __init__(self, *args: Any, writers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["by"].queryset = writers

    def of_kind(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset if queryset.model.instance_type is MODELS[value] else queryset.none()

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for that can be found."""
        return self.form.is_valid() and any(self.form.cleaned_data.values())

    def narrow(self, queryset: QuerySet) -> QuerySet:
        return self.filter_queryset(queryset)


class GlassFilter(FilterSet):
    """Uses of break-glass, by their review."""

    review = ChoiceFilter(
        label="Review", empty_label="Any", choices=[("waiting", "Not yet"), ("done", "Reviewed")], method="by_review"
    )

    class Meta:
        model = BreakGlass
        fields: ClassVar[list[str]] = []

    def by_review(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(review__isnull=value == "waiting")


class NeverTheirsFilter(FilterSet):
    user = ModelChoiceFilter(
        label="Who", empty_label="Anyone", to_field_name="uuid", queryset=User._default_manager.all()
    )

    class Meta:
        model = AccessLogEntry
        fields: ClassVar[list[str]] = []


class RoleChangeFilter(FilterSet):
    """Roles given and taken."""

    role = ChoiceFilter(label="Role", empty_label="Any", choices=[(code, role.name) for code, role in ROLES.items()])
    what = ChoiceFilter(
        label="What", empty_label="Both", choices=[("+", "Given"), ("-", "Taken")], field_name="history_type"
    )

    class Meta:
        model = RoleHolding.history.model
        fields: ClassVar[list[str]] = []
