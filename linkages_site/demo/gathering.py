"""Other meetings than the usual ones: safety planning, an LTM with a stand-in or a CFT, a Disposition Conference."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from families.enums import Category
from families.models import Person
from linkages_site.demo.coordinating import CoordinatingRoad
from linkages_site.demo.team import at_hour, in_days
from meetings.contact_enums import ContactKind, ContactPurpose, ParticipantKind
from meetings.enums import AttendeeRole, CaseDecision, MeetingKind, Mode, Question, Topic
from meetings.models import Meeting
from meetings.rules import Invitee, NoteFacts
from meetings.services import (
    add_note,
    combine_meetings,
    decide,
    finish_minutes,
    hold_meeting,
    invite,
    record_review,
    schedule_meeting,
)


class GatheringRoad(CoordinatingRoad):
    """A family with a meeting that few have."""

    @property
    def child(self) -> Person:
        return next(one for one in self.family.people.all() if one.is_child)

    def plan_safety(self) -> None:
        """CalWORKs' experts come, and what they offer is recorded (CFPIC Guidelines, family engagement)."""
        experts: list[Invitee] = [
            {"role": AttendeeRole.ELIGIBILITY_WORKER, "user": self.staff["eligibility.worker"]},
            {"role": AttendeeRole.EMPLOYMENT_SPECIALIST, "user": self.staff["es.worker"]},
        ]
        meeting = self._meet(MeetingKind.SAFETY_PLANNING, [self._mother(), self._cfs_worker(), *experts])
        hold_meeting(meeting=meeting, by=self.cfs_worker, present=dict.fromkeys(meeting.attendances.all(), Mode.VIDEO))
        said: dict[str, Any] = {"meeting": meeting, "by": self.cfs_worker, "about": self.mother}
        agreed = "The grandmother takes the children on Fridays."
        add_note(**said, topic=Topic.SAFETY, category=Category.SERVICES, text=agreed)
        offered = "CalWORKs offers homeless assistance for 16 days, and help to look for a flat."
        add_note(**said, topic=Topic.RESOURCES, category=Category.HOUSING, text=offered)

    def consult_colocated(self) -> None:
        """The CFS worker asks the CalWORKs worker who sits with CFS, who holds the consultation."""
        meeting = self._ask_colocated(in_days(0))
        there = dict.fromkeys(meeting.attendances.all(), Mode.IN_PERSON)
        asked: NoteFacts = {
            "topic": Topic.QUESTION, "category": Category.LOGISTICS,
            "text": "Which appointments could be held on the days of the visits?",
        }  # fmt: skip
        hold_meeting(meeting=meeting, by=self.staff["colocated.worker"], present=there, notes=[asked])

    def ask_colocated_today(self) -> None:
        self._ask_colocated(at_hour(self.today, 15))

    def ask_colocated_next_week(self) -> None:
        self._ask_colocated(at_hour(self.next_week(2), 11))

    def _ask_colocated(self, starts_at: datetime) -> Meeting:
        colocated: Invitee = {"role": AttendeeRole.WTW_SOCIAL_WORKER, "user": self.staff["colocated.worker"]}
        return self._meet(MeetingKind.CONSULTATION, [self._cfs_worker(), colocated], starts_at)

    def hold_ltm_with_stand_in(self) -> None:
        """The AIS/FS worker is ill: their supervisor stands in. A past event is told because it matters now."""
        supervisor: Invitee = {"role": AttendeeRole.WTW_SUPERVISOR, "user": self.staff["ais.supervisor"]}
        invite(meeting=self.ltm, by=self.cfs_worker, attendees=[supervisor])
        there = self.ltm.attendances.exclude(role=AttendeeRole.AIS_WORKER)
        stands_in = there.get(role=AttendeeRole.WTW_SUPERVISOR)
        why = "The AIS/FS worker is out ill this week"
        past: NoteFacts = {
            "topic": Topic.CONCERNS,
            "text": "The family lost its flat two years ago when the rent went up.",
            "category": Category.HOUSING,
            "about": self.mother,
            "question": Question.WORRIED,
            "past_event": True,
            "relevance": "The lease ends in March, and the new rent is not known yet",
        }
        hold_meeting(
            meeting=self.ltm, by=self.cfs_worker, present=dict.fromkeys(there, Mode.IN_PERSON), notes=[past],
            stand_ins={AttendeeRole.AIS_WORKER: (stands_in, why)},
        )  # fmt: skip

    def hold_conference(self) -> None:
        """The three months' review: the case goes on, and the plan changes (31-090 III.G)."""
        supervisor: Invitee = {"role": AttendeeRole.IFS_SUPERVISOR, "user": self.cfs_supervisor}
        meeting = self._meet(MeetingKind.DISPOSITION, [self._cfs_worker(), supervisor])
        there = dict.fromkeys(meeting.attendances.all(), Mode.IN_PERSON)
        hold_meeting(meeting=meeting, by=self.cfs_worker, present=there)
        record_review(
            meeting=meeting,
            by=self.cfs_worker,
            decision=CaseDecision.CHANGE,
            findings="The mother kept every visit. The evening class collides with her new shift.",
            plan_changes="The parenting class moves to Saturday mornings; two home visits a month until spring.",
            category=Category.SERVICES,
            about=self.mother,
        )
        finish_minutes(meeting=meeting, by=self.cfs_worker)

    def combine_with_cft(self) -> None:
        """One trip for the family instead of two (CFPIC Guidelines, 12)."""
        self.ltm = combine_meetings(
            meeting=self.ltm, by=self.cfs_worker, kind=MeetingKind.CFT, attendees=[self._mother(), self._cfs_worker()]
        )

    def hold_combined(self) -> None:
        """The LTM with the CFT decides that a child lives with a relative; a call to the relative belongs to it."""
        there = dict.fromkeys(self.ltm.attendances.all(), Mode.IN_PERSON)
        hold_meeting(meeting=self.ltm, by=self.cfs_worker, present=there)
        decide(
            meeting=self.ltm, by=self.cfs_worker, text=f"{self.child.first_name} lives with the aunt from Saturday on.",
            category=Category.SERVICES, about=self.child, places_with_relative=True,
        )  # fmt: skip
        self._contact(
            self.cfs_worker, 1, kind=ContactKind.COLLATERAL, purpose=ContactPurpose.CASE_PLAN, meeting=self.ltm,
            about=self.child, narrative="The aunt has a room ready and asks how the aid is applied for.",
            participants=[{"kind": ParticipantKind.COLLATERAL, "name": "The aunt"}],
        )  # fmt: skip

    def _meet(self, kind: MeetingKind, attendees: Sequence[Invitee], starts_at: datetime | None = None) -> Meeting:
        facts: dict[str, Any] = {"family": self.family, "by": self.cfs_worker, "starts_at": starts_at or in_days(0)}
        place = "Office, 100 Court Street"
        return schedule_meeting(kind=kind, attendees=attendees, mode=Mode.IN_PERSON, place=place, **facts)

    def _mother(self) -> Invitee:
        return {"role": AttendeeRole.FAMILY, "person": self.mother}

    def _cfs_worker(self) -> Invitee:
        return {"role": AttendeeRole.CFS_WORKER, "user": self.cfs_worker}
