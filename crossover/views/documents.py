"""Scans, behind the gate of what may cross."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import note_act, note_consents, visible, visible_or_404
from accounts.enums import AccessAct
from accounts.types import StaffRequest
from crossover import sharing
from crossover.sharing.reliance import consents_relied_on
from documents.enums import SCANS
from documents.models import Document
from documents.views import download

EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@require_safe
def document_download(request: StaffRequest, uuid: UUID) -> HttpResponse:
    document = visible_or_404(Document, request.user, uuid=uuid, kind__in=SCANS)
    shown = sharing.readable(visible(Document, request.user).filter(pk=document.pk), request.user)
    if not shown.exists():
        raise Http404
    note_act(AccessAct.DOWNLOADED)
    note_consents(consents_relied_on(document.family, request.user, [shown]))
    name = f"{document.kind}.{EXTENSIONS[document.file.media_type]}".replace("_", "-")
    return download(document.file.content, document.file.media_type, name)
