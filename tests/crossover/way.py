"""One XOVER1 brought to any of its states by the real services."""

import itertools
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from accounts.models import Unit, UnitSupervision, User
from crossover.enums import (
    AisReason,
    ClearancePurpose,
    ClearanceResult,
    Ineligibility,
    SearchKey,
    System,
    Xover1Status,
)
from crossover.models import Clearance, Xover1
from crossover.services import (
    acknowledge_xover1,
    assign_ais_worker,
    assign_cfs_worker,
    close_ineligible,
    close_without_case,
    complete_part_b,
    not_a_match,
    open_case_from_xover1,
    recall_xover1,
    record_clearance,
    redirect_xover1,
    return_xover1,
    route_reverse_xover1,
    send_part_a,
    start_reverse_xover1,
    start_xover1,
    void_xover1,
)
from families.enums import AssignmentRole, Component, Relationship
from families.models import Assignment, CfsCase, Referral
from families.services import record_referral
from linkages_site.demo.factories import PersonFactory, UserFactory
from tests.county import family_with_workers

S = Xover1Status
_numbers = itertools.count(1)
TWO_KEYS = [SearchKey.NAME, SearchKey.BIRTH_DATE]
MOTHER = {"first_name": "Rosa", "last_name": "Ibarra", "relationship": Relationship.MOTHER}
CHILD = {"first_name": "Luz", "last_name": "Ibarra", "relationship": Relationship.CHILD}


class Way:
    """Each verb by whoever the handbook names for it."""

    def __init__(self, staff: dict[str, User]) -> None:
        self.staff = staff
        self.unit: Unit = staff["cfs.worker"].unit  # type: ignore[assignment]

    def referral(self, name: str = "Ibarra") -> Referral:
        clerk = self.staff["screening.clerk"]
        er_unit: Unit = self.staff["er.clerk"].unit  # type: ignore[assignment]
        return record_referral(by=clerk, number=f"R-{next(_numbers)}", family_name=name, er_unit=er_unit)

    def clear(self, referral: Referral, **facts: Any) -> Clearance:
        usual: dict[str, Any] = {
            "by": self.staff["er.clerk"],
            "purpose": ClearancePurpose.EMERGENCY_RESPONSE,
            "system": System.CALSAWS,
            "keys_used": [SearchKey.NAME, SearchKey.BIRTH_DATE],
            "searched_for": "Rosa Ibarra, born May 4, 1990",
            "result": ClearanceResult.ACTIVE,
            "as_of": timezone.localdate(),
            "case_number": f"CW-{referral.number}",
        }
        return record_clearance(referral=referral, **(usual | facts))

    def clear_again(self, form: Xover1, by: str = "ifs.supervisor", **facts: Any) -> Clearance:
        usual: dict[str, Any] = {
            "purpose": ClearancePurpose.REASSIGNMENT if form.supersedes_id else ClearancePurpose.CASE_OPENED,
            "system": System.CALSAWS,
            "keys_used": [SearchKey.CASE_NUMBER, SearchKey.NAME],
            "searched_for": "Rosa Ibarra",
            "result": ClearanceResult.ACTIVE,
            "as_of": timezone.localdate(),
        }
        return record_clearance(by=self.staff[by], family=form.family, **(usual | facts))

    def draft(self) -> Xover1:
        clearance = self.clear(self.referral(), people=[MOTHER, CHILD])
        return self.begin(clearance, by=self.staff["er.clerk"])

    def begin(self, clearance: Clearance, by: User) -> Xover1:
        return start_xover1(by=by, clearance=clearance)

    def send(self, form: Xover1) -> None:
        send_part_a(form=form, by=self.staff["er.clerk"], to=self.staff["er.supervisor"])

    def open_case(self, form: Xover1, **facts: Any) -> CfsCase:
        usual: dict[str, Any] = {"number": f"CFS-W{form.pk}", "component": Component.IFS, "unit": self.unit}
        receiver = self.staff["ifs.supervisor"]
        return open_case_from_xover1(form=form, by=self.staff["er.supervisor"], to=receiver, **(usual | facts))

    def close(self, form: Xover1) -> None:
        close_without_case(form=form, by=self.staff["er.supervisor"], reason="Nothing needed")

    def flag(self, **facts: Any) -> Xover1:
        usual: dict[str, Any] = {"case_name": "Ibarra", "calworks_number": f"CW-S{next(_numbers)}", "people": [MOTHER]}
        return start_reverse_xover1(**({"by": self.staff["calworks.clerk"]} | usual | facts))

    def route(self, form: Xover1, **facts: Any) -> None:
        usual: dict[str, Any] = {"to": self.staff["ifs.supervisor"], "cfs_number": f"CFS-W{form.pk}"}
        route_reverse_xover1(form=form, by=self.staff["cfs.pointperson"], **(usual | facts))

    def known_to_cfs(self, worker: str = "cfs.worker", **facts: Any) -> SimpleNamespace:
        """A family with a CFS case of its own, whose mother the clerk of the reverse path names."""
        known = family_with_workers(self.staff[worker], None, **({"name": "Ibarra"} | facts))
        known.mother = PersonFactory(family=known.family, **MOTHER)
        return known

    def no_match(self, form: Xover1) -> None:
        self.no_match_by(form, self.staff["cfs.pointperson"])

    def no_match_by(self, form: Xover1, by: User) -> None:
        not_a_match(form=form, by=by, reason="Another person", searched_for="Rosa Ibarra, 1990", keys_used=TWO_KEYS)

    def complete(self, form: Xover1, by: str = "ifs.supervisor") -> None:
        complete_part_b(
            form=form, by=self.staff[by], ais_reason=AisReason.REFERRED_BY_WTW, to=self.staff["ais.supervisor"]
        )

    def clear_and_complete(self, form: Xover1) -> None:
        self.clear_again(form)
        self.complete(form)

    def end_ineligible(self, form: Xover1) -> None:
        close_ineligible(form=form, by=self.staff["ifs.supervisor"], ineligibility=Ineligibility.NOT_AIS_ELIGIBLE)

    def assign_ais(self, form: Xover1, **facts: Any) -> None:
        usual: dict[str, Any] = {"worker": self.staff["ais.worker"], "calworks_number": form.calworks_number}
        usual["number_checked"] = True
        assign_ais_worker(form=form, by=self.staff["ais.supervisor"], **(usual | facts))

    def acknowledge(self, form: Xover1) -> None:
        acknowledge_xover1(form=form, by=self.staff["ais.worker"])

    def void(self, form: Xover1) -> None:
        by = self.staff["ifs.supervisor"] if form.distributed_at else self.holder(form)
        void_xover1(form=form, by=by, reason="Made in error")

    def holder(self, form: Xover1) -> User:
        """Whoever has the form, or the clerk whose draft it is."""
        hop = form.hops.in_hand().last()
        return hop.receiver if hop else form.created_by

    def send_back(self, form: Xover1) -> None:
        return_xover1(form=form, by=self.holder(form), reason="The birth date is missing")

    def recall(self, form: Xover1) -> None:
        hop = form.hops.in_hand().last()
        recall_xover1(form=form, by=hop.sender if hop else form.created_by, reason="Sent too early")

    def redirect(self, form: Xover1) -> User:
        """Pass the form to a colleague with the place and the roles of whoever has it."""
        by = self.holder(form)
        colleague = UserFactory(unit=by.unit, roles=sorted(by.role_codes))
        for unit in by.supervised_unit_ids:
            UnitSupervision.objects.create(unit_id=unit, user=colleague, from_date=timezone.localdate())
        self.redirect_by(form, by, User.objects.get(pk=colleague.pk))
        return colleague

    def redirect_by(self, form: Xover1, by: User, to: User | None = None) -> None:
        redirect_xover1(form=form, by=by, to=to or by, reason="On leave")

    def assign_cfs(self, form: Xover1, worker: User | None = None) -> None:
        case = CfsCase.objects.get(xover1s=form)
        worker = worker or self.staff["cfs.worker"]
        seen = case.assignments.open().in_role(AssignmentRole.CFS_WORKER).get().uuid
        assign_cfs_worker(case=case, by=self.staff["ifs.supervisor"], worker=worker, why="Assigned", seen=seen)

    def reassign(self, form: Xover1) -> Xover1:
        """Name a first worker, then a second: the form is superseded by the one returned."""
        if Assignment.objects.of_family(form.family).open().in_role(AssignmentRole.CFS_WORKER).get().worker is None:
            self.assign_cfs(form)
        form.refresh_from_db()
        current = Xover1.objects.filter(cfs_case=form.cfs_case).latest("pk")
        self.assign_cfs(form, UserFactory(unit=self.unit, roles=["cfs_worker"]))
        form.refresh_from_db()
        return current.superseded_by

    def standing_at(self, status: Xover1Status) -> Xover1:
        """A new form in this state."""
        if status in {S.WITH_POINT_PERSON, S.NOT_A_MATCH}:
            form = self.flag()
            if status == S.NOT_A_MATCH:
                self.no_match(form)
            return form
        form = self.draft()
        for step, after in self._forward():
            if form.status == status:
                return form
            if status == S.VOID:
                self.void(form)
            elif status == S.NO_CASE and form.status == S.WITH_ER_SUPERVISOR:
                self.close(form)
            elif status == S.INELIGIBLE and form.status == S.WITH_CFS_SUPERVISOR:
                self.end_ineligible(form)
            elif status == S.SUPERSEDED and form.status == S.WITH_AIS_SUPERVISOR:
                self.reassign(form)
            else:
                step(form)
                assert form.status == after
        assert form.status == status
        return form

    def _forward(self) -> list[tuple[Any, Xover1Status]]:
        return [
            (self.send, S.WITH_ER_SUPERVISOR),
            (self.open_case, S.WITH_CFS_SUPERVISOR),
            (self.clear_and_complete, S.WITH_AIS_SUPERVISOR),
            (self.assign_ais, S.WITH_AIS_WORKER),
            (self.acknowledge, S.ACKNOWLEDGED),
        ]
