"""Papers to print: the agenda with the sign-in sheet, and letters of invitation to the family."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import note_act, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from documents.views import download
from meetings.models import Meeting
from meetings.pdf import agenda_pdf, invitation_pdf
from meetings.sharing import attendances_for


@require_safe
def meeting_agenda(request: StaffRequest, uuid: UUID) -> HttpResponse:
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    note_act(AccessAct.DOWNLOADED)
    return download(agenda_pdf(meeting, request.user), "application/pdf", f"agenda-{meeting.uuid}.pdf")


@require_safe
def attendance_letter(request: StaffRequest, uuid: UUID, attendance: UUID) -> HttpResponse:
    """The letter to one person of the family, in their language."""
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    invited = attendances_for(meeting, request.user).filter(uuid=attendance).first()
    if invited is None or invited.person is None:
        raise Http404
    note_act(AccessAct.DOWNLOADED)
    return download(invitation_pdf(meeting, invited.person), "application/pdf", f"invitation-{invited.uuid}.pdf")
