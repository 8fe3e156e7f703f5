"""Facilitator mode: one large-type screen to run the meeting from, and the marks made on it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import note_consents, reason_against, visible_or_404
from accounts.models import User
from accounts.types import StaffRequest
from crossover.sharing.reliance import consents_relied_on
from families.forms.seeing import SEEN
from families.services import StaleRow
from families.views.pages import explained_page
from meetings.enums import ABSENT, LTMS, PROTECTIVE_FACTORS, SUGGESTED, MeetingKind, Mode, Question
from meetings.forms import StatementForm
from meetings.models import Meeting
from meetings.rules import check_can_decide, check_can_hold, check_can_invite, check_can_note, check_quorum
from meetings.rules.apart import to_meet_apart
from meetings.rules.calling import check_can_schedule
from meetings.rules.kinds import rule_of, rule_of_kind
from meetings.rules.life import check_can_mark
from meetings.rules.outsiders import check_can_keep_statement
from meetings.services import finish_arrangement, keep_statement, mark_attendance
from meetings.sharing import agenda_for, attendances_for, decisions_for, shown_of
from meetings.sharing.preparing import arrangements_for, heard_by, opened_to_outsiders
from meetings.views.calling import crumbs_of
from meetings.views.inviting import attendance_or_404
from meetings.views.running import WHILE_RUNNING, back_to, to_finish

NEXT: dict[str, MeetingKind] = {
    MeetingKind.PLTM: MeetingKind.LTM,
    **dict.fromkeys(LTMS, MeetingKind.LTM_FOLLOW_UP),
}


@require_safe
def meeting_run(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Who is here and who is missing, the agenda with questions for the family, decisions, what is next."""
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    note_consents(consents_relied_on(meeting.family, request.user, shown_of(meeting, request.user)))
    attendances = list(attendances_for(meeting, request.user))
    agenda = agenda_for(meeting, request.user)
    present = [attendance for attendance in attendances if attendance.present]
    rule = rule_of(meeting)
    suggested = SUGGESTED if rule.family_attends else {}
    context = {
        "meeting": meeting,
        "attendances": attendances,
        "apart": [] if reason_against(check_can_invite, request.user, meeting) else to_meet_apart(attendances),
        "heard_by": heard_by(meeting, request.user, attendances),
        "ways": [*Mode.choices, (ABSENT, "Not there")],
        "quorum_reason": reason_against(check_quorum, rule, present),
        "topics": [(item, suggested.get(item.topic, ())) for item in agenda if item.topic not in PROTECTIVE_FACTORS],
        "factors": [(item, suggested.get(item.topic, ())) for item in agenda if item.topic in PROTECTIVE_FACTORS],
        "questions": Question.labels if rule.family_attends else [],
        "decisions": decisions_for(meeting, request.user),
        "arrangements": to_finish(meeting, request.user),
        "while_running": WHILE_RUNNING,
        "decides": meeting.kind != MeetingKind.PLTM,
        **_next(meeting, request.user),
        "mark_reason": reason_against(check_can_mark, request.user, meeting),
        "hold_reason": reason_against(check_can_hold, request.user, meeting),
        "note_reason": reason_against(check_can_note, request.user, meeting),
        "decide_reason": reason_against(check_can_decide, request.user, meeting),
        "crumbs": crumbs_of(meeting, "Run the meeting"),
    }
    return render(request, "meetings/meeting_run.html", context)


def _next(meeting: Meeting, user: User) -> dict[str, str]:
    """The meeting to set while everyone is here: the LTM after a PLTM, a follow-up after an LTM."""
    kind = NEXT.get(meeting.kind, meeting.kind)
    url = f"{reverse('meetings:meeting-new', args=[meeting.family.uuid])}?kind={kind}"
    return {
        "next_url": url,
        "next_reason": reason_against(check_can_schedule, user, meeting.family, rule_of_kind(kind)),
    }


@require_POST
def attendance_mark(request: StaffRequest, uuid: UUID, attendance: UUID) -> HttpResponse:
    """One tap: there in the room, by phone, by video, or not there."""
    meeting, marked = attendance_or_404(request, uuid, attendance)
    way = request.POST.get("way", "")
    if way not in {*Mode, ABSENT}:
        raise Http404
    run, mode = reverse("meetings:meeting-run", args=[meeting.uuid]), None if way == ABSENT else Mode(way)
    try:
        mark_attendance(attendance=marked, by=request.user, mode=mode, seen=request.POST.get(SEEN))
    except StaleRow:
        messages.warning(request, f"Not marked: meanwhile a colleague marked {marked}. Mark them again if it is wrong.")
        return redirect(run)
    return redirect(f"{run}#mark-{marked.uuid}")


@require_http_methods(["GET", "POST"])
def attendance_statement(request: StaffRequest, uuid: UUID, attendance: UUID) -> HttpResponse:
    """When someone from outside signed the confidentiality statement, and what they may hear."""
    meeting, invited = attendance_or_404(request, uuid, attendance)
    reason = reason_against(check_can_keep_statement, request.user, invited)
    opened = {} if reason else opened_to_outsiders(meeting.family)
    form = StatementForm(request.POST or None, attendance=invited, opened=opened)
    title = f"{invited}: what they may hear"
    return explained_page(
        request,
        form=form,
        template="meetings/meeting_form.html",
        context={
            "meeting": meeting,
            "title": title,
            "submit": "Save",
            "reason": reason,
            "crumbs": crumbs_of(meeting, "What they may hear"),
        },
        save=lambda: keep_statement(attendance=invited, by=request.user, **form.cleaned_data),
        key=f"statement-{invited.uuid}",
        family=meeting.family,
        goes_to=lambda _: meeting,
    )


@require_POST
def arrangement_finish(request: StaffRequest, uuid: UUID, note: UUID) -> HttpResponse:
    """What the PLTM gave somebody to see to is done."""
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    found = next((one for one in arrangements_for(meeting, request.user) if one.uuid == note), None)
    if found is None:
        raise Http404
    finish_arrangement(note=found, by=request.user)
    messages.success(request, "Done. Its task is closed.")
    return redirect(back_to(request, meeting, "close"))
