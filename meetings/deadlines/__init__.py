"""When the PLTM and the LTM are due (31-090 III.E.1, III.G, IV.E).

The two clocks of the LTM are both stopped by the meeting held.
"""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from accounts.enums import Bureau
from accounts.models import Setting
from crossover.enums import Stage, System
from crossover.models import Clearance, StageEvent, Xover1
from crossover.rules.eligibility import ended_without_linkages, lapse_of
from families.county import IFS_MONTHS, WARNING_DAYS
from families.deadlines import ends_of_services, standing_key
from families.enums import AssignmentRole, Component, TaskKind, WtwStatus
from families.models import Family, WtwStanding
from families.rules import Due
from families.rules.facts import assignments_of, of_open_cases, open_cfs_cases, read_once, standings_now
from meetings.contact_enums import ContactKind, ContactStatus
from meetings.county import (
    CLOSING_LTM_DAYS,
    LAPSE_LTM_DAYS,
    LTM_DAYS_AFTER_AGREEMENT,
    LTM_DAYS_AFTER_PLTM,
    MISSED_CONTACT_DAYS,
    MISSED_LTM_DAYS,
    PLTM_DAYS,
)
from meetings.enums import ENDS_WITHOUT_LTM, LTMS, MeetingKind
from meetings.models import Contact, Meeting


@dataclass(frozen=True)
class Span:
    """A worker on an open case, from a day until (not including) a day."""

    worker_id: int
    key: str
    from_date: datetime.date
    until_date: datetime.date | None = None


@dataclass(frozen=True)
class MeetingFacts:
    """What the clocks read: who works, the agreement in effect, the first meetings since the case was opened."""

    cfs: Sequence[Span] = ()
    ais: Sequence[Span] = ()
    agreement_on: datetime.date | None = None
    pltm_on: datetime.date | None = None
    ltm_on: datetime.date | None = None
    declined: bool = False


@dataclass(frozen=True)
class Days:
    """The county's numbers of days."""

    pltm: int
    after_agreement: int
    after_pltm: int


def filled_since(spans: Iterable[Span]) -> datetime.date | None:
    """Since which day the role has had a worker without a break: a reassignment does not start it anew."""
    since: datetime.date | None = None
    for span in sorted(spans, key=lambda span: (span.until_date or datetime.date.max, span.from_date), reverse=True):
        if since is None and span.until_date is None:
            since = span.from_date
        elif since is not None and (span.until_date is None or span.until_date >= since):
            since = min(since, span.from_date)
    return since


def meeting_dues(facts: MeetingFacts, days: Days) -> list[Due]:
    """One task for each of the two workers while both are assigned.

    PLTM: a week after the day both were assigned (IV.E). LTM: a week after the signed IFS agreement, and without one
    in effect soon after the PLTM held (III.E.1), unless that found that none follows. Where both clocks run the reason
    says the other one's day. The meeting held closes its task; an LTM held closes both.
    """
    cfs_since, ais_since = filled_since(facts.cfs), filled_since(facts.ais)
    if cfs_since is None or ais_since is None or facts.ltm_on:
        return []
    both = max(cfs_since, ais_since)
    owners = [span for span in (*facts.cfs, *facts.ais) if span.until_date is None]
    clocks: list[tuple[TaskKind, datetime.date, int, str]] = []
    if not facts.pltm_on:
        clocks.append((TaskKind.HOLD_PLTM, both, days.pltm, "31-090 IV.E: both workers are assigned"))
    after_pltm = facts.pltm_on and not facts.declined and facts.pltm_on + datetime.timedelta(days=days.after_pltm)
    if facts.agreement_on:
        why = "31-090 III.E.1: the IFS agreement is signed"
        why += f"; after the PLTM: {date_format(after_pltm)}" if after_pltm else ""
        clocks.append((TaskKind.HOLD_LTM, facts.agreement_on, days.after_agreement, why))
    elif facts.pltm_on and after_pltm:
        clocks.append((TaskKind.HOLD_LTM, facts.pltm_on, days.after_pltm, "31-090 III.E.1: the PLTM was held"))
    return [
        Due(kind, owner.key, start, start + datetime.timedelta(days=count), owner.worker_id, why)
        for kind, start, count, why in clocks
        for owner in owners
    ]


def lapse_dues(
    lapse: Clearance | None, workers: Iterable[Span], ltms_held: Iterable[datetime.datetime], days: int
) -> list[Due]:
    """CalWORKs was found not active under an active plan: another LTM, for both workers to hold (31-090 III.G).

    Until it is held, or a later clearance says active.
    """
    if lapse is None or is_answered(lapse, ltms_held):
        return []
    found_on = timezone.localdate(lapse.made_at)
    due_on = found_on + datetime.timedelta(days=days)
    return [
        Due(TaskKind.HOLD_TRANSITION_LTM, worker.key, found_on, due_on, worker.worker_id, "31-090 III.G")
        for worker in workers
        if worker.until_date is None
    ]


def is_answered(lapse: Clearance, ltms_held: Iterable[datetime.datetime]) -> bool:
    """An LTM was held since."""
    return any(moment >= lapse.made_at for moment in ltms_held)


@read_once
def held_meetings(family: Family) -> list[Meeting]:
    """The last one first, a conference with what it came to."""
    return list(family.meetings.held().select_related("review"))


def last_pltm(family: Family) -> Meeting | None:
    """The PLTM held last, while no LTM was held after it."""
    pltm = next((each for each in held_meetings(family) if each.kind == MeetingKind.PLTM), None)
    return None if pltm and any(moment >= pltm.starts_at for moment in ltms_held(family)) else pltm


def outcome_of_pltm(family: Family) -> str:
    pltm = last_pltm(family)
    return pltm.outcome if pltm else ""


@read_once
def lapse_under_a_plan(family: Family) -> Clearance | None:
    """The clearance that found CalWORKs not active, while the family has an active plan."""
    stages = StageEvent.objects.filter(linkages_case__family=family)
    last = stages.filter(stage__in=[Stage.PLAN_ACTIVE, Stage.CLOSED]).last()
    if last is None or last.stage == Stage.CLOSED:
        return None
    return lapse_of(Clearance.objects.filter(family=family, system=System.CALSAWS))


def ltms_held(family: Family) -> list[datetime.datetime]:
    return [each.starts_at for each in held_meetings(family) if each.kind in LTMS]


def missed_dues(
    standings: Iterable[WtwStanding], owner: Span | None, contacts: Iterable[datetime.date],
    ltms_held: Iterable[datetime.date], days: tuple[int, int],
) -> list[Due]:  # fmt: skip
    """A missed Welfare-to-Work requirement: CalWORKs reaches the family, then holds an LTM (31-090 III.G).

    Its worker's alone: that it was missed crosses by a 10B only. `days` to the contact and to the LTM.
    """
    if owner is None:
        return []
    answered = {TaskKind.CONTACT_AFTER_MISSED: list(contacts), TaskKind.HOLD_MISSED_LTM: list(ltms_held)}
    return [
        Due(kind, standing_key(missed), missed.from_date, due_on, owner.worker_id, "31-090 III.G")
        for missed in standings
        if missed.status == WtwStatus.NONCOMPLIANCE and missed.until_date is None
        for kind, count in zip(answered, days, strict=True)
        if not any(day >= missed.from_date for day in answered[kind])
        for due_on in [missed.from_date + datetime.timedelta(days=count)]
    ]


def closing_dues(
    ends: Iterable[datetime.date], workers: Iterable[Span], ltms_held: Iterable[datetime.date], days: int, warning: int
) -> list[Due]:
    """Before the services end an LTM prepares the family for it, so many days ahead (CFPIC Guidelines, transition).

    One held since the task opened closes it; a later last day moves it.
    """
    last = min(ends, default=None)
    if last is None:
        return []
    due_on = last - datetime.timedelta(days=days)
    opens_on = due_on - datetime.timedelta(days=warning)
    if any(day >= opens_on for day in ltms_held):
        return []
    return [
        Due(TaskKind.HOLD_CLOSING_LTM, worker.key, opens_on, due_on, worker.worker_id, "CFPIC Guidelines: transition")
        for worker in workers
        if worker.until_date is None
    ]


def facts_of(family: Family) -> MeetingFacts:
    """Load what the clocks read: open cases only, and only meetings held since the CFS case was opened.

    Where every XOVER1 ended without Linkages there is nothing to meet about.
    """
    cases = open_cfs_cases(family)
    if not cases or ended_without_linkages(Xover1.objects.filter(family=family).values_list("status", flat=True)):
        return MeetingFacts()
    opened = min(case.opened_on for case in cases)
    agreements = [
        case.agreement_signed_on for case in cases if case.agreement_signed_on and not case.agreement_withdrawn_on
    ]
    return MeetingFacts(
        cfs=_spans(family, AssignmentRole.CFS_WORKER),
        ais=_spans(family, AssignmentRole.AIS_WORKER),
        agreement_on=min(agreements, default=None),
        pltm_on=_first_held(family, [MeetingKind.PLTM], opened),
        ltm_on=_first_held(family, LTMS, opened),
        declined=outcome_of_pltm(family) in ENDS_WITHOUT_LTM,
    )


def _spans(family: Family, role: AssignmentRole) -> list[Span]:
    return [
        Span(held.worker_id, f"assignment:{held.uuid}", held.from_date, held.until_date)
        for held in of_open_cases(assignments_of(family))
        if held.worker_id and held.role == role
    ]


def _first_held(family: Family, kinds: Collection[MeetingKind], since: datetime.date) -> datetime.date | None:
    days = [timezone.localdate(each.starts_at) for each in held_meetings(family) if each.kind in kinds]
    return min((day for day in days if day >= since), default=None)


def _present(spans: Iterable[Span]) -> Span | None:
    return next((span for span in spans if span.until_date is None), None)


def _contacts(family: Family, bureau: Bureau, **terms: Any) -> list[datetime.date]:
    """The days of the contacts that took place."""
    kept = Contact.objects.filter(family=family, bureau=bureau, status=ContactStatus.COMPLETED, **terms)
    return [timezone.localdate(moment) for moment in kept.values_list("starts_at", flat=True)]


def _periods(family: Family, cfs: list[Span], ais: list[Span]) -> list[Due]:
    """What a missed requirement asks for, and the LTM before the services end."""
    number, cases = Setting.objects.number, [case for case in open_cfs_cases(family) if case.component != Component.ER]
    held = [timezone.localdate(moment) for moment in ltms_held(family)]
    reached = _contacts(family, Bureau.CALWORKS, kind__in=[ContactKind.VISIT, ContactKind.CALL])
    days = number(MISSED_CONTACT_DAYS), number(MISSED_LTM_DAYS)
    found = missed_dues(standings_now(family), _present(ais), reached, held, days)
    if _present(cfs) and _present(ais):
        ends = ends_of_services(cases, number(IFS_MONTHS)).values()
        found += closing_dues(ends, [*cfs, *ais], held, number(CLOSING_LTM_DAYS), number(WARNING_DAYS))
    return found


def due(family: Family) -> list[Due]:
    """What meetings this family's facts make due."""
    numbers = Setting.objects.number
    days = Days(numbers(PLTM_DAYS), numbers(LTM_DAYS_AFTER_AGREEMENT), numbers(LTM_DAYS_AFTER_PLTM))
    cfs, ais = _spans(family, AssignmentRole.CFS_WORKER), _spans(family, AssignmentRole.AIS_WORKER)
    lapse_days = numbers(LAPSE_LTM_DAYS)
    return [
        *meeting_dues(facts_of(family), days),
        *lapse_dues(lapse_under_a_plan(family), [*cfs, *ais], ltms_held(family), lapse_days),
        *_periods(family, cfs, ais),
    ]
