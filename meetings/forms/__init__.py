"""The forms of meetings."""

from meetings.forms.asking import MeetingRequestForm, MeetingRequestWithdrawForm
from meetings.forms.contacts import ContactForm, TakeBackForm
from meetings.forms.holding import HoldForm
from meetings.forms.inviting import INVITE_FORMS, RoleInviteForm
from meetings.forms.noting import DecisionForm, NoteForm, ReviewForm, SaidForm
from meetings.forms.outsiders import StatementForm
from meetings.forms.scheduling import CancelForm, FamilyScheduleForm, MoveForm, NoShowForm, ScheduleForm

__all__ = [
    "INVITE_FORMS",
    "CancelForm",
    "ContactForm",
    "DecisionForm",
    "FamilyScheduleForm",
    "HoldForm",
    "MeetingRequestForm",
    "MeetingRequestWithdrawForm",
    "MoveForm",
    "NoShowForm",
    "NoteForm",
    "ReviewForm",
    "RoleInviteForm",
    "SaidForm",
    "ScheduleForm",
    "StatementForm",
    "TakeBackForm",
]
