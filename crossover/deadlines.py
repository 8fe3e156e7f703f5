"""What clearances, XOVER1 and the 10B make due. Asks no clock: only facts and the county's numbers."""

import datetime
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Subquery
from django.utils.timezone import localdate

from accounts.models import Setting
from accounts.rules import add_working_days
from accounts.services import county_closures
from crossover.county import ACKNOWLEDGE_DAYS, CONSENT_DAYS, PART_A_DAYS, PART_B_DAYS, RE_CHECK_DAYS
from crossover.enums import NOT_LINKAGES, ClearancePurpose, ClearanceResult, ConsentOutcome, System, Xover1Status
from crossover.models import Clearance, ConsentRequest, Xover1, Xover1Hop
from crossover.rules.eligibility import applicants_to_look_up_again
from families.enums import Disposition, TaskKind
from families.models import Family
from families.rules import Due

Closures = dict[datetime.date, bool]


def part_a_dues(clearances: Iterable[Clearance], days: int, closures: Closures) -> list[Due]:
    """The ER clerk who finds CalWORKs active fills Part A and sends it (31-090 V.B), once a referral."""
    first: dict[int | None, Clearance] = {}
    for clearance in sorted(clearances, key=lambda each: each.made_at):
        first.setdefault(clearance.referral_id, clearance)
    return [_part_a_due(clearance, days, closures) for clearance in first.values()]


def _part_a_due(clearance: Clearance, days: int, closures: Closures) -> Due:
    made_on = localdate(clearance.made_at)
    due_on = add_working_days(made_on, days, closures)
    key = f"clearance:{clearance.uuid}"
    return Due(TaskKind.SEND_PART_A, key, made_on, due_on, clearance.made_by_id, "31-090 V.B")


def consent_dues(requests: Iterable[ConsentRequest], days: int, closures: Closures) -> list[Due]:
    """Whoever discovered first asks the parent to sign (31-090 IV.D). One open request is enough to be due."""
    return [
        Due(
            TaskKind.REQUEST_CONSENT,
            f"consent_request:{request.uuid}",
            request.opened_on,
            add_working_days(request.opened_on, days, closures),
            request.owner_id,
            "31-090 IV.D",
        )
        for request in list(requests)[:1]
    ]


def acknowledgement_dues(hops: Iterable[Xover1Hop], days: int, closures: Closures) -> list[Due]:
    """Each receiver acknowledges."""
    return [_due_after_hop(TaskKind.ACKNOWLEDGE_XOVER1, hop, days, closures, "31-090 III.B.3") for hop in hops]


def part_b_dues(hops: Iterable[Xover1Hop], days: int, closures: Closures) -> list[Due]:
    """Case opened or reassigned: clearance and Part B follow (31-090 III.B.3-4)."""
    return [_due_after_hop(TaskKind.COMPLETE_PART_B, hop, days, closures, "31-090 III.B.3-4") for hop in hops]


def _due_after_hop(kind: TaskKind, hop: Xover1Hop, days: int, closures: Closures, why: str) -> Due:
    sent_on = localdate(hop.sent_at)
    due_on = add_working_days(sent_on, days, closures)
    return Due(kind, f"hop:{hop.uuid}", sent_on, due_on, hop.receiver_id, why)


def applicant_dues(clearances: Iterable[Clearance], days: int, closures: Closures) -> list[Due]:
    """Applicants are looked up again at grant, by whoever found the application pending (31-090 III.A.1)."""
    pending = applicants_to_look_up_again(clearances)
    if pending is None:
        return []
    made_on = localdate(pending.made_at)
    due_on = add_working_days(made_on, days, closures)
    key = f"clearance:{pending.uuid}"
    return [Due(TaskKind.RE_CHECK_APPLICANT, key, made_on, due_on, pending.made_by_id, "31-090 III.A.1")]


def due(family: Family) -> list[Due]:
    """Everything these forms make due in this family."""
    closures = county_closures()
    hops = Xover1Hop.objects.filter(form__family=family)
    at_part_b = hops.in_hand().filter(step=Xover1Status.WITH_CFS_SUPERVISOR)
    return [
        *part_a_dues(_without_part_a(family), Setting.objects.number(PART_A_DAYS), closures),
        *consent_dues(_open_requests(family), Setting.objects.number(CONSENT_DAYS), closures),
        *acknowledgement_dues(hops.waiting(), Setting.objects.number(ACKNOWLEDGE_DAYS), closures),
        *applicant_dues(_of_undecided(family), Setting.objects.number(RE_CHECK_DAYS), closures),
        *part_b_dues(at_part_b, Setting.objects.number(PART_B_DAYS), closures),
    ]


def _without_part_a(family: Family) -> Iterable[Clearance]:
    """Active clearances of Emergency Response on referrals that are undecided and whose Part A nobody has sent.

    Where a later look says otherwise, nothing is due.
    """
    er = ClearancePurpose.EMERGENCY_RESPONSE
    latest = Clearance.objects.filter(referral=OuterRef("referral"), purpose=er).values("result")[:1]
    sent = Xover1Hop.objects.filter(form__referral=OuterRef("referral"), step=Xover1Status.WITH_ER_SUPERVISOR)
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
    """None where every form ended without a Linkages family."""
    statuses = list(Xover1.objects.filter(family=family).values_list("status", flat=True))
    if statuses and NOT_LINKAGES.issuperset(statuses):
        return []
    return list(ConsentRequest.objects.filter(family=family, outcome=ConsentOutcome.OPEN).order_by("opened_on", "pk"))
