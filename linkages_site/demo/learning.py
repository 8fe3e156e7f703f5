"""What both programs learn with a family: assessments, and strengths in the family's words."""

import datetime
from typing import Any

from django.utils import timezone

from caseplans.assessment_enums import AssessmentTopic, StrengthFor, Tool
from caseplans.services.assessments import add_assessment, add_strength
from families.enums import Category
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
