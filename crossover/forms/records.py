"""Forms whose rows carry a category: what is typed about addresses, people, Welfare-to-Work and removals."""

import datetime
from typing import Any

from django import forms

from crossover.forms.sharing import TellsWhoReads
from families.enums import MonthlyKind
from families.forms import drop_blank, not_before, not_before_year, not_in_the_future
from families.models import Address, Family, MonthlyFigure, PersonNote, Removal, WtwStanding
from families.rules import figure_on_file

HOURS_OF_A_MONTH = 744
VALUE_LABELS = {
    MonthlyKind.HOURS: "Hours in the month",
    MonthlyKind.EARNINGS: "Earnings in the month, in dollars",
}
KEEP_IN = "Keep this within my own bureau"


class CategorisedForm(TellsWhoReads, forms.ModelForm):
    """A row about someone: `instance` says beforehand about whom."""

    confidential = forms.BooleanField(label=KEEP_IN, required=False)

    def facts(self) -> dict[str, Any]:
        """What was typed, as the row's verb takes it."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}  # type: ignore[attr-defined]


class AddressForm(CategorisedForm):
    class Meta:
        model = Address
        fields = ["about", "street", "city", "zip_code", "phone", "confidential"]
        labels = {"about": "Whose"}

    confidential = forms.BooleanField(
        label=KEEP_IN, required=False, help_text="Tick for Safe at Home, or where contact may be unsafe."
    )

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = self.fields["about"]
        about.queryset = family.people.all()
        about.empty_label = "The whole household"

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if not any(facts.get(name) for name in ("street", "city", "phone")) and not self.errors:
            self.add_error("street", "Enter an address or a phone number.")
        return facts


class PersonNoteForm(CategorisedForm):
    class Meta:
        model = PersonNote
        fields = ["text", "confidential"]
        labels = {"text": "In a few words"}
        widgets = {"text": forms.Textarea({"rows": 4})}


class WtwStandingForm(CategorisedForm):
    class Meta:
        model = WtwStanding
        fields = ["status", "required_hours", "from_date", "confidential"]
        help_texts = {"from_date": "The status before it ends that day."}


class MonthlyFigureForm(CategorisedForm):
    class Meta:
        model = MonthlyFigure
        fields = ["month", "value", "confidential"]
        help_texts = {
            "month": "Any day of it: Nov 3, 2026 stands for November 2026. A figure on file for it is corrected."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].label = VALUE_LABELS[MonthlyKind(self.instance.kind)]

    def clean_month(self) -> datetime.date:
        return not_in_the_future(not_before_year(self.cleaned_data["month"])).replace(day=1)  # type: ignore[union-attr]

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if value < 0:
            raise forms.ValidationError("Enter zero or more.")
        if self.instance.kind == MonthlyKind.HOURS and value > HOURS_OF_A_MONTH:
            raise forms.ValidationError(f"A month has {HOURS_OF_A_MONTH} hours at most.")
        return value

    def clean(self) -> dict[str, Any]:
        """A figure on file is replaced only by someone who was told of it."""
        facts = super().clean() or self.cleaned_data
        if "month" in facts and "value" in facts:
            self._ask_to_replace(figure_on_file(self.instance.about, self.instance.kind, facts["month"]), facts)
        return facts

    def _ask_to_replace(self, on_file: MonthlyFigure | None, facts: dict[str, Any]) -> None:
        if on_file is None or on_file.value == facts["value"]:
            return
        self.fields["replaces"] = forms.BooleanField(label="Replace the figure on file", required=False)
        if self.data.get("replaces") != "on":
            unit = "hours" if on_file.kind == MonthlyKind.HOURS else "dollars of earnings"
            had = f"{on_file.month:%b %Y} has {on_file.value.normalize():f} {unit} on file"
            self.add_error("value", f"{had}; saving replaces it. Tick below to replace it.")


class RemovalForm(CategorisedForm):
    class Meta:
        model = Removal
        fields = ["entered_on", "placement", "confidential"]
        labels = {"entered_on": "Removed on", "placement": "Placed with"}
        widgets = {"placement": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_blank(self, "placement")

    def clean_entered_on(self) -> datetime.date | None:
        entered = not_in_the_future(not_before_year(self.cleaned_data["entered_on"]))
        born = self.instance.about.born_on
        return not_before(entered, born, "The child was born on") if born else entered


class RemovalExitForm(TellsWhoReads, forms.ModelForm):
    class Meta:
        model = Removal
        fields = ["exited_on", "exit_type"]
        labels = {"exited_on": "Left placement on", "exit_type": "How it ended"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = field.widget.is_required = True

    def clean_exited_on(self) -> datetime.date | None:
        exited = not_in_the_future(self.cleaned_data["exited_on"])
        return not_before(exited, self.instance.entered_on, "The child was removed on")
