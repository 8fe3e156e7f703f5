"""A form about a row that says how its reader saw it: where it stands otherwise by now, both are shown."""

from typing import Any

from django import forms

SEEN = "seen"


class OverSeen(forms.Form):
    """`stands` says how the row stands while the page is made; it comes back as what was seen."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, stands: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[SEEN].initial = stands

    def see_anew(self, stands: str) -> str:
        """Sent again, the form is over what stands now. Returns what was seen before."""
        data: Any = self.data
        seen = data.get(self.add_prefix(SEEN), "")
        self.data = data = data.copy()
        data[self.add_prefix(SEEN)] = stands
        return str(seen)
