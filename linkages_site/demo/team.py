"""The second half of the road: the PLTM and the LTM with the family."""

import datetime

from django.utils import timezone

from families.enums import Category
from linkages_site.demo.keeping import KeptRoad
from meetings.enums import AttendeeRole, MeetingKind, Mode, PltmOutcome, Question, Topic
from meetings.models import Meeting
from meetings.rules import NoteFacts
from meetings.services import decide, finish_minutes, hold_meeting, keep_statement, move_meeting, schedule_meeting


def in_days(days: int, hour: int = 9) -> datetime.datetime:
    """Each day of the demo begins at nine: what is held on the day it is set has begun."""
    return at_hour(timezone.localdate() + datetime.timedelta(days=days), hour)


def at_hour(day: datetime.date, hour: int) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))


def _logistics(topic: Topic, text: str) -> NoteFacts:
    return {"topic": topic, "text": text, "category": Category.LOGISTICS}


class TeamRoad(KeptRoad):
    """A family whose two workers meet, and meet the family."""

    pltm: Meeting
    ltm: Meeting

    def schedule_pltm(self, days: int = 0) -> None:
        self.pltm = schedule_meeting(
            family=self.family,
            by=self.cfs_worker,
            kind=MeetingKind.PLTM,
            starts_at=in_days(days),
            mode=Mode.PHONE,
            place="Conference line 925-555-0199",
            attendees=[
                {"role": AttendeeRole.CFS_WORKER, "user": self.cfs_worker},
                {"role": AttendeeRole.AIS_WORKER, "user": self.ais_worker},
                {"role": AttendeeRole.FACILITATOR, "user": self.staff["facilitator"]},
            ],
        )

    def hold_pltm(self) -> None:
        """Staff only, logistics only (31-090 III.D). The interpreter and the rides are somebody's to arrange."""
        hold_meeting(
            meeting=self.pltm,
            by=self.cfs_worker,
            present=dict.fromkeys(self.pltm.attendances.all(), Mode.PHONE),
            notes=[
                _logistics(Topic.WILLINGNESS, "Yes. The mother wants to meet."),
                _logistics(Topic.WHO_TO_INVITE, f"Invite {self.mother}") | {"about": self.mother},
                _logistics(Topic.WHO_EXPLAINS, "At the next visit") | {"owner": self.cfs_worker},
                _logistics(Topic.TRAVEL, "Bus passes for two") | {"owner": self.ais_worker},
                _logistics(Topic.CHILD_CARE, "Yes. At the office's playroom"),
            ],
            outcome=PltmOutcome.BOOK_LTM,
        )

    def schedule_ltm(self, days: int = 0, on: datetime.date | None = None, hour: int = 9) -> None:
        self.ltm = schedule_meeting(
            family=self.family,
            by=self.cfs_worker,
            kind=MeetingKind.LTM,
            starts_at=at_hour(on, hour) if on else in_days(days, hour),
            mode=Mode.IN_PERSON,
            place=f"Family's home, {self.home.city}",
            interpreter=self.interpreter,
            attendees=[
                {"role": AttendeeRole.FAMILY, "person": self.mother},
                {"role": AttendeeRole.CFS_WORKER, "user": self.cfs_worker},
                {"role": AttendeeRole.AIS_WORKER, "user": self.ais_worker},
                {"role": AttendeeRole.FACILITATOR, "user": self.staff["facilitator"]},
                {"role": AttendeeRole.SCHOOL, "external_name": "Ingrid Sorensen", "organization": "Vista Elementary"},
            ],
        )
        school = self.ltm.attendances.get(role=AttendeeRole.SCHOOL)
        keep_statement(attendance=school, by=self.cfs_worker, statement_signed_on=timezone.localdate())

    def schedule_ltm_today(self) -> None:
        self.schedule_ltm(on=self.today, hour=16)

    def schedule_ltm_next_week(self) -> None:
        self.schedule_ltm(on=self.next_week(1), hour=10)

    def move_ltm(self) -> None:
        """The mother cannot come: the AIS/FS worker sets another day, by video."""
        move_meeting(
            meeting=self.ltm,
            by=self.ais_worker,
            version=self.ltm.version,
            starts_at=at_hour(self.next_week(3), 13),
            minutes=90,
            mode=Mode.VIDEO,
            place="Video line 925-555-0198",
            moved_reason="The mother works on the day first chosen",
        )

    def next_week(self, weekday: int) -> datetime.date:
        """A day of the week after this one: 0 is its Monday."""
        return self.today + datetime.timedelta(days=7 - self.today.weekday() + weekday)

    def decline_ltm(self) -> None:
        """The PLTM finds that the family wants no LTM."""
        there = dict.fromkeys(self.pltm.attendances.all(), Mode.PHONE)
        why = "The mother said no twice and asks to be called in a month"
        hold_meeting(
            meeting=self.pltm, by=self.cfs_worker, present=there, outcome=PltmOutcome.DECLINED, outcome_reason=why
        )

    def hold_ltm(self) -> None:
        """With the family: strengths first, then what both programs ask (III.E.3)."""
        hold_meeting(
            meeting=self.ltm,
            by=self.cfs_worker,
            present=dict.fromkeys(self.ltm.attendances.all(), Mode.IN_PERSON),
            notes=[
                {
                    "topic": Topic.STRENGTHS,
                    "text": "The children are close to each other and do well in school.",
                    "category": Category.SERVICES,
                    "about": self.mother,
                    "question": Question.WELL,
                },
                {
                    "topic": Topic.CONCERNS,
                    "text": "Two classes fall on one evening.",
                    "category": Category.SERVICES,
                    "about": self.mother,
                    "question": Question.WORRIED,
                },
            ],
        )
        decide(
            meeting=self.ltm,
            by=self.cfs_worker,
            text="Parenting class on Tuesdays counts for both programs.",
            category=Category.SERVICES,
            about=self.mother,
        )
        decide(
            meeting=self.ltm,
            by=self.ais_worker,
            text="Bus passes for the parenting class",
            category=Category.LOGISTICS,
            by_whom=str(self.ais_worker),
            due_on=timezone.localdate() + datetime.timedelta(days=7),
        )
        finish_minutes(meeting=self.ltm, by=self.cfs_worker)
