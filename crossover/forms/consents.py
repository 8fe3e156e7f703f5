"""The WTWCC 10B on screen: what was typed, ticked, drawn or scanned."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils import timezone

from crossover.enums import Capacity, InterpreterType, SharingMethod, SigningMethod
from crossover.forms.parties import NamesParties
from crossover.models.consents import LONGEST_LIMITS, LONGEST_PURPOSE
from crossover.rules.consents import (
    CONSENTABLE,
    ConsentFacts,
    what_is_missing,
    with_the_chosen_signature,
)
from crossover.rules.minors import years_before
from crossover.rules.statements import Wording, printed_purposes
from crossover.rules.superseding import superseded_by
from crossover.statements import CATEGORY_WORDS, PRINTED
from crossover.statements.sentences import said_in, sentence
from crossover.statements.sign_page import FIELDS_IN_SPANISH, SIGN_PAGE
from documents.forms import clean_drawing, clean_upload
from families.enums import SENSITIVE, Category, Language, Relationship
from families.models import Family, Person

ONE_YEAR = 365
NOBODY = Person._default_manager.none()
DAYS = ("from_date", "until_date", "release_on", "covers_from", "covers_until", "paper_on")
WORDS = (
    "capacity", "purpose", "language", "interpreter", "interpreter_type", "method", "typed_name", "expiry_event",
)  # fmt: skip
FILES = ("drawn", "scan", "authority")
LISTS = ("persons", "disclosers", "categories", "sharing_methods")


def in_language(typed: QueryDict, wording: Wording) -> QueryDict:
    """What was typed, on the form in another language: the printed purpose changes with it, words of one's own stay."""
    typed = typed.copy()
    typed["language"] = wording.language
    if typed.get("purpose") in printed_purposes():
        typed["purpose"] = wording.purpose
    return typed


class ConsentSignForm(NamesParties):
    """Complete, or it says beside each field what is missing. Nothing is ever ticked beforehand but the directions."""

    signer = forms.ModelChoiceField(NOBODY, label="Who signs", widget=forms.RadioSelect, empty_label=None)
    capacity = forms.ChoiceField(
        label="Signs as",
        choices=Capacity,
        widget=forms.RadioSelect,
    )
    authority = forms.FileField(
        label="Document of the legal representative",
        help_text="Needed where a legal representative signs. It stays with the program that asks. "
        "PDF, JPEG or PNG, up to 10 MB.",
        required=False,
    )
    persons = forms.ModelMultipleChoiceField(
        NOBODY,
        label="Whose information is covered",
        help_text="The signer and each child, one by one. Every other adult signs a form of their own, unless they "
        "have a legal representative: that person signs for them.",
        widget=forms.CheckboxSelectMultiple,
    )
    disclosers = forms.MultipleChoiceField(label="Who may share with whom", widget=forms.CheckboxSelectMultiple)
    sharing_methods = forms.MultipleChoiceField(
        label="How it may be shared",
        help_text="At least one way. Where the Linkages system is not ticked nothing opens in it: staff only tell or "
        "write.",
        widget=forms.CheckboxSelectMultiple,
    )
    purpose = forms.CharField(label="What for", max_length=LONGEST_PURPOSE)
    categories = forms.MultipleChoiceField(
        label="What may be shared",
        help_text="The signer chooses each kind of information. Tick only what they say yes to. Beside each sensitive "
        "kind that is ticked go their initials.",
        widget=forms.CheckboxSelectMultiple,
    )
    covers_from = forms.DateField(label="Information from", required=False)
    covers_until = forms.DateField(
        label="Information until",
        help_text="Leave both empty where the signer sets no dates. With dates only what carries its own is shared: "
        "Welfare-to-Work status, hours, earnings, time out of home. Notes and the plan stay in their own program.",
        required=False,
    )
    from_date = forms.DateField(label="From")
    until_date = forms.DateField(label="Last day")
    expiry_event = forms.CharField(
        label="Ends earlier, when this happens",
        help_text="In the signer's words, if they name an event. Otherwise it ends on the last day.",
        max_length=200,
        required=False,
    )
    limits = forms.CharField(
        label="Limits, in the signer's own words",
        help_text="Up to 1,000 characters.",
        validators=[MaxLengthValidator(LONGEST_LIMITS)],  # max_length would let the browser cut what is pasted
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    language = forms.CharField(widget=forms.HiddenInput)
    wording = forms.IntegerField(widget=forms.HiddenInput, required=False)
    interpreter = forms.CharField(
        label="Interpreter",
        help_text="Name and agency, or the bilingual worker. Needed where the signer speaks another language.",
        max_length=120,
        required=False,
    )
    interpreter_type = forms.ChoiceField(
        label="Whose interpreter", choices=InterpreterType, widget=forms.RadioSelect, required=False
    )
    release_on = forms.DateField(
        label="CR 6181 signed on", help_text="Where the signer brings their own interpreter.", required=False
    )
    read_aloud = forms.BooleanField(label="The form was read aloud to the signer", required=False)
    method = forms.ChoiceField(label="How it is signed", choices=SigningMethod, widget=forms.RadioSelect)
    drawn = forms.CharField(label="Signature or mark", required=False, widget=forms.HiddenInput)
    typed_name = forms.CharField(label="Signer's full name", max_length=120, required=False)
    attest = forms.BooleanField(label="I am the signer, and typing my name is my signature", required=False)
    first_witness = forms.CharField(
        label="First witness of a mark",
        help_text="Full name. The witness writes the signer's name beside the mark.",
        max_length=120,
        required=False,
    )
    second_witness = forms.CharField(label="Second witness of a mark", max_length=120, required=False)
    scan = forms.FileField(
        label="Scan of the form signed on paper", help_text="PDF, JPEG or PNG, up to 10 MB.", required=False
    )
    paper_on = forms.DateField(
        label="Signed on paper on",
        help_text="The day written on the paper, not older than a year. Nothing is shared before it is entered here.",
        required=False,
    )
    explained = forms.BooleanField(
        label="The form was explained to the signer, their questions answered, and staff saw them sign",
        help_text="By you; on paper, by whoever is named on it.",
    )

    def __init__(
        self,
        *args: Any,
        family: Family,
        people: QuerySet[Person],
        directions: Sequence[tuple[str, str]],
        wording: Wording,
        longest: int,
        minor_age: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.family, self.longest, self.minor_age, self.today = family, longest, minor_age, timezone.localdate()
        self.county_words, self.spoken = wording, wording.language
        self.initial = {
            "language": wording.language,
            "purpose": wording.purpose,
            "from_date": self.today,
            "until_date": self.today + datetime.timedelta(days=min(ONE_YEAR, longest)),
            "disclosers": [discloser for discloser, _ in directions],
        }
        words, initials = CATEGORY_WORDS[wording.language], PRINTED[wording.language]["initials"]
        self.choose("signer").queryset = people.exclude(
            relationship=Relationship.CHILD,
            born_on__gt=years_before(self.today, minor_age),
            born_on_is_estimated=False,
        )
        self.choose("persons").queryset = people
        self.choose("disclosers").choices = directions
        self.choose("categories").choices = [(category, words[category]) for category in CONSENTABLE]
        self.fields["capacity"].help_text = (
            f"From the age of {minor_age} a minor signs alone for mental health and substance use treatment. "
            "A legal representative signs for one adult, for children, or for both."
        )
        self.fields["until_date"].help_text = f"At most {longest} days after signing; on paper, after the day on it."
        for category in self.sensitive:
            field = forms.CharField(label=f"{initials}: {words[category]}", max_length=6, required=False)
            self.fields[f"initials_{category}"] = field
        self.add_parties(SIGN_PAGE[wording.language])
        self._speak(wording.language)

    def _speak(self, language: Language) -> None:
        """The signer reads along: what they choose from, and in Spanish each label and hint, is in their language."""
        printed, page = PRINTED[language], SIGN_PAGE[language]
        self.required_word, self.again_word = page["required"], page["again"]
        self.choose("sharing_methods").choices = [(each, printed[each]) for each in SharingMethod]
        self.choose("capacity").choices = [(each, printed[each]) for each in Capacity]
        self.choose("method").choices = [(each, printed[each]) for each in SigningMethod]
        whose = {InterpreterType.COUNTY: printed["county"], InterpreterType.OWN: printed["own_interpreter"]}
        self.choose("interpreter_type").choices = list(whose.items())
        for name, (label, hint) in FIELDS_IN_SPANISH.items() if language == Language.SPANISH else ():
            self.fields[name].label = label
            self.fields[name].help_text = hint.format(minor_age=self.minor_age, longest=self.longest)

    @property
    def judged_by(self) -> dict[str, Any]:
        """The family, the county's day, the county's numbers and the county's words."""
        return {
            "family": self.family, "today": self.today, "longest": self.longest, "minor_age": self.minor_age,
            "unwritten": self.county_words.unwritten,
        }  # fmt: skip

    def say_nothing_yet(self) -> None:
        """Show what was typed without judging it: the form only changes its language."""
        self._errors = ErrorDict()

    @property
    def ends(self) -> list[str]:
        """What of the signer's earlier forms this one would end, as it is filled in so far, in its language."""
        names = ("signer", "capacity", "persons", "from_date")
        newer = {name: value for name in names if (value := self._so_far(name))}
        if len(newer) < len(names):
            return []
        ended = superseded_by(family=self.family, **newer)
        return [said_in(self.spoken, each.sentence) for each in ended]

    def _so_far(self, name: str) -> Any:
        try:
            return self.fields[name].clean(self[name].value())
        except forms.ValidationError:
            return None

    def choose(self, name: str) -> Any:
        return self.fields[name]

    @property
    def sensitive(self) -> list[Category]:
        return [category for category in CONSENTABLE if category in SENSITIVE]

    @property
    def kinds(self) -> list[tuple[forms.boundfield.BoundWidget, forms.BoundField | None]]:
        """Each kind of information to tick, and beside a sensitive one its initials."""
        return [
            (option, self[f"initials_{option.data['value']}"] if option.data["value"] in self.sensitive else None)
            for option in self["categories"]
        ]

    def clean_wording(self) -> int:
        """The signer was told the words that will be kept with the form, or is told them now."""
        shown = self.cleaned_data["wording"]
        if shown != self.county_words.version:
            changed = "The words the signer is told were changed meanwhile. Read them again, then save."
            raise forms.ValidationError(sentence(changed))
        return int(shown)

    def clean_drawn(self) -> bytes:
        return clean_drawing(self.cleaned_data["drawn"])

    def clean_authority(self) -> bytes:
        return clean_upload(self.cleaned_data["authority"])

    def clean_scan(self) -> bytes:
        return clean_upload(self.cleaned_data["scan"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        missing = what_is_missing(self.facts, **self.judged_by)
        if cleaned.get("method") == SigningMethod.TYPED and not cleaned.get("attest"):
            missing["attest"] = sentence("The signer confirms that typing their name is their signature.")
        for name, reason in missing.items():
            if name not in self.errors:
                self.add_error(name, reason)
        return cleaned

    @property
    def facts(self) -> ConsentFacts:
        """What is on the form so far."""
        given = self.cleaned_data
        plain: dict[str, Any] = {name: given.get(name) for name in ("signer", *DAYS)}
        plain |= {name: given.get(name, "") for name in WORDS} | {name: given.get(name, b"") for name in FILES}
        plain |= {name: list(given.get(name) or []) for name in LISTS}
        facts = ConsentFacts(
            **plain,
            initials={category: given.get(f"initials_{category}", "") for category in self.sensitive},
            witnesses=[given.get("first_witness", ""), given.get("second_witness", "")],
            parties=self.parties,
        )
        return with_the_chosen_signature(facts)

    @property
    def signed(self) -> dict[str, Any]:
        """The complete form, as `sign_consent` takes it."""
        facts = vars(self.facts)
        return {
            **{name: value for name, value in facts.items() if name not in {"drawn", "initials"}},
            "signature": facts["drawn"],
            "initials": next(filter(None, facts["initials"].values()), ""),
            "limits": self.cleaned_data["limits"],
            "read_aloud": self.cleaned_data["read_aloud"],
        }
