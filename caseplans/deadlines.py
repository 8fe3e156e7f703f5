"""When the LCCP must be signed, given and renewed (31-090 III.E.4; W&I 16501.1), and a transition prepared."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import Setting, User
from accounts.rules import add_months, add_working_days
from accounts.services import county_closures
from caseplans.county import (
    CASE_PLAN_DAYS,
    CASE_PLAN_MONTHS,
    COPIES_DAYS,
    PLAN_SIGNING_DAYS,
    PROMISE_WARNING_DAYS,
    TRANSITION_DAYS,
)
from caseplans.enums import STILL_TO_DO, PlanStatus, SignerRole
from caseplans.models import Activity, FinalCopy
from caseplans.querysets import ACTIVITY_KEY
from caseplans.rules import workers_of
from caseplans.rules.endings import ended_programs, handed_over
from crossover.models import Clearance
from families.county import WARNING_DAYS
from families.enums import Component, TaskKind
from families.models import Family, Removal
from families.rules import Due
from families.rules.facts import open_cfs_cases
from meetings.deadlines import held_meetings, is_answered, lapse_under_a_plan, ltms_held
from meetings.enums import LTMS
from meetings.models import Meeting


def due(family: Family) -> list[Due]:
    """What the plan makes due in this family: the CFS worker sees to it, and each program to what it wrote."""
    workers, gone = workers_of(family), handed_over(family)
    promised = _activity_dues(family, workers, gone)
    owner = workers.get(SignerRole.AIS_WORKER if Bureau.CFS in gone else SignerRole.CFS_WORKER)
    if owner is None:
        return promised
    kept = promised + _case_plan_dues(family, owner)
    if not family.plans.filter(status=PlanStatus.ACTIVE).exists():
        return kept + _signing_dues(family, owner)
    days, ended = Setting.objects.number(TRANSITION_DAYS), ended_programs(family)
    lapse = None if Bureau.CALWORKS in ended else lapse_under_a_plan(family)
    closed = [day for program, day in ended.items() if program not in gone]
    return [
        *kept,
        *_copy_dues(family, owner),
        *transition_dues(lapse, ltms_held(family), owner.pk, days),
        *ending_dues(closed, workers, days),
    ]


def ending_dues(closed: Iterable[datetime.date], workers: Mapping[SignerRole, User], days: int) -> list[Due]:
    """A program's case was closed under the plan in force: both workers finish the transition (CFPIC Guidelines, 17).

    `closed`: the day of each program that ended, while its transition is not complete. A case opened again closes it.
    """
    since = min(closed, default=None)
    if since is None:
        return []
    due_on = since + datetime.timedelta(days=days)
    return [
        Due(
            TaskKind.BEGIN_TRANSITION, f"closed:{since}:{role}", since, due_on, worker.pk, "CFPIC Guidelines, 17 and 18"
        )
        for role, worker in workers.items()
    ]


def transition_dues(lapse: Clearance | None, held: Iterable[datetime.datetime], owner_id: int, days: int) -> list[Due]:
    """CalWORKs ends before the plan: its supports are put in place elsewhere (CFPIC Guidelines, transition).

    Until the LTM is held that decides it, or a later clearance says active. Nothing closes by itself. Once the case is
    closed, `ending_dues` asks.
    """
    if lapse is None or is_answered(lapse, held):
        return []
    found_on = timezone.localdate(lapse.made_at)
    due_on = found_on + datetime.timedelta(days=days)
    key = f"clearance:{lapse.uuid}"
    return [Due(TaskKind.BEGIN_TRANSITION, key, found_on, due_on, owner_id, "31-090 III.G")]


@dataclass(frozen=True)
class CasePlanDays:
    """The county's numbers of the case plan: days to the first one, months to the next, days of warning."""

    first: int = CASE_PLAN_DAYS.default
    months: int = CASE_PLAN_MONTHS.default
    warning: int = WARNING_DAYS.default


def case_plan_dues(
    begins: datetime.date | None, sealed: Iterable[datetime.date], owner_id: int, days: CasePlanDays
) -> list[Due]:
    """A signed plan within 60 days of the case or of a removal, whichever is first, and a new one every six months.

    `begins` is that day, None without an open case; a plan sealed since closes the first and starts the next.
    """
    if begins is None:
        return []
    last = max((day for day in sealed if day >= begins), default=None)
    if last is None:
        kind, since, due_on = TaskKind.SIGN_CASE_PLAN, begins, begins + datetime.timedelta(days=days.first)
    else:
        kind, since, due_on = TaskKind.UPDATE_CASE_PLAN, last, add_months(last, days.months)
    opens_on = max(due_on - datetime.timedelta(days=days.warning), since)
    return [Due(kind, f"since:{since}", opens_on, due_on, owner_id, "W&I 16501.1")]


def copy_dues(
    sealed_on: datetime.date | None, all_given: bool, owner_id: int, days: int, closures: dict[datetime.date, bool]
) -> list[Due]:
    """All parties receive a signed copy at the close of the LTM, or as soon as the last one has signed."""
    if sealed_on is None or all_given:
        return []
    due_on = add_working_days(sealed_on, days, closures)
    return [Due(TaskKind.GIVE_COPIES, f"sealed:{sealed_on}", sealed_on, due_on, owner_id, "31-090 III.E.4")]


def signing_dues(
    meeting: Meeting | None, owner_id: int, days: int, closures: Mapping[datetime.date, bool]
) -> list[Due]:
    """So many working days after the LTM, while no plan is active (31-090 III.E.4).

    At the close of the LTM all parties agree to and receive a signed plan; the CFS worker sees to it.
    """
    if meeting is None:
        return []
    held_on = timezone.localdate(meeting.starts_at)
    due_on = add_working_days(held_on, days, closures)
    return [Due(TaskKind.SIGN_PLAN, f"ltm:{meeting.uuid}", held_on, due_on, owner_id, "31-090 III.E.4")]


@dataclass(frozen=True)
class Promised:
    """An activity of the plan in force: its key, who wrote it, who does it, the worker named, when it is due."""

    uuid: UUID
    bureau: str
    responsible: str
    owner_id: int | None
    due_on: datetime.date


def activity_dues(promised: Iterable[Promised], workers: Mapping[str, int], warning: int) -> list[Due]:
    """What the agencies promise is owed like what the family promises (31-090 III.G): its owner does it, and where
    that is not the program that wrote it down, that program asks how it goes. `workers` are the bureaus' workers by
    bureau; `warning` is in days.

    A day due tells of the activity: who may not read it now is not told of the task (settings.TASKS_OUT_OF_REACH).
    """
    dues = []
    for one in promised:
        own = one.responsible == one.bureau
        promises = (one.owner_id if own else None) or workers.get(one.responsible)
        asks = None if own else workers.get(one.bureau)
        opens_on = one.due_on - datetime.timedelta(days=warning)
        dues += [
            Due(kind, f"{ACTIVITY_KEY}{one.uuid}", opens_on, one.due_on, owner, "31-090 III.G")
            for kind, owner in ((TaskKind.KEEP_PROMISE, promises), (TaskKind.ASK_ABOUT_ACTIVITY, asks))
            if owner is not None
        ]
    return dues


def _activity_dues(family: Family, workers_now: Mapping[SignerRole, User], gone: Collection[Bureau]) -> list[Due]:
    """Of what is still to do in the plan in force. What a program wrote that is `gone`, the other one follows."""
    rows = Activity.objects.filter(goal__plan__family=family, goal__plan__status=PlanStatus.ACTIVE)
    fields = ("uuid", "bureau", "responsible", "owner_id", "due_on")
    promised = [Promised(*facts) for facts in rows.filter(status__in=STILL_TO_DO).values_list(*fields)]
    promised = [replace(one, bureau=Bureau(one.bureau).other) if one.bureau in gone else one for one in promised]
    workers = {str(worker.bureau): worker.pk for worker in workers_now.values()}
    return activity_dues(promised, workers, Setting.objects.number(PROMISE_WARNING_DAYS))


def _case_plan_dues(family: Family, owner: User) -> list[Due]:
    opened = [case.opened_on for case in open_cfs_cases(family) if case.component != Component.ER]
    removed = Removal.objects.filter(family=family, exited_on=None).values_list("entered_on", flat=True)
    begins = min([*opened, *removed]) if opened else None
    copies = FinalCopy.objects.filter(version__plan__family=family).values_list("sealed_at", flat=True)
    number = Setting.objects.number
    days = CasePlanDays(number(CASE_PLAN_DAYS), number(CASE_PLAN_MONTHS), number(WARNING_DAYS))
    return case_plan_dues(begins, map(timezone.localdate, copies), owner.pk, days)


def _copy_dues(family: Family, owner: User) -> list[Due]:
    """Of the copies of the plan in force."""
    copies = FinalCopy.objects.filter(version__plan__family=family, version__plan__status=PlanStatus.ACTIVE)
    last = max((timezone.localdate(moment) for moment in copies.values_list("sealed_at", flat=True)), default=None)
    all_given = not copies.filter(deliveries=None).exists()
    return copy_dues(last, all_given, owner.pk, Setting.objects.number(COPIES_DAYS), county_closures())


def _signing_dues(family: Family, owner: User) -> list[Due]:
    """After the LTM held last."""
    meeting = next((each for each in held_meetings(family) if each.kind in LTMS), None)
    return signing_dues(meeting, owner.pk, Setting.objects.number(PLAN_SIGNING_DAYS), county_closures())
