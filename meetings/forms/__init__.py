"""The forms of meetings."""

from meetings.forms.contacts import ContactForm, TakeBackForm
from meetings.forms.noting import DecisionForm, HoldForm, NoteForm, SaidForm
from meetings.forms.scheduling import INVITE_FORMS, CancelForm, LtmScheduleForm, RoleInviteForm, ScheduleForm

__all__ = [
    "INVITE_FORMS",
    "CancelForm",
    "ContactForm",
    "DecisionForm",
    "HoldForm",
    "LtmScheduleForm",
    "NoteForm",
    "RoleInviteForm",
    "SaidForm",
    "ScheduleForm",
    "TakeBackForm",
]
