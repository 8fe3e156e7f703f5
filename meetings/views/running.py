"""The meeting itself: one page to run it from, holding it, notes and decisions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import note_consents, reason_against, visible_or_404
from accounts.types import StaffRequest
from crossover.sharing.reliance import consents_relied_on
from crossover.views.sharing import sharing_page
from families.rules import works_case
from families.views.pages import crumbs_from, form_page
from meetings.enums import AGENDAS, MeetingKind, MeetingStatus
from meetings.forms import DecisionForm, HoldForm, NoteForm, SaidForm
from meetings.models import Meeting
from meetings.rules import check_can_cancel, check_can_decide, check_can_hold, check_can_invite, check_can_note
from meetings.rules.calling import check_can_move
from meetings.services import add_note, decide, hold_meeting
from meetings.sharing import (
    agenda_for,
    attendances_for,
    decisions_for,
    other_bureau_reads,
    readers_of_a_row,
    shown_of,
    span_of,
)
from meetings.views.calling import crumbs_of
from meetings.views.saying import how_often_moved, was_held

TONES = {MeetingStatus.SCHEDULED: "info", MeetingStatus.HELD: "success", MeetingStatus.CANCELLED: ""}


@require_safe
def meeting_detail(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Everything needed to run the meeting, and only what this reader may know of it."""
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    note_consents(consents_relied_on(meeting.family, request.user, shown_of(meeting, request.user)))

    def reason(check: Callable[..., None]) -> str:
        return reason_against(check, request.user, meeting)

    context = {
        "meeting": meeting,
        "facts": _facts(meeting),
        "tone": TONES[MeetingStatus(meeting.status)],
        "is_ltm": meeting.kind == MeetingKind.LTM,
        "attendances": attendances_for(meeting, request.user),
        "agenda": agenda_for(meeting, request.user),
        "decisions": decisions_for(meeting, request.user),
        "hold_reason": reason(check_can_hold),
        "move_reason": reason(check_can_move),
        "cancel_reason": reason(check_can_cancel),
        "invite_reason": reason(check_can_invite),
        "note_reason": reason(check_can_note),
        "decide_reason": reason(check_can_decide),
        "corrects": "" if reason(check_can_note) else request.user.bureau,
        "crumbs": crumbs_from(meeting.family, str(meeting)),
    }
    return render(request, "meetings/meeting_detail.html", context)


def _facts(meeting: Meeting) -> list[tuple[str, str]]:
    facts = [
        ("When", span_of(meeting)),
        ("How", meeting.get_mode_display()),
        ("Place or dial-in", meeting.place),
        ("Interpreter", meeting.interpreter),
        ("Scheduled by", str(meeting.scheduled_by)),
    ]
    if meeting.moves:
        facts.append(("Moved", how_often_moved(meeting)))
    if meeting.out_of_order_reason:
        facts.append(("Why before the PLTM", meeting.out_of_order_reason))
    if meeting.held_at:
        facts.append(
            ("Recorded as held by", f"{meeting.held_by}, {date_format(timezone.localtime(meeting.held_at), 'M j, Y')}")
        )
    if meeting.cancelled_reason:
        facts.append(("Why it was cancelled", meeting.cancelled_reason))
    return facts


@require_http_methods(["GET", "POST"])
def meeting_hold(request: StaffRequest, uuid: UUID) -> HttpResponse:
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    attendances = attendances_for(meeting, request.user)
    note_consents(consents_relied_on(meeting.family, request.user, [attendances]))
    form = HoldForm(request.POST or None, meeting=meeting, attendances=list(attendances), user=request.user)
    return form_page(
        request,
        form=form,
        template="meetings/meeting_hold.html",
        context={
            "meeting": meeting,
            "crossing": other_bureau_reads(meeting.family, request.user)
            if works_case(request.user, meeting.family)
            else None,
            "reason": reason_against(check_can_hold, request.user, meeting),
            "crumbs": crumbs_of(meeting, "Hold"),
        },
        save=lambda: hold_meeting(meeting=meeting, by=request.user, present=form.present(), notes=form.notes()),
        key=f"hold-{meeting.uuid}",
        family=meeting.family,
        goes_to=lambda _: meeting,
        says=lambda _: was_held(meeting),
    )


@require_http_methods(["GET", "POST"])
def note_new(request: StaffRequest, uuid: UUID, topic: str) -> HttpResponse:
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    named = next((one for one in AGENDAS[MeetingKind(meeting.kind)] if one.value == topic), None)
    if named is None:
        raise Http404
    form = NoteForm(request.POST or None, meeting=meeting, topic=named, user=request.user)
    return said_page(
        request,
        meeting,
        form,
        title="Note",
        key=f"note-{topic}-{meeting.uuid}",
        reason=reason_against(check_can_note, request.user, meeting),
        save=lambda: add_note(meeting=meeting, by=request.user, **form.facts()),
    )


@require_http_methods(["GET", "POST"])
def decision_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    form = DecisionForm(request.POST or None, meeting=meeting, user=request.user)
    return said_page(
        request,
        meeting,
        form,
        title="Decision",
        key=f"decision-{meeting.uuid}",
        reason=reason_against(check_can_decide, request.user, meeting),
        save=lambda: decide(meeting=meeting, by=request.user, **form.cleaned_data),
    )


def said_page(
    request: StaffRequest,
    meeting: Meeting,
    form: SaidForm,
    *,
    title: str,
    key: str,
    reason: str,
    save: Callable[[], Any],
) -> HttpResponse:
    category, about = form.sharing()
    return sharing_page(
        request,
        form=form,
        template="meetings/said_new.html",
        context={"meeting": meeting, "title": title, "reason": reason, "crumbs": crumbs_of(meeting, title)},
        category=category,
        readers=readers_of_a_row(meeting, request.user, category, about),
        save=save,
        key=key,
        family=meeting.family,
        goes_to=meeting,
    )
