"""Filters of meetings, of the contact log, of one's own contacts to enter, of requests, and of the team thread."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django_filters import ChoiceFilter, ModelChoiceFilter

from accounts.access import visible
from accounts.enums import Bureau
from families.enums import Category
from families.filters import DaysFilterSet, SortedFilterSet
from families.models import Family
from meetings.contact_enums import ContactKind, ContactStatus, RequestKind, RequestStatus
from meetings.enums import MeetingKind, MeetingStatus
from meetings.models import BureauRequest, Contact, Meeting, ThreadNote


class ContactDays(DaysFilterSet):
    """Contacts by kind and by the days on which they started."""

    day = "starts_at"
    kind = ChoiceFilter(label="Kind", empty_label="Any", choices=ContactKind.choices)

    class Meta(DaysFilterSet.Meta):
        model = Contact

    @property
    def terms(self) -> dict[str, str]:
        """What was filtered by, as codes and days: what the access log keeps of an export."""
        given = self.form.cleaned_data if self.form.is_valid() else {}
        return {name: str(value) for name, value in given.items() if value}


class ContactFilter(ContactDays):
    """A family's contact log: also by status, and what the reader's bureau has still to enter."""

    status = ChoiceFilter(label="Status", empty_label="Any", choices=ContactStatus.choices)
    entry = ChoiceFilter(
        label="Entry", empty_label="Any", choices=[("waits", "Not entered yet, of my bureau")], method="by_entry"
    )

    def by_entry(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.to_enter(self.request.user.bureau)


class WhoseFilter(ChoiceFilter):
    """What I provided or recorded, unless everyone's are asked for."""

    def filter(self, qs: Any, value: str) -> QuerySet:
        return qs if value == "all" else qs.of_hand(self.parent.request.user)


class ToEnterFilter(ContactDays):
    """What is still to enter: mine, or of everyone in my families; and by whether it was exported before."""

    whose = WhoseFilter(label="Whose", empty_label="Mine", choices=[("all", "Everyone's in my families")])
    exported = ChoiceFilter(
        label="Exported", empty_label="Any", choices=[("no", "Not yet"), ("before", "Before")], method="by_export"
    )

    def by_export(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.exported() if value == "before" else queryset.not_exported()


class MeetingFilter(DaysFilterSet):
    """A family's meetings."""

    day = "starts_at"
    kind = ChoiceFilter(label="Kind", empty_label="Any", choices=MeetingKind.choices)
    status = ChoiceFilter(label="Stands", empty_label="Any", choices=MeetingStatus.choices)

    class Meta(DaysFilterSet.Meta):
        model = Meeting


class RequestFilter(SortedFilterSet):
    """Requests between the programs: to my bureau or from it, mine or everyone's, open or ended."""

    way = ChoiceFilter(
        label="Which way", empty_label="Both ways", choices=[("to", "To my bureau"), ("from", "From my bureau")],
        method="by_way",
    )  # fmt: skip
    stands = ChoiceFilter(
        label="Stands", empty_label="Open and ended", method="by_state",
        choices=[("open", "Open"), ("overdue", "Overdue"), *RequestStatus.choices],
    )  # fmt: skip
    whose = ChoiceFilter(
        label="Whose", empty_label="Everyone's in my families", choices=[("mine", "Mine")], method="by_hand"
    )
    kind = ChoiceFilter(label="Asks for", empty_label="Anything", choices=RequestKind.choices)
    family = ModelChoiceFilter(
        label="Family", empty_label="Any", to_field_name="uuid", queryset=lambda request: visible(Family, request.user)
    )
    sorts = {"due": "due_on", "asked": "asked_at", "family": "family__name"}
    usual = "due"

    class Meta:
        model = BureauRequest
        fields: ClassVar[list[str]] = []

    def by_way(self, queryset: Any, name: str, value: str) -> QuerySet:
        bureau = self.request.user.bureau
        return queryset.asked_of(bureau) if value == "to" else queryset.asked_by(bureau)

    def by_state(self, queryset: Any, name: str, value: str) -> QuerySet:
        if value in RequestStatus:
            return queryset.filter(status=value)
        return queryset.open() if value == "open" else queryset.overdue()

    def by_hand(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.of_hand(self.request.user)


class ThreadFilter(DaysFilterSet):
    """A family's team thread: by program, kind of information and days, and what names the reader."""

    day = "written_at"
    bureau = ChoiceFilter(label="Written by", empty_label="Either program", choices=Bureau.choices)
    category = ChoiceFilter(label="Kind of information", empty_label="Any", choices=Category.choices)
    to = ChoiceFilter(label="To", empty_label="Anyone", choices=[("me", "Me")], method="by_named")

    class Meta(DaysFilterSet.Meta):
        model = ThreadNote

    def by_named(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(named=self.request.user)
