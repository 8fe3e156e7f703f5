"""Whom the signer of a WTWCC 10B names besides the two bureaus, on screen: name, organization, what they may do."""

from typing import Any

from django import forms

from crossover.forms.speaking import SpokenForm
from crossover.models.consents import LONGEST_NAME
from crossover.rules.parties import MOST_PARTIES, Party

SHARE, RECEIVE = "share", "receive"
NUMBERS = range(1, MOST_PARTIES + 1)


class NamesParties(SpokenForm):
    """Three places to name somebody. All may stay empty."""

    def add_parties(self, words: dict[str, str]) -> None:
        """The fields, in the words of the form's language."""
        for number in NUMBERS:
            for name in ("name", "organization"):
                label = words[f"party_{name}"].format(number=number)
                self.fields[f"party_{number}_{name}"] = forms.CharField(
                    label=label, max_length=LONGEST_NAME, required=False
                )
            self.fields[f"party_{number}_may"] = forms.MultipleChoiceField(
                label=words["party_may"].format(number=number),
                choices=[(SHARE, words[SHARE]), (RECEIVE, words[RECEIVE])],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    @property
    def party_fields(self) -> list[list[forms.BoundField]]:
        return [[self[f"party_{number}_{part}"] for part in ("name", "organization", "may")] for number in NUMBERS]

    @property
    def names_somebody(self) -> bool:
        """Whether anything was typed or is wrong in these places: then they are shown opened."""
        return any(field.value() or field.errors for place in self.party_fields for field in place)

    @property
    def parties(self) -> list[Party]:
        """As typed, the empty places too."""
        return [self._party(number) for number in NUMBERS]

    def _party(self, number: int) -> Party:
        given: dict[str, Any] = self.cleaned_data
        may = given.get(f"party_{number}_may", [])
        name, organization = (given.get(f"party_{number}_{part}", "") for part in ("name", "organization"))
        return Party(name, organization, SHARE in may, RECEIVE in may)
