"""What both programs learn with a family: assessments, and strengths in the family's words."""

import datetime
from typing import Any

from django.utils import timezone

from caseplans.assessment_enums import AssessmentTopic, StrengthFor, Tool
from caseplans.models import Activity
from caseplans.outreach_enums import OutreachResult
from caseplans.progress_enums import Compliance, Presence
from caseplans.rules.statuses import NEEDS_AN_ANSWER
from caseplans.services.assessments import add_assessment, add_strength
from caseplans.services.outreach import record_attempt
from caseplans.services.progress import write_progress
from caseplans.services.statuses import review_status
from caseplans.sharing.outreach import reasons_for
from caseplans.sharing.statuses import open_to_review
from caseplans.status_enums import StatusOutcome
from families.enums import Category, Channel
from linkages_site.demo.planning import PlanningRoad


class LearningRoad(PlanningRoad):
    """A family whose two workers write down what they learned, and use each other's answers."""

    def learn(self) -> None:
        """OCAT is done; CFS plans to ask some of the same, and takes what is known."""
        asked = [AssessmentTopic.EMPLOYMENT, AssessmentTopic.HOUSING, AssessmentTopic.CHILD_CARE]
        today, goals = timezone.localdate(), list(self.plan.goals.all()[:1])
        about: dict[str, Any] = {"family": self.family, "about": self.mother}
        add_assessment(
            by=self.ais_worker, tool=Tool.OCAT, on=today, is_done=True, topics=asked, category=Category.EMPLOYMENT,
            barriers="No child care in the evening. No car.", strengths="Two years as a cashier, speaks two languages.",
            goals=goals, **about,
        )  # fmt: skip
        add_assessment(
            by=self.cfs_worker, tool=Tool.SOP, on=today + datetime.timedelta(days=10), is_done=False,
            topics=[AssessmentTopic.HOUSING, AssessmentTopic.PARENTING], category=Category.SERVICES, **about,
        )  # fmt: skip
        for by, text, helps, whole in (
            (self.cfs_worker, "Reads to the children every evening", [StrengthFor.PARENTING], False),
            (self.ais_worker, "Is on time, and speaks two languages", [StrengthFor.EMPLOYMENT], False),
            (self.cfs_worker, "Grandmother and aunt help on weekends", [], True),
        ):
            add_strength(by=by, text=text, helps_with=helps, whole_family=whole, category=Category.SERVICES, **about)

    def monitor(self) -> None:
        """Each program says for itself how it goes; what was reached is celebrated."""
        about: dict[str, Any] = {"on": timezone.localdate(), "about": self.mother}
        activity = Activity.objects.filter(goal__plan=self.plan, person=self.mother).order_by("pk")[0]
        for by, facts in (
            (
                self.cfs_worker,
                {
                    "presence": Presence.ATTENDED,
                    "hours": 2,
                    "compliance": Compliance.MET,
                    "evidence": "Sign-in sheet seen",
                    "milestone": "Four classes in a row",
                },
            ),
            (
                self.ais_worker,
                {
                    "compliance": Compliance.PARTLY,
                    "barrier": "The bus comes once an hour",
                    "next_step": "Ask for a bus pass",
                },
            ),
        ):
            write_progress(activity=activity, by=by, category=Category(activity.category), **about, **facts)

    def reach_out(self) -> None:
        """Who is sanctioned is offered a cure through the plan."""
        for reason in reasons_for(self.mother, self.ais_worker):
            record_attempt(
                person=self.mother, by=self.ais_worker, reason=reason, on=timezone.localdate(), how=Channel.CALL,
                result=OutreachResult.THINKS, words="Wants to talk about it at the next visit",
            )  # fmt: skip

    def review_statuses(self) -> None:
        """Each adult's Welfare-to-Work status as it stood on the day of the LTM."""
        for person, standing in open_to_review(self.ltm, self.ais_worker).items():
            needs = standing.status in NEEDS_AN_ANSWER
            outcome = StatusOutcome.CURE if needs else StatusOutcome.GOES_ON
            review_status(meeting=self.ltm, person=person, by=self.ais_worker, outcome=outcome)
