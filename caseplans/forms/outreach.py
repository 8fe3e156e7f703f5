"""An attempt to reach someone, as it is typed."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms

from caseplans.models import OutreachAttempt
from caseplans.outreach_enums import KEPT_AS, OutreachReason
from crossover.forms.records import CategorisedForm
from families.enums import Category
from families.forms import not_before_year, not_in_the_future
from families.forms.once import ask_once


class OutreachForm(CategorisedForm):
    class Meta:
        model = OutreachAttempt
        fields = ["reason", "on", "how", "result", "words", "confidential"]
        labels = {"reason": "Why", "on": "On which day", "how": "How", "result": "Result", "words": "What was said"}
        widgets: ClassVar = {"reason": forms.RadioSelect, "how": forms.RadioSelect, "result": forms.RadioSelect}

    def __init__(self, *args: Any, reasons: Sequence[OutreachReason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_once(self)
        fields: dict[str, Any] = self.fields
        fields["reason"].choices = [(one.value, one.label) for one in reasons]
        if len(reasons) == 1:
            self.initial["reason"] = reasons[0].value
        for name in ("how", "result"):
            fields[name].choices = [choice for choice in fields[name].choices if choice[0]]

    def clean_on(self) -> date | None:
        return not_in_the_future(not_before_year(self.cleaned_data["on"]))

    def kind(self) -> Category | None:
        """As what kind of information it will be kept."""
        chosen = self["reason"].value()
        return KEPT_AS[OutreachReason(chosen)] if chosen in OutreachReason else None
