"""What is typed about a look into the other program's system."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse

from accounts.access import reason_against
from accounts.models import User
from crossover.enums import SYSTEM_SEARCHED, ClearancePurpose, ClearanceResult, SearchKey, System
from crossover.models import Clearance
from crossover.rules.clearances import check_keys_suffice, check_says_whom_it_looked_for
from crossover.rules.referrals import check_referral_number_is_free
from crossover.rules.xover1 import check_answers_for_assignment
from families.enums import ResponseType
from families.forms import ReferralForm, drop_blank, not_before_year, not_in_the_future
from families.forms.logistics import LOGISTICS, LogisticsOnly
from families.models import CASE_NUMBER, CfsCase


class ClearanceForm(LogisticsOnly, forms.ModelForm):
    free_words = ("searched_for", "evidence")
    keys_used = forms.MultipleChoiceField(
        label="Searched by", choices=SearchKey.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Clearance
        fields = [
            "system",
            "keys_used",
            "result",
            "case_number",
            "worker_name",
            "worker_phone",
            "as_of",
            "discontinued_on",
            "searched_for",
            "evidence",
        ]
        help_texts = {
            "discontinued_on": "Only where the result is Discontinued.",
            "as_of": "The day the answer holds for.",
            "case_number": "As the system shows it.",
            "worker_name": "The worker named there, to be called later.",
            "evidence": "A few words. " + LOGISTICS,
            "searched_for": "For “Not found”: whom you looked for, by which names and birth dates.",
        }
        widgets = {"system": forms.RadioSelect, "result": forms.RadioSelect}

    def __init__(self, *args: Any, purpose: ClearancePurpose, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_blank(self, "result")
        system = System(SYSTEM_SEARCHED[purpose])
        self.fields["system"].choices = [(system.value, system.label)]  # type: ignore[attr-defined]
        self.initial["system"] = system.value
        self.fields["as_of"].show_hidden_initial = False

    def clean_as_of(self) -> datetime.date | None:
        return not_in_the_future(not_before_year(self.cleaned_data["as_of"]))

    def clean_discontinued_on(self) -> datetime.date | None:
        return not_in_the_future(not_before_year(self.cleaned_data["discontinued_on"]))

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        discontinued = facts.get("result") == ClearanceResult.DISCONTINUED
        if discontinued and "discontinued_on" in facts and not facts["discontinued_on"]:
            self.add_error("discontinued_on", "Enter the day it was discontinued.")
        if facts.get("discontinued_on") and not discontinued:
            self.add_error("discontinued_on", "Only a discontinued case has this day.")
        if facts.get("discontinued_on") and facts.get("as_of") and facts["discontinued_on"] > facts["as_of"]:
            self.add_error("discontinued_on", "This is after the day the answer holds for.")
        active = facts.get("result") == ClearanceResult.ACTIVE
        if active and "case_number" in self.fields and not facts.get("case_number"):
            self.add_error("case_number", "An active case has a number: write it here.")
        for name, check in (("keys_used", check_keys_suffice), ("searched_for", check_says_whom_it_looked_for)):
            if name in facts and (reason := reason_against(check, facts.get("result"), facts[name])):
                self.add_error(name, reason)
        return facts


class RepeatedClearanceForm(ClearanceForm):
    """The look into CalSAWS for the present assignment of a CFS case."""

    def __init__(self, *args: Any, case: CfsCase | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    def clean_as_of(self) -> datetime.date | None:
        as_of = super().clean_as_of()
        if as_of and (reason := reason_against(check_answers_for_assignment, self.case, as_of)):
            raise forms.ValidationError(reason)
        return as_of


class QuickClearanceForm(ClearanceForm):
    """A referral and its clearance on one screen, for the keyboard alone."""

    number = forms.CharField(
        label="Referral number", max_length=30, validators=[CASE_NUMBER], help_text="As CWS/CMS gave it."
    )
    family_name = forms.CharField(max_length=120)
    response_type = forms.ChoiceField(
        label="Response", choices=ResponseType.choices, widget=forms.RadioSelect, initial=ResponseType.TEN_DAY
    )
    er_unit: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label="ER unit", empty_label="Choose the unit"
    )

    field_order = ["number", "family_name", "response_type", "er_unit"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, purpose=ClearancePurpose.EMERGENCY_RESPONSE, **kwargs)
        self.user = user
        self.fields["er_unit"].queryset = ReferralForm().fields["er_unit"].queryset  # type: ignore[attr-defined]
        self.initial["er_unit"] = user.unit if user.unit and user.unit.takes_referrals else None
        self.fields["number"].widget.attrs |= {
            "autofocus": True,
            "autocomplete": "off",
            "data-hx-post": reverse("crossover:clearance-number"),
            "data-hx-trigger": "change",
            "data-hx-params": "number",
            "data-hx-target": "#_number_on_file",
            "data-hx-swap": "outerHTML",
        }

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if reason := reason_against(check_referral_number_is_free, self.user, number):
            raise forms.ValidationError(reason)
        return number


class LookIntoCfsForm(ClearanceForm):
    """What a CalWORKs worker may learn of CFS: status and worker, as of a day."""

    purpose = forms.ChoiceField(label="Made for", widget=forms.RadioSelect)

    class Meta(ClearanceForm.Meta):
        fields = [name for name in ClearanceForm.Meta.fields if name != "case_number"]

    field_order = ["purpose"]

    def __init__(self, *args: Any, purposes: Sequence[ClearancePurpose], **kwargs: Any) -> None:
        super().__init__(*args, purpose=purposes[0], **kwargs)
        self.fields["purpose"].choices = [(purpose.value, purpose.label) for purpose in purposes]  # type: ignore[attr-defined]
        self.initial["purpose"] = purposes[0].value
