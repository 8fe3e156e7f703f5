"""Who may look into the other program's system, for whom, and what a look must say."""

from collections.abc import Collection

from accounts.access import NotAllowed
from accounts.enums import Act, Bureau
from accounts.models import User
from accounts.roles import AisSocialWorker, EligibilityWorker, EmploymentSpecialist
from crossover.enums import (
    MAKES_A_FAMILY,
    SYSTEM_SEARCHED,
    ClearancePurpose,
    ClearanceResult,
    SearchKey,
    System,
    Xover1Status,
)
from crossover.models import Clearance
from families.models import Assignment, Family, Referral
from families.rules import check_referral_is_open, works, works_case

P = ClearancePurpose
ON_A_CASE = frozenset({P.CASE_OPENED, P.REASSIGNMENT})
# Who looks into CFS's system on a CalWORKs family of theirs.
LOOKS_INTO_CFS = {
    P.APPLICATION: frozenset({EligibilityWorker.code}),
    P.BEFORE_WTW_PLAN: frozenset({AisSocialWorker.code, EmploymentSpecialist.code}),
}
KEYS_OF_A_NO = 2


def clearance_purpose(user: User, referral: Referral) -> ClearancePurpose:
    """In the referral's ER unit it is Emergency Response's clearance, elsewhere the screening's (31-090 III.B.1-2)."""
    in_er_unit = user.works_in(referral.er_unit) or user.supervises(referral.er_unit)
    return P.EMERGENCY_RESPONSE if in_er_unit else P.SCREENING


def check_can_clear_referrals(user: User) -> None:
    """A referral is CFS's, and so is its clearance."""
    if not (user.may(Act.MAKE_CLEARANCE) and user.bureau == Bureau.CFS):
        raise NotAllowed("Only CFS staff whose role makes clearances can clear a referral.")


def check_can_clear_referral(user: User, referral: Referral) -> None:
    """Screening, which took the referral, and the ER unit, which holds it, clear it (31-090 III.B.1-2, V.B.1)."""
    check_can_clear_referrals(user)
    of_screening = user.works_in(referral.created_by.unit)
    if clearance_purpose(user, referral) == P.SCREENING and not of_screening:
        raise NotAllowed("Only the unit that took this referral and its ER unit can clear it.")
    check_referral_is_open(referral)


def check_can_clear_assignment(user: User, assignment: Assignment | None) -> None:
    """The case's CFS supervisor repeats the clearance at opening and at each change of assignment (III.B.3-4)."""
    if assignment is None or assignment.cfs_case is None or assignment.until_date is not None:
        raise NotAllowed("The clearance is repeated for the present assignment of an open CFS case.")
    if not (user.may(Act.COMPLETE_PART_B) and user.supervises(assignment.unit)):
        raise NotAllowed(f"Only the CFS supervisor of {assignment.unit} repeats the clearance.")


def check_can_clear_self_identified(user: User, family: Family) -> None:
    """The CFS point person looks up a client who says they work with CFS (31-090 IV.C)."""
    if not user.may(Act.ROUTE_REVERSE_XOVER1):
        raise NotAllowed("Only the CFS point person looks up self-identified clients.")
    if not family.xover1s.filter(status=Xover1Status.WITH_POINT_PERSON).exists():
        raise NotAllowed("No form of this family is with the CFS point person.")


def purposes_of(user: User) -> list[ClearancePurpose]:
    """What this person may look into CFS's system for."""
    able = user.may(Act.MAKE_CLEARANCE)
    return [purpose for purpose, roles in LOOKS_INTO_CFS.items() if able and roles & user.role_codes]


def check_can_look_into_cfs(user: User, family: Family, purpose: ClearancePurpose | None = None) -> None:
    """At application the eligibility worker, before any WTW plan the AIS/FS worker or employment specialist.

    On a family they work, and for `purpose` where it is known: status and worker only (31-090 III.B).
    """
    purposes = purposes_of(user)
    if not purposes or (purpose and purpose not in purposes):
        raise NotAllowed("CWS/CMS is searched by the eligibility worker, AIS/FS worker or employment specialist.")
    if family.merged_into_id or not works(user, family):
        raise NotAllowed("Only a worker of this family looks into CWS/CMS for it.")


def check_can_clear_after_change(user: User, family: Family) -> None:
    """CFS looks again where the family changed: who lives in the home decides on cash aid (31-090 V.A.7)."""
    if user.bureau != Bureau.CFS or family.merged_into_id or not works_case(user, family):
        raise NotAllowed("Only the family's CFS worker and their supervisor repeat the clearance after a change.")


def check_searches_its_system(purpose: ClearancePurpose, system: System) -> None:
    """CFS looks into the eligibility system, CalWORKs into CFS's (31-090 III.B, V.B.1)."""
    if system != SYSTEM_SEARCHED[purpose]:
        raise NotAllowed(f"{P(purpose).label}: this clearance searches {SYSTEM_SEARCHED[purpose].label}.")


def check_keys_suffice(result: ClearanceResult, keys_used: Collection[SearchKey]) -> None:
    """A “not found” is kept as carefully as a match: one key alone may be mistyped."""
    if not keys_used:
        raise NotAllowed("Say what you searched by.")
    if result == ClearanceResult.NOT_FOUND and len(set(keys_used)) < KEYS_OF_A_NO:
        raise NotAllowed("Search by at least two keys before you write “not found”: one alone may be mistyped.")


def check_says_whom_it_looked_for(result: ClearanceResult, searched_for: str) -> None:
    """A “not found” holds for the names and dates searched, and for no others."""
    if result == ClearanceResult.NOT_FOUND and not searched_for.strip():
        raise NotAllowed("Write the names and dates you searched: “not found” holds for those only.")


def check_look_is_whole(
    purpose: ClearancePurpose,
    system: System,
    result: ClearanceResult,
    keys_used: Collection[SearchKey],
    searched_for: str,
) -> None:
    """The right system, searched with enough, and a “not found” that says for whom it holds."""
    check_searches_its_system(purpose, system)
    check_keys_suffice(result, keys_used)
    check_says_whom_it_looked_for(result, searched_for)


def check_can_record_clearance(
    user: User,
    *,
    purpose: ClearancePurpose,
    referral: Referral | None,
    family: Family | None,
    assignment: Assignment | None,
) -> None:
    """Each purpose has its own place and its own people."""
    if referral is not None:
        check_can_clear_referral(user, referral)
        if purpose not in {clearance_purpose(user, referral), P.SCREENING}:
            raise NotAllowed(f"{P(purpose).label} is not what you clear this referral for.")
    elif purpose in ON_A_CASE:
        check_can_clear_assignment(user, assignment)
    elif purpose == P.SELF_IDENTIFIED and family is not None:
        check_can_clear_self_identified(user, family)
    elif purpose == P.FAMILY_CHANGED and family is not None:
        check_can_clear_after_change(user, family)
    elif purpose in LOOKS_INTO_CFS and family is not None:
        check_can_look_into_cfs(user, family, purpose)
    else:
        raise NotAllowed("A clearance is about a referral or a family.")


def next_step(clearance: Clearance) -> str:
    """What follows from a clearance on a referral, in words (31-090 III.B.1-2, IV.A)."""
    if clearance.referral is None:
        return ""
    if clearance != current_on_referral(clearance.referral) and clearance.purpose != P.SCREENING:
        return "A later clearance was made on this referral: go by that one."
    unit = clearance.referral.er_unit
    if clearance.purpose == P.SCREENING:
        return f"It is noted in the screener alert. The clerk of {unit} makes the clearance again."
    if clearance.finds_calworks_active:
        return f"The clerk of {unit} starts the XOVER1, fills Part A and sends it to the ER supervisor."
    if clearance.result in MAKES_A_FAMILY:
        return "Look again before the referral is decided: the XOVER1 starts once CalWORKs is active."
    return "The referral goes on without an XOVER1."


def current_on_referral(referral: Referral) -> Clearance | None:
    """The ER unit's last look. What screening saw, or an earlier look, is not current (31-090 III.B.1-2)."""
    return referral.clearances.filter(purpose=P.EMERGENCY_RESPONSE).first()


def check_can_start_xover1(user: User, clearance: Clearance) -> None:
    """If the referral is active to CalWORKs, the ER clerk flags it with XOVER1 (31-090 III.B.2, IV.A)."""
    referral = clearance.referral
    if not user.may(Act.FILL_PART_A):
        raise NotAllowed("Only ER clerks fill XOVER1 Part A.")
    if referral is None or not user.works_in(referral.er_unit):
        raise NotAllowed("Only the clerk of this referral's ER unit starts its XOVER1.")
    if not clearance.finds_calworks_active:
        raise NotAllowed("XOVER1 starts from a clearance that says CalWORKs is active.")
    if clearance != current_on_referral(referral):
        raise NotAllowed("XOVER1 starts from the ER unit's last clearance on this referral. This is not that one.")
    check_referral_is_open(referral)
    if referral.xover1s.exclude(status=Xover1Status.VOID).exists():
        raise NotAllowed("This referral has its XOVER1 already.")
