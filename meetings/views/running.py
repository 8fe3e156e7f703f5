"""The meeting itself: one page to run it from, holding it, notes and decisions."""

import datetime
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import note_consents, reason_against, visible_or_404
from accounts.models import User
from accounts.types import StaffRequest
from crossover.sharing.reliance import consents_relied_on
from crossover.views.sharing import sharing_page
from families.rules import works_case
from families.views.pages import crumbs_from, form_page
from meetings.enums import AHEAD, LTMS, NOT_HELD, WAS_HELD, MeetingKind, PltmOutcome, Topic
from meetings.forms import DecisionForm, HoldForm, NoteForm, ReviewForm, SaidForm
from meetings.models import KindRule, Meeting, MeetingNote
from meetings.rules import (
    check_can_cancel,
    check_can_decide,
    check_can_hold,
    check_can_invite,
    check_can_note,
    check_can_write,
    check_takes_others,
)
from meetings.rules.apart import to_meet_apart
from meetings.rules.calling import check_can_move
from meetings.rules.dispositions import check_can_record_review
from meetings.rules.kinds import rule_of
from meetings.rules.life import check_can_confirm, check_can_finish, check_can_record_no_show, invited_since_confirmed
from meetings.rules.pltm import check_can_finish_arrangement
from meetings.services import add_note, decide, hold_meeting, record_review
from meetings.sharing import (
    agenda_for,
    attendances_for,
    decisions_for,
    marks_of,
    other_bureau_reads,
    readers_of_a_row,
    reviews_for,
    shown_of,
    span_of,
)
from meetings.sharing.contacts import contacts_at
from meetings.sharing.preparing import arrangements_for, missing_at
from meetings.views.calling import crumbs_of
from meetings.views.saying import how_often_moved, was_held

# What the links of the screen to run a meeting from carry.
WHILE_RUNNING = "?from=run"
TONES: dict[str, str] = {
    **dict.fromkeys(AHEAD, "info"),
    **dict.fromkeys(WAS_HELD, "success"),
    **dict.fromkeys(NOT_HELD, ""),
}

# Why each of the page's buttons is closed to the reader, by its name on the page.
REASONS: dict[str, Callable[..., None]] = {
    "review_reason": check_can_record_review,
    "hold_reason": check_can_hold,
    "move_reason": check_can_move,
    "cancel_reason": check_can_cancel,
    "invite_reason": check_can_invite,
    "note_reason": check_can_note,
    "decide_reason": check_can_decide,
    "confirm_reason": check_can_confirm,
    "no_show_reason": check_can_record_no_show,
    "finish_reason": check_can_finish,
}


@require_safe
def meeting_detail(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Everything needed to run the meeting, and only what this reader may know of it."""
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    contacts, decisions = contacts_at(meeting, request.user), decisions_for(meeting, request.user)
    shown = [*shown_of(meeting, request.user), contacts]
    note_consents(consents_relied_on(meeting.family, request.user, shown))

    works, rule = works_case(request.user, meeting.family), rule_of(meeting)
    attendances = attendances_for(meeting, request.user)
    reasons = {name: reason_against(check, request.user, meeting) for name, check in REASONS.items()}
    context = {
        "meeting": meeting,
        "facts": _facts(meeting, rule),
        "stands": marks_of(meeting, attendances),
        "tone": TONES[meeting.status],
        "not_heard_from": invited_since_confirmed(request.user, meeting) if meeting.is_ahead else [],
        "apart": [] if reasons["invite_reason"] else to_meet_apart(attendances),
        "takes_others": not reason_against(check_takes_others, rule),
        "is_ltm": meeting.kind in LTMS,
        "decides": meeting.kind != MeetingKind.PLTM,
        "attendances": attendances,
        "agenda": agenda_for(meeting, request.user),
        "arrangements": to_finish(meeting, request.user),
        "while_running": "",
        "keeps_statements": works and meeting.status not in NOT_HELD,
        "missing": missing_at(meeting, request.user),
        "decisions": decisions,
        "contacts": contacts,
        "caregiver_road": works
        and meeting.status not in NOT_HELD
        and any(decision.places_with_relative for decision in decisions),
        "is_conference": meeting.kind == MeetingKind.DISPOSITION,
        "review": reviews_for(meeting, request.user).first(),
        "corrects": "" if reason_against(check_can_write, request.user, meeting) else request.user.bureau,
        "crumbs": crumbs_from(meeting.family, str(meeting)),
    }
    return render(request, "meetings/meeting_detail.html", context | reasons)


def to_finish(meeting: Meeting, user: User) -> list[tuple[MeetingNote, bool]]:
    """What the PLTM gave to somebody to see to, and whether this reader may say that it is done."""
    notes = arrangements_for(meeting, user)
    return [(note, not reason_against(check_can_finish_arrangement, user, note)) for note in notes]


def back_to(request: StaffRequest, meeting: Meeting, place: str) -> Meeting | str:
    """Where a note, a decision or a mark leads: whoever runs the meeting from one screen is back there."""
    if request.GET.get("from") == "run":
        return f"{reverse('meetings:meeting-run', args=[meeting.uuid])}#{place}"
    return meeting


def _facts(meeting: Meeting, rule: KindRule) -> list[tuple[str, str]]:
    facts = [
        ("When", span_of(meeting)),
        ("How", meeting.get_mode_display()),
        ("Place or dial-in", meeting.place),
    ]
    if meeting.interpreter or rule.family_attends:
        facts.append(("Interpreter", meeting.interpreter))
    facts.append(("Scheduled by", str(meeting.scheduled_by)))
    if meeting.moves:
        facts.append(("Moved", how_often_moved(meeting)))
    if meeting.out_of_order_reason:
        facts.append(("Why before the PLTM", meeting.out_of_order_reason))
    if meeting.held_at:
        facts.append(("Recorded as held by", _by_and_day(meeting.held_by, meeting.held_at)))
    if meeting.confirmed_at:
        facts.append(("Confirmed by", _by_and_day(meeting.confirmed_by, meeting.confirmed_at)))
    if meeting.finished_at:
        facts.append(("Minutes finished by", _by_and_day(meeting.finished_by, meeting.finished_at)))
    if meeting.outcome:
        facts.append(
            ("What it came to", ". ".join(filter(None, [meeting.get_outcome_display(), meeting.outcome_reason])))
        )
    if meeting.not_held_reason:
        facts.append(("Why it was not held", meeting.not_held_reason))
    return facts


def _by_and_day(user: User | None, at: datetime.datetime) -> str:
    return f"{user}, {date_format(timezone.localtime(at), 'M j, Y')}"


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
        save=lambda: hold_meeting(meeting=meeting, by=request.user, **form.facts()),
        key=f"hold-{meeting.uuid}",
        family=meeting.family,
        goes_to=lambda _: _after(meeting),
        says=lambda _: was_held(meeting),
    )


def _after(meeting: Meeting) -> object:
    """Where a held meeting leads: from the PLTM of a willing family to its LTM."""
    if meeting.outcome == PltmOutcome.BOOK_LTM:
        return f"{reverse('meetings:meeting-new', args=[meeting.family.uuid])}?kind=ltm"
    return meeting


@require_http_methods(["GET", "POST"])
def note_new(request: StaffRequest, uuid: UUID, topic: str) -> HttpResponse:
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    if topic not in rule_of(meeting).topics:
        raise Http404
    form = NoteForm(request.POST or None, meeting=meeting, topic=Topic(topic), user=request.user)
    return said_page(
        request,
        meeting,
        form,
        title="Note",
        key=f"note-{topic}-{meeting.uuid}",
        reason=reason_against(check_can_note, request.user, meeting),
        save=lambda: add_note(meeting=meeting, by=request.user, key=form.cleaned_data["key"], **form.facts()),
        place=f"topic-{topic}",
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
        place="decisions",
    )


@require_http_methods(["GET", "POST"])
def review_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """What a Disposition Conference found and decided."""
    meeting = visible_or_404(Meeting, request.user, uuid=uuid, kind=MeetingKind.DISPOSITION)
    form = ReviewForm(request.POST or None, meeting=meeting, user=request.user)
    return said_page(
        request,
        meeting,
        form,
        title="What was decided",
        key=f"review-{meeting.uuid}",
        reason=reason_against(check_can_record_review, request.user, meeting),
        save=lambda: record_review(meeting=meeting, by=request.user, **form.cleaned_data),
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
    place: str = "close",
) -> HttpResponse:
    """`place` is where on the screen to run a meeting from it is said."""
    category, about = form.sharing()
    return sharing_page(
        request,
        form=form,
        template="meetings/said_new.html",
        context={
            "meeting": meeting,
            "title": title,
            "reason": reason,
            "crumbs": crumbs_of(meeting, title),
            "back_url": resolve_url(back_to(request, meeting, place)),
        },
        category=category,
        readers=readers_of_a_row(meeting, request.user, category, about, confidential=form.keeps_in()),
        save=save,
        key=key,
        family=meeting.family,
        goes_to=back_to(request, meeting, place),
    )
