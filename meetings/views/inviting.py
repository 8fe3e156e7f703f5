"""Who is invited to a meeting: one more, or one whose invitation is taken back."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import reason_against, visible, visible_or_404
from accounts.types import StaffRequest
from crossover.views.sharing import sharing_page
from families.views.pages import explained_page
from meetings.forms import INVITE_FORMS, RoleInviteForm
from meetings.models import Attendance, Meeting
from meetings.rules import check_can_invite, check_takes_others, missing_roles
from meetings.rules.inviting import check_can_take_back
from meetings.rules.kinds import rule_of
from meetings.services import invite, take_back_invitation
from meetings.sharing import attendances_for, readers_of_a_row, taken_back
from meetings.views.calling import crumbs_of
from meetings.views.saying import not_invited

TAKE_BACK = "Take the invitation back"


@require_http_methods(["GET", "POST"])
def meeting_invite(request: StaffRequest, uuid: UUID, who: str) -> HttpResponse:
    """Invite one more: of the staff, of the family (LTM), from outside (LTM)."""
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    if who not in INVITE_FORMS:
        raise Http404
    if who != "staff":
        check_takes_others(rule_of(meeting))
    form = INVITE_FORMS[who](request.POST or None, meeting=meeting, user=request.user)
    page: dict[str, Any] = {
        "form": form,
        "template": "meetings/meeting_form.html",
        "context": {
            "meeting": meeting,
            "title": "Invite to the meeting",
            "submit": "Invite",
            "reason": reason_against(check_can_invite, request.user, meeting),
            "crumbs": crumbs_of(meeting, "Invite"),
        },
        "save": lambda: invite(meeting=meeting, by=request.user, attendees=[form.invitee()]),
        "key": f"invite-{who}-{meeting.uuid}",
        "family": meeting.family,
    }
    if not isinstance(form, RoleInviteForm):
        return explained_page(request, goes_to=lambda _: meeting, **page)
    category, about = form.sharing()
    readers = readers_of_a_row(meeting, request.user, category, about)
    return sharing_page(request, category=category, readers=readers, goes_to=meeting, **page)


@require_http_methods(["GET", "POST"])
def attendance_take_back(request: StaffRequest, uuid: UUID, attendance: UUID) -> HttpResponse:
    """Take someone off the list, once it was said what that does. Sent again, it says that it is done."""
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    if gone := taken_back(meeting, request.user, attendance):
        messages.info(request, f"The invitation was taken back already: {gone} is not invited.")
        return redirect(meeting)
    meeting, invited = attendance_or_404(request, uuid, attendance)
    return explained_page(
        request,
        form=forms.Form(request.POST if request.method == "POST" else None),
        template="meetings/meeting_form.html",
        context={
            "meeting": meeting,
            "title": f"{TAKE_BACK}: {invited}",
            "submit": TAKE_BACK,
            "explains": _what_follows(request, meeting, invited),
            "reason": reason_against(check_can_take_back, request.user, invited),
            "crumbs": crumbs_of(meeting, TAKE_BACK),
        },
        save=lambda: take_back_invitation(attendance=invited, by=request.user),
        key=f"take-back-{invited.uuid}",
        family=meeting.family,
        goes_to=lambda _: meeting if visible(Meeting, request.user).filter(pk=meeting.pk).exists() else "home",
        says=lambda _: not_invited(invited),
    )


def _what_follows(request: StaffRequest, meeting: Meeting, invited: Attendance) -> list[str]:
    """What taking it back does, and who is then missing as far as this reader may know."""
    follows = [
        "They are told, and their calendar takes the meeting out. The meeting closes to them at once, and the family's "
        "page with it, unless they work the family or are invited to another of its meetings."
        if invited.user
        else "Nobody tells them: tell them yourself, where they were told of the meeting or have a letter."
    ]
    left = [one.role for one in attendances_for(meeting, request.user) if one != invited]
    missing = missing_roles(rule_of(meeting), left)
    if invited.role in missing:
        names = ", ".join(role.label for role in missing)
        follows.append(f"The {meeting.short_name} is not held without: {names}. Invite another one.")
    return follows


def attendance_or_404(request: StaffRequest, uuid: UUID, attendance: UUID) -> tuple[Meeting, Attendance]:
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    found = attendances_for(meeting, request.user).filter(uuid=attendance).first()
    if found is None:
        raise Http404
    return meeting, found
