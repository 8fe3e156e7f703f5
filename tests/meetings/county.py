"""Meetings for tests, made by the real services."""

import datetime
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from accounts.models import UnitSupervision, User
from families.enums import AssignmentRole
from families.services import assign
from meetings.enums import AttendeeRole, MeetingKind, Mode
from meetings.models import Meeting
from meetings.services import add_note, hold_meeting, schedule_meeting


def workers(carried: SimpleNamespace) -> list[dict[str, Any]]:
    return [
        {"role": AttendeeRole.CFS_WORKER, "user": carried.cfs_worker},
        {"role": AttendeeRole.AIS_WORKER, "user": carried.ais_worker},
    ]


def pltm(carried: SimpleNamespace, *more: dict[str, Any], **facts: Any) -> Meeting:
    return _scheduled(carried, MeetingKind.PLTM, [*workers(carried), *more], facts)


def ltm(carried: SimpleNamespace, *more: dict[str, Any], **facts: Any) -> Meeting:
    """An LTM with the mother; without a PLTM held, called for a reason."""
    mother = {"role": AttendeeRole.FAMILY, "person": carried.mother}
    facts = {"out_of_order_reason": "The family asked for it today"} | facts
    kind = facts.pop("kind", MeetingKind.LTM)
    return _scheduled(carried, kind, [mother, *workers(carried), *more], facts)


def conference(carried: SimpleNamespace, *more: dict[str, Any], **facts: Any) -> Meeting:
    """A Disposition Conference of the worker and their supervisor."""
    supervisor = UnitSupervision.objects.get(unit=carried.cfs_worker.unit).user
    both = [workers(carried)[0], {"role": AttendeeRole.IFS_SUPERVISOR, "user": supervisor}]
    return _scheduled(carried, MeetingKind.DISPOSITION, [*both, *more], facts)


def facilitator(staff: dict[str, User]) -> dict[str, Any]:
    return {"role": AttendeeRole.FACILITATOR, "user": staff["facilitator"]}


def held(meeting: Meeting, by: User | None = None, **facts: Any) -> Meeting:
    """Everyone invited took part by phone."""
    present = dict.fromkeys(meeting.attendances.all(), Mode.PHONE)
    hold_meeting(meeting=meeting, by=by or meeting.scheduled_by, present=present, **facts)
    return meeting


def note(carried: SimpleNamespace, topic: str, category: str, **facts: Any) -> Any:
    """A note on a PLTM of its own."""
    usual = {"meeting": pltm(carried), "by": carried.cfs_worker, "topic": topic, "text": "Yes", "category": category}
    return add_note(**(usual | facts))


def reassigned(carried: SimpleNamespace, colleague: User) -> None:
    """A colleague takes the CFS case over."""
    role, unit = AssignmentRole.CFS_WORKER, colleague.unit
    assert unit is not None
    assign(case=carried.cfs_case, role=role, unit=unit, worker=colleague, why="Reassigned")


def in_days(days: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=days)


def _scheduled(carried: SimpleNamespace, kind: MeetingKind, attendees: list, facts: dict[str, Any]) -> Meeting:
    usual = {"by": carried.cfs_worker, "starts_at": timezone.now(), "mode": Mode.IN_PERSON, "place": "Martinez office"}
    return schedule_meeting(family=carried.family, kind=kind, attendees=attendees, **(usual | facts))
