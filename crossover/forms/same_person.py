"""Which of two entries of one person stays."""

from typing import Any
from uuid import UUID

from django import forms

from accounts.access import reason_against
from accounts.models import User
from crossover.rules.same_person import check_can_join_people
from families.models import Person

LABELS = ["Entry 1", "Entry 2"]


class PeopleJoinForm(forms.Form):
    """`refusals` says why an entry cannot stay, or why neither goes; the versions are those that were compared."""

    keep = forms.ChoiceField(
        label="Which entry stays?",
        widget=forms.RadioSelect,
        help_text="Where the two differ, what it says holds. Its blanks are filled from the other entry.",
    )
    compared = forms.BooleanField(
        label="I compared the two entries, and they are the same person.",
        help_text="Joined entries stay joined.",
        error_messages={"required": "Compare the two entries, then tick this."},
    )

    def __init__(self, *args: Any, user: User, pair: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = pair
        reasons = [reason_against(check_can_join_people, user, *way) for way in (pair, pair[::-1])]
        ways = list(zip(LABELS, pair, reasons, strict=True))
        self.refusals = [f"{label} cannot be the one that stays. {reason}" for label, _, reason in ways if reason]
        if reasons[0] == reasons[1]:
            self.refusals = list(filter(None, reasons[:1]))
        choices = [(str(keep.uuid), f"{label}: {keep}") for label, keep, reason in ways if not reason]
        keeps: Any = self.fields["keep"]
        keeps.choices = choices
        keeps.initial = choices[0][0] if len(choices) == 1 else None
        for name, person in zip(("one", "other"), pair, strict=True):
            self.fields[name] = forms.IntegerField(widget=forms.HiddenInput, initial=person.version)

    def facts(self) -> dict[str, Any]:
        """Who stays, who goes, and what was seen of each."""
        one, other = self.pair
        keep, drop = (one, other) if self.cleaned_data["keep"] == str(one.uuid) else (other, one)
        seen: dict[UUID, int] = {one.uuid: self.cleaned_data["one"], other.uuid: self.cleaned_data["other"]}
        return {"keep": keep, "drop": drop, "compared": self.cleaned_data["compared"], "seen": seen}
