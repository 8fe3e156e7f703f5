"""The verbs of requests between the programs: ask, acknowledge, answer or decline, withdraw."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.models import User
from crossover.sharing import is_readable
from families.enums import NoticeKind
from families.models import Family, Person
from families.services import check_seen, notify, saved_before, settle
from meetings.contact_enums import RequestStatus
from meetings.models import BureauRequest, RequestAnswer
from meetings.rules.calling import check_words_tell_no_kept_address
from meetings.rules.requests import (
    UNREAD,
    check_can_acknowledge,
    check_can_answer,
    check_can_ask,
    check_can_withdraw,
    check_moves_to,
    check_request,
    check_told,
)


@transaction.atomic
def ask_other_program(*, family: Family, by: User, key: UUID | None = None, **facts: Any) -> BureauRequest:
    """Ask the other program's worker for a service or information; they are told that something is asked, no more.

    `key` is the form's own: the same form sent twice asks once.
    """
    family = Family.objects.select_for_update().get(pk=family.pk)
    check_can_ask(by, family)
    if saved := saved_before(BureauRequest, key, family=family, asked_by=by, **facts):
        return saved
    asked = check_request(by, family, facts)
    keyed = {"uuid": key} if key else {}
    request = BureauRequest.objects.create(
        family=family, bureau=by.bureau, asked_by=by, owner_role=asked.role, **facts, **keyed
    )
    if not is_readable(request, request.owner):
        raise NotAllowed(UNREAD)
    settle(family)
    _tell(request, request.owner, NoticeKind.REQUEST_RECEIVED)
    return request


@transaction.atomic
def acknowledge_request(*, request: BureauRequest, by: User) -> None:
    """Say that the request was read and is being seen to."""
    _lock(request)
    check_can_acknowledge(by, request)
    _acknowledge(request, by)
    request.save()
    settle(request.family)
    _tell(request, request.asked_by, NoticeKind.REQUEST_ACKNOWLEDGED)


@transaction.atomic
def answer_request(
    *, request: BureauRequest, by: User, status: RequestStatus, text: str, category: str, about: Person | None = None
) -> RequestAnswer:
    """Answer a request, or decline it with the reason: a row of the answering bureau, of its own kind."""
    _lock(request)
    check_can_answer(by, request)
    if request.status == RequestStatus.REQUESTED:
        _acknowledge(request, by)
    check_moves_to(request, status)
    check_told(by, request.family, category, about, text)
    answer = RequestAnswer.objects.create(
        family=request.family,
        request=request,
        bureau=by.bureau,
        category=category,
        about=about,
        text=text,
        written_by=by,
    )
    _end(request, by, status)
    _tell(request, request.asked_by, NoticeKind.REQUEST_ENDED)
    return answer


@transaction.atomic
def withdraw_request(*, request: BureauRequest, by: User, reason: str, seen: str = "") -> None:
    """Take a request back: the one who was asked has nothing left to answer.

    `seen`: its status then. Raises `StaleRow` where it was acknowledged since.
    """
    _lock(request)
    check_can_withdraw(by, request)
    check_seen(request, request.status, seen)
    check_words_tell_no_kept_address(by, request.family, reason)
    request.withdrawn_reason = reason
    _end(request, by, RequestStatus.WITHDRAWN)
    _tell(request, request.owner, NoticeKind.REQUEST_ENDED)


def _lock(request: BureauRequest) -> None:
    Family.objects.select_for_update().get(pk=request.family.pk)
    request.refresh_from_db(from_queryset=BureauRequest.objects.select_for_update())


def _acknowledge(request: BureauRequest, by: User) -> None:
    request.status = RequestStatus.ACKNOWLEDGED
    request.acknowledged_at, request.acknowledged_by = timezone.now(), by


def _end(request: BureauRequest, by: User, status: RequestStatus) -> None:
    request.status, request.ended_at, request.ended_by = status, timezone.now(), by
    request.save()
    settle(request.family)


def _tell(request: BureauRequest, user: User, kind: NoticeKind) -> None:
    """Only who may read the request today learns of it."""
    if visible(BureauRequest, user).filter(pk=request.pk).exists():
        notify(to=[user], kind=kind, url=request.get_absolute_url(), family=request.family)
