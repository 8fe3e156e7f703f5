"""What happens next to an XOVER1, in words: by its state, and where that is not enough by its facts."""

from collections.abc import Collection
from typing import Any

from crossover.enums import INACTIVE, NEXT_STEP, ClearanceResult, Xover1Status
from crossover.models import Xover1
from crossover.rules.xover1 import current_clearances, present_assignment
from families.models import CfsCase

# What the CFS supervisor does after the repeated clearance, by what it said (31-090 III.A.1, III.B.3).
AFTER_RE_CLEARANCE = {
    ClearanceResult.ACTIVE: "CalWORKs is active: complete Part B and distribute the form.",
    ClearanceResult.PENDING: "The application is pending: repeat the clearance once CalWORKs has decided it.",
    ClearanceResult.POSSIBLE: "A possible match only: look again, and repeat the clearance.",
} | dict.fromkeys(INACTIVE, "CalWORKs is not active: end the form as not eligible.")

CASE_IS_CLOSED = "The CFS case is closed: end the form as not eligible."


def next_step(form: Xover1) -> str:
    """The one thing to do next on this form."""
    return next_steps([form])[form.pk]


def next_steps(forms: Collection[Xover1]) -> dict[int, str]:
    """Of each form the one thing to do next, by its key. Asks as often for many forms on their way as for one."""
    for_part_b = [form for form in forms if form.status == Xover1Status.WITH_CFS_SUPERVISOR]
    answers = current_clearances(for_part_b)
    after = {key: AFTER_RE_CLEARANCE[ClearanceResult(clearance.result)] for key, clearance in answers.items()}
    closed = CfsCase.objects.filter(pk__in=[form.cfs_case_id for form in for_part_b], closed_on__isnull=False)
    closed_ids = set(closed.values_list("pk", flat=True))
    after |= dict.fromkeys((form.pk for form in for_part_b if form.cfs_case_id in closed_ids), CASE_IS_CLOSED)
    return {form.pk: after.get(form.pk) or _by_state(form) for form in forms}


def _by_state(form: Xover1) -> str:
    if form.status == Xover1Status.ACKNOWLEDGED and _awaits_cfs_worker(form):
        return "The CFS supervisor assigns the CFS social worker: the PLTM waits for both workers."
    return NEXT_STEP.get(Xover1Status(form.status), "This form has ended.")


def _awaits_cfs_worker(form: Xover1) -> bool:
    present = present_assignment(form.cfs_case) if form.cfs_case and not form.cfs_case.closed_on else None
    return present is not None and present.worker_id is None


def with_next_step(hops: Any) -> Any:
    """Hops of one queue, each with the `next_step` of its form, in the words of the form's own page.

    Whoever may not open the form (`form_known`) reads what its state says, and nothing of a clearance.
    """
    steps = next_steps([hop.form for hop in hops if getattr(hop, "form_known", True)])
    for hop in hops:
        hop.next_step = steps.get(hop.form_id) or NEXT_STEP[Xover1Status(hop.step)]
    return hops
