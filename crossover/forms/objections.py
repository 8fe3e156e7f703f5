"""What stands against sharing, on screen: a guardian's objection, and the flag that keeps two adults apart."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.access import reason_against
from accounts.models import User
from crossover.rules.consents import CONSENTABLE
from crossover.rules.objections import check_can_flag_abuse, check_can_object
from families.enums import PARENTS, Category
from families.forms.logistics import LogisticsOnly
from families.models import Person

NOBODY = Person._default_manager.none()


class ObjectionForm(LogisticsOnly, forms.Form):
    """Who objects, to what."""

    free_words = ("note",)
    objector = forms.ModelChoiceField(NOBODY, label="Who objects", widget=forms.RadioSelect, empty_label=None)
    category = forms.ChoiceField(label="To sharing what", required=False, widget=forms.RadioSelect)
    note = forms.CharField(label="How they told you", help_text="For example: by letter.", max_length=200)

    def __init__(self, *args: Any, child: Person, user: User, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.child, self.user = child, user
        objector, category = self._field("objector"), self._field("category")
        objector.queryset = people.filter(relationship__in=PARENTS)
        category.choices = [("", "Everything"), *((each.value, Category(each).label) for each in CONSENTABLE)]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if objector := cleaned.get("objector"):
            refusal = reason_against(check_can_object, self.user, self.child, objector, cleaned.get("category", ""))
            if refusal:
                self.add_error("objector", refusal)
        return cleaned


class WithdrawForm(LogisticsOnly, forms.Form):
    """How who objected let it be known."""

    free_words = ("note",)
    note = forms.CharField(label="How they told you", help_text="For example: by letter.", max_length=200)


class AbuseFlagForm(forms.Form):
    """From whom this adult is kept apart."""

    against = forms.ModelChoiceField(NOBODY, label="Kept apart from", widget=forms.RadioSelect, empty_label=None)

    def __init__(self, *args: Any, protected: Person, user: User, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.protected, self.user = protected, user
        field: Any = self.fields["against"]
        field.queryset = people.exclude(pk=protected.pk)

    def clean_against(self) -> Person:
        against: Person = self.cleaned_data["against"]
        if refusal := reason_against(check_can_flag_abuse, self.user, self.protected, against):
            raise forms.ValidationError(refusal)
        return against
