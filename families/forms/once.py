"""A form that makes one row, however often it is sent."""

from uuid import uuid4

from django import forms


def ask_once(form: forms.BaseForm) -> None:
    """The form carries the key that its row will have."""
    form.fields["key"] = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
