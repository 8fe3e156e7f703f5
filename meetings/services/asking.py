"""Asking for a meeting: the request, its owner, and how it ends."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from families.enums import NoticeKind
from families.models import Family, Person
from families.services import notify, saved_before, settle
from meetings.enums import ANSWERED_BY, TRIGGER_CATEGORY, MeetingKind, MeetingRequestStatus, Trigger
from meetings.models import Meeting, MeetingRequest
from meetings.rules.asking import check_can_request, check_can_withdraw, check_has_no_day, check_request
from meetings.rules.calling import check_words_tell_no_kept_address
from meetings.rules.kinds import rule_of_kind


@transaction.atomic
def request_meeting(
    *,
    family: Family,
    by: User,
    kind: MeetingKind,
    trigger: Trigger,
    owner: User,
    text: str = "",
    about: Person | None = None,
    key: UUID | None = None,
) -> MeetingRequest:
    """Ask for a meeting: `owner` is to schedule it, and is told.

    `key` is the form's own: the same form sent twice asks once.
    """
    family = Family.objects.select_for_update().get(pk=family.pk)
    check_can_request(by, family)
    facts: dict[str, Any] = {"family": family, "requested_by": by, "kind": kind, "trigger": trigger}
    facts |= {"text": text, "owner": owner, "about": about}
    if saved := saved_before(MeetingRequest, key, **facts):
        return saved
    check_has_no_day(family, rule_of_kind(kind))
    check_request(by, family, rule=rule_of_kind(kind), trigger=trigger, owner=owner, about=about)
    check_words_tell_no_kept_address(by, family, text)
    keyed = {"uuid": key} if key else {}
    request = MeetingRequest.objects.create(bureau=by.bureau, category=TRIGGER_CATEGORY[trigger], **facts, **keyed)
    settle(family)
    if owner != by:
        url = reverse("reports:family-meetings", args=[family.uuid])
        notify(to=[owner], kind=NoticeKind.MEETING_REQUESTED, url=url, family=family, by=by)
    return request


@transaction.atomic
def withdraw_meeting_request(*, request: MeetingRequest, by: User, reason: str) -> None:
    """Take a request back, with the reason."""
    Family.objects.select_for_update().get(pk=request.family_id)
    request.refresh_from_db(from_queryset=MeetingRequest.objects.select_for_update())
    check_can_withdraw(by, request)
    check_words_tell_no_kept_address(by, request.family, reason)
    request.status, request.withdrawn_reason = MeetingRequestStatus.WITHDRAWN, reason
    request.save()
    settle(request.family)


def answer_requests(meeting: Meeting) -> None:
    """The meeting set does for what was asked for, also where whoever sets it may not know that it was, or why.

    It tells them nothing: the request and its task are shown to whoever may read them.
    """
    answered = [kind for kind, answering in ANSWERED_BY.items() if meeting.kind in answering]
    for request in MeetingRequest.objects.filter(family=meeting.family, kind__in=answered).open():
        request.status, request.meeting = MeetingRequestStatus.SCHEDULED, meeting
        request.save()


def reopen_requests(meeting: Meeting) -> None:
    """The meeting that was asked for was not held: the request is open again, unless another one set does for it."""
    for request in meeting.requests.all():
        request.status, request.meeting = MeetingRequestStatus.OPEN, None
        request.save()
    for other in meeting.family.meetings.ahead().exclude(pk=meeting.pk):
        answer_requests(other)
