"""Where a row is put, and what is taken up from an earlier plan."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format

from caseplans.forms.rows import ahead
from caseplans.models import Activity

MOST_PLACES = 1000


class PlaceForm(forms.Form):
    place = forms.IntegerField(min_value=0, max_value=MOST_PLACES)


class CopyForwardForm(forms.Form):
    """Which activities of the earlier plan go on, and the new day of those whose day has passed."""

    activities: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Activities that go on", queryset=None, widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(
        label="New day", required=False, help_text="For those whose day has passed; the others keep theirs."
    )

    def __init__(self, *args: Any, offered: QuerySet[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activities: Any = self.fields["activities"]
        activities.queryset = offered
        activities.label_from_instance = lambda one: f"{one} ({one.get_status_display()}, by {date_format(one.due_on)})"

    def clean_due_on(self) -> date | None:
        return ahead(self.cleaned_data["due_on"], None)
