"""Who may ask the other program for what, who answers, and what a request and its answer must say (31-090 V.A.2)."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.access import NotAllowed
from accounts.enums import Act, Bureau
from accounts.models import Setting, User
from accounts.rules import add_working_days
from accounts.services import county_closures
from crossover.sharing import would_cross
from families.enums import CONSENT_FREE, WRITTEN_TOGETHER, AssignmentRole
from families.models import Assignment, Family, Person
from families.rules import works_case
from meetings.contact_enums import REQUEST_TRANSITIONS, RequestStatus
from meetings.county import REQUEST_DAYS
from meetings.models import BureauRequest
from meetings.rules.calling import check_words_tell_no_kept_address

DAYS_AHEAD = 366
# The column of an assignment that says whose case it is.
CASE_OF = {Bureau.CFS: "cfs_case", Bureau.CALWORKS: "calworks_case"}
UNREAD = (
    "The other program may not read this kind of information about this person. Ask for a WTWCC 10B that opens it, "
    "or write meeting logistics only."
)


def carriers(family: Family, bureau: Bureau) -> QuerySet[Assignment]:
    """Who of this bureau carries an open case of the family now."""
    held = Assignment.objects.of_open_cases(family).open().exclude(worker=None)
    return held.filter(**{f"{CASE_OF[bureau]}__isnull": False}).select_related("worker")


def workers_to_ask(family: Family, user: User) -> QuerySet[User]:
    """Whom of the other program this person may ask about the family."""
    asked = carriers(family, Bureau(user.bureau).other) if user.bureau else Assignment.objects.none()
    return User.objects.filter(pk__in=asked.values("worker"))


def usual_day() -> datetime.date:
    """By when a request made today is usually answered."""
    return add_working_days(timezone.localdate(), Setting.objects.number(REQUEST_DAYS), county_closures())


def check_can_ask(user: User, family: Family) -> None:
    """Whoever works the case asks, once the other program has a worker for the family."""
    if family.merged_into_id:
        raise NotAllowed("This family was merged into another. Ask there.")
    if not (user.bureau and works_case(user, family)):
        raise NotAllowed("Only the family's workers and their supervisors ask the other program.")
    if not carriers(family, Bureau(user.bureau).other).exists():
        raise NotAllowed("The other program has no worker for this family yet. Ask once one is assigned.")


def check_can_ask_at_all(user: User) -> None:
    """Requests go between social workers and their supervisors."""
    if not (user.bureau and user.may(Act.WORK_CASE)):
        raise NotAllowed("Only social workers and their supervisors ask the other program.")


def check_is_asked(user: User, request: BureauRequest) -> None:
    """Whoever works the family in the program that was asked answers for it."""
    if request.bureau == user.bureau or not works_case(user, request.family):
        raise NotAllowed("Only the program that was asked answers this.")


def check_can_acknowledge(user: User, request: BureauRequest) -> None:
    check_is_asked(user, request)
    check_moves_to(request, RequestStatus.ACKNOWLEDGED)


def check_can_answer(user: User, request: BureauRequest) -> None:
    """An answer to what was not acknowledged yet acknowledges it."""
    check_is_asked(user, request)
    if request.status != RequestStatus.REQUESTED:
        check_moves_to(request, RequestStatus.ANSWERED)


def check_can_withdraw(user: User, request: BureauRequest) -> None:
    """The program that asked takes it back, with the reason."""
    if request.bureau != user.bureau or not works_case(user, request.family):
        raise NotAllowed("Only the program that asked withdraws this.")
    check_moves_to(request, RequestStatus.WITHDRAWN)


def check_moves_to(request: BureauRequest, status: RequestStatus) -> None:
    if status not in REQUEST_TRANSITIONS[RequestStatus(request.status)]:
        raise NotAllowed(f"This request is already {request.get_status_display().lower()}.")


def check_needed_by(due_on: datetime.date) -> None:
    today = timezone.localdate()
    if due_on < today:
        raise NotAllowed("This day is past. Choose a day from today on.")
    if due_on > today + datetime.timedelta(days=DAYS_AHEAD):
        raise NotAllowed("This day is more than a year away. Check the year.")


def check_told(user: User, family: Family, category: str, about: Person | None, words: str) -> None:
    """What is asked or answered is of one kind, about one person, and the other program may read it."""
    if category not in WRITTEN_TOGETHER or (about is None and category not in CONSENT_FREE):
        raise NotAllowed("Say what kind of information this is, and about whom.")
    if about is not None and about.family_id != family.pk:
        raise NotAllowed("This person is not of this family.")
    check_crosses(user, family, category, about)
    check_words_tell_no_kept_address(user, family, words)


def check_crosses(user: User, family: Family, category: str, about: Person | None) -> None:
    """A word to the other program that it may not read helps nobody."""
    if not would_cross(family=family, category=category, about=about, discloser=user.bureau):
        raise NotAllowed(UNREAD)


def check_request(user: User, family: Family, facts: Mapping[str, Any]) -> Assignment:
    """Every rule of what a request says. Returns the assignment in which its owner is asked."""
    check_needed_by(facts["due_on"])
    check_told(user, family, facts["category"], facts["about"], f"{facts['what']} {facts['why']}")
    asked = carriers(family, Bureau(user.bureau).other).filter(worker=facts["owner"]).first()
    if asked is None:
        raise NotAllowed("Ask a worker of the other program who carries the family's case.")
    return asked


def answers_now(owner: int, role: str, carrying: Iterable[tuple[int, str]]) -> int:
    """Who answers: the owner while they carry the case, else who follows in their role, else whoever carries it.

    `carrying` are the present workers of the program that was asked, each with their role.
    """
    held = list(carrying)
    in_role = [worker for worker, theirs in held if theirs == AssignmentRole(role)]
    present = [worker for worker, _ in held]
    return next(iter([one for one in present if one == owner] + in_role + present), owner)
