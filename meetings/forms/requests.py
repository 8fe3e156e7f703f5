"""What is asked of the other program, and what is answered: each says who will be able to read it."""

from typing import Any

from django import forms

from accounts.access import reason_against
from accounts.models import User
from crossover.forms.sharing import AsksWhoReads
from families.forms.logistics import LogisticsIfChosen, LogisticsOnly
from families.forms.once import ask_once
from families.forms.seeing import OverSeen
from families.models import Family
from meetings.contact_enums import RequestKind, RequestStatus
from meetings.models import BureauRequest
from meetings.rules.requests import check_crosses, check_needed_by, usual_day, workers_to_ask

OUTCOMES = [
    (RequestStatus.ANSWERED.value, "Here is the answer, or it is done"),
    (RequestStatus.DECLINED.value, "It cannot be done, for this reason"),
]


class ToTheOtherProgram(LogisticsIfChosen, AsksWhoReads, forms.Form):
    """Words that the other program reads: of a kind that crosses today, and asked about where they are logistics."""

    category = forms.ChoiceField()
    about: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(self, *args: Any, family: Family, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.family, self.user = family, user
        self.offer_categories(family)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("category") and not {"category", "about"} & self.errors.keys():
            refusal = reason_against(check_crosses, self.user, self.family, cleaned["category"], cleaned["about"])
            if refusal:
                self.add_error("category", refusal)
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What is kept of it."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"key", "words_checked"}}


class RequestForm(ToTheOtherProgram):
    kind = forms.ChoiceField(label="Asks for", choices=RequestKind.choices, widget=forms.RadioSelect)
    what = forms.CharField(label="What is asked", max_length=300, widget=forms.Textarea({"rows": 3}))
    why = forms.CharField(label="Why it is needed", max_length=300, widget=forms.Textarea({"rows": 2}))
    owner: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Asked of", queryset=None, help_text="Whoever carries the family's case in the other program."
    )
    due_on = forms.DateField(label="Needed by")
    field_order = ("kind", "what", "why", "category", "about", "owner", "due_on")
    free_words = ("what", "why")

    def __init__(self, *args: Any, family: Family, user: User, **kwargs: Any) -> None:
        super().__init__(*args, family=family, user=user, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = workers_to_ask(family, user)
        self.initial["due_on"] = usual_day()
        if owner.queryset.count() == 1:
            owner.initial = owner.queryset.get().pk
        ask_once(self)

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if refusal := reason_against(check_needed_by, due_on):
            raise forms.ValidationError(refusal)
        return due_on


class AnswerForm(ToTheOtherProgram):
    status = forms.ChoiceField(label="Outcome", choices=OUTCOMES, widget=forms.RadioSelect)
    text = forms.CharField(label="Answer or reason", max_length=1000, widget=forms.Textarea({"rows": 4}))
    field_order = ("status", "text", "category", "about")
    free_words = ("text",)

    def __init__(self, *args: Any, asked: BureauRequest, user: User, **kwargs: Any) -> None:
        super().__init__(*args, family=asked.family, user=user, **kwargs)
        self.initial = {**self.initial, "category": asked.category, "about": asked.about_id}


class WithdrawForm(LogisticsOnly, OverSeen):
    """Why a request is taken back, as far as it had come when it was seen: both programs read it."""

    reason = forms.CharField(label="Why it is withdrawn", max_length=200)
    free_words = ("reason",)

    def __init__(self, *args: Any, asked: BureauRequest, **kwargs: Any) -> None:
        super().__init__(*args, stands=asked.status, **kwargs)

    def take_version(self, current: BureauRequest) -> list[tuple[str, str, str]]:
        seen = self.see_anew(current.status)
        return [("Status", current.get_status_display(), f"You saw: {dict(RequestStatus.choices).get(seen, '')}")]
