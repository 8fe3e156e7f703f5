"""A note, a decision or a review put right after it was written."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.access import note_consents, reason_against, visible_or_404
from accounts.types import StaffRequest
from crossover.sharing.reliance import consents_relied_on
from meetings.enums import Topic
from meetings.forms import DecisionForm, NoteForm, ReviewForm, SaidForm
from meetings.models import Decision, DispositionReview, Meeting, MeetingNote
from meetings.rules import check_can_correct
from meetings.services import correct_decision, correct_note, correct_review
from meetings.sharing import said_of, shown_of
from meetings.views.running import said_page


@require_http_methods(["GET", "POST"])
def note_correct(request: StaffRequest, uuid: UUID, note: UUID) -> HttpResponse:
    written = _said_or_404(request, MeetingNote, uuid, note)
    form = NoteForm(
        request.POST or None,
        meeting=written.meeting,
        topic=Topic(written.topic),
        user=request.user,
        corrects=written,
    )
    return _correct_page(
        request, written, form, "Correct a note",
        lambda: correct_note(note=written, by=request.user, **form.corrected()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def decision_correct(request: StaffRequest, uuid: UUID, decision: UUID) -> HttpResponse:
    written = _said_or_404(request, Decision, uuid, decision)
    form = DecisionForm(request.POST or None, meeting=written.meeting, user=request.user, corrects=written)
    return _correct_page(
        request, written, form, "Correct a decision",
        lambda: correct_decision(decision=written, by=request.user, **form.corrected()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def review_correct(request: StaffRequest, uuid: UUID, review: UUID) -> HttpResponse:
    written = _said_or_404(request, DispositionReview, uuid, review)
    form = ReviewForm(request.POST or None, meeting=written.meeting, user=request.user, corrects=written)
    return _correct_page(
        request, written, form, "Correct what was decided",
        lambda: correct_review(review=written, by=request.user, **form.corrected()),
    )  # fmt: skip


def _said_or_404(request: StaffRequest, model: Any, uuid: UUID, said: UUID) -> Any:
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    written = said_of(model, meeting, request.user, said)
    if written is None:
        raise Http404
    note_consents(consents_relied_on(meeting.family, request.user, shown_of(meeting, request.user)))
    return written


def _correct_page(
    request: StaffRequest, written: Any, form: SaidForm, title: str, save: Callable[[], Any]
) -> HttpResponse:
    return said_page(
        request,
        written.meeting,
        form,
        title=title,
        key=f"correct-{written.uuid}",
        reason=reason_against(check_can_correct, request.user, written),
        save=save,
    )
