"""What is typed about a contact: quick enough for a phone, with everything CWS/CMS asks for (domain 3.8)."""

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.access import reason_against
from accounts.enums import Bureau
from accounts.models import User
from crossover.forms.records import KEEP_IN
from crossover.forms.sharing import AsksWhoReads
from families.enums import ServiceType
from families.forms import not_before_year, take_version
from families.forms.logistics import LogisticsIfChosen
from families.forms.moments import CountyMoment
from families.forms.once import ask_once
from families.models import Family
from meetings.contact_enums import (
    NAMED_IN_WORDS,
    NARRATIVE_LENGTH,
    ContactKind,
    ContactLocation,
    ContactMethod,
    ContactPurpose,
    ContactStatus,
    HardCopy,
    InterpreterUse,
    LeadAgency,
    ParticipantKind,
    Supervision,
)
from meetings.models import Contact
from meetings.rules.contacts import (
    OF_CWS_CMS,
    RULES,
    Participant,
    kinds_of_information,
    meetings_to_link,
    staff_to_name,
)

# How each kind usually takes place.
USUAL: dict[ContactKind, dict[str, Any]] = {
    ContactKind.VISIT: {"method": ContactMethod.IN_PERSON, "location": ContactLocation.HOME},
    ContactKind.CALL: {"method": ContactMethod.PHONE},
    ContactKind.TEAM: {"method": ContactMethod.PHONE},
    ContactKind.COLLATERAL: {"method": ContactMethod.PHONE},
}
WHEN = forms.DateTimeInput(format="%Y-%m-%dT%H:%M")
IN_WORDS: dict[ParticipantKind, str] = {kind: f"took_part_{kind.value}" for kind in NAMED_IN_WORDS}
SAID = [
    "kind", "status", "starts_at", "ends_at", "method", "location", "purpose", "narrative", "category", "about",
    "confidential", "provided_by", "other_provider", "services", "interpreter_use", "interpreter",
    "meeting", *OF_CWS_CMS,
]  # fmt: skip


INTERPRETING = ["interpreter_use", "interpreter"]
FOLDED = ["staff", *IN_WORDS.values(), "provided_by", "other_provider", "services", "meeting", *OF_CWS_CMS]


class Narrative(forms.CharField):
    """Up to 8,000 characters, a line's end counted as one, as the counter does; more is kept in the form and refused.

    The box takes what is pasted whole: a browser that cuts it off says nothing.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=NARRATIVE_LENGTH, widget=forms.Textarea({"rows": 8}), **kwargs)
        self.widget.attrs |= {"maxlength": False, "data-counted": NARRATIVE_LENGTH}

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class ContactForm(LogisticsIfChosen, AsksWhoReads, forms.Form):
    """One contact. `corrects` is the contact to put right; a new one has a key, so that it is saved once."""

    kind = forms.ChoiceField(choices=ContactKind.choices, widget=forms.RadioSelect)
    status = forms.ChoiceField(label="How it went", choices=ContactStatus.choices, widget=forms.RadioSelect)
    starts_at = CountyMoment(label="Started", widget=WHEN)
    ends_at = CountyMoment(label="Ended", required=False, widget=WHEN)
    method = forms.ChoiceField(label="How", choices=ContactMethod.choices)
    location = forms.ChoiceField(label="Where", required=False, choices=[("", "None"), *ContactLocation.choices])
    purpose = forms.ChoiceField(choices=[("", "Choose one"), *ContactPurpose.choices])
    people: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Who of the family took part", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    category = forms.ChoiceField()
    about: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None, required=False)
    narrative = Narrative(
        label="What was said and done",
        required=False,
        help_text="Facts, not opinions. Not who reported abuse, and no criminal history.",
    )
    confidential = forms.BooleanField(label=KEEP_IN, required=False)
    staff: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Staff who took part besides you", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    other_provider = forms.CharField(
        label="Or provided by someone else",
        max_length=100,
        required=False,
        help_text="Name and organization. Then choose nobody above.",
    )
    services = forms.MultipleChoiceField(
        label="Services",
        choices=ServiceType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Of a completed contact.",
    )
    interpreter_use = forms.ChoiceField(label="Interpreting", choices=[("", "Choose one"), *InterpreterUse.choices])
    interpreter = forms.CharField(label="Language and who interpreted", max_length=120, required=False)
    meeting: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Of which meeting", queryset=None, required=False, empty_label="None"
    )
    cft_lead_agency = forms.ChoiceField(
        label="CFT lead agency", required=False, choices=[("", "None"), *LeadAgency.choices]
    )
    wraparound = forms.BooleanField(label="Wraparound", required=False)
    core_service = forms.BooleanField(label="Core service", required=False)
    hard_copy = forms.ChoiceField(
        label="Hard copy on file", required=False, choices=[("", "Not said"), *HardCopy.choices]
    )
    supervision = forms.ChoiceField(
        label="Supervision of the visit", required=False, choices=[("", "None"), *Supervision.choices]
    )
    free_words = ("narrative", "other_provider", "interpreter", *IN_WORDS.values())
    provided_by: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Provided by", queryset=None, required=False, empty_label="Someone else, named below"
    )

    def __init__(
        self,
        *args: Any,
        family: Family,
        user: User,
        kind: ContactKind = ContactKind.VISIT,
        corrects: Contact | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.family, self.user, self.corrects = family, user, corrects
        for participant, name in IN_WORDS.items():
            self.fields[name] = forms.CharField(label=participant.label, max_length=100, required=False)
        self._offer(staff_to_name(family, user, corrects))
        if corrects:
            self.initial = _as_recorded(corrects)
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=corrects.version)
        else:
            self.initial = self._usual(kind)
            ask_once(self)
        self.order_fields([*(name for name in self.fields if name not in self.folded), *self.folded])

    def _offer(self, staff: QuerySet[User]) -> None:
        """The people of the family, and its workers: those of one's own bureau as who provided it."""
        self.offer_categories(self.family)
        fields: dict[str, Any] = self.fields
        kinds = [(kind.value, kind.label) for kind in kinds_of_information(self.user)]
        fields["category"].choices = [("", "Choose one"), *kinds]
        fields["people"].queryset = self.family.people.all()
        fields["provided_by"].queryset = staff.filter(bureau=self.user.bureau)
        fields["staff"].queryset = staff if self.corrects else staff.exclude(pk=self.user.pk)
        fields["meeting"].queryset = meetings_to_link(self.family, self.user)
        if self.user.bureau != Bureau.CFS:
            for name in OF_CWS_CMS:
                del fields[name]
        if self.corrects:
            fields["staff"].label = "Staff who took part"
        elif not fields["staff"].queryset.exists():
            del fields["staff"]

    def _usual(self, kind: ContactKind) -> dict[str, Any]:
        """Me, now, today."""
        return {
            "kind": kind,
            "status": ContactStatus.COMPLETED,
            "starts_at": timezone.localtime().replace(second=0, microsecond=0),
            "provided_by": self.user.pk,
            "interpreter_use": "" if self.asks_about_interpreting else InterpreterUse.NOT_NEEDED,
            **USUAL[kind],
        }

    def clean_starts_at(self) -> datetime.datetime:
        starts_at: datetime.datetime = self.cleaned_data["starts_at"]
        not_before_year(timezone.localdate(starts_at))
        return starts_at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self._leave_out_a_place_nobody_chose()
        facts = {**self.facts(), "participants": self.participants()}
        for name, check in RULES.items():
            refusal = reason_against(check, facts) if name in self.fields else ""
            if refusal:
                self.add_error(name, refusal)
        return cleaned

    def _leave_out_a_place_nobody_chose(self) -> None:
        """The page began with the place of a visit, and it became a call: the place was the page's word."""
        begun, said = self.initial["kind"], self.cleaned_data
        turned = said["kind"] != begun and said["method"] != ContactMethod.IN_PERSON
        if turned and said["location"] == USUAL[begun].get("location"):
            said["location"] = ""

    def facts(self) -> dict[str, Any]:
        """The fields of the row."""
        return {name: self.cleaned_data[name] for name in SAID if name in self.cleaned_data}

    def participants(self) -> list[Participant]:
        """Who took part: of the family, staff, and others in words by type."""
        said = self.cleaned_data
        people: list[Participant] = [{"kind": ParticipantKind.CLIENT, "person": one} for one in said["people"]]
        people += [{"kind": ParticipantKind.STAFF, "user": one} for one in said.get("staff", ())]
        return people + [{"kind": kind, "name": said[name]} for kind, name in IN_WORDS.items() if said[name]]

    def take_version(self, current: Contact) -> list[tuple[str, str, str]]:
        return take_version(self, current, _as_recorded(current))

    @cached_property
    def asks_about_interpreting(self) -> bool:
        """Where someone of the family needs an interpreter, it is asked among the first things."""
        return self.family.people.filter(interpreter_needed=True).exists()

    @cached_property
    def folded(self) -> list[str]:
        """What few contacts need, folded away until it is asked for."""
        return FOLDED if self.asks_about_interpreting else [*FOLDED, *INTERPRETING]

    @property
    def is_unfolded(self) -> bool:
        """Whether what is folded away is to be looked at."""
        return self.corrects is not None or any(name in self.errors for name in self.folded)

    @property
    def shown_first(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.folded]

    @property
    def shown_folded(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name in self.folded]


class TakeBackForm(forms.Form):
    reason = forms.CharField(label="Why it is not entered after all", max_length=200)


def _as_recorded(contact: Contact) -> dict[str, Any]:
    """What the form shows of a contact as it stands."""
    participants = list(contact.participants.all())
    said = {name: getattr(contact, name) for name in SAID if name not in {"about", "provided_by", "meeting"}}
    named = {IN_WORDS[ParticipantKind(one.kind)]: one.name for one in participants if one.name}
    return {
        **said,
        "about": contact.about_id,
        "provided_by": contact.provided_by_id,
        "meeting": contact.meeting_id,
        "people": [one.person_id for one in participants if one.person_id],
        "staff": [one.user_id for one in participants if one.user_id],
        **dict.fromkeys(IN_WORDS.values(), ""),
        **named,
    }
