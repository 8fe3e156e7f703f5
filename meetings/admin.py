"""What administrators keep of meetings: what each kind asks for. No case content is here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from accounts.enums import StaffChange
from families.admin import ToldAdmin
from families.enums import AssignmentRole
from meetings.enums import LTMS, REQUIRED_AT_LTM, AttendeeRole, MeetingKind, Topic
from meetings.models import KindRule

Ticks = forms.CheckboxSelectMultiple


class KindRuleForm(forms.ModelForm):
    required_roles = forms.MultipleChoiceField(choices=AttendeeRole.choices, widget=Ticks, required=False)
    optional_roles = forms.MultipleChoiceField(choices=AttendeeRole.choices, widget=Ticks, required=False)
    topics = forms.MultipleChoiceField(choices=Topic.choices, widget=Ticks)
    scheduled_by = forms.MultipleChoiceField(
        label="Scheduled by the family's assigned",
        choices=AssignmentRole.choices,
        widget=Ticks,
        required=False,
        help_text="None ticked: whoever works the family's case.",
    )

    def clean_topics(self) -> list[str]:
        """The topics ticked: those there before in their order, then the new ones."""
        chosen, before = self.cleaned_data["topics"], self.instance.topics
        return [topic for topic in before if topic in chosen] + [topic for topic in chosen if topic not in before]

    def clean(self) -> dict[str, Any]:
        """What the handbook fixes stays (31-090 III.D, III.E.2)."""
        cleaned = super().clean() or self.cleaned_data
        kind = self.instance.kind
        if kind == MeetingKind.PLTM and cleaned.get("family_attends"):
            self.add_error("family_attends", "The family does not attend a PLTM (31-090 III.D).")
        if kind in LTMS and not cleaned.get("family_attends"):
            self.add_error("family_attends", "The family attends every LTM (31-090 III.E.2).")
        if kind in LTMS and not set(cleaned.get("required_roles", [])) >= REQUIRED_AT_LTM:
            self.add_error(
                "required_roles",
                "No LTM is held without the family, the CFS and the AIS/FS social worker (31-090 III.E.2).",
            )
        return cleaned


@admin.register(KindRule)
class KindRuleAdmin(ToldAdmin):
    """Every kind is there from the start: it is changed, not added or deleted. What was held keeps what it used."""

    change = StaffChange.MEETING_KIND
    form = KindRuleForm
    list_display = ["name", "family_attends", "required_role_names", "bureau"]

    def has_add_permission(self, request: HttpRequest, obj: KindRule | None = None) -> bool:
        return False
