"""What is typed about a look into the other program's system."""

import datetime
from typing import Any

from django import forms

from crossover.enums import ClearanceResult, SearchKey
from crossover.models import Clearance
from families.forms import drop_blank, not_in_the_future


class ClearanceForm(forms.ModelForm):
    keys_used = forms.MultipleChoiceField(
        label="Searched by", choices=SearchKey.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Clearance
        fields = [
            "system",
            "keys_used",
            "result",
            "discontinued_on",
            "as_of",
            "case_number",
            "worker_name",
            "worker_phone",
        ]
        help_texts = {
            "discontinued_on": "Only where the result is Discontinued.",
            "as_of": "The day the answer holds for.",
            "case_number": "As the system shows it.",
            "worker_name": "The worker named there, to be called later.",
        }
        widgets = {"system": forms.RadioSelect, "result": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_blank(self, "system", "result")
        self.fields["as_of"].show_hidden_initial = False

    def clean_as_of(self) -> datetime.date | None:
        return not_in_the_future(self.cleaned_data["as_of"])

    def clean_discontinued_on(self) -> datetime.date | None:
        return not_in_the_future(self.cleaned_data["discontinued_on"])

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        discontinued = facts.get("result") == ClearanceResult.DISCONTINUED
        if discontinued and "discontinued_on" in facts and not facts["discontinued_on"]:
            self.add_error("discontinued_on", "Enter the day it was discontinued.")
        if facts.get("discontinued_on") and not discontinued:
            self.add_error("discontinued_on", "Only a discontinued case has this day.")
        if facts.get("result") == ClearanceResult.ACTIVE and not facts.get("case_number"):
            self.add_error("case_number", "An active case has a number: write it here.")
        return facts
