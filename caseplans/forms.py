"""What is typed into the plan: goals, activities, signatures, copies handed over."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.access import NotAllowed, reason_against
from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import DeliveryMethod, Responsible, SignatureMethod
from caseplans.models import Activity, Goal, RequiredSigner
from caseplans.rules import check_category_of_service, check_shown_in_their_language, check_typed_name
from caseplans.statements import LANGUAGES, WORDS
from crossover.forms.records import KEEP_IN
from crossover.forms.sharing import AsksWhoReads
from documents.forms import clean_drawing, clean_upload
from families.forms import VersionedForm
from families.models import Family

RADIOS = {"responsible": Responsible.choices, "provided_by": Bureau.choices, "paid_by": Bureau.choices}


def ahead(day: date | None, saved: date | None) -> date | None:
    """A plan looks ahead; a day already saved may have passed since."""
    if day and day < timezone.localdate() and day != saved:
        raise forms.ValidationError("This day has passed. Say by when it will be done.")
    return day


class RowForm(AsksWhoReads, VersionedForm):
    """A goal or an activity, over the version of the row its editor saw; a new row has none."""

    def __init__(self, *args: Any, family: Family, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        self.bureau = row.bureau or user.bureau
        self.offer_categories(family)
        self.fields["confidential"].label, self.fields["confidential"].help_text = KEEP_IN, ""
        if not row.pk:
            del self.fields["version"]
        elif row.bureau != user.bureau:
            self.fields["category"].disabled = self.fields["about"].disabled = True
            del self.fields["confidential"]


class GoalForm(RowForm):
    class Meta:
        model = Goal
        fields = ["text", "kind", "by_when", "category", "about", "confidential"]
        labels = {"text": "What we hope to accomplish", "kind": "Whose goal", "by_when": "By when"}
        help_texts = {"text": "In plain words, as the family would say it."}
        widgets = {"kind": forms.RadioSelect}

    def clean_by_when(self) -> date | None:
        return ahead(self.cleaned_data["by_when"], self.instance.by_when)


class ActivityForm(RowForm):
    class Meta:
        model = Activity
        fields = [
            "text", "responsible", "person", "service", "provider", "provided_by", "paid_by", "due_on", "source",
            "mandatory", "category", "about", "confidential",
        ]  # fmt: skip
        labels = {
            "text": "What will be done",
            "responsible": "Who does it",
            "person": "Which person of the family",
            "provider": "Where or with whom",
            "source": "Where this comes from",
            "mandatory": "Required",
        }
        help_texts = {
            "text": "One sentence in plain words: it is printed on the Family Plan Summary.",
            "person": "Only where the family does it. A parent named here signs the plan.",
            "source": "CFS requirements come first.",
        }
        widgets = dict.fromkeys(RADIOS, forms.RadioSelect)

    def __init__(self, *args: Any, family: Family, user: User, **kwargs: Any) -> None:
        super().__init__(*args, family=family, user=user, **kwargs)
        person: Any = self.fields["person"]
        person.queryset = family.people.all()
        person.empty_label = "Nobody of the family"
        for name, choices in RADIOS.items():
            radios: Any = self.fields[name]
            radios.choices = choices
        for name in ("service", "source"):
            listed: Any = self.fields[name]
            listed.choices = [("", "Choose one"), *listed.choices[1:]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("responsible") == Responsible.FAMILY and not cleaned.get("person"):
            self.add_error("person", "Say which person of the family does it.")
        if cleaned.get("responsible") in {Responsible.CFS, Responsible.CALWORKS} and cleaned.get("person"):
            self.add_error("person", "A program does this. Leave the person empty, or say that the family does it.")
        if cleaned.get("service") and cleaned.get("category"):
            refusal = reason_against(check_category_of_service, cleaned["service"], cleaned["category"])
            if refusal:
                self.add_error("category", refusal)
        return cleaned

    def clean_due_on(self) -> date | None:
        return ahead(self.cleaned_data["due_on"], self.instance.due_on)


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
