"""What is typed where a plan is shown, signed, refused, handed over, checked."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.access import NotAllowed, reason_against
from caseplans.enums import (
    ON_PAPER,
    PARENT_CAPACITIES,
    STAFF_SIGNERS,
    DeliveryMethod,
    RefusalReason,
    SignatureMethod,
    SignerRole,
)
from caseplans.models import Activity, FinalCopy, RequiredSigner
from caseplans.rules import (
    check_delivery,
    check_method,
    check_shown_in_their_language,
    check_typed_name,
    check_witnesses,
)
from caseplans.statements import LANGUAGES, WORDS
from documents.forms import clean_drawing, clean_upload
from documents.scans import SCAN_LIMIT
from families.enums import Language
from families.models import Person

INTERPRETER = "Who interpreted, or which bilingual worker read it with them."


class SignForm(forms.Form):
    """One signature: drawn, typed with attestation, a mark with two witnesses, or a scan of the signed paper."""

    shown_sha256 = forms.CharField(widget=forms.HiddenInput)
    language = forms.ChoiceField(choices=LANGUAGES, widget=forms.HiddenInput)
    capacity = forms.ChoiceField(label="Signs", choices=[(one.value, one.label) for one in PARENT_CAPACITIES])
    drawn = forms.CharField(widget=forms.HiddenInput, required=False)
    typed_name = forms.CharField(label="Full name", max_length=120, required=False)
    attest = forms.BooleanField(label="This is my signature, and I agree to this plan", required=False)
    witness_1 = forms.CharField(label="First witness of a mark", max_length=120, required=False)
    witness_2 = forms.CharField(label="Second witness of a mark", max_length=120, required=False)
    scan = forms.FileField(
        label="Or attach the scan of the signed paper",
        help_text="PDF, JPEG or PNG, up to 10 MB.",
        required=False,
        widget=forms.FileInput,
    )
    signed_on = forms.DateField(
        label="Day written on the paper",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    by_post = forms.BooleanField(label="The paper came back by post", required=False)
    told = forms.BooleanField(label="Told of the change and acknowledged it, without a signature", required=False)
    interpreter = forms.CharField(label="Interpreter", max_length=120, required=False, help_text=INTERPRETER)

    def __init__(self, *args: Any, signer: RequiredSigner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signer = signer
        words = WORDS.get(str(self["language"].value()), WORDS["en"])
        self.fields["typed_name"].label, self.fields["attest"].label = words["full_name"], words["attest"]
        for name in self._not_asked():
            del self.fields[name]

    def _not_asked(self) -> list[str]:
        """Fields that this signer has no use for."""
        staff = self.signer.role in STAFF_SIGNERS
        return [
            *(["witness_1", "witness_2", "by_post"] if staff else []),
            *([] if self.signer.role == SignerRole.PARENT else ["capacity"]),
            *([] if self.signer.may_acknowledge else ["told"]),
            *([] if self.signer.person else ["interpreter"]),
        ]

    def clean_drawn(self) -> bytes:
        return clean_drawing(self.cleaned_data["drawn"])

    def clean_scan(self) -> bytes:
        return clean_upload(self.cleaned_data["scan"])

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "scan" in self.errors or "drawn" in self.errors:
            return cleaned
        if cleaned.get("by_post") and not cleaned.get("scan"):
            self.add_error("scan", "Attach the scan of the paper that came back by post.")
        elif not any(cleaned.get(name) for name in ("drawn", "scan", "typed_name", "told")):
            self.add_error("typed_name", "Draw the signature, type the name, or attach the signed paper.")
        else:
            self._check_hand(self.method())
        told = (self.signer.person, cleaned.get("language", ""), cleaned.get("interpreter", ""))
        self._refuse("interpreter", check_shown_in_their_language, *told)
        return cleaned

    def _check_hand(self, method: SignatureMethod) -> None:
        cleaned = self.cleaned_data
        if method == SignatureMethod.TYPED:
            self._refuse("typed_name", check_typed_name, self.signer, cleaned["typed_name"])
            if not cleaned.get("attest"):
                self.add_error("attest", "Tick that this is the signature.")
        if method == SignatureMethod.MARK:
            self._refuse("witness_1", check_witnesses, self.signer, self._witnesses())
        if "signed_on" not in self.errors:
            self._refuse("signed_on", check_method, self.signer, method, cleaned.get("signed_on"))

    def _refuse(self, field: str, check: Any, *facts: Any) -> None:
        refusal = reason_against(check, *facts)
        if refusal:
            self.add_error(field if field in self.fields else None, refusal)

    def _witnesses(self) -> list[str]:
        names = (self.cleaned_data.get(name, "").strip() for name in ("witness_1", "witness_2"))
        return [name for name in names if name]

    def method(self) -> SignatureMethod:
        """Paper before drawing before typing: the strongest evidence given. A witnessed drawing is a mark."""
        given = self.cleaned_data
        if given.get("scan"):
            return SignatureMethod.POST if given.get("by_post") else SignatureMethod.PAPER
        if given.get("drawn"):
            return SignatureMethod.MARK if self._witnesses() else SignatureMethod.DRAWN
        return SignatureMethod.TYPED if given.get("typed_name") else SignatureMethod.TOLD

    def facts(self) -> dict[str, Any]:
        """How they signed, as `sign_plan` takes it."""
        given = {"drawn": "drawing", "typed_name": "typed_name", "scan": "scan", "interpreter": "interpreter"}
        kept = {name: self.cleaned_data[field] for field, name in given.items() if self.cleaned_data.get(field)}
        method = self.method()
        return kept | {
            "method": method,
            "capacity": self.cleaned_data.get("capacity"),
            "witnesses": self._witnesses(),
            "signed_on": self.cleaned_data.get("signed_on") if method in ON_PAPER else None,
            "shown_sha256": self.cleaned_data["shown_sha256"],
            "language": self.cleaned_data["language"],
        }


class InTheirLanguageForm(forms.Form):
    """In which language something was shown or said to someone of the family."""

    language = forms.ChoiceField(label="Shown in", choices=Language)
    interpreter = forms.CharField(label="Interpreter", max_length=120, required=False, help_text=INTERPRETER)

    def check_language(self, person: Person | None) -> None:
        given = self.cleaned_data
        try:
            check_shown_in_their_language(person, given.get("language", ""), given.get("interpreter", ""))
        except NotAllowed as refusal:
            self.add_error("interpreter", refusal.reason)


class ShowForm(InTheirLanguageForm):
    """Who of the family was shown the draft."""

    person: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None, label="Who was shown the plan")
    field_order = ["person", "language", "interpreter"]

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["person"]
        asked.queryset = people

    def clean(self) -> dict[str, Any]:
        self.check_language(self.cleaned_data.get("person"))
        return self.cleaned_data


class RefuseForm(InTheirLanguageForm):
    """Why a parent does not sign."""

    reason = forms.ChoiceField(label="Why", choices=RefusalReason, widget=forms.RadioSelect)
    words = forms.CharField(
        label="In their words",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Stays off the copies. The other program reads it where a WTWCC 10B opens case-plan services.",
    )
    field_order = ["reason", "words", "language", "interpreter"]

    def __init__(self, *args: Any, signer: RequiredSigner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signer = signer

    def clean(self) -> dict[str, Any]:
        self.check_language(self.signer.person)
        return self.cleaned_data


class GiveCopyForm(forms.Form):
    """How a party received their copy: only staff download theirs."""

    method = forms.ChoiceField(label="How", choices=DeliveryMethod, widget=forms.RadioSelect)

    def __init__(self, *args: Any, copy: FinalCopy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        method: Any = self.fields["method"]
        method.choices = [one for one in DeliveryMethod.choices if not reason_against(check_delivery, copy, one[0])]


class VerifyForm(forms.Form):
    """The file to be checked; it is not kept."""

    file = forms.FileField(
        label="PDF to check", help_text="It is read and not kept. Up to 10 MB.", widget=forms.FileInput
    )

    def clean_file(self) -> bytes:
        content: bytes = self.cleaned_data["file"].read(SCAN_LIMIT + 1)
        if len(content) > SCAN_LIMIT:
            raise forms.ValidationError("The file is larger than 10 MB: it is no plan of the county's.")
        return content


class LinkForm(forms.Form):
    """Which activities of the plan a contact was about."""

    activities: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Activities of the plan", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: QuerySet[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activities: Any = self.fields["activities"]
        activities.queryset = offered
