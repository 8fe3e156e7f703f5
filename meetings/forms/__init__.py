"""The forms of meetings."""

from meetings.forms.contacts import ContactForm, TakeBackForm
from meetings.forms.inviting import INVITE_FORMS, RoleInviteForm
from meetings.forms.noting import DecisionForm, HoldForm, NoteForm, SaidForm
from meetings.forms.scheduling import CancelForm, LtmScheduleForm, MoveForm, ScheduleForm

__all__ = [
    "INVITE_FORMS",
    "CancelForm",
    "ContactForm",
    "DecisionForm",
    "HoldForm",
    "LtmScheduleForm",
    "MoveForm",
    "NoteForm",
    "RoleInviteForm",
    "SaidForm",
    "ScheduleForm",
    "TakeBackForm",
]
