"""What is agreed at the LTM: what both programs require, the plan, its signatures and copies."""

import datetime
import io
from decimal import Decimal
from typing import Any

from django.utils import timezone
from PIL import Image

from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import (
    WORKERS,
    ActivityStatus,
    CountsOn,
    DeliveryMethod,
    Frequency,
    GoalKind,
    GoalNeed,
    Payer,
    Responsible,
    SignatureMethod,
    SignerRole,
    Source,
    Weekday,
)
from caseplans.models import Activity, Goal, Plan, PlanVersion, SourceRequirement
from caseplans.pdf import shown_sha256_of
from caseplans.rules.reconciliation.findings import AssignPayer
from caseplans.services import (
    add_activity,
    add_goal,
    add_requirements,
    freeze_plan,
    give_copy,
    keep_program_plan,
    note_progress,
    show_plan,
    sign_plan,
    start_plan,
)
from caseplans.services.reconciling import take_proposal
from caseplans.sharing.findings import Reconciliation
from families.enums import Category, Language, ServiceType, WtwActivity
from families.models import Service
from linkages_site.demo.team import TeamRoad
from meetings.enums import PROTECTIVE_FACTORS

IN_THE_CLASS: dict[str, Any] = {
    "why": "New ways to handle a hard day",
    "steps": ["Sign up", "Go to the first class", "Go to twelve classes"],
    "measure": "Certificate of the class",
    "provider": "Bright Steps Parenting, Martinez",
    "chosen_by_family": True,
    "frequency": Frequency.WEEKLY,
    "weekdays": [Weekday.TUESDAY],
    "from_time": datetime.time(18),
    "to_time": datetime.time(20),
    "hours_a_week": Decimal(2),
    "child_care": Payer.CALWORKS,
    "transport": Payer.NOBODY,
    "counts_as": WtwActivity.CFS_ACTIVITY,
    "counts_on": CountsOn.WTW_2,
    "hours_verified": True,
}


def _page_of_a_plan() -> bytes:
    """A scanned page, blank."""
    page = io.BytesIO()
    Image.new("L", (850, 1100), 255).save(page, format="PNG")
    return page.getvalue()


class PlanningRoad(TeamRoad):
    """A family whose two workers write the plan with it, and sign it."""

    plan: Plan
    version: PlanVersion

    def draft_plan(self) -> None:
        """CFS requirements first (III.F)."""
        self.plan = start_plan(family=self.family, by=self.cfs_worker, meeting=self.ltm)
        self._plan_safety(self.require_of_programs())
        self._plan_stability()

    def _plan_safety(self, parenting: SourceRequirement) -> None:
        safe = self._goal(
            "The children are safe and cared for every day", 90, GoalKind.SHARED, need=GoalNeed.SAFETY,
            own_words="I want my kids to feel safe at home.", protective_factor=PROTECTIVE_FACTORS[2],
            measure="No safety plan is needed for two months",
        )  # fmt: skip
        self._activity(
            safe,
            "Go to the parenting class every Tuesday at 6 PM",
            ServiceType.PARENTING,
            Source.CFS_PLAN,
            60,
            True,
            sources=[parenting],
            **IN_THE_CLASS,
        )
        self._activity(
            safe,
            "Visit the family at home every month",
            ServiceType.HOME_VISIT,
            Source.CFS_PLAN,
            30,
            True,
            responsible=Responsible.CFS,
            others=[child for child in self.family.people.all() if child.is_child],
        )

    def _plan_stability(self) -> None:
        steady = self._goal("A steady home and a steady job", 120, GoalKind.FAMILY, need=GoalNeed.STABILITY)
        self._activity(
            steady,
            "Meet the housing navigator and apply for two apartments",
            ServiceType.HOUSING,
            Source.FAMILY,
            45,
            False,
            category=Category.HOUSING,
            steps=["Gather pay stubs and ID", "Meet the navigator", "Apply for two apartments"],
            measure="Two applications are handed in",
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

    def require_of_programs(self) -> SourceRequirement:
        """What both programs' own plans ask, each written down by its own worker; the CFS case plan beside it."""
        today, parenting = timezone.localdate(), Service.objects.get(pk=ServiceType.PARENTING)
        ends = today + datetime.timedelta(days=90)
        often: dict[str, Any] = {"frequency": Frequency.WEEKLY}
        of_cfs: list[dict[str, Any]] = [
            {"source": Source.CFS_PLAN, "text": "Complete a parenting class", "service": parenting, "due_on": ends}
            | often,
            {"source": Source.COURT, "text": "Visit the children every week", **often},
        ]
        of_calworks: list[dict[str, Any]] = [
            {"source": Source.WTW_PLAN, "text": "Job search, 20 hours a week", "hours_a_week": Decimal(20)}
        ]
        common: dict[str, Any] = {"category": Category.SERVICES, "about": self.mother}
        first, *_ = self._require(self.cfs_worker, of_cfs, common)
        self._require(self.ais_worker, of_calworks, common)
        page = _page_of_a_plan()
        keep_program_plan(plan=self.plan, by=self.cfs_worker, source=Source.CFS_PLAN, content=page, **common)
        return first

    def _require(self, by: User, rows: list[dict[str, Any]], common: dict[str, Any]) -> list[SourceRequirement]:
        return add_requirements(plan=self.plan, by=by, rows=[{**common, **row} for row in rows])

    def note_progress(self) -> None:
        """A step is done, and the class is under way."""
        for activity in Activity.objects.filter(goal__plan=self.plan, responsible=Responsible.FAMILY):
            note_progress(
                activity=activity, by=self.cfs_worker, version=activity.version, status=ActivityStatus.IN_PROGRESS,
                steps_done=activity.steps[:1], evidence="Seen at the visit",
            )  # fmt: skip

    def _goal(self, text: str, days: int, kind: GoalKind, **facts: Any) -> Goal:
        return add_goal(
            plan=self.plan,
            by=self.cfs_worker,
            text=text,
            kind=kind,
            category=Category.SERVICES,
            about=self.mother,
            by_when=timezone.localdate() + datetime.timedelta(days=days),
            **facts,
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
        **facts: Any,
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
            **facts,
        )

    def show(self) -> None:
        """The mother is shown the draft in her language, through the interpreter where there is one."""
        language = Language(self.mother.language)
        show_plan(
            plan=self.plan, person=self.mother, by=self.cfs_worker, language=language, interpreter=self.interpreter
        )

    def _cover_the_rest(self) -> None:
        """What reconciliation still found in the draft: the way to class, the court's visits, and the job search."""
        self._have_the_way_paid()
        goal = self.plan.goals.get(need=GoalNeed.SAFETY)
        open_ones = {one.source: one for one in self.plan.requirements.filter(activities=None)}
        if not open_ones:
            return
        self._activity(
            goal, "Visit the children every Saturday", ServiceType.VISITATION, Source.COURT, 90, True,
            sources=[open_ones[Source.COURT]], frequency=Frequency.WEEKLY, weekdays=[Weekday.SATURDAY],
            from_time=datetime.time(10), to_time=datetime.time(12), measure="The visits are kept",
        )  # fmt: skip
        self._activity(
            goal, "Look for work with the job club", ServiceType.EMPLOYMENT, Source.WTW_PLAN, 90, True,
            category=Category.SERVICES, sources=[open_ones[Source.WTW_PLAN]], hours_a_week=Decimal(20),
            measure="Two applications a week",
        )  # fmt: skip

    def _have_the_way_paid(self) -> None:
        """CalWORKs pays for the way, as the reconciliation proposes (R10)."""
        reconciliation = Reconciliation(self.plan, self.cfs_worker)
        for told in reconciliation.told:
            for proposal in told.finding.proposals:
                if isinstance(proposal, AssignPayer) and proposal.payer == Payer.CALWORKS:
                    token = reconciliation.token_of(told, proposal)
                    take_proposal(plan=self.plan, by=self.cfs_worker, mark=told.mark, token=token, family_agreed=True)

    def freeze(self) -> None:
        self._cover_the_rest()
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
