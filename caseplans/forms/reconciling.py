"""What is decided about a finding of the reconciliation."""

from django import forms

from caseplans.models import ReconciliationEntry

MARK = 64


class TakeForm(forms.Form):
    """One click: the finding, the proposal as it was shown, and whether the family agreed."""

    finding = forms.CharField(max_length=MARK)
    proposal = forms.CharField(max_length=MARK)
    family_agreed = forms.BooleanField(required=False)


class OverrideForm(forms.Form):
    reason = forms.CharField(
        label="Why it stays as it is",
        max_length=ReconciliationEntry._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    family_agreed = forms.BooleanField(label="The family agreed", required=False)
