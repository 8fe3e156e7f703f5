"""The second half of the road: the PLTM, the LTM with the family, and the plan they sign."""

import datetime

from django.utils import timezone

from accounts.enums import Bureau
from caseplans.enums import WORKERS, DeliveryMethod, GoalKind, Responsible, SignatureMethod, SignerRole, Source
from caseplans.models import Goal, Plan, PlanVersion
from caseplans.pdf import shown_sha256_of
from caseplans.services import add_activity, add_goal, freeze_plan, give_copy, show_plan, sign_plan, start_plan
from families.enums import Category, Language, ServiceType
from linkages_site.demo.keeping import KeptRoad
from meetings.enums import AttendeeRole, MeetingKind, Mode, PltmOutcome, Question, Topic
from meetings.models import Meeting
from meetings.rules import NoteFacts
from meetings.services import decide, finish_minutes, hold_meeting, keep_statement, move_meeting, schedule_meeting


def in_days(days: int, hour: int = 14) -> datetime.datetime:
    return _at(timezone.localdate() + datetime.timedelta(days=days), hour)


def _at(day: datetime.date, hour: int) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))


def _logistics(topic: Topic, text: str) -> NoteFacts:
    return {"topic": topic, "text": text, "category": Category.LOGISTICS}


class TeamRoad(KeptRoad):
    """A family whose two workers meet, meet the family, and write the plan."""

    pltm: Meeting
    ltm: Meeting
    plan: Plan
    version: PlanVersion

    def schedule_pltm(self, days: int = 0) -> None:
        self.pltm = schedule_meeting(
            family=self.family,
            by=self.cfs_worker,
            kind=MeetingKind.PLTM,
            starts_at=in_days(days, 10),
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

    def schedule_ltm(self, days: int = 0, on: datetime.date | None = None, hour: int = 14) -> None:
        self.ltm = schedule_meeting(
            family=self.family,
            by=self.cfs_worker,
            kind=MeetingKind.LTM,
            starts_at=_at(on, hour) if on else in_days(days, hour),
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
        self.schedule_ltm(on=self._next_week(1), hour=10)

    def move_ltm(self) -> None:
        """The mother cannot come: the AIS/FS worker sets another day, by video."""
        move_meeting(
            meeting=self.ltm,
            by=self.ais_worker,
            version=self.ltm.version,
            starts_at=_at(self._next_week(3), 13),
            minutes=90,
            mode=Mode.VIDEO,
            place="Video line 925-555-0198",
            moved_reason="The mother works on the day first chosen",
        )

    def _next_week(self, weekday: int) -> datetime.date:
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

    def draft_plan(self) -> None:
        """CFS requirements first (III.F)."""
        self.plan = start_plan(family=self.family, by=self.cfs_worker, meeting=self.ltm)
        safe = self._goal("The children are safe and cared for every day", 90, GoalKind.SHARED)
        self._activity(
            safe, "Go to the parenting class every Tuesday at 6 PM", ServiceType.PARENTING, Source.CFS_PLAN, 60, True
        )
        self._activity(
            safe,
            "Visit the family at home every month",
            ServiceType.HOME_VISIT,
            Source.CFS_PLAN,
            30,
            True,
            responsible=Responsible.CFS,
        )
        steady = self._goal("A steady home and a steady job", 120, GoalKind.FAMILY)
        self._activity(
            steady,
            "Meet the housing navigator and apply for two apartments",
            ServiceType.HOUSING,
            Source.FAMILY,
            45,
            False,
            category=Category.HOUSING,
        )
        self._activity(
            steady,
            "Pay child care during class and job search",
            ServiceType.CHILD_CARE,
            Source.WTW_PLAN,
            14,
            True,
            responsible=Responsible.CALWORKS,
        )

    def _goal(self, text: str, days: int, kind: GoalKind) -> Goal:
        return add_goal(
            plan=self.plan,
            by=self.cfs_worker,
            text=text,
            kind=kind,
            category=Category.SERVICES,
            about=self.mother,
            by_when=timezone.localdate() + datetime.timedelta(days=days),
        )

    def _activity(
        self,
        goal: Goal,
        text: str,
        service: ServiceType,
        source: Source,
        days: int,
        mandatory: bool,
        responsible: Responsible = Responsible.FAMILY,
        category: Category = Category.SERVICES,
    ) -> None:
        from_calworks = source == Source.WTW_PLAN
        add_activity(
            goal=goal,
            by=self.ais_worker if from_calworks else self.cfs_worker,
            text=text,
            category=category,
            about=self.mother,
            responsible=responsible,
            person=self.mother if responsible == Responsible.FAMILY else None,
            service=service,
            provided_by=Bureau.CALWORKS if from_calworks else Bureau.CFS,
            paid_by=Bureau.CALWORKS if from_calworks else Bureau.CFS,
            due_on=timezone.localdate() + datetime.timedelta(days=days),
            source=source,
            mandatory=mandatory,
        )

    def show(self) -> None:
        """The mother is shown the draft in her language, through the interpreter where there is one."""
        language = Language(self.mother.language)
        show_plan(
            plan=self.plan, person=self.mother, by=self.cfs_worker, language=language, interpreter=self.interpreter
        )

    def freeze(self) -> None:
        self.show()
        self.version = freeze_plan(plan=self.plan, by=self.cfs_worker)

    def sign(self, *roles: SignerRole) -> None:
        """These signers sign; without a name all who must. The last signature seals the copies (III.E.4)."""
        for signer in self.version.signers.filter(role__in=roles or [*WORKERS, SignerRole.PARENT]):
            language = self.written_language if signer.person else Language.ENGLISH
            sign_plan(
                signer=signer,
                by=signer.user or self.cfs_worker,
                method=SignatureMethod.TYPED,
                shown_sha256=shown_sha256_of(signer, language),
                typed_name=str(signer),
                language=language,
                interpreter=self.interpreter if signer.person else "",
            )

    def hand_out(self) -> None:
        """Everyone leaves with their copy (IV.G)."""
        for copy in self.version.copies.all():
            give_copy(copy=copy, by=self.cfs_worker, method=DeliveryMethod.HANDED_OVER)
