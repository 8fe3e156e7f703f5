"""Who of those invited has another appointment then: said once, and the time may be kept."""

from hashlib import sha256
from typing import Any

from django import forms

from accounts.models import User
from families.models import Person
from meetings.models import Meeting
from meetings.rules.conflicts import Slot
from meetings.sharing import appointments_then


def flag_appointments(
    form: Any, slot: Slot, user: User, staff: list[User], people: list[Person], but: Meeting | None = None
) -> None:
    """Flag whoever cannot be there, until exactly that was seen and the time is kept. `but`: the meeting itself."""
    found = appointments_then(slot, user, staff, people, but)
    seen = sha256(f"{slot} {found}".encode()).hexdigest()
    if found:
        form.fields["keep_time"] = forms.MultipleChoiceField(
            label="Another appointment",
            choices=[(seen, "Keep this time all the same")],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="Choose another time, or tick to keep this one.",
        )
        if seen not in form.data.getlist("keep_time"):
            form.add_error("keep_time", found)
