"""A form that says what is missing in the language its signer reads."""

from typing import Any

from django import forms

from crossover.statements.sentences import said_in
from families.enums import Language


class SpokenForm(forms.Form):
    """Every message beside a field is in the form's language, Django's own as well."""

    spoken: Language = Language.ENGLISH

    def full_clean(self) -> None:
        super().full_clean()
        kept: list[Any] = [error for errors in self.errors.values() for error in errors.data]
        for error in kept:
            error.message, error.params = said_in(self.spoken, error.message, error.params), None
