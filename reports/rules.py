"""What may be read here, and what a family's next step is, in words."""

from accounts.access import NotAllowed
from accounts.enums import Act
from accounts.models import User
from caseplans.enums import PlanStatus
from crossover.enums import ConsentOutcome
from families.models import Family
from families.rules import holding_units
from reports.querysets.road import Road


def check_can_read_content(works: bool) -> None:
    """A reader of the header knows identity, programs, workers and the form addressed to them, and no more."""
    if not works:
        raise NotAllowed("Only the family's workers and their supervisors read this part.")


def check_can_view_across(user: User) -> None:
    """Whoever works the family sees what the other bureau reads of their own: nothing that they may not read."""
    if not user.bureau:
        raise NotAllowed("Only staff of one of the two bureaus share a family with the other.")


def check_can_review_access(user: User) -> None:
    """The privacy officer reviews who opened what, and who was given which role."""
    if not user.may(Act.REVIEW_ACCESS):
        raise NotAllowed("Only the privacy officer reviews this.")


def check_can_read_access(user: User, family: Family) -> None:
    """A supervisor of the unit that holds the case reads who of their own bureau opened the family."""
    if not holding_units(family) & user.supervised_unit_ids:
        raise NotAllowed("Only supervisors of the units that hold the family's cases read who opened it.")


def check_can_account(user: User, family: Family) -> None:
    """Who accounts for disclosures when a family asks: a supervisor of theirs, or the privacy officer."""
    if not user.may(Act.REVIEW_ACCESS):
        check_can_read_access(user, family)


PLAN_STEPS = {
    "": "Write the LCCP that the LTM agreed on.",
    PlanStatus.DRAFT: "Finish the LCCP and make it ready to sign.",
    PlanStatus.READY_TO_SIGN: "Have the LCCP signed by both workers and the parents.",
    PlanStatus.PARTIALLY_SIGNED: "Have the LCCP signed by everyone who has not yet.",
    PlanStatus.ACTIVE: "Follow the plan together. Call another LTM when a parent does not meet a requirement.",
    PlanStatus.CLOSED: "The plan is closed.",
}
REOPEN = "Reopen the LCCP: a worker changed or a WTWCC 10B ended since it was frozen, and nobody can sign that version."
TRANSITION = {
    True: "finish the transition, on the plan's page.",
    False: "the other program goes on with the plan, and with the family.",
}
BEGINS_AGAIN = {
    True: "While the CFS case is open, its CFS supervisor may begin another form: on the page of the one that ended.",
    False: "Another one begins with a new referral.",
}


def next_step(road: Road) -> str:
    """The one thing to do next; first, where no signed WTWCC 10B stands any more, that only the minimum crosses."""
    if not road.consent_ended:
        return _step(road)
    return f"WTWCC 10B: {road.consent_ended.lower()}. Only XOVER1's minimum crosses now. {_step(road)}"


def _step(road: Road) -> str:
    """In the order of the handbook: XOVER1, workers, 10B, PLTM, LTM, LCCP."""
    if road.form_waits_with:
        return f"The XOVER1 waits with {road.form_waits_with}."
    if road.ended_without_linkages and not road.plan:
        return f"The XOVER1 ended without Linkages: nothing is due on it. {BEGINS_AGAIN[road.form_may_follow]}"
    if road.closed_program and road.plan not in {PlanStatus.ACTIVE, PlanStatus.CLOSED}:
        return f"The {road.closed_program} case is closed: Linkages needs both programs open."
    if not road.has_cfs_worker:
        return "The CFS supervisor assigns the CFS social worker."
    if not road.has_ais_worker:
        return "The AIS/FS supervisor assigns the AIS/FS social worker."
    if road.consent in {"", ConsentOutcome.OPEN} and road.plan != PlanStatus.ACTIVE:
        return "Explain the WTWCC 10B to the parent and ask for the signature."
    if not road.pltm_held:
        return "Hold the PLTM within one week of both workers being assigned."
    if road.no_ltm_follows and not road.ltm_held:
        return "The PLTM found that no LTM follows. Hold another PLTM when that changes."
    if not road.ltm_held:
        return "Hold the LTM with the family."
    if road.plan == PlanStatus.ACTIVE and road.closed_program:
        return f"The {road.closed_program} case is closed: {TRANSITION[road.in_transition]}"
    return REOPEN if road.plan_not_whole else PLAN_STEPS[road.plan]
