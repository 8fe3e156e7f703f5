"""Who sees to what a PLTM settles: someone invited, or nobody because nothing is to be arranged (31-090 III.D)."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from accounts.models import User

NOTHING = "nothing"
SAY_WHO = "Say who sees to it, or that nothing is to be arranged."


class _Owners(ModelChoiceIterator):
    def __iter__(self) -> Iterator[Any]:
        empty, *people = super().__iter__()
        return iter([empty, (NOTHING, "Nobody: nothing is to be arranged"), *people])


class OwnerField(forms.ModelChoiceField):
    """An owner, or None where nothing is to be arranged. What was left open is neither: `is_open` says so."""

    iterator = _Owners

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Who sees to it", required=False, initial="", empty_label="Choose one",
            help_text="A task is opened for them. Where nobody knows yet who does it: whoever finds out.", **kwargs,
        )  # fmt: skip

    def is_open(self, typed: Any) -> bool:
        return typed in self.empty_values

    def clean(self, value: Any) -> User | None:
        return None if value == NOTHING else super().clean(value)

    def prepare_value(self, value: Any) -> Any:
        return NOTHING if value is None else super().prepare_value(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial)) != str(data or "")
