"""Calling a meeting: schedule and move."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import reason_against, visible, visible_or_404
from accounts.types import StaffRequest
from families.models import Assignment, Family
from families.views.pages import crumbs_from, explained_page
from meetings.enums import PREPARED_BY_PLTM, WORKER_ROLES, MeetingKind
from meetings.forms import FamilyScheduleForm, MoveForm, ScheduleForm
from meetings.models import KindRule, Meeting
from meetings.rules.calling import check_can_move, check_can_schedule
from meetings.rules.kinds import every_kind, rule_of_kind
from meetings.services import combine_meetings, has_held_pltm, move_meeting, schedule_meeting
from meetings.sharing.preparing import CarriedOver, carried_over
from meetings.views.saying import moved_to, set_for

KINDS = {kind.value: kind for kind in MeetingKind}
OF_THE_ROAD = (MeetingKind.PLTM, MeetingKind.LTM)


@require_http_methods(["GET", "POST"])
def meeting_new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Schedule a meeting of the kind asked for; without one, of the PLTM and the LTM whichever comes next."""
    family = visible_or_404(Family, request.user, uuid=uuid)
    pltm_was_held = has_held_pltm(family)
    kind = KINDS.get(request.GET.get("kind", ""), MeetingKind.LTM if pltm_was_held else MeetingKind.PLTM)
    rule = rule_of_kind(kind)
    form = _schedule_form(request, family, rule, pltm_was_held)
    url = reverse("meetings:meeting-new", args=[family.uuid])
    kinds, shown = every_kind(), {*OF_THE_ROAD, kind}
    return explained_page(
        request,
        form=form,
        template="meetings/meeting_new.html",
        context={
            "rule": rule,
            "tabs": [(str(one), f"{url}?kind={one.kind}", one == rule) for one in kinds if one.kind in shown],
            "others": [(one, f"{url}?kind={one.kind}") for one in kinds if one.kind not in shown],
            "reason": reason_against(check_can_schedule, request.user, family, rule),
            "crumbs": crumbs_from(family, "Schedule a meeting"),
        },
        save=lambda: _schedule(request, form, kind),
        key=f"{kind}-new-{family.uuid}",
        family=family,
        goes_to=lambda meeting: (
            reverse("meetings:meeting-hold", args=[meeting.uuid]) if form.cleaned_data["held_already"] else meeting
        ),
        says=set_for,
    )


def _schedule(request: StaffRequest, form: ScheduleForm, kind: MeetingKind) -> Meeting:
    """One meeting more, or one that is combined with it."""
    facts: dict[str, Any] = {"by": request.user, "kind": kind, "attendees": form.invitees()}
    if form.combines_with is not None:
        reason = form.facts().get("out_of_order_reason", "")
        return combine_meetings(meeting=form.combines_with, out_of_order_reason=reason, **facts)
    return schedule_meeting(family=form.family, **facts, **form.facts())


def _schedule_form(request: StaffRequest, family: Family, rule: KindRule, pltm_was_held: bool) -> ScheduleForm:
    workers = visible(Assignment, request.user).of_open_cases(family).open().exclude(worker=None)  # type: ignore[attr-defined]
    facts: dict[str, Any] = {
        "family": family,
        "rule": rule,
        "user": request.user,
        "assignments": list(workers.filter(role__in=WORKER_ROLES.values()).order_by("-role").select_related("worker")),
    }
    if rule.family_attends:
        return FamilyScheduleForm(
            request.POST or None,
            pltm_was_held=pltm_was_held,
            carried_over=_carried_over(request, family, rule),
            **facts,
        )
    return ScheduleForm(request.POST or None, **facts)


def _carried_over(request: StaffRequest, family: Family, rule: KindRule) -> CarriedOver:
    return carried_over(family, request.user) if rule.kind in PREPARED_BY_PLTM else CarriedOver()


@require_http_methods(["GET", "POST"])
def meeting_move(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Another day, time, place or way, with the reason."""
    meeting = visible_or_404(Meeting, request.user, uuid=uuid)
    form = MoveForm(request.POST or None, meeting=meeting, user=request.user)
    return explained_page(
        request,
        form=form,
        template="meetings/meeting_form.html",
        context={
            "meeting": meeting,
            "title": "Move the meeting",
            "submit": "Move the meeting",
            "reason": reason_against(check_can_move, request.user, meeting),
            "crumbs": crumbs_of(meeting, "Move"),
        },
        save=lambda: move_meeting(meeting=meeting, by=request.user, **form.facts()),
        key=f"move-{meeting.uuid}",
        family=meeting.family,
        goes_to=lambda _: meeting,
        says=moved_to,
    )


def crumbs_of(meeting: Meeting, here: str) -> list[tuple[object, str | None]]:
    return crumbs_from(meeting.family, (meeting, meeting.get_absolute_url()), here)
