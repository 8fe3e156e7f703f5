"""What was written in English on one side, and its translation on the other."""

from collections.abc import Iterator
from typing import Any

from django import forms

from caseplans.models import Activity, Goal
from caseplans.rules.translating import texts_of
from families.forms import take_version

LONGEST = 400  # a translation is often longer than the original


class TranslationForm(forms.Form):
    """The texts of one goal or activity in one language, over the version of the row its editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Goal | Activity, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.originals = language, texts_of(row)
        self.fields["version"].initial = row.version
        for name, text in self._translated(row).items():
            self.fields[name] = forms.CharField(
                label=str(row._meta.get_field(name).verbose_name).capitalize(),  # type: ignore[union-attr]
                max_length=LONGEST,
                required=False,
                initial=text,
                widget=forms.Textarea({"rows": 3, "lang": language, "dir": "auto"}),
            )

    def _translated(self, row: Goal | Activity) -> dict[str, str]:
        kept = row.translations.get(self.language, {})
        return {name: kept.get(name, "") for name in self.originals}

    def side_by_side(self) -> Iterator[tuple[str, forms.BoundField]]:
        for name, original in self.originals.items():
            yield original, self[name]

    def take_version(self, current: Goal | Activity) -> list[tuple[str, str, str]]:
        return take_version(self, current, self._translated(current))
