"""Where a family stands on the handbook's road (31-090 III-IV): the facts behind its next step."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.access import reason_against, visible
from accounts.models import User
from caseplans.enums import AWAITING_SIGNATURES
from caseplans.models import Plan
from caseplans.rules import check_out_for_signature
from caseplans.rules.endings import ended_programs, handed_over
from crossover.enums import Capacity, ConsentOutcome, ConsentStatus
from crossover.models import Consent, ConsentScope, Xover1, Xover1Hop
from crossover.rules.eligibility import ended_without_linkages
from crossover.rules.superseding import covered_until
from crossover.rules.voiding import ENDED_TOO_EARLY
from families.enums import PARENTS, AssignmentRole
from families.models import Assignment, Family, Person
from meetings.deadlines import outcome_of_pltm
from meetings.enums import ENDS_WITHOUT_LTM, LTMS, MeetingKind
from reports.querysets import families

STANDS = frozenset({
    ConsentStatus.IN_FORCE, ConsentStatus.PARTLY_REVOKED, ConsentStatus.PARTLY_SUPERSEDED, ConsentStatus.NOT_BEGUN,
})  # fmt: skip


@dataclass(frozen=True)
class Road:
    form_waits_with: str = ""
    ended_without_linkages: bool = False
    form_may_follow: bool = False
    closed_program: str = ""
    in_transition: bool = False
    has_cfs_worker: bool = False
    has_ais_worker: bool = False
    consent: str = ""
    consent_ended: str = ""
    pltm_held: bool = False
    no_ltm_follows: bool = False
    ltm_held: bool = False
    plan: str = ""
    plan_not_whole: bool = False


def road(family: Family, user: User) -> Road:
    """What of it this reader may know."""
    held_now = visible(Xover1Hop, user).in_hand().filter(form__family=family)  # type: ignore[attr-defined]
    hop = held_now.select_related("receiver").last()
    forms = visible(Xover1, user).filter(family=family)
    held = set(families.meetings(family, user).held().values_list("kind", flat=True))  # type: ignore[attr-defined]
    staffed = Assignment.objects.of_family(family).open().filter(worker__isnull=False)
    roles = set(staffed.values_list("role", flat=True))
    request = families.consent_requests(family, user).prefetch_related(None).first()
    plan = families.plans(family, user).prefetch_related(None).first()
    covered = covered_until(family)
    answered = request and not request.renews and covered and covered >= timezone.localdate()
    return Road(
        form_waits_with=str(hop.receiver) if hop else "",
        ended_without_linkages=ended_without_linkages(forms.values_list("status", flat=True)),
        form_may_follow=_form_may_follow(forms),
        closed_program=_closed_program(family),
        in_transition=bool(set(ended_programs(family)) - handed_over(family)),
        has_cfs_worker=AssignmentRole.CFS_WORKER in roles,
        has_ais_worker=AssignmentRole.AIS_WORKER in roles,
        consent=ConsentOutcome.SIGNED if answered else request.outcome if request else "",
        consent_ended=_how_it_ended(family, user),
        pltm_held=MeetingKind.PLTM in held,
        no_ltm_follows=outcome_of_pltm(family) in ENDS_WITHOUT_LTM,
        ltm_held=bool(LTMS & held),
        plan=plan.status if plan else "",
        plan_not_whole=bool(plan and _is_not_whole(plan)),
    )


def _form_may_follow(forms: QuerySet[Xover1]) -> bool:
    """Whether a form ended too early while its CFS case goes on: its supervisor may begin another one."""
    return forms.filter(
        status__in=ENDED_TOO_EARLY, cfs_case__isnull=False, cfs_case__closed_on=None, superseded_by=None
    ).exists()


def _is_not_whole(plan: Plan) -> bool:
    """Whether the version out for signature may be signed by nobody any more: the plan is reopened first."""
    version = plan.versions.first() if plan.status in AWAITING_SIGNATURES else None
    return bool(version and reason_against(check_out_for_signature, version))


def _closed_program(family: Family) -> str:
    """The program of which the family had a case and none is open any more: both know the day of closing."""
    cases: dict[str, Any] = {"CFS": family.cfs_cases, "CalWORKs": family.calworks_cases}
    closed = {name: list(rows.values_list("closed_on", flat=True)) for name, rows in cases.items()}
    return next((name for name, days in closed.items() if days and all(days)), "")


def _how_it_ended(family: Family, user: User) -> str:
    """How the last signed WTWCC 10B ended; empty while any of them stands, or where none was signed."""
    signed = visible(Consent, user).filter(request__family=family)
    states = [row.status for row in signed.with_status(timezone.localdate())]  # type: ignore[attr-defined]
    return ConsentStatus(states[0]).label if states and not STANDS & set(states) else ""


def signed_by_each(family: Family) -> list[tuple[Person, datetime.date | None]]:
    """Each parent with the last day of the WTWCC 10B in force that is theirs; None where none is.

    Theirs is what they signed, or their legal representative for them. Each adult's word is their own (domain 4.2, 3).
    """
    own = Q(person=F("consent__signer")) | Q(consent__capacity=Capacity.REPRESENTATIVE)
    theirs = ConsentScope.objects.in_force(timezone.localdate()).filter(own, person__family=family)
    last = dict(theirs.order_by("until_date").values_list("person", "until_date"))
    return [(parent, last.get(parent.pk)) for parent in family.people.filter(relationship__in=PARENTS)]
