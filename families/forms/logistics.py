"""Free words that others read before consent: logistics only (31-090 III.C.2; W&I 10850)."""

from typing import Any

from django import forms

from families.enums import CONSENT_FREE
from families.rules.wording import telltales

LOGISTICS = "Logistics only: nothing on allegations, health, substance use, abuse or court."


class LogisticsOnly(forms.BaseForm):
    """A form with a few free words: telltale ones are asked about once, and stay if they are logistics."""

    free_words: tuple[str, ...] = ("remarks",)
    data: Any

    def clean(self) -> Any:
        cleaned = super().clean() or self.cleaned_data
        told = {name: telltales(cleaned.get(name) or "") for name in self.words_to_ask_about(cleaned)}
        if any(told.values()):
            label = "I checked: these words are logistics only"
            self.fields["words_checked"] = forms.BooleanField(label=label, required=False)
            if "words_checked" not in self.data:
                for name, found in told.items():
                    self._ask_about(name, found)
        return cleaned

    def words_to_ask_about(self, cleaned: dict[str, Any]) -> tuple[str, ...]:
        return self.free_words

    def _ask_about(self, name: str, found: dict[str, str]) -> None:
        if found:
            told = ", ".join(f"“{word}” ({kind})" for word, kind in found.items())
            why = (
                f"This may tell too much: {told}. Others read these words before consent. Leave it out, or tick below."
            )
            self.add_error(name, why)


class LogisticsIfChosen(LogisticsOnly):
    """A form whose writer chooses the kind of information: asked about where it is one that is read before consent."""

    def words_to_ask_about(self, cleaned: dict[str, Any]) -> tuple[str, ...]:
        return self.free_words if cleaned.get("category") in CONSENT_FREE else ()
