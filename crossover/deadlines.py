"""What clearances, XOVER1 and the 10B make due. Asks no clock: only facts and the county's numbers."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.utils.timezone import localdate

from accounts.models import Setting
from accounts.rules import add_working_days
from accounts.services import county_closures
from crossover.county import (
    ACKNOWLEDGE_DAYS,
    CASE_DECISION_DAYS,
    CONSENT_DAYS,
    CONSENT_WARNINGS,
    PART_A_DAYS,
    PART_B_DAYS,
    RE_CHECK_DAYS,
    STEP_DAYS,
)
from crossover.enums import (
    CAME_BACK,
    CLEARANCE_KEY,
    HOP_KEY,
    UNSIGNED,
    ClearancePurpose,
    ClearanceResult,
    ConsentOutcome,
    System,
    Xover1Status,
)
from crossover.models import Clearance, Consent, ConsentRequest, Xover1, Xover1Hop
from crossover.rules.asking import has_ended
from crossover.rules.eligibility import applicants_to_look_up_again, ended_without_linkages
from crossover.rules.superseding import covered_until
from families.enums import AssignmentRole, Disposition, TaskKind
from families.models import Family
from families.rules import Due
from families.rules.facts import workers_now

CARRIERS = [AssignmentRole.CFS_WORKER, AssignmentRole.AIS_WORKER]
Closures = dict[datetime.date, bool]
S = Xover1Status
ROUTED_ON = (S.WITH_POINT_PERSON, S.WITH_AIS_SUPERVISOR)


def part_a_dues(clearances: Iterable[Clearance], days: int, closures: Closures) -> list[Due]:
    """The ER clerk who finds CalWORKs active fills Part A and sends it (31-090 V.B), once a referral."""
    first: dict[int | None, Clearance] = {}
    for clearance in sorted(clearances, key=lambda each: each.made_at):
        first.setdefault(clearance.referral_id, clearance)
    return [_part_a_due(clearance, days, closures) for clearance in first.values()]


def _part_a_due(clearance: Clearance, days: int, closures: Closures) -> Due:
    made_on = localdate(clearance.made_at)
    due_on = add_working_days(made_on, days, closures)
    key = f"{CLEARANCE_KEY}{clearance.uuid}"
    return Due(TaskKind.SEND_PART_A, key, made_on, due_on, clearance.made_by_id, "31-090 V.B")


def consent_dues(
    requests: Iterable[ConsentRequest], days: int, closures: Closures, covered: datetime.date | None = None
) -> list[Due]:
    """Whoever discovered first asks the parent to sign (31-090 IV.D). One open request is enough to be due.

    Where every parent has signed until a day, only a renewal is asked for before that day is over.
    """
    return [
        Due(
            TaskKind.REQUEST_CONSENT,
            f"consent_request:{request.uuid}",
            begins := _asks_from(request, covered),
            add_working_days(begins, days, closures),
            request.owner_id,
            "31-090 IV.D",
        )
        for request in list(requests)[:1]
    ]


def _asks_from(request: ConsentRequest, covered: datetime.date | None) -> datetime.date:
    if covered is None or request.renews:
        return request.opened_on
    return max(request.opened_on, covered + datetime.timedelta(days=1))


@dataclass(frozen=True)
class RunningOut:
    """A signed consent that nothing has ended: its last day, and who is told before."""

    uuid: UUID
    signed_on: datetime.date
    until_date: datetime.date
    owner_id: int


def renewal_dues(
    consents: Iterable[RunningOut], asked_on: Collection[datetime.date], said_no_on: Collection[datetime.date],
    warnings: Collection[int],
) -> list[Due]:  # fmt: skip
    """The worker asks again before its last day, from the first warning on since which nobody asked.

    A warning that fell before the signing is none. After a no nothing nags the family (domain 4.2, 6-7).
    """
    found = []
    for consent in consents:
        days = sorted(
            {day for day in warnings if consent.until_date - datetime.timedelta(days=day) > consent.signed_on}
        )
        opens = [consent.until_date - datetime.timedelta(days=day) for day in reversed(days)]
        if not opens or any(day >= opens[0] for day in said_no_on):
            continue
        first = next((warned for warned in opens if not any(day >= warned for day in asked_on)), None)
        if first:
            key, last = f"consent:{consent.uuid}", consent.until_date
            found.append(Due(TaskKind.RENEW_CONSENT, key, first, last, consent.owner_id, "31-090 III.C.1"))
    return found


def acknowledgement_dues(hops: Iterable[Xover1Hop], days: int, closures: Closures) -> list[Due]:
    """Each receiver acknowledges."""
    return [_due_after_hop(TaskKind.ACKNOWLEDGE_XOVER1, hop, days, closures, "31-090 III.B.3") for hop in hops]


def part_b_dues(hops: Iterable[Xover1Hop], days: int, closures: Closures) -> list[Due]:
    """Case opened or reassigned: clearance and Part B follow (31-090 III.B.3-4)."""
    return [_due_after_hop(TaskKind.COMPLETE_PART_B, hop, days, closures, "31-090 III.B.3-4") for hop in hops]


def routing_dues(hops: Iterable[Xover1Hop], days: int, closures: Closures) -> list[Due]:
    """Whoever routes the form on, or assigns the AIS/FS worker, does so though it is acknowledged (31-090 IV.B-C)."""
    return [_due_after_hop(TaskKind.MOVE_XOVER1_ON, hop, days, closures, "31-090 IV.B-C") for hop in hops]


def case_decision_dues(hops: Iterable[Xover1Hop], days: int) -> list[Due]:
    """The ER supervisor decides whether a case is opened once the referral is looked into (31-090 III.B.3)."""
    return [
        Due(
            TaskKind.MOVE_XOVER1_ON,
            f"{HOP_KEY}{hop.uuid}",
            sent_on := localdate(hop.sent_at),
            sent_on + datetime.timedelta(days=days),
            hop.receiver_id,
            "31-090 III.B.3",
        )
        for hop in hops
    ]


def _due_after_hop(kind: TaskKind, hop: Xover1Hop, days: int, closures: Closures, why: str) -> Due:
    sent_on = localdate(hop.sent_at)
    due_on = add_working_days(sent_on, days, closures)
    return Due(kind, f"{HOP_KEY}{hop.uuid}", sent_on, due_on, hop.receiver_id, why)


def applicant_dues(clearances: Iterable[Clearance], days: int, closures: Closures) -> list[Due]:
    """Applicants are looked up again at grant, by whoever found the application pending (31-090 III.A.1)."""
    pending = applicants_to_look_up_again(clearances)
    if pending is None:
        return []
    made_on = localdate(pending.made_at)
    due_on = add_working_days(made_on, days, closures)
    key = f"{CLEARANCE_KEY}{pending.uuid}"
    return [Due(TaskKind.RE_CHECK_APPLICANT, key, made_on, due_on, pending.made_by_id, "31-090 III.A.1")]


def due(family: Family) -> list[Due]:
    """Everything these forms make due in this family."""
    closures = county_closures()
    asked = _open_requests(family)
    hops = Xover1Hop.objects.filter(form__family=family)
    held = list(hops.in_hand())
    return [
        *part_a_dues(_without_part_a(family), Setting.objects.number(PART_A_DAYS), closures),
        *consent_dues(asked, Setting.objects.number(CONSENT_DAYS), closures, covered_until(family) if asked else None),
        *_renewal_dues(family),
        *acknowledgement_dues(hops.waiting(), Setting.objects.number(ACKNOWLEDGE_DAYS), closures),
        *applicant_dues(_of_undecided(family), Setting.objects.number(RE_CHECK_DAYS), closures),
        *part_b_dues(_at(held, S.WITH_CFS_SUPERVISOR), Setting.objects.number(PART_B_DAYS), closures),
        *routing_dues(_at(held, *ROUTED_ON), Setting.objects.number(STEP_DAYS), closures),
        *case_decision_dues(_at(held, S.WITH_ER_SUPERVISOR), Setting.objects.number(CASE_DECISION_DAYS)),
    ]


def _at(hops: Iterable[Xover1Hop], *steps: Xover1Status) -> list[Xover1Hop]:
    return [hop for hop in hops if hop.step in steps]


def _renewal_dues(family: Family) -> list[Due]:
    """Of the consents that nothing ends before their last day, to the worker of the bureau that had them signed.

    Until that bureau has one, the other bureau's worker asks.
    """
    requests = ConsentRequest.objects.filter(family=family)
    signed = Consent.objects.filter(request__in=requests).without_an_end_ahead()
    signed = signed.select_related("explained_by", "request")
    workers = {each.worker.bureau: each.worker.pk for each in workers_now(family, *CARRIERS) if each.worker}
    return renewal_dues(
        [
            RunningOut(
                consent.uuid,
                localdate(consent.signed_at),
                consent.until_date,
                workers.get(consent.explained_by.bureau, next(iter(workers.values()), consent.request.owner_id)),
            )
            for consent in signed
        ],
        asked_on=list(requests.values_list("opened_on", flat=True)),
        said_no_on=[asked.outcome_on for asked in requests.filter(outcome__in=UNSIGNED) if asked.outcome_on],
        warnings=[Setting.objects.number(warning) for warning in CONSENT_WARNINGS],
    )


def _without_part_a(family: Family) -> Iterable[Clearance]:
    """Active clearances of Emergency Response on referrals that are undecided and whose Part A nobody has sent.

    Where a later look says otherwise, nothing is due.
    """
    er = ClearancePurpose.EMERGENCY_RESPONSE
    latest = Clearance.objects.filter(referral=OuterRef("referral"), purpose=er).values("result")[:1]
    sent = Xover1Hop.objects.filter(form__referral=OuterRef("referral"), step=S.WITH_ER_SUPERVISOR)
    sent = sent.exclude(left_as__in=CAME_BACK)
    return Clearance.objects.alias(latest=Subquery(latest)).filter(
        ~Exists(sent),
        latest=ClearanceResult.ACTIVE,
        family=family,
        purpose=er,
        result=ClearanceResult.ACTIVE,
        referral__disposition=Disposition.OPEN,
    )


def _of_undecided(family: Family) -> Iterable[Clearance]:
    """What CalSAWS said of the family, except on referrals decided since."""
    found = Clearance.objects.filter(family=family, system=System.CALSAWS).select_related("referral")
    return [each for each in found if each.referral is None or each.referral.disposition == Disposition.OPEN]


def _open_requests(family: Family) -> list[ConsentRequest]:
    """None where every form ended without a Linkages family, or the CFS case closed and nothing new came since."""
    forms = Xover1.objects.filter(family=family)
    if ended_without_linkages(forms.values_list("status", flat=True)) or has_ended(family):
        return []
    return list(ConsentRequest.objects.filter(family=family, outcome=ConsentOutcome.OPEN).order_by("opened_on", "pk"))
