"""What is typed about oneself."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.urls import Resolver404, resolve

from accounts.models.views import QUERY_LENGTH


class SavedViewForm(forms.Form):
    """A name for the list at `here`: a path of ours with its filter."""

    name = forms.CharField(label="Name of this view", max_length=60)
    here = forms.CharField(widget=forms.HiddenInput)

    def clean_here(self) -> dict[str, Any]:
        """The list's route and filter. Only a list of ours is kept."""
        parts = urlsplit(self.cleaned_data["here"])
        try:
            match = resolve(parts.path)
        except Resolver404:
            raise forms.ValidationError("This is no list.") from None
        if parts.netloc or not hasattr(match.func, "listed") or len(parts.query) > QUERY_LENGTH:
            raise forms.ValidationError("This view cannot be kept.")
        return {"path": parts.path, "route": match.view_name, "query": parts.query}
