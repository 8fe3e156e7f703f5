"""What somebody is to do: schedule a meeting, arrange what an LTM needs, hold the next Disposition Conference."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Setting
from accounts.rules import add_months
from families.enums import AssignmentRole, Component, TaskKind
from families.models import Family
from families.rules import Due
from families.rules.facts import assignments_of, open_cfs_cases, worker_on, workers_now
from meetings.county import LTM_DAYS_AFTER_PLTM, MEETING_REQUEST_DAYS
from meetings.deadlines import held_meetings, last_pltm
from meetings.enums import ARRANGEMENTS, ENDS_WITHOUT_LTM, CaseDecision, MeetingKind
from meetings.models import KindRule, Meeting, MeetingRequest


def request_dues(requests: Iterable[MeetingRequest], workers: Mapping[str, Collection[int]], days: int) -> list[Due]:
    """A meeting that was asked for is scheduled by whoever sees to it (31-090 III.D). Why it was is not said here.

    `workers`: by bureau, who works the family now. Where the owner no longer does, the first of the asker's bureau.
    """
    dues = []
    for request in requests:
        now = [*workers.get(request.bureau, ())]
        stays = not now or any(request.owner_id in of_bureau for of_bureau in workers.values())
        asked_on = timezone.localdate(request.requested_at)
        due_on = asked_on + datetime.timedelta(days=days)
        owner = request.owner_id if stays else now[0]
        key = f"request:{request.uuid}"
        dues.append(Due(TaskKind.SCHEDULE_MEETING, key, asked_on, due_on, owner, "31-090 III.D, III.G"))
    return dues


@dataclass(frozen=True)
class Arrangement:
    """What the last PLTM gave to somebody to see to."""

    key: str
    topic: str
    owner_id: int
    settled_on: datetime.date


def arrangement_dues(arrangements: Iterable[Arrangement], ltm_on: datetime.date | None, days: int) -> list[Due]:
    """Explain the LTM, book the interpreter, arrange travel or a phone (31-090 III.D): by the day of the LTM.

    While none is set, so many days after the PLTM.
    """
    return [
        Due(
            ARRANGEMENTS[one.topic],
            one.key,
            one.settled_on,
            max(ltm_on or one.settled_on + datetime.timedelta(days=days), one.settled_on),
            one.owner_id,
            "31-090 III.D",
        )
        for one in arrangements
    ]


def disposition_dues(
    opened: Mapping[str, datetime.date], held: Mapping[datetime.date, bool], worker_id: int | None, months: int
) -> list[Due]:
    """Every IFS case is reviewed at a Disposition Conference every three months (31-090 III.G).

    From the day the case was opened, then from the last one held since; none once that one decided to close the case.
    `opened`: by the key of each open IFS case. `held`: by day, whether the case is to be closed.
    """
    if worker_id is None:
        return []
    dues = []
    for key, opened_on in opened.items():
        since = max((day for day in held if day >= opened_on), default=opened_on)
        if held.get(since):
            continue
        due_on = add_months(since, months)
        dues.append(Due(TaskKind.HOLD_DISPOSITION, f"{key}:{since}", since, due_on, worker_id, "31-090 III.G"))
    return dues


def due(family: Family) -> list[Due]:
    """What this family's meetings give somebody to do."""
    return [*_request_dues(family), *_arrangement_dues(family), *_disposition_dues(family)]


def _disposition_dues(family: Family) -> list[Due]:
    cases = [case for case in open_cfs_cases(family) if case.component == Component.IFS]
    months = KindRule.objects.of(MeetingKind.DISPOSITION).every_months if cases else None
    if not months:
        return []
    conferences = [each for each in reversed(held_meetings(family)) if each.kind == MeetingKind.DISPOSITION]
    held = {timezone.localdate(each.starts_at): _decided_to_close(each) for each in conferences}
    role = AssignmentRole.CFS_WORKER
    return [
        due
        for case in cases
        for due in disposition_dues({f"case:{case.uuid}": case.opened_on}, held, worker_on(family, role, case), months)
    ]


def _decided_to_close(conference: Meeting) -> bool:
    return hasattr(conference, "review") and conference.review.decision == CaseDecision.CLOSE


def _request_dues(family: Family) -> list[Due]:
    workers: dict[str, list[int]] = {}
    for held in sorted(workers_now(family), key=lambda held: (held.role, held.pk)):
        if held.worker:
            workers.setdefault(held.worker.bureau, []).append(held.worker.pk)
    days = Setting.objects.number(MEETING_REQUEST_DAYS)
    return request_dues(MeetingRequest.objects.filter(family=family).open(), workers, days)


def _arrangement_dues(family: Family) -> list[Due]:
    pltm = last_pltm(family)
    if pltm is None or pltm.outcome in ENDS_WITHOUT_LTM:
        return []
    to_do = pltm.notes.filter(owner__isnull=False, done_at=None, topic__in=ARRANGEMENTS)
    held_on = timezone.localdate(pltm.starts_at)
    arrangements = [
        Arrangement(f"note:{note.uuid}", note.topic, _sees_to_it(family, note.owner_id), held_on)
        for note in to_do
        if note.owner_id
    ]
    ahead = family.meetings.ahead().ltms().order_by("starts_at").values_list("starts_at", flat=True).first()
    days = Setting.objects.number(LTM_DAYS_AFTER_PLTM)
    return arrangement_dues(arrangements, timezone.localdate(ahead) if ahead else None, days)


def _sees_to_it(family: Family, owner_id: int) -> int:
    """The owner, or whoever followed in their role where they no longer work with the family."""
    roles = [held.role for held in assignments_of(family) if held.worker_id == owner_id]
    now = workers_now(family)
    if not roles or owner_id in {held.worker_id for held in now}:
        return owner_id
    followers = [held.worker_id for held in now if held.role == roles[-1] and held.worker_id]
    return followers[-1] if followers else owner_id
