"""What is due about a child who lives out of home: the CFT, and the call of AIS/FS about a relative caregiver."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Least
from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import Setting
from accounts.rules import add_months, add_working_days
from accounts.services import county_closures
from families.enums import AssignmentRole, TaskKind
from families.models import Family, Removal
from families.rules import Due
from families.rules.facts import worker_on
from meetings.contact_enums import ContactKind, ContactStatus
from meetings.county import EXPEDITED_CALL_DAYS
from meetings.deadlines import held_meetings
from meetings.enums import CFTS, NOT_HELD, MeetingKind
from meetings.models import Contact, Decision, KindRule

Numbers = tuple[int, int]  # days to the first CFT, months to the next


def cft_dues(
    entered: Iterable[datetime.date], held: Iterable[datetime.date], worker_id: int | None, numbers: Numbers
) -> list[Due]:
    """A CFT within so many days of a child's entry into care, then again so many months after the last one held.

    `entered`: of each child who is away now. Children whose clock began on one day have one CFT. W&I 16501.
    """
    if worker_id is None:
        return []
    first, again = numbers
    held, dues = sorted(held), {}
    for entered_on in entered:
        last = max((day for day in held if day >= entered_on), default=None)
        since = last or entered_on
        if last is None or again:
            due_on = add_months(last, again) if last else entered_on + datetime.timedelta(days=first)
            dues[since] = Due(TaskKind.HOLD_CFT, f"cft:{since}", since, due_on, worker_id, "W&I 16501")
    return list(dues.values())


def call_dues(
    decided: Mapping[str, datetime.datetime],
    called: Iterable[datetime.datetime],
    worker_id: int | None,
    days: int,
    closures: Mapping[datetime.date, bool],
) -> list[Due]:
    """AIS/FS calls the CFS worker, who says why: benefits for a relative caregiver are expedited (CFPIC Guidelines).

    Neither the task nor its reason says what was decided. `decided`: by key, when that was written. A Linkages Team
    contact of CalWORKs since then closes it. `days` are working days.
    """
    if worker_id is None:
        return []
    last = max(called, default=None)
    return [
        Due(TaskKind.EXPEDITED_CALL, key, day, add_working_days(day, days, closures), worker_id, "CFPIC Guidelines")
        for key, at in decided.items()
        if (last is None or last < at) and (day := timezone.localdate(at))
    ]


def due(family: Family) -> list[Due]:
    """What is due about this family's children out of home."""
    return [*_cft_dues(family), *_call_dues(family)]


def _cft_dues(family: Family) -> list[Due]:
    away = list(Removal.objects.filter(family=family, exited_on=None).values_list("entered_on", flat=True))
    rule = KindRule.objects.of(MeetingKind.CFT) if away else None
    if not (rule and rule.deadline_days):
        return []
    held = [timezone.localdate(each.starts_at) for each in held_meetings(family) if each.kind in CFTS]
    numbers = (rule.deadline_days, rule.every_months or 0)
    return cft_dues(away, held, worker_on(family, AssignmentRole.CFS_WORKER), numbers)


def _call_dues(family: Family) -> list[Due]:
    placed = Decision.objects.filter(family=family, places_with_relative=True).exclude(meeting__status__in=NOT_HELD)
    decided = {f"decision:{uuid}": at for uuid, at in placed.values_list("uuid", _said_at())}
    if not decided:
        return []
    contacts = Contact.objects.filter(family=family, bureau=Bureau.CALWORKS, kind=ContactKind.TEAM)
    called = contacts.filter(status=ContactStatus.COMPLETED).values_list(_over_by(), flat=True)
    days = Setting.objects.number(EXPEDITED_CALL_DAYS)
    return call_dues(decided, called, worker_on(family, AssignmentRole.AIS_WORKER), days, county_closures())


def _over_by() -> Least:
    """A contact is kept to the minute: it began before that minute was over, and before it was written down."""
    return Least(F("starts_at") + datetime.timedelta(minutes=1), F("recorded_at"))


def _said_at() -> Subquery:
    """When the decision first said that it places a child: written so, or put right."""
    versions: Any = Decision.history
    saying = versions.filter(id=OuterRef("pk"), places_with_relative=True).order_by("history_date", "history_id")
    return Subquery(saying.values("history_date")[:1])
