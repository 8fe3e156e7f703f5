"""What is typed into a family's team thread."""

from typing import Any

from django import forms

from accounts.access import reason_against
from accounts.models import User
from crossover.forms.records import KEEP_IN
from crossover.forms.sharing import AsksWhoReads
from families.forms import take_version
from families.forms.logistics import LogisticsIfChosen
from families.forms.once import ask_once
from families.models import Family
from meetings.models import ThreadNote
from meetings.models.thread import THREAD_NOTE_LENGTH
from meetings.rules.contacts import kinds_of_information
from meetings.rules.thread import check_named_may_read, team_besides

SAID = ("text", "category", "about", "confidential")


class ThreadNoteForm(LogisticsIfChosen, AsksWhoReads, forms.Form):
    """One note, and whom to tell of it. `corrects` is the note to put right."""

    text = forms.CharField(
        label="Note", max_length=THREAD_NOTE_LENGTH, widget=forms.Textarea({"rows": 3}),
        help_text="For the other workers of this family. What was done with the family belongs in the contact log.",
    )  # fmt: skip
    category = forms.ChoiceField()
    about: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None, required=False)
    confidential = forms.BooleanField(label=KEEP_IN, required=False)
    named: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Tell these colleagues", queryset=None, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="They get a notice that there is a note, without a word of it.",
    )  # fmt: skip
    free_words = ("text",)

    def __init__(
        self, *args: Any, family: Family, user: User, corrects: ThreadNote | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.family, self.user = family, user
        self.offer_categories(family)
        fields: dict[str, Any] = self.fields
        fields["category"].choices = [
            ("", "Choose one"),
            *((kind.value, kind.label) for kind in kinds_of_information(user)),
        ]
        fields["named"].queryset = team_besides(family, user)
        if corrects:
            self.initial = _as_written(corrects)
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=corrects.version)
        else:
            ask_once(self)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.errors:
            kind = {name: cleaned[name] for name in ("category", "about", "confidential")}
            if refusal := reason_against(check_named_may_read, self.user, self.family, cleaned["named"], **kind):
                self.add_error("named", refusal)
        return cleaned

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SAID} | {"named": list(self.cleaned_data["named"])}

    def take_version(self, current: ThreadNote) -> list[tuple[str, str, str]]:
        return take_version(self, current, _as_written(current))


def _as_written(note: ThreadNote) -> dict[str, Any]:
    """What the form shows of a note as it stands."""
    said = {name: getattr(note, name) for name in SAID if name != "about"}
    return {**said, "about": note.about_id, "named": [one.pk for one in note.named.all()]}
