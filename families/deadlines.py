"""What the ground makes due: the periods of IFS and of Welfare-to-Work, and what staff wrote down by hand.

Asks no clock: only facts and the county's numbers. What rests on a fact of one bureau is owed by its staff alone.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Setting
from accounts.rules import add_months, end_of_month
from families.county import (
    CURE_DAYS,
    FR_ABSENCE_MONTHS,
    FR_AID_MONTHS,
    IFS_MONTHS,
    NONCOMPLIANCE_DAYS,
    WARNING_DAYS,
)
from families.enums import IN_REUNIFICATION, AssignmentRole, TaskKind, WtwStatus
from families.models import CfsCase, Family, OwnTask, WtwStanding
from families.rules import Due
from families.rules.facts import of_open_cases, open_cfs_cases, standings_now, worker_on, workers_now

# Who sees to Welfare-to-Work, whom the family has of them first.
WTW_WORKERS = [AssignmentRole.EMPLOYMENT_SPECIALIST, AssignmentRole.AIS_WORKER, AssignmentRole.ELIGIBILITY_WORKER]


@dataclass(frozen=True)
class WtwDays:
    """The county's numbers of Welfare-to-Work: days, and months of Family Reunification."""

    noncompliance: int = NONCOMPLIANCE_DAYS.default
    cure: int = CURE_DAYS.default
    fr_absence: int = FR_ABSENCE_MONTHS.default
    fr_aid: int = FR_AID_MONTHS.default
    warning: int = WARNING_DAYS.default


def own_dues(tasks: Iterable[OwnTask]) -> list[Due]:
    """Each from the day it was written down until it is done, in its own words."""
    return [
        Due(TaskKind.OWN, task.key, task.made_on, task.due_on, task.owner_id, "Written down by hand", task.title)
        for task in tasks
        if task.done_at is None
    ]


def wtw_dues(standings: Iterable[WtwStanding], owner_id: int | None, days: WtwDays) -> list[Due]:
    """What the standing of today makes due of CalWORKs' worker; the next standing closes it.

    Noncompliance: 20 calendar days, of which the day after the notice is the first (NA 840). Cure plan: 30 days.
    """
    if owner_id is None:
        return []
    found = []
    for standing in standings:
        if standing.until_date is None and (period := _period_of(standing, days)):
            kind, opens_on, due_on, why = period
            found.append(Due(kind, standing_key(standing), opens_on, due_on, owner_id, why))
    return found


def standing_key(standing: WtwStanding) -> str:
    return f"wtw_standing:{standing.uuid}"


def _period_of(standing: WtwStanding, days: WtwDays) -> tuple[TaskKind, datetime.date, datetime.date, str] | None:
    begins = standing.from_date
    if standing.status == WtwStatus.NONCOMPLIANCE:
        ends = begins + datetime.timedelta(days=days.noncompliance)
        return TaskKind.ANSWER_NONCOMPLIANCE, begins, ends, "MPP 42-721: NA 840"
    if standing.status == WtwStatus.CURE_PLAN:
        return TaskKind.END_CURE, begins, begins + datetime.timedelta(days=days.cure), "MPP 42-721: WTW 29"
    if standing.status in IN_REUNIFICATION:
        ends = end_of_fr_aid(begins, days.fr_absence, days.fr_aid)
        return TaskKind.FR_AID_ENDS, _before(ends, days.warning, begins), ends, "ACL 23-94, 25-05"
    return None


def end_of_fr_aid(absent_from: datetime.date, absence: int, aid: int) -> datetime.date:
    """The last day of so many full months, the first of which begins once the absence of so many months is over."""
    over = add_months(absent_from, absence)
    first = over if over.day == 1 else end_of_month(over) + datetime.timedelta(days=1)
    return end_of_month(add_months(first, aid - 1))


def _before(day: datetime.date, days: int, not_before: datetime.date) -> datetime.date:
    return max(day - datetime.timedelta(days=days), not_before)


def ends_of_services(cases: Iterable[CfsCase], months: int) -> dict[CfsCase, datetime.date]:
    """The planned last day of each open case under an IFS agreement in effect: as agreed, or so many months on."""
    return {
        case: case.agreement_expires_on or add_months(case.agreement_signed_on, months)
        for case in cases
        if case.agreement_signed_on and not case.agreement_withdrawn_on and not case.closed_on
    }


def agreement_dues(
    cases: Iterable[CfsCase],
    owner_id: int | None,
    months: int = IFS_MONTHS.default,
    warning: int = WARNING_DAYS.default,
) -> list[Due]:
    """Before an IFS agreement runs out it is extended, or the case is closed. A later last day moves it."""
    if owner_id is None:
        return []
    return [
        Due(
            TaskKind.DECIDE_EXTENSION,
            f"cfs_case:{case.uuid}",
            _before(ends, warning, case.agreement_signed_on or ends),
            ends,
            owner_id,
            "W&I 16506",
        )
        for case, ends in ends_of_services(cases, months).items()
    ]


def due(family: Family) -> list[Due]:
    """What this family's own facts make due."""
    number = Setting.objects.number
    workers = {held.role: held.worker_id for held in of_open_cases(workers_now(family))}
    wtw_worker = next((workers[role] for role in WTW_WORKERS if role in workers), None)
    days = WtwDays(
        number(NONCOMPLIANCE_DAYS),
        number(CURE_DAYS),
        number(FR_ABSENCE_MONTHS),
        number(FR_AID_MONTHS),
        number(WARNING_DAYS),
    )
    return [
        *own_dues(OwnTask.objects.filter(family=family).to_do()),
        *wtw_dues(standings_now(family), wtw_worker, days),
        *_agreement_dues(family, number(IFS_MONTHS), days.warning),
    ]


def _agreement_dues(family: Family, months: int, warning: int) -> list[Due]:
    """Each of the worker who carries that very case."""
    return [
        due
        for case in open_cfs_cases(family)
        for due in agreement_dues([case], worker_on(family, AssignmentRole.CFS_WORKER, case), months, warning)
    ]
