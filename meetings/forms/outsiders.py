"""What is typed of someone from outside: when they signed the statement, and what they may hear."""

from typing import Any

from django import forms

from accounts.access import reason_against
from families.enums import Category
from families.forms import differing
from families.forms.seeing import OverSeen
from meetings.models import Attendance
from meetings.rules.outsiders import check_may_hear, statement_of

NOTHING_OPENED = (
    "They hear meeting logistics only, also once they signed: no WTWCC 10B in force names someone outside the two "
    "programs to receive more."
)


class StatementForm(OverSeen):
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
        super().__init__(*args, stands=statement_of(attendance), **kwargs)
        self.opened = opened
        self.fields["may_hear"].choices = list(opened.items())  # type: ignore[attr-defined]
        self.initial = {
            "statement_signed_on": attendance.statement_signed_on,
            "may_hear": [one for one in attendance.may_hear if one in opened],
        }
        if not opened:
            del self.fields["may_hear"]
            self.fields["statement_signed_on"].help_text = NOTHING_OPENED

    def take_version(self, current: Attendance) -> list[tuple[str, str, str]]:
        self.see_anew(statement_of(current))
        now = {"statement_signed_on": current.statement_signed_on, "may_hear": current.may_hear}
        return differing(self, now)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        facts = (cleaned.get("statement_signed_on"), cleaned.get("may_hear", []), self.opened)
        if not self.errors and (refusal := reason_against(check_may_hear, *facts)):
            self.add_error("statement_signed_on", refusal)
        return cleaned
