"""Assessments and strengths as they are typed."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from accounts.enums import Bureau
from accounts.models import User
from caseplans.assessment_enums import AssessmentTopic, StrengthFor, Tool
from caseplans.forms.rows import RowForm
from caseplans.models import Assessment, Strength
from caseplans.rules.assessments import check_day_of_assessment, check_kept_as, check_reuses
from families.enums import Category
from families.forms import not_before_year, not_in_the_future
from families.models import Family

SAFETY = (Category.INVESTIGATION.value, Category.INVESTIGATION.label)


class AssessmentForm(RowForm):
    folded: ClassVar = {"Use answers again, and the goals it feeds": ["reuses", "goals"]}
    topics = forms.MultipleChoiceField(
        label="What it asks about", choices=AssessmentTopic, widget=forms.CheckboxSelectMultiple,
        help_text="Where both programs ask the same, the plan proposes to use the answers again.",
    )  # fmt: skip

    class Meta:
        model = Assessment
        fields = [
            "tool", "on", "is_done", "topics", "barriers", "strengths", "reuses", "goals", "category", "about",
            "confidential",
        ]  # fmt: skip
        labels = {
            "tool": "Which tool",
            "on": "On which day",
            "is_done": "It was done on this day",
            "barriers": "Barriers",
            "strengths": "Strengths",
            "reuses": "Takes the answers of",
            "goals": "Goals it feeds",
        }
        help_texts = {
            "is_done": "Untick it where it is only planned.",
            "barriers": "What stands in the way, in plain words. No scores.",
            "reuses": "Of a planned assessment: what the other program has done already and you may read.",
            "goals": "The need behind these goals was found here.",
        }
        widgets: ClassVar = {
            "tool": forms.RadioSelect,
            "barriers": forms.Textarea({"rows": 4}),
            "strengths": forms.Textarea({"rows": 4}),
            "goals": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, family: Family, user: User, reusable: Any, goals: Any, **kwargs: Any) -> None:
        super().__init__(*args, family=family, user=user, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["tool"].choices = Tool.choices
        fields["reuses"].queryset, fields["reuses"].empty_label = reusable, "None"
        fields["goals"].queryset = goals
        if not goals:
            del self.fields["goals"]
        if user.bureau == Bureau.CFS:
            fields["category"].choices = [*fields["category"].choices, SAFETY]

    def clean_on(self) -> date | None:
        return not_before_year(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("tool") and cleaned.get("category"):
            self.refuse("category", check_kept_as, cleaned["tool"], cleaned["category"])
        if cleaned.get("on"):
            self.refuse("on", check_day_of_assessment, cleaned["on"], cleaned["is_done"])
        if "about" in cleaned:
            reused = [cleaned["about"], self.bureau, cleaned["is_done"], cleaned.get("reuses")]
            self.refuse("reuses", check_reuses, *reused)
        return cleaned


class StrengthForm(RowForm):
    helps_with = forms.MultipleChoiceField(
        label="It helps with", choices=StrengthFor, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Strength
        fields = ["text", "on", "helps_with", "category", "about", "whole_family", "confidential"]
        labels = {"text": "Strength", "on": "Noted on", "whole_family": "It is a strength of the whole family"}
        help_texts = {
            "text": "What they do well, in plain words: it stands on the paper they take home.",
            "whole_family": "Whoever you chose above decides by their consent who reads it.",
        }

    def clean_on(self) -> date | None:
        return not_in_the_future(not_before_year(self.cleaned_data["on"]))
