"""What stands behind a plan that is to be signed: who takes part, who was there, to whom it was shown."""

from accounts.models import Setting
from caseplans.county import PLAN_APPROVAL
from caseplans.enums import SignerRole
from caseplans.models import Plan
from caseplans.rules import AgreementFacts, PlanRows, workers_of
from caseplans.rules.endings import handed_over
from caseplans.sharing import between_parents, shared_rows, staff_who_sign, supervisor_of
from crossover.sharing import readable_by_all
from meetings.models import Attendance
from meetings.rules.kinds import rule_of


def agreement_facts(plan: Plan) -> AgreementFacts:
    """What stands behind the plan today."""
    rows, workers = shared_rows(plan), workers_of(plan.family)
    showings = plan.showings.select_related("person")
    return AgreementFacts(
        rows=rows,
        workers=workers,
        rule=rule_of(rows.meeting) if rows.meeting else None,
        present=list(rows.meeting.attendances.filter(present=True).select_related("user", "person"))
        if rows.meeting
        else [],
        shown_to=[showing.person for showing in showings.since_frozen()],
        shown_before=[showing.person for showing in showings],
        needs_approval=bool(Setting.objects.number(PLAN_APPROVAL)),
        supervisor=supervisor_of(workers.get(SignerRole.CFS_WORKER)),
        handed_over=handed_over(plan.family),
    )


def others_present(plan: Plan, rows: PlanRows) -> list[Attendance]:
    """Who else was at the LTM, as far as every signer may know of it: each may sign, and receives an extract."""
    if rows.meeting is None:
        return []
    staff = staff_who_sign(plan)
    there = rows.meeting.attendances.filter(present=True).exclude(user__in=staff).exclude(person__in=rows.parents)
    known = between_parents(readable_by_all(there, staff), rows.parents)
    adults = [one for one in known.select_related("user", "person") if not (one.person and one.person.is_child)]
    return list({(one.user_id, one.person_id, one.external_name): one for one in adults}.values())
