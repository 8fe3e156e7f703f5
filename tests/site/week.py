"""What a working week records of a family: each fact one row that needs none of the others, so that they commute."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.enums import Bureau
from caseplans.models import StatusReview
from caseplans.status_enums import StatusOutcome
from crossover.models import ConsentRequest
from families.enums import AssignmentRole, Category, PlacementKind, Relationship, WtwStatus
from families.models import CfsCase, OwnTask, Removal, WtwStanding
from linkages_site.demo.factories import PersonFactory
from meetings.contact_enums import (
    ContactKind,
    ContactMethod,
    ContactPurpose,
    ContactStatus,
    InterpreterUse,
    RequestKind,
    StructureChangeKind,
)
from meetings.enums import MeetingKind, MeetingStatus, Mode, Topic, Trigger
from meetings.models import (
    BureauRequest,
    Contact,
    Decision,
    Meeting,
    MeetingNote,
    MeetingRequest,
    StructureChange,
)

Fact = Callable[[], Any]


class Week:
    """The meetings are in the calendar and the father is known; everything else is a fact yet to come."""

    def __init__(self, carried: SimpleNamespace) -> None:
        self.now, self.keys = timezone.now(), map(UUID, (f"{number:032x}" for number in range(1, 99)))
        self.today = timezone.localdate(self.now)
        self.family, self.case, self.child = carried.family, carried.cfs_case, carried.child
        self.cfs, self.ais = carried.cfs_worker, carried.ais_worker
        self.father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
        mother = {"family": carried.family, "about": carried.mother}
        self.of_cfs = mother | {"bureau": Bureau.CFS, "category": Category.SERVICES}
        self.of_calworks = mother | {"bureau": Bureau.CALWORKS, "category": Category.CALWORKS_STATUS}
        self.logistics = {"family": carried.family, "bureau": Bureau.CFS, "category": Category.LOGISTICS}
        self.ltm = self._scheduled(MeetingKind.LTM, 12)  # of an earlier case of the family
        self.pltm = self._scheduled(MeetingKind.PLTM, 0)
        self.cft = self._scheduled(MeetingKind.CFT, 1)
        self.conference = self._scheduled(MeetingKind.DISPOSITION, 0)

    def facts(self) -> list[Fact]:
        return [*self._meetings(), *self._said_at_meetings(), *self._contacts(), *self._statuses(), *self._asked()]

    def _days_ago(self, days: int) -> datetime.datetime:
        return self.now - datetime.timedelta(days=days)

    def _scheduled(self, kind: MeetingKind, days_ago: int) -> Meeting:
        said = {"mode": Mode.PHONE, "place": "By phone", "scheduled_by": self.cfs}
        starts_at = self._days_ago(days_ago)
        return Meeting.objects.create(family=self.family, uuid=next(self.keys), kind=kind, starts_at=starts_at, **said)

    def _row(self, model: Any, **facts: Any) -> Fact:
        """The same row, whenever it comes."""
        key = next(self.keys)
        return lambda: model.objects.create(uuid=key, **facts)

    def _held(self, meeting: Meeting) -> Fact:
        held = {"status": MeetingStatus.HELD, "held_at": self.now, "held_by": self.cfs}
        return lambda: Meeting.objects.filter(pk=meeting.pk).update(**held)

    def _meetings(self) -> list[Fact]:
        return [self._held(one) for one in (self.ltm, self.pltm, self.cft, self.conference)]

    def _said_at_meetings(self) -> list[Fact]:
        """What the PLTM gave to whom, where the CFT places the child, and which status stood at the LTM."""
        note = {**self.logistics, "meeting": self.pltm, "text": "Yes", "written_by": self.cfs}
        placed = {"about": self.child, "meeting": self.cft, "places_with_relative": True, "written_by": self.cfs}
        reviewed = {"about": self.father, "meeting": self.ltm, "status": WtwStatus.SANCTIONED, "written_by": self.ais}
        return [
            self._row(MeetingNote, **note, topic=Topic.INTERPRETER, owner=self.ais),
            self._row(MeetingNote, **note, topic=Topic.TRAVEL, owner=self.cfs),
            self._row(Decision, **self.of_cfs | placed, text="With the grandmother"),
            self._row(StatusReview, **self.of_calworks | reviewed, outcome=StatusOutcome.CURE),
        ]

    def _contacts(self) -> list[Fact]:
        """CFS saw the family, and CalWORKs reached it."""
        visit = {"kind": ContactKind.VISIT, "starts_at": self.now, "method": ContactMethod.IN_PERSON}
        visit |= {"status": ContactStatus.COMPLETED, "purpose": ContactPurpose.WELL_BEING}
        visit |= {"interpreter_use": InterpreterUse.NOT_NEEDED, "category": Category.SERVICES}
        return [
            self._row(Contact, **of_bureau | visit, provided_by=by, recorded_by=by)
            for of_bureau, by in ((self.of_cfs, self.cfs), (self.of_calworks, self.ais))
        ]

    def _statuses(self) -> list[Fact]:
        """The agreement, a requirement missed, a sanction, a child out of home, and a change in the family."""
        signed = {"agreement_signed_on": self.today}
        missed = {"status": WtwStatus.NONCOMPLIANCE, "from_date": self.today}
        sanctioned = {"about": self.father, "status": WtwStatus.SANCTIONED, "from_date": self._days_ago(20).date()}
        away = {"about": self.child, "entered_on": self._days_ago(5).date(), "placement": PlacementKind.SHELTER}
        changed = {"kind": StructureChangeKind.REMOVED, "happened_on": self.today, "recorded_at": self.now}
        return [
            lambda: CfsCase.objects.filter(pk=self.case.pk).update(**signed),
            self._row(WtwStanding, **self.of_calworks | missed),
            self._row(WtwStanding, **self.of_calworks | sanctioned),
            self._row(Removal, **self.of_cfs | away),
            self._row(StructureChange, **self.of_cfs | changed, recorded_by=self.cfs),
        ]

    def _asked(self) -> list[Fact]:
        """A service, a meeting, a signature and an errand."""
        service = {"kind": RequestKind.SERVICE, "what": "A bus pass", "why": "The class begins", "due_on": self.today}
        asked = {"owner": self.ais, "owner_role": AssignmentRole.AIS_WORKER, "asked_by": self.cfs, "asked_at": self.now}
        meeting = {"kind": MeetingKind.LTM, "trigger": Trigger.STAFF, "requested_at": self.now}
        errand = {"bureau": Bureau.CFS, "title": "Call", "due_on": self.today, "made_by": self.cfs}
        return [
            self._row(BureauRequest, **self.logistics, **service, **asked),
            self._row(MeetingRequest, **self.logistics, **meeting, owner=self.cfs, requested_by=self.cfs),
            self._row(ConsentRequest, family=self.family, owner=self.cfs),
            self._row(OwnTask, family=self.family, owner=self.cfs, **errand),
        ]
