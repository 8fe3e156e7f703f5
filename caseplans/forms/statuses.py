"""The review of a Welfare-to-Work status at an LTM, as it is typed."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from accounts.access import reason_against
from caseplans.models import StatusReview
from caseplans.rules.statuses import check_outcome
from crossover.forms.records import CategorisedForm
from families.forms import drop_blank
from families.forms.once import ask_once
from families.models import Person, WtwStanding
from families.querysets.base import rows_of


class StatusReviewForm(CategorisedForm):
    class Meta:
        model = StatusReview
        fields = ["about", "outcome", "words", "confidential"]
        labels = {"about": "Whose status", "outcome": "What is done about it", "words": "What was said"}
        widgets: ClassVar = {"outcome": forms.RadioSelect}

    def __init__(self, *args: Any, statuses: Mapping[Person, WtwStanding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statuses = statuses
        ask_once(self)
        drop_blank(self, "outcome")
        about: Any = self.fields["about"]
        about.queryset = rows_of("Person").filter(pk__in=[person.pk for person in statuses])
        about.empty_label, about.required = None, True
        about.label_from_instance = lambda person: f"{person}: {statuses[person]}"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        person, outcome = cleaned.get("about"), cleaned.get("outcome")
        if person and outcome:
            refusal = reason_against(check_outcome, self.statuses[person].status, outcome)
            if refusal:
                self.add_error("outcome", refusal)
        return cleaned
