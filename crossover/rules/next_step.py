"""What happens next to one XOVER1, in words: by its state, and where that is not enough by its facts."""

from crossover.enums import INACTIVE, ClearanceResult, Xover1Status
from crossover.models import Xover1
from crossover.rules.xover1 import current_clearance, present_assignment

# What the CFS supervisor does after the repeated clearance, by what it said (31-090 III.A.1, III.B.3).
AFTER_RE_CLEARANCE = {
    ClearanceResult.ACTIVE: "CalWORKs is active: complete Part B and distribute the form.",
    ClearanceResult.PENDING: "The application is pending: repeat the clearance once CalWORKs has decided it.",
    ClearanceResult.POSSIBLE: "A possible match only: look again, and repeat the clearance.",
} | dict.fromkeys(INACTIVE, "CalWORKs is not active: end the form as not eligible.")


def next_step(form: Xover1) -> str:
    """The one thing to do next on this form."""
    if form.status == Xover1Status.WITH_CFS_SUPERVISOR and (clearance := current_clearance(form)):
        return AFTER_RE_CLEARANCE[ClearanceResult(clearance.result)]
    if form.status == Xover1Status.ACKNOWLEDGED and _awaits_cfs_worker(form):
        return "The CFS supervisor assigns the CFS social worker: the PLTM waits for both workers."
    return form.next_step


def _awaits_cfs_worker(form: Xover1) -> bool:
    present = present_assignment(form.cfs_case) if form.cfs_case else None
    return present is not None and present.worker_id is None
