"""What a form has in common with every other whose writer chooses the category, and so who may read it."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from families.enums import CONSENT_FREE, WRITTEN_TOGETHER, Category
from families.models import Family, Person

CATEGORIES = [(category.value, category.label) for category in WRITTEN_TOGETHER]


class AsksWhoReads:
    """A form with `category` and `about`, and perhaps `confidential`: what the sharing panel is asked about."""

    fields: dict[str, Any]
    cleaned_data: dict[str, Any]
    errors: ErrorDict

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
        people = self.fields["about"].queryset if "about" in self.fields else []
        person = next((one for one in people if str(one.pk) == str(self._chosen("about"))), None)
        return (Category(chosen) if chosen in dict(CATEGORIES) else None), person

    def keeps_in(self) -> bool:
        """Whether it is kept within the writer's own bureau."""
        return "confidential" in self.fields and bool(self._chosen("confidential"))

    def _chosen(self, name: str) -> Any:
        field: forms.BoundField = self[name]  # type: ignore[index]
        return field.value()

    def say_nothing_yet(self) -> None:
        """Show what was typed without judging it: the person only asked who will be able to read it."""
        self._errors = ErrorDict()
