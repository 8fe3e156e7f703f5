"""What is typed into the plan: goals and activities, and which contact was about which."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.access import reason_against
from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import Responsible
from caseplans.models import Activity, Goal
from caseplans.rules import check_category_of_service
from crossover.forms.records import KEEP_IN
from crossover.forms.sharing import AsksWhoReads
from families.forms import VersionedForm
from families.models import Family

RADIOS = {"responsible": Responsible.choices, "provided_by": Bureau.choices, "paid_by": Bureau.choices}


def ahead(day: date | None, saved: date | None) -> date | None:
    """A plan looks ahead; a day already saved may have passed since."""
    if day and day < timezone.localdate() and day != saved:
        raise forms.ValidationError("This day has passed. Say by when it will be done.")
    return day


class RowForm(AsksWhoReads, VersionedForm):
    """A goal or an activity, over the version of the row its editor saw; a new row has none."""

    def __init__(self, *args: Any, family: Family, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        self.bureau = row.bureau or user.bureau
        self.offer_categories(family)
        self.fields["confidential"].label, self.fields["confidential"].help_text = KEEP_IN, ""
        if not row.pk:
            del self.fields["version"]
        elif row.bureau != user.bureau:
            self.fields["category"].disabled = self.fields["about"].disabled = True
            del self.fields["confidential"]


class GoalForm(RowForm):
    class Meta:
        model = Goal
        fields = ["text", "kind", "by_when", "category", "about", "confidential"]
        labels = {"text": "What we hope to accomplish", "kind": "Whose goal", "by_when": "By when"}
        help_texts = {"text": "In plain words, as the family would say it."}
        widgets = {"kind": forms.RadioSelect}

    def clean_by_when(self) -> date | None:
        return ahead(self.cleaned_data["by_when"], self.instance.by_when)


class ActivityForm(RowForm):
    class Meta:
        model = Activity
        fields = [
            "text", "responsible", "person", "service", "provider", "provided_by", "paid_by", "due_on", "source",
            "mandatory", "category", "about", "confidential",
        ]  # fmt: skip
        labels = {
            "text": "What will be done",
            "responsible": "Who does it",
            "person": "Which person of the family",
            "provider": "Where or with whom",
            "source": "Where this comes from",
            "mandatory": "Required",
        }
        help_texts = {
            "text": "One sentence in plain words: it is printed on the Family Plan Summary.",
            "person": "Only where the family does it. A parent named here signs the plan.",
            "source": "CFS requirements come first.",
        }
        widgets = dict.fromkeys(RADIOS, forms.RadioSelect)

    def __init__(self, *args: Any, family: Family, user: User, **kwargs: Any) -> None:
        super().__init__(*args, family=family, user=user, **kwargs)
        person: Any = self.fields["person"]
        person.queryset = family.people.all()
        person.empty_label = "Nobody of the family"
        for name, choices in RADIOS.items():
            radios: Any = self.fields[name]
            radios.choices = choices
        for name in ("service", "source"):
            listed: Any = self.fields[name]
            listed.choices = [("", "Choose one"), *listed.choices[1:]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("responsible") == Responsible.FAMILY and not cleaned.get("person"):
            self.add_error("person", "Say which person of the family does it.")
        if cleaned.get("responsible") in {Responsible.CFS, Responsible.CALWORKS} and cleaned.get("person"):
            self.add_error("person", "A program does this. Leave the person empty, or say that the family does it.")
        if cleaned.get("service") and cleaned.get("category"):
            refusal = reason_against(check_category_of_service, cleaned["service"], cleaned["category"])
            if refusal:
                self.add_error("category", refusal)
        return cleaned

    def clean_due_on(self) -> date | None:
        return ahead(self.cleaned_data["due_on"], self.instance.due_on)


class LinkForm(forms.Form):
    """Which activities of the plan a contact was about."""

    activities: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Activities of the plan", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: QuerySet[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activities: Any = self.fields["activities"]
        activities.queryset = offered
