"""What each bureau keeps of a family besides the road: children out of home, Welfare-to-Work, who carries the case."""

import datetime
from decimal import Decimal

from django.utils import timezone

from crossover.enums import ClearancePurpose, ClearanceResult, SearchKey, System
from crossover.services import record_clearance, share_calworks_case
from families.enums import AssignmentRole, MonthlyKind, PlacementKind, WtwStatus
from families.services import add_removal, add_wtw_standing, edit_person, record_monthly_figure
from linkages_site.demo.road import CHILDREN_AWAY, Road

COMMON_STANDINGS = [WtwStatus.ENGAGED, WtwStatus.FAMILY_STABILIZATION, WtwStatus.GOOD_CAUSE, WtwStatus.SANCTIONED]


class KeptRoad(Road):
    """A family whose workers keep its dated facts."""

    def remove_children(self) -> None:
        """The children of a Family Reunification or Permanency case live elsewhere."""
        children = [person for person in self.family.people.all() if person.is_child]
        for child in children if self.home.component in CHILDREN_AWAY else []:
            placement = PlacementKind.FOSTER_HOME if self.number % 2 else PlacementKind.RELATIVE
            add_removal(person=child, by=self.cfs_worker, entered_on=timezone.localdate(), placement=placement)
            edit_person(person=child, by=self.cfs_worker, version=child.version, in_home=False)

    def keep_calworks(self) -> None:
        """CalWORKs' side: Welfare-to-Work status, two months of hours and earnings, who else carries the case."""
        self._look_into_cfs()
        away = self.home.component in CHILDREN_AWAY
        status = WtwStatus.REUNIFICATION if away else COMMON_STANDINGS[self.number % len(COMMON_STANDINGS)]
        mother, by, today = self.mother, self.ais_worker, timezone.localdate()
        add_wtw_standing(person=mother, by=by, status=status, required_hours=30, from_date=today)
        for months_ago in (1, 2):
            month = today.replace(day=1) - datetime.timedelta(days=28 * months_ago)
            hours, earnings = Decimal(60 + 4 * (self.number % 9)), Decimal(480 + 35 * (self.number % 11))
            record_monthly_figure(person=mother, by=by, kind=MonthlyKind.HOURS, month=month, value=hours)
            record_monthly_figure(person=mother, by=by, kind=MonthlyKind.EARNINGS, month=month, value=earnings)
        if self.number % 3 == 1:
            self._share_calworks_case()

    def _look_into_cfs(self) -> None:
        """The AIS/FS worker's clearance before the Welfare-to-Work plan (31-090 III.B)."""
        record_clearance(
            by=self.ais_worker,
            purpose=ClearancePurpose.BEFORE_WTW_PLAN,
            system=System.CWS_CMS,
            keys_used=[SearchKey.NAME, SearchKey.BIRTH_DATE],
            result=ClearanceResult.ACTIVE,
            as_of=timezone.localdate(),
            family=self.family,
            worker_name=str(self.cfs_worker),
            evidence="Open case",
        )

    def _share_calworks_case(self) -> None:
        case = self.family.calworks_cases.get()
        for name, role in (
            ("eligibility.worker", AssignmentRole.ELIGIBILITY_WORKER),
            ("es.worker", AssignmentRole.EMPLOYMENT_SPECIALIST),
        ):
            share_calworks_case(case=case, by=self.ais_worker, role=role, worker=self.staff[name], why="As in CalSAWS")
