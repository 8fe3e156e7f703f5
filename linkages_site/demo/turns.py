"""What goes otherwise on the road: another answer, a form sent back, a consent taken back, a case that closes."""

from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import User
from crossover.enums import MAKES_A_FAMILY, ClearancePurpose, ClearanceResult, SearchKey, System
from crossover.services import reassign_ais_worker, record_clearance, return_xover1, revoke_consent, void_xover1
from families.enums import AssignmentRole, Category, ExitType, ProgramStatus
from families.models import Removal
from families.services import edit_calworks_case, edit_cfs_case, end_removal
from linkages_site.demo.gathering import GatheringRoad
from meetings.enums import MeetingKind, Trigger
from meetings.services import cancel_meeting, confirm_meeting, record_no_show, request_meeting


class TurningRoad(GatheringRoad):
    """A family whose road turns."""

    def doer(self, step: str) -> User:
        hands = {"give_back": "er.supervisor", "void": "er.supervisor", "change_ais_worker": "ais.supervisor"}
        hands |= dict.fromkeys(["find_pending", "find_possible", "find_nothing"], "er.clerk")
        if step in {"discontinue", "ask_for_follow_up", "reach_out"}:
            return self.ais_worker
        return self.staff[hands[step]] if step in hands else super().doer(step)

    def find_pending(self) -> None:
        self._clear(ClearanceResult.PENDING)

    def find_possible(self) -> None:
        self._clear(ClearanceResult.POSSIBLE)

    def find_nothing(self) -> None:
        self._clear(ClearanceResult.NOT_FOUND)

    def _clear(self, result: ClearanceResult) -> None:
        """The ER clerk's clearance, with another answer than “active” (31-090 V.B.1)."""
        record_clearance(
            by=self.staff["er.clerk"],
            purpose=ClearancePurpose.EMERGENCY_RESPONSE,
            system=System.CALSAWS,
            keys_used=[SearchKey.NAME, SearchKey.BIRTH_DATE],
            result=result,
            as_of=timezone.localdate(),
            referral=self.referral,
            searched_for=f"{self.home.mother} {self.home.name}, and the children by name",
            people=self.people() if result in MAKES_A_FAMILY else (),
        )

    def give_back(self) -> None:
        by = self.staff["er.supervisor"]
        return_xover1(form=self.form, by=by, reason="The children's dates of birth are missing")

    def void(self) -> None:
        void_xover1(form=self.form, by=self.staff["er.supervisor"], reason="Begun twice for one referral")

    def change_ais_worker(self) -> None:
        """Another AIS/FS worker: the form begins anew with the CFS supervisor (III.B.4)."""
        supervisor, unit = self.staff["ais.supervisor"], self.ais_worker.unit
        assert unit is not None
        another = unit.staff.exclude(pk__in=[supervisor.pk, self.ais_worker.pk]).get()
        case = self.family.calworks_cases.get()
        seen = case.assignments.open().in_role(AssignmentRole.AIS_WORKER).get().uuid
        reassign_ais_worker(case=case, by=supervisor, worker=another, why="Caseloads were evened out", seen=seen)
        self.ais_worker = another

    def confirm_ltm(self) -> None:
        confirm_meeting(meeting=self.ltm, by=self.cfs_worker)

    def call_off_ltm(self) -> None:
        cancel_meeting(meeting=self.ltm, by=self.cfs_worker, reason="The office is closed that day")

    def miss_ltm(self) -> None:
        """Nobody of the family came: the meeting is asked for again."""
        record_no_show(meeting=self.ltm, by=self.cfs_worker, reason="Nobody of the family came; no answer by phone")
        self.ask_for_ltm()

    def ask_for_ltm(self) -> None:
        request_meeting(
            family=self.family, by=self.cfs_worker, kind=MeetingKind.LTM, trigger=Trigger.FAMILY,
            owner=self.cfs_worker, text="The mother asks for an evening",
        )  # fmt: skip

    def ask_for_follow_up(self) -> None:
        """Hours are missing: CalWORKs' own to know, until a WTWCC 10B opens it (31-090 III.G)."""
        request_meeting(
            family=self.family, by=self.ais_worker, kind=MeetingKind.LTM_FOLLOW_UP, trigger=Trigger.WTW_REQUIREMENTS,
            owner=self.ais_worker, about=self.mother, text="Hours of two months are missing",
        )  # fmt: skip

    def revoke(self, category: str = "", recipient: str = "") -> None:
        """The mother takes the WTWCC 10B back, whole or in part."""
        note = "Said by telephone"
        revoke_consent(consent=self.consent, by=self.cfs_worker, category=category, recipient=recipient, note=note)

    def revoke_housing(self) -> None:
        self.revoke(category=Category.HOUSING)

    def revoke_towards_calworks(self) -> None:
        self.revoke(recipient=Bureau.CALWORKS)

    def bring_home(self) -> None:
        """The children are reunified with their mother."""
        today = timezone.localdate()
        for removal in Removal.objects.filter(family=self.family, exited_on=None):
            end_removal(removal=removal, by=self.cfs_worker, exited_on=today, exit_type=ExitType.REUNIFIED)

    def close_case(self) -> None:
        self.case.refresh_from_db()
        closing = {"closed_on": timezone.localdate(), "closing_reason": "Case plan goals met"}
        edit_cfs_case(case=self.case, by=self.cfs_worker, version=self.case.version, **closing)

    def discontinue(self) -> None:
        """CalWORKs ends under an active plan: both workers are asked for another LTM (III.G)."""
        case = self.family.calworks_cases.get()
        closed, today = ProgramStatus.CLOSED, timezone.localdate()
        edit_calworks_case(case=case, by=self.ais_worker, version=case.version, status=closed, closed_on=today)
