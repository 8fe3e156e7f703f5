"""What is typed about a change in the family's structure."""

import datetime
from typing import Any

from django import forms

from accounts.models import User
from crossover.forms.sharing import AsksWhoReads
from families.enums import Category
from families.forms import not_before_year, not_in_the_future
from families.forms.logistics import LogisticsIfChosen
from families.forms.once import ask_once
from families.models import Family
from meetings.contact_enums import StructureChangeKind
from meetings.rules.changes import kinds_of_change

SAID = ("kind", "happened_on", "what", "category", "about")


class StructureChangeForm(LogisticsIfChosen, AsksWhoReads, forms.Form):
    kind = forms.ChoiceField(label="What changed", choices=[("", "Choose one"), *StructureChangeKind.choices])
    happened_on = forms.DateField(label="When")
    category = forms.ChoiceField()
    about: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None, required=False)
    what = forms.CharField(
        label="In words", max_length=300, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="What the other workers need to know. Who is new stands on the People tab: add them there too.",
    )  # fmt: skip
    free_words = ("what",)

    def __init__(self, *args: Any, family: Family, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_categories(family)
        kinds = [(kind.value, kind.label) for kind in kinds_of_change(user)]
        category: Any = self.fields["category"]
        category.choices = [("", "Choose one"), *kinds]
        category.initial = Category.IDENTITY
        ask_once(self)

    def clean_happened_on(self) -> datetime.date | None:
        return not_in_the_future(not_before_year(self.cleaned_data["happened_on"]))

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SAID}
