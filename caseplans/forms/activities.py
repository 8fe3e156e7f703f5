"""Activities as they are typed: the everyday fields first, the rest folded away; and how they go."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import ActivityStatus, Payer, Responsible, Source, Weekday
from caseplans.forms.fields import DaysField, LinesField
from caseplans.forms.rows import RowForm, ahead
from caseplans.models import Activity, SourceRequirement
from caseplans.models.activities import STEPS
from caseplans.rules import (
    check_category_of_counting,
    check_category_of_service,
    check_one_owner,
    check_others,
    check_times,
)
from families.forms import VersionedForm, take_version
from families.models import Family, Provider
from families.querysets.base import rows_of
from families.rules.arranging import knows_lastingly

RADIOS = {"responsible": Responsible.choices, "provided_by": Bureau.choices, "paid_by": Bureau.choices}
USUAL_SOURCE = {Bureau.CFS: Source.CFS_PLAN, Bureau.CALWORKS: Source.WTW_PLAN}


class ActivityForm(RowForm):
    folded: ClassVar = {
        "Why, small steps, who takes part": ["why", "steps", "others"],
        "Provider": ["provider", "chosen_by_family"],
        "When and where": [
            "starts_on", "frequency", "weekdays", "from_time", "to_time", "hours_a_week", "place", "except_on",
        ],
        "Requirements it satisfies": ["sources"],
        "Which program provides and pays": ["provided_by", "paid_by", "cost", "budget_line"],
        "What else it needs": ["child_care", "transport", "ancillary"],
        "Welfare-to-Work": ["counts_as", "counts_on", "hours_verified"],
    }  # fmt: skip
    others: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Who takes part besides", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    steps = LinesField(
        label="Small steps", most=STEPS, longest=120, help_text="One a line. They can be checked off one by one."
    )
    weekdays = forms.MultipleChoiceField(
        label="On which days", choices=Weekday.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    except_on = DaysField(
        label="Not on these days",
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Holidays, say. One a line: Dec 24, 2026.",
    )

    class Meta:
        model = Activity
        fields = [
            "text", "responsible", "person", "owner", "service", "due_on", "source", "mandatory", "measure", "why",
            "steps", "others", "provider", "chosen_by_family", "starts_on", "frequency", "weekdays", "from_time",
            "to_time", "hours_a_week", "place", "except_on", "sources", "provided_by", "paid_by", "cost",
            "budget_line", "child_care", "transport", "ancillary", "counts_as", "counts_on", "hours_verified",
            "category", "about", "confidential",
        ]  # fmt: skip
        labels = {
            "text": "What will be done",
            "responsible": "Who does it",
            "person": "Which person of the family",
            "owner": "Which worker",
            "measure": "How we will know it is done",
            "provider": "Where or with whom",
            "chosen_by_family": "The family chose this provider",
            "source": "Where this comes from",
            "sources": "Requirements of the programs' plans",
            "mandatory": "Required",
            "starts_on": "Starts on",
            "from_time": "From",
            "to_time": "Until",
            "hours_a_week": "Hours a week",
            "cost": "Cost, in dollars",
            "child_care": "Child care",
            "ancillary": "Books, tools, clothes and the like",
            "hours_verified": "The hours are verified",
        }
        help_texts = {
            "text": "One sentence in plain words: it is printed on the Family Plan Summary.",
            "person": "Only where the family does it. A parent named here signs the plan.",
            "owner": "Only where a program does it. Left empty, it is that program's worker.",
            "measure": "For example: a certificate, or four visits made.",
            "source": "CFS requirements come first.",
            "provider": "Type a name of the resource directory, or any other.",
            "frequency": "Once: it happens on the day it starts.",
            "counts_as": "What the service usually counts as stands in the catalogue.",
        }
        widgets: ClassVar = dict.fromkeys(RADIOS, forms.RadioSelect) | {
            "provider": forms.TextInput({"list": "providers"}),
            "sources": forms.CheckboxSelectMultiple,
            "from_time": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "to_time": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }

    def __init__(
        self,
        *args: Any,
        family: Family,
        user: User,
        requirements: QuerySet[SourceRequirement] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, family=family, user=user, **kwargs)
        fields: dict[str, Any] = self.fields
        people = family.people.all()
        fields["person"].queryset = fields["others"].queryset = people
        fields["person"].empty_label, fields["owner"].empty_label = "Nobody of the family", "The program's worker"
        fields["owner"].queryset = knows_lastingly(family).exclude(bureau="").order_by("last_name", "first_name")
        fields["service"].queryset = fields["service"].queryset.offered(self.instance.service_id or "")
        fields["service"].empty_label = "Choose one"
        fields["source"].choices = [("", "Choose one"), *Source.choices]
        fields["sources"].queryset = requirements if requirements is not None else fields["sources"].queryset.none()
        fields["sources"].label_from_instance = lambda one: f"{one} ({one.get_source_display()})"
        for name, choices in RADIOS.items():
            fields[name].choices = choices
        for name in ("child_care", "transport", "ancillary"):
            fields[name].choices = [("", "Not needed"), *Payer.choices]
        if not fields["sources"].queryset.exists():
            del fields["sources"]
        if self.instance.pk:
            self.initial["others"] = [one.person_id for one in self.instance.taking_part.all()]
            if "sources" in fields:
                self.initial["sources"] = self._satisfied(self.instance)
        elif user.bureau:
            own = {"provided_by": user.bureau, "paid_by": user.bureau, "source": USUAL_SOURCE[Bureau(user.bureau)]}
            self.initial = {**own, **self.initial}

    offers_providers = True

    def _satisfied(self, activity: Activity) -> list[int]:
        """Which of the requirements offered it satisfies."""
        offered: Any = self.fields["sources"]
        return list(offered.queryset.filter(activities=activity).values_list("pk", flat=True))

    @property
    def providers(self) -> list[Provider]:
        """The names that the directory offers while a provider is typed."""
        return list(rows_of("Provider").listed())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        who = [cleaned.get(name) for name in ("responsible", "person", "owner")]
        if who[0]:
            beside = "person" if (who[0] == Responsible.FAMILY) == (who[1] is None) else "owner"
            self.refuse(beside, check_one_owner, self.family, *who)
        self.refuse("others", check_others, self.family, cleaned.get("person"), cleaned.get("others") or [])
        late = cleaned.get("starts_on") and cleaned.get("due_on") and cleaned["starts_on"] > cleaned["due_on"]
        self.refuse("starts_on" if late else "to_time", check_times, cleaned)
        if cleaned.get("service") and cleaned.get("category"):
            self.refuse("category", check_category_of_service, cleaned["service"], cleaned["category"])
        if cleaned.get("category"):
            self.refuse("category", check_category_of_counting, cleaned.get("counts_as", ""), cleaned["category"])
        return cleaned

    def clean_due_on(self) -> date | None:
        return ahead(self.cleaned_data["due_on"], self.instance.due_on)

    def _post_clean(self) -> None:
        """The rows' own rules are said above in words; what the database holds besides is the verb's to keep."""

    def take_version(self, current: Any) -> list[tuple[str, str, str]]:
        now = forms.model_to_dict(current, fields=list(self.fields))
        now["others"] = [one.person_id for one in current.taking_part.all()]
        if "sources" in self.fields:
            now["sources"] = self._satisfied(current)
        return take_version(self, current, now)


class ProgressForm(VersionedForm):
    """How an activity goes: its small steps checked off, its status, what shows it."""

    steps_done = forms.MultipleChoiceField(label="Steps done", required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Activity
        fields = ["steps_done", "status", "done_on", "evidence"]
        labels = {"status": "How it stands", "done_on": "Date done", "evidence": "What shows it"}
        help_texts = {
            "evidence": "For example: certificate seen.",
            "done_on": "Only where it is done.",
        }
        widgets: ClassVar = {"status": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps: Any = self.fields["steps_done"]
        steps.choices = [(step, step) for step in self.instance.steps]
        status: Any = self.fields["status"]
        status.choices = ActivityStatus.choices
        if not self.instance.steps:
            del self.fields["steps_done"]

    def _post_clean(self) -> None:
        """What must hold is the verb's to say."""
