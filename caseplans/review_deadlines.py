"""When the plan in force is reviewed: after a requirement was not met, and each status at the LTM (31-090 III.G)."""

import datetime
from collections.abc import Iterable, Mapping

from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import Setting
from accounts.rules import add_working_days
from accounts.services import county_closures
from caseplans.county import STATUS_REVIEW_DAYS
from caseplans.enums import PlanStatus, SignerRole
from caseplans.models import Activity, ProgressNote, StatusReview
from caseplans.progress_enums import Compliance
from caseplans.rules import workers_of
from caseplans.rules.events import Event
from caseplans.sharing.events import events_of_cfs, signed_on
from caseplans.sharing.progress import goes_on_as
from families.enums import TaskKind
from families.models import Family, WtwStanding
from families.rules import Due
from meetings.county import CHANGE_PLAN_DAYS, MISSED_LTM_DAYS
from meetings.deadlines import held_meetings, ltms_held
from meetings.enums import LTMS
from meetings.models import Meeting


def not_met_dues(
    notes: Iterable[ProgressNote], workers: Mapping[str, int], held: Iterable[datetime.date], days: int
) -> list[Due]:
    """A requirement of either program that is not met: another LTM, in the bureau that says so, until one is held.

    `notes`: each bureau's latest word on each activity. `days` from that word to the LTM.
    """
    ltms = list(held)
    return [
        Due(
            TaskKind.HOLD_NOT_MET_LTM, f"progress:{note.uuid}", note.on, note.on + datetime.timedelta(days=days),
            workers[note.bureau], "31-090 III.G",
        )
        for note in notes
        if note.compliance == Compliance.NOT_MET and note.bureau in workers and not any(day >= note.on for day in ltms)
    ]  # fmt: skip


def status_dues(
    meeting: Meeting | None, adults: Iterable[int], reviewed: Iterable[int], owner_id: int | None, due_on: datetime.date
) -> list[Due]:
    """At each LTM every status is reviewed (CFPIC Guidelines, 16): CalWORKs' worker writes it down."""
    if meeting is None or owner_id is None or set(adults) <= set(reviewed):
        return []
    held_on = timezone.localdate(meeting.starts_at)
    return [Due(TaskKind.REVIEW_STATUS, f"ltm:{meeting.uuid}", held_on, due_on, owner_id, "CFPIC Guidelines, 16")]


def event_dues(
    happened: Iterable[Event], held: Iterable[datetime.date], amended: Iterable[datetime.date], owner_id: int, days: int
) -> list[Due]:
    """What happened to the case asks for a look at the plan, until an LTM is held or a next version begun since."""
    answered = [*held, *amended]
    return [
        Due(
            TaskKind.PLAN_AFTER_CHANGE, f"event:{one.kind}:{one.key}", one.on, one.on + datetime.timedelta(days=days),
            owner_id, "31-090 V.A.7",
        )
        for one in happened
        if not any(day >= one.on for day in answered)
    ]  # fmt: skip


def _event_dues(family: Family, held: list[datetime.date], owner_id: int | None) -> list[Due]:
    """Of the plan in force, for the CFS worker: what happened is CFS's to know."""
    plan = family.plans.filter(status=PlanStatus.ACTIVE).order_by("-started_at").first()
    since = signed_on(plan) if plan else None
    if since is None or owner_id is None:
        return []
    begun = [timezone.localdate(one.started_at) for one in family.plans.filter(amends=plan)]
    days = Setting.objects.number(CHANGE_PLAN_DAYS)
    return event_dues(events_of_cfs(family, since), held, begun, owner_id, days)


def due(family: Family) -> list[Due]:
    """What reviews this family's plan in force makes due."""
    workers = workers_of(family)
    by_bureau = {str(worker.bureau): worker.pk for worker in workers.values()}
    held = [timezone.localdate(moment) for moment in ltms_held(family)]
    found = not_met_dues(_last_words(family), by_bureau, held, Setting.objects.number(MISSED_LTM_DAYS))
    found += _event_dues(family, held, by_bureau.get(Bureau.CFS))
    meeting = next((each for each in held_meetings(family) if each.kind in LTMS), None)
    ais_worker = workers.get(SignerRole.AIS_WORKER)
    if meeting is None or ais_worker is None:
        return found
    day = timezone.localdate(meeting.starts_at)
    due_on = add_working_days(day, Setting.objects.number(STATUS_REVIEW_DAYS), county_closures())
    return [*found, *status_dues(meeting, _adults_on(family, day), _reviewed(meeting), ais_worker.pk, due_on)]


def _last_words(family: Family) -> list[ProgressNote]:
    """Each bureau's latest word on each activity of the plan in force, also while it stood in an earlier version."""
    latest: dict[tuple[int, str], ProgressNote] = {}
    in_force = Activity.objects.filter(goal__plan__family=family, goal__plan__status=PlanStatus.ACTIVE)
    now = goes_on_as(in_force)
    notes = ProgressNote.objects.filter(activity__in=now).exclude(compliance="")
    for note in notes.order_by("-on", "-written_at"):
        latest.setdefault((now[note.activity_id], note.bureau), note)
    return list(latest.values())


def _adults_on(family: Family, day: datetime.date) -> list[int]:
    found = WtwStanding.objects.filter(family=family, from_date__lte=day).exclude(until_date__lte=day)
    return [key for key in found.values_list("about", flat=True) if key]


def _reviewed(meeting: Meeting) -> list[int]:
    done = StatusReview.objects.filter(meeting=meeting, bureau=Bureau.CALWORKS).values_list("about", flat=True)
    return [key for key in done if key]
