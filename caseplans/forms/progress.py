"""An entry on how an activity goes, as it is typed."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from accounts.models import User
from caseplans.forms.rows import Folded
from caseplans.models import Activity, ProgressNote
from crossover.forms.records import KEEP_IN
from crossover.forms.sharing import AsksWhoReads
from families.forms import not_before_year, not_in_the_future
from families.forms.once import ask_once


class ProgressNoteForm(Folded, AsksWhoReads, forms.ModelForm):
    """An entry of the writer's own program: written once, so it has no version."""

    class Meta:
        model = ProgressNote
        fields = [
            "on", "presence", "hours", "compliance", "evidence", "barrier", "next_step", "milestone", "category",
            "about", "confidential",
        ]  # fmt: skip
        labels = {
            "on": "On which day",
            "presence": "Attendance",
            "evidence": "What shows it",
            "barrier": "Barrier met",
            "next_step": "Next step",
            "milestone": "Reached, to celebrate",
        }
        help_texts = {
            "evidence": "For example: sign-in sheet seen.",
            "barrier": "What stood in the way, and whose help it needs.",
            "milestone": "In words the family may hear. The other program's worker is told where they may read it.",
        }
        widgets: ClassVar = {"presence": forms.RadioSelect, "compliance": forms.RadioSelect}

    def __init__(self, *args: Any, activity: Activity, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_categories(activity.family)
        ask_once(self)
        self.initial = {**self.initial, "category": activity.category, "about": activity.about_id}
        fields: dict[str, Any] = self.fields
        fields["confidential"].label, fields["confidential"].help_text = KEEP_IN, ""
        fields["compliance"].label = f"What {user.get_bureau_display()} asks"
        fields["compliance"].help_text = "Each program says it for itself."
        for name, nothing in (("presence", "It has no day to attend"), ("compliance", "Nothing to say yet")):
            fields[name].choices = [("", nothing), *fields[name].choices[1:]]

    def clean_on(self) -> date | None:
        return not_in_the_future(not_before_year(self.cleaned_data["on"]))
