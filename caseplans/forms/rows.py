"""Goals and activities as they are typed: the everyday fields first, the rest folded away."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from accounts.access import reason_against
from accounts.models import User
from caseplans.enums import GoalNeed
from caseplans.models import Goal
from caseplans.rules import check_target_reason
from crossover.forms.records import KEEP_IN
from crossover.forms.sharing import AsksWhoReads
from families.forms import VersionedForm, drop_blank
from families.forms.once import ask_once
from families.models import Family

ALWAYS_SAID = {"provided_by", "paid_by"}


def ahead(day: date | None, saved: date | None) -> date | None:
    """A plan looks ahead; a day already saved may have passed since."""
    if day and day < timezone.localdate() and day != saved:
        raise forms.ValidationError("This day has passed. Say by when it will be done.")
    return day


class Folded:
    """A form whose rarer fields are folded away, by heading; what is wrong or filled in there is unfolded."""

    folded: ClassVar[dict[str, list[str]]] = {}
    offers_providers = False

    def shown_first(self) -> list[forms.BoundField]:
        away = {name for names in self.folded.values() for name in names}
        return [field for field in self.visible_fields() if field.name not in away]  # type: ignore[attr-defined]

    def shown_folded(self) -> Iterator[tuple[str, list[forms.BoundField], bool]]:
        """Each heading with its fields, and whether it stands open."""
        fields: Any = self.fields  # type: ignore[attr-defined]
        for heading, names in self.folded.items():
            group = [self[name] for name in names if name in fields]  # type: ignore[index]
            if group:
                yield heading, group, any(field.errors or self._is_filled(field) for field in group)

    def _is_filled(self, field: forms.BoundField) -> bool:
        row: Any = getattr(self, "instance", None)
        return bool(row and row.pk and field.initial) and field.name not in ALWAYS_SAID


class RowForm(Folded, AsksWhoReads, VersionedForm):
    """A goal or an activity, over the version of the row its editor saw; a new row has none."""

    def __init__(self, *args: Any, family: Family, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.family = family
        row = self.instance
        self.bureau = row.bureau or user.bureau
        self.offer_categories(family)
        self.fields["confidential"].label, self.fields["confidential"].help_text = KEEP_IN, ""
        if not row.pk:
            del self.fields["version"]
            ask_once(self)
        elif row.bureau != user.bureau:
            self.fields["category"].disabled = self.fields["about"].disabled = True
            del self.fields["confidential"]

    def refuse(self, name: str, *asked: Any) -> None:
        """Say beside the field what a rule says against it."""
        refusal = reason_against(*asked)
        if refusal:
            self.add_error(name, refusal)


class GoalForm(RowForm):
    folded: ClassVar = {"How we will know, and protective factor": ["measure", "protective_factor"]}

    class Meta:
        model = Goal
        fields = [
            "text", "own_words", "kind", "need", "by_when", "target_reason", "short_term", "measure",
            "protective_factor", "category", "about", "confidential",
        ]  # fmt: skip
        labels = {
            "text": "What we hope to accomplish",
            "own_words": "As the family said it",
            "kind": "Whose goal",
            "need": "Which need it answers",
            "by_when": "By when",
            "target_reason": "Why the day is changed",
            "measure": "How we will know",
            "short_term": "Short-term goal",
        }
        help_texts = {
            "text": "In plain words.",
            "own_words": "Their own words, where they said it.",
            "need": "Goals for the children's safety stand first, then those for a steady income and home.",
            "target_reason": "The reason stays with the goal.",
            "short_term": "One or two at a time are usual.",
        }
        widgets: ClassVar = {"kind": forms.RadioSelect, "need": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_blank(self, "need")
        self.fields["need"].required = False
        if not self.instance.by_when:
            del self.fields["target_reason"]

    def clean_need(self) -> str:
        return self.cleaned_data["need"] or GoalNeed.OTHER

    def clean_by_when(self) -> date | None:
        return ahead(self.cleaned_data["by_when"], self.instance.by_when)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "target_reason" in self.fields and "by_when" in cleaned:
            kept = Goal(by_when=self.initial.get("by_when"))
            changed = "target_reason" in self.changed_data
            reason = cleaned.get("target_reason", "") if changed else ""
            self.refuse("target_reason", check_target_reason, kept, cleaned["by_when"], reason)
        return cleaned
