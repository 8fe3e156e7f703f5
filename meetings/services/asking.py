"""Asking for a meeting: the request, its owner, and how it ends."""

from django.db import transaction
from django.urls import reverse

from accounts.access import visible
from accounts.models import User
from families.enums import NoticeKind
from families.models import Family, Person
from families.services import notify, settle
from meetings.enums import TRIGGER_CATEGORY, MeetingKind, MeetingRequestStatus, Trigger
from meetings.models import Meeting, MeetingRequest
from meetings.rules.asking import check_can_request, check_can_withdraw, check_request
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
) -> MeetingRequest:
    """Ask for a meeting: `owner` is to schedule it, and is told. What is asked for just so already is asked once."""
    family = Family.objects.select_for_update().get(pk=family.pk)
    check_can_request(by, family)
    check_request(by, family, rule=rule_of_kind(kind), trigger=trigger, owner=owner, about=about)
    check_words_tell_no_kept_address(by, family, text)
    facts = {"about": about, "kind": kind, "trigger": trigger, "text": text, "owner": owner, "requested_by": by}
    if same := MeetingRequest.objects.filter(family=family, bureau=by.bureau, **facts).open().first():
        return same
    category = TRIGGER_CATEGORY[trigger]
    request = MeetingRequest.objects.create(family=family, bureau=by.bureau, category=category, **facts)
    settle(family)
    if owner != by:
        url = reverse("reports:family-meetings", args=[family.uuid])
        notify(to=[owner], kind=NoticeKind.MEETING_REQUESTED, url=url, family=family, by=by)
    return request


@transaction.atomic
def withdraw_meeting_request(*, request: MeetingRequest, by: User, reason: str) -> None:
    """Take a request back, with the reason."""
    request.refresh_from_db(from_queryset=MeetingRequest.objects.select_for_update())
    check_can_withdraw(by, request)
    check_words_tell_no_kept_address(by, request.family, reason)
    request.status, request.withdrawn_reason = MeetingRequestStatus.WITHDRAWN, reason
    request.save()
    settle(request.family)


def answer_requests(meeting: Meeting, by: User, kind: str = "") -> None:
    """The meeting set is the one that was asked for, as far as whoever sets it may know of the request.

    `kind`: of which kind it was to be, where it was combined with another one.
    """
    kinds = [meeting.kind, kind]
    open_ones = visible(MeetingRequest, by).filter(family=meeting.family, kind__in=kinds).open()  # type: ignore[attr-defined]
    for request in open_ones:
        request.status, request.meeting = MeetingRequestStatus.SCHEDULED, meeting
        request.save()


def reopen_requests(meeting: Meeting) -> None:
    """The meeting that was asked for was not held: the request is open again."""
    for request in meeting.requests.all():
        request.status, request.meeting = MeetingRequestStatus.OPEN, None
        request.save()
