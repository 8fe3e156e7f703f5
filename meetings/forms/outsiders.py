"""What is typed of someone from outside: when they signed the statement, and what they may hear."""

from typing import Any

from django import forms

from accounts.access import reason_against
from families.enums import Category
from meetings.models import Attendance
from meetings.rules.outsiders import check_may_hear


class StatementForm(forms.Form):
    statement_signed_on = forms.DateField(
        label="Confidentiality statement signed on", required=False, widget=forms.DateInput
    )
    may_hear = forms.MultipleChoiceField(
        label="What they may hear",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Meeting logistics always. Here is what a WTWCC 10B in force opens; nothing before they signed.",
    )

    def __init__(self, *args: Any, attendance: Attendance, opened: dict[Category, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened = opened
        self.fields["may_hear"].choices = list(opened.items())  # type: ignore[attr-defined]
        self.initial = {
            "statement_signed_on": attendance.statement_signed_on,
            "may_hear": [one for one in attendance.may_hear if one in opened],
        }
        if not opened:
            del self.fields["may_hear"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        facts = (cleaned.get("statement_signed_on"), cleaned.get("may_hear", []), self.opened)
        if not self.errors and (refusal := reason_against(check_may_hear, *facts)):
            self.add_error("statement_signed_on", refusal)
        return cleaned
