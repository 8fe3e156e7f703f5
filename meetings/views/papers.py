"""Papers to print: the agenda with the sign-in sheet, the minutes, and letters of invitation to the family."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import note_act, note_consents, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from crossover.sharing.reliance import consents_relied_on
from documents.views import download
from meetings.models import Meeting
from meetings.pdf import agenda_pdf, invitation_pdf, minutes_pdf
from meetings.rules.life import check_has_minutes, check_invites_by_letter
from meetings.sharing import attendances_for, shown_of


@require_safe
def meeting_agenda(request: StaffRequest, uuid: UUID) -> HttpResponse:
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    note_act(AccessAct.DOWNLOADED)
    return download(agenda_pdf(meeting, request.user), "application/pdf", f"agenda-{meeting.uuid}.pdf")


@require_safe
def meeting_minutes(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """What was said and decided, as far as whoever prints it may read it."""
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    check_has_minutes(meeting)
    note_consents(consents_relied_on(meeting.family, request.user, shown_of(meeting, request.user)))
    note_act(AccessAct.DOWNLOADED)
    return download(minutes_pdf(meeting, request.user), "application/pdf", f"minutes-{meeting.uuid}.pdf")


@require_safe
def attendance_letter(request: StaffRequest, uuid: UUID, attendance: UUID) -> HttpResponse:
    """The letter to one person of the family, in their language."""
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    invited = attendances_for(meeting, request.user).filter(uuid=attendance).first()
    if invited is None or invited.person is None:
        raise Http404
    check_invites_by_letter(meeting)
    note_act(AccessAct.DOWNLOADED)
    return download(invitation_pdf(meeting, invited.person), "application/pdf", f"invitation-{invited.uuid}.pdf")
