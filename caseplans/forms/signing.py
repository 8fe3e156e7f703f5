"""Signatures, copies handed over, and what a contact was about."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.access import NotAllowed, reason_against
from caseplans.enums import DeliveryMethod, SignatureMethod
from caseplans.models import Activity, RequiredSigner
from caseplans.rules import check_shown_in_their_language, check_typed_name
from caseplans.statements import LANGUAGES, WORDS
from documents.forms import clean_drawing, clean_upload


class SignForm(forms.Form):
    """One signature: drawn, typed with attestation, or a scan of the signed paper."""

    shown_sha256 = forms.CharField(widget=forms.HiddenInput)
    language = forms.ChoiceField(choices=LANGUAGES, widget=forms.HiddenInput)
    drawn = forms.CharField(widget=forms.HiddenInput, required=False)
    typed_name = forms.CharField(label="Full name", max_length=120, required=False)
    attest = forms.BooleanField(label="This is my signature, and I agree to this plan", required=False)
    scan = forms.FileField(
        label="Or attach the scan of the signed paper",
        help_text="PDF, JPEG or PNG, up to 10 MB.",
        required=False,
        widget=forms.FileInput,
    )
    interpreter = forms.CharField(
        label="Interpreter", max_length=120, required=False, help_text="Who interpreted, if anybody did."
    )

    def __init__(self, *args: Any, signer: RequiredSigner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signer = signer
        words = WORDS.get(str(self["language"].value()), WORDS["en"])
        self.fields["typed_name"].label, self.fields["attest"].label = words["full_name"], words["attest"]
        if signer.person is None:
            del self.fields["interpreter"]

    def clean_drawn(self) -> bytes:
        return clean_drawing(self.cleaned_data["drawn"])

    def clean_scan(self) -> bytes:
        return clean_upload(self.cleaned_data["scan"])

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "scan" in self.errors or "drawn" in self.errors:
            return cleaned
        if not (cleaned.get("drawn") or cleaned.get("scan") or cleaned.get("typed_name")):
            self.add_error("typed_name", "Draw the signature, type the name, or attach the signed paper.")
        elif self.method() == SignatureMethod.TYPED:
            self._check_typed(cleaned)
        try:
            check_shown_in_their_language(self.signer, cleaned.get("language", ""), cleaned.get("interpreter", ""))
        except NotAllowed as refusal:
            self.add_error("interpreter", refusal.reason)
        return cleaned

    def _check_typed(self, cleaned: dict[str, Any]) -> None:
        refusal = reason_against(check_typed_name, self.signer, cleaned["typed_name"])
        if refusal:
            self.add_error("typed_name", refusal)
        if not cleaned.get("attest"):
            self.add_error("attest", "Tick that this is the signature.")

    def method(self) -> SignatureMethod:
        """Paper before drawing before typing: the strongest evidence given."""
        if self.cleaned_data.get("scan"):
            return SignatureMethod.PAPER
        return SignatureMethod.DRAWN if self.cleaned_data.get("drawn") else SignatureMethod.TYPED

    def facts(self) -> dict[str, Any]:
        """How they signed, as `sign_plan` takes it."""
        given = {"drawn": "drawing", "typed_name": "typed_name", "scan": "scan", "interpreter": "interpreter"}
        kept = {name: self.cleaned_data[field] for field, name in given.items() if self.cleaned_data.get(field)}
        return kept | {
            "method": self.method(),
            "shown_sha256": self.cleaned_data["shown_sha256"],
            "language": self.cleaned_data["language"],
        }


class GiveCopyForm(forms.Form):
    method = forms.ChoiceField(label="How", choices=DeliveryMethod, widget=forms.RadioSelect)


class LinkForm(forms.Form):
    """Which activities of the plan a contact was about."""

    activities: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Activities of the plan", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: QuerySet[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activities: Any = self.fields["activities"]
        activities.queryset = offered
