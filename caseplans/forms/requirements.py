"""What the programs' own plans require: typed one by one, or pasted as lines and corrected."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from accounts.models import User
from caseplans.enums import Source
from caseplans.forms.rows import RowForm
from caseplans.models import SourceRequirement
from caseplans.rules import check_category_of_service, sources_of
from caseplans.rules.pasting import MOST_LINES, Pasted, lines_of, proposed_category, read_lines
from caseplans.services.requirements import PLAN_KINDS
from crossover.forms.records import KEEP_IN
from crossover.forms.sharing import AsksWhoReads, Unjudged
from documents.forms import clean_upload
from families.enums import Category
from families.forms import not_before_year
from families.models import Family
from families.querysets.base import rows_of

OF_A_LINE = ["service", "due_on", "frequency", "hours_a_week", "mandatory", "court_ordered"]


def own_sources(user: User) -> list[tuple[str, str]]:
    return [(source.value, source.label) for source in sources_of(user.bureau)]


class RequirementForm(RowForm):
    """One requirement, over the version its editor saw."""

    class Meta:
        model = SourceRequirement
        fields = ["source", "text", *OF_A_LINE, "category", "about", "confidential"]
        labels = {"source": "Which plan", "text": "What it requires", "hours_a_week": "Hours a week"}
        widgets: ClassVar[dict[str, Any]] = {"source": forms.RadioSelect}

    def __init__(self, *args: Any, family: Family, user: User, **kwargs: Any) -> None:
        super().__init__(*args, family=family, user=user, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["source"].choices = own_sources(user)
        fields["service"].queryset = fields["service"].queryset.offered(self.instance.service_id or "")
        fields["service"].empty_label = "None of the catalogue"

    def clean_due_on(self) -> date | None:
        return not_before_year(self.cleaned_data["due_on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("service") and cleaned.get("category"):
            self.refuse("category", check_category_of_service, cleaned["service"], cleaned["category"])
        return cleaned

    def _post_clean(self) -> None:
        """What must hold is said above, or is the verb's to say."""


class PastedForm(AsksWhoReads, forms.Form):
    """A plan pasted as text: each line becomes a requirement that is corrected before it is saved."""

    source = forms.ChoiceField(label="Which plan", widget=forms.RadioSelect)
    pasted = forms.CharField(
        label="The requirements, one a line",
        widget=forms.Textarea({"rows": 10}),
        help_text="Copy them from the plan. You correct each of them on the next page; nothing is saved yet.",
        max_length=12_000,
    )
    category = forms.ChoiceField(initial=Category.SERVICES)
    about: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None, required=False)
    confidential = forms.BooleanField(label=KEEP_IN, required=False)

    def __init__(self, *args: Any, family: Family, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source: Any = self.fields["source"]
        source.choices = own_sources(user)
        self.offer_categories(family)

    def clean_pasted(self) -> str:
        pasted: str = self.cleaned_data["pasted"]
        count = len(lines_of(pasted))
        if count > MOST_LINES:
            raise forms.ValidationError(f"These are {count} lines. Paste {MOST_LINES} at a time.")
        long = next((line for line in lines_of(pasted) if len(line) > SourceRequirement.LONGEST), None)
        if long:
            raise forms.ValidationError(f"A line has {SourceRequirement.LONGEST} characters at most: “{long[:30]}…”.")
        return pasted


class LineForm(RequirementForm):
    """One pasted line, as it was read, to be corrected or left out."""

    keep = forms.BooleanField(label="Save this line", required=False, initial=True)
    field_order = ["keep", "text"]

    class Meta(RequirementForm.Meta):
        widgets: ClassVar[dict[str, Any]] = {"source": forms.HiddenInput, "text": forms.TextInput}

    def is_kept(self) -> bool:
        return bool(self["keep"].value())

    def facts(self) -> dict[str, Any]:
        return {name: said for name, said in self.cleaned_data.items() if name != "keep"}


class ProgramPlanForm(AsksWhoReads, forms.Form):
    """The plan a program has, as a file."""

    source = forms.ChoiceField(label="Which plan", widget=forms.RadioSelect)
    file = forms.FileField(label="The plan", help_text="PDF, JPEG or PNG, up to 10 MB.", widget=forms.FileInput)
    category = forms.ChoiceField(initial=Category.SERVICES)
    about: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None, required=False)
    confidential = forms.BooleanField(label=KEEP_IN, required=False)

    def __init__(self, *args: Any, family: Family, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source: Any = self.fields["source"]
        source.choices = [(code, label) for code, label in own_sources(user) if Source(code) in PLAN_KINDS]
        self.offer_categories(family)

    def clean_file(self) -> bytes:
        return clean_upload(self.cleaned_data["file"])

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"content": said["file"]} | {
            name: said[name] for name in ("source", "category", "about", "confidential")
        }


class LinesForm(Unjudged, forms.Form):
    """Every pasted line with what it was read as; those that stay ticked are saved, all or none."""

    count = forms.IntegerField(min_value=1, max_value=MOST_LINES, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, family: Family, user: User, pasted: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        found = _read(pasted) if pasted else []
        super().__init__(*args, **kwargs)
        self.initial = {"count": len(found)}
        given: dict[str, Any] = {"family": family, "user": user}
        if self.is_bound:
            sent: Any = self.data
            places = range(_number(sent.get("count", "")))
            self.lines = [LineForm(self.data, prefix=f"line{place}", **given) for place in places]
        else:
            self.lines = [
                LineForm(prefix=f"line{place}", initial=initial, **given) for place, initial in enumerate(found)
            ]

    def kept(self) -> list[LineForm]:
        return [line for line in self.lines if line.is_kept()]

    def clean(self) -> dict[str, Any]:
        if not self.kept():
            raise forms.ValidationError("Leave at least one line ticked, or go back to the plan.")
        wrong = [str(place + 1) for place, line in enumerate(self.lines) if line.is_kept() and not line.is_valid()]
        if wrong:
            raise forms.ValidationError(f"Look at line {', '.join(wrong)}: something there is missing or not clear.")
        return self.cleaned_data

    def say_nothing_yet(self) -> None:
        super().say_nothing_yet()
        for line in self.lines:
            line.say_nothing_yet()

    def facts(self) -> list[dict[str, Any]]:
        return [line.facts() for line in self.kept()]


def _number(typed: str) -> int:
    return min(int(typed), MOST_LINES) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0


def _read(pasted: dict[str, Any]) -> list[dict[str, Any]]:
    """What every line is shown as: how it was read, and the kind of information it seems to be."""
    services = {service.pk: service for service in rows_of("Service").offered()}
    common = {name: pasted[name] for name in ("source", "about", "confidential")}
    lines = read_lines(pasted["pasted"], pasted["source"], {code: one.name for code, one in services.items()})
    return [_proposed(line, services, pasted["category"]) | common for line in lines]


def _proposed(line: Pasted, services: dict[str, Any], chosen: str) -> dict[str, Any]:
    """As it was read; without a service that is only of another kind than the line seems to be."""
    tells = services[line.service].tells_of if line.service else ""
    category = proposed_category(line.text, tells, chosen)
    return {**vars(line), "category": category, "service": line.service if tells in ("", category) else ""}
