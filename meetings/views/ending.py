"""How a meeting goes on once it is set: confirmed, cancelled, missed, its minutes finished."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import reason_against, visible_or_404
from accounts.types import StaffRequest
from families.forms.seeing import SEEN
from families.services import StaleRow
from families.views.pages import explained_page
from meetings.forms import CancelForm, NoShowForm
from meetings.models import Meeting
from meetings.rules import check_can_cancel
from meetings.rules.life import check_can_record_no_show
from meetings.services import cancel_meeting, confirm_meeting, finish_minutes, record_no_show
from meetings.views.calling import crumbs_of
from meetings.views.saying import called_off, missed, was_moved


@require_http_methods(["GET", "POST"])
def meeting_cancel(request: StaffRequest, uuid: UUID) -> HttpResponse:
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    form = CancelForm(request.POST or None, meeting=meeting)
    return _not_held_page(
        request,
        meeting,
        form,
        title="Cancel the meeting",
        reason=reason_against(check_can_cancel, request.user, meeting),
        save=lambda: cancel_meeting(meeting=meeting, by=request.user, **form.cleaned_data),
        key=f"cancel-{meeting.uuid}",
        says=lambda _: called_off(meeting),
    )


@require_http_methods(["GET", "POST"])
def meeting_no_show(request: StaffRequest, uuid: UUID) -> HttpResponse:
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    form = NoShowForm(request.POST or None, meeting=meeting)
    return _not_held_page(
        request,
        meeting,
        form,
        title="Someone did not come",
        reason=reason_against(check_can_record_no_show, request.user, meeting),
        save=lambda: record_no_show(meeting=meeting, by=request.user, **form.cleaned_data),
        key=f"no-show-{meeting.uuid}",
        says=lambda _: missed(meeting),
    )


def _not_held_page(
    request: StaffRequest, meeting: Meeting, form: forms.Form, *, title: str, reason: str, **page: Any
) -> HttpResponse:
    return explained_page(
        request,
        form=form,
        template="meetings/meeting_form.html",
        context={
            "meeting": meeting,
            "title": title,
            "submit": title if title.startswith("Cancel") else "Record that it was not held",
            "cancel": "Keep the meeting" if title.startswith("Cancel") else "",
            "reason": reason,
            "crumbs": crumbs_of(meeting, title),
        },
        family=meeting.family,
        goes_to=lambda _: meeting,
        **page,
    )


@require_POST
def meeting_confirm(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Everyone needed said that they come."""
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    try:
        confirm_meeting(meeting=meeting, by=request.user, seen=request.POST.get(SEEN, ""))
    except StaleRow:
        messages.warning(request, was_moved(meeting))
    else:
        messages.success(request, "Confirmed. Next: hold it on the day and record who took part.")
    return redirect(meeting)


@require_POST
def meeting_finish(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The minutes are final."""
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    finish_minutes(meeting=meeting, by=request.user)
    messages.success(request, "The minutes are final. What is wrong is still corrected, and says so.")
    return redirect(meeting)
