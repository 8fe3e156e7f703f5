"""What a form has in common with every other whose writer chooses the category, and so who may read it."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from families.enums import CONSENT_FREE, WRITTEN_TOGETHER, Category
from families.models import Family, Person

CATEGORIES = [(category.value, category.label) for category in WRITTEN_TOGETHER]


class Unjudged:
    """A form that can be shown again without a word about what was typed."""

    errors: ErrorDict

    def say_nothing_yet(self) -> None:
        """Show what was typed without judging it: the person only asked who will be able to read it."""
        self._errors = ErrorDict()


class TellsWhoReads(Unjudged):
    """A form of a row with a category: what the sharing panel is asked about before it is saved."""

    fields: dict[str, Any]

    def about_whom(self) -> Person | None:
        """The person chosen so far; where none can be chosen, whom the row is about already."""
        if "about" not in self.fields:
            return getattr(getattr(self, "instance", None), "about", None)
        people = self.fields["about"].queryset
        return next((one for one in people if str(one.pk) == str(self._chosen("about"))), None)

    def keeps_in(self) -> bool:
        """Whether it is kept within the writer's own bureau."""
        if "confidential" in self.fields:
            return bool(self._chosen("confidential"))
        return bool(getattr(getattr(self, "instance", None), "confidential", False))

    def _chosen(self, name: str) -> Any:
        field: forms.BoundField = self[name]  # type: ignore[index]
        return field.value()


class AsksWhoReads(TellsWhoReads):
    """A form whose writer chooses `category` and `about`, and perhaps `confidential`."""

    cleaned_data: dict[str, Any]

    def offer_categories(self, family: Family) -> None:
        """Every category that is written together, and the people of this family."""
        category, about = self.fields["category"], self.fields["about"]
        category.label, category.help_text = "What kind of information this is", "It decides who may read it."
        category.choices = [("", "Choose one"), *CATEGORIES]
        about.label, about.help_text = "About whom", "Needed for everything but meeting logistics."
        about.queryset, about.empty_label = family.people.all(), "The family as a whole"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        needs_person = cleaned.get("category") and cleaned["category"] not in CONSENT_FREE
        if needs_person and not cleaned.get("about") and "about" not in self.errors:
            self.add_error("about", "Say whom it is about: consent is given person by person.")  # type: ignore[attr-defined]
        return cleaned

    def sharing(self) -> tuple[Category | None, Person | None]:
        """The category and person chosen so far."""
        chosen = self._chosen("category")
        offered = {value for value, _ in self.fields["category"].choices if value}
        return (Category(chosen) if chosen in offered else None), self.about_whom()
