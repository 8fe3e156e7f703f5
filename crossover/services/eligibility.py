"""Eligibility to Linkages, written down with its day (31-090 III.A.1)."""

from accounts.models import User
from crossover.enums import AisReason, ClearanceResult
from crossover.models import Clearance, EligibilityCheck, Xover1
from crossover.rules.eligibility import calworks_is_open, why_ineligible


def note_eligibility(
    *, form: Xover1, by: User, clearance: Clearance | None, ais_eligible: bool | None, ais_reason: AisReason | str = ""
) -> EligibilityCheck:
    """One check of what is known now. It closes nothing: the verb that calls it does."""
    calworks_open = calworks_is_open(ClearanceResult(clearance.result)) if clearance else None
    cfs_open = form.cfs_case is not None and form.cfs_case.closed_on is None
    missing = why_ineligible(calworks_open=calworks_open, ais_eligible=ais_eligible, cfs_open=cfs_open)
    return EligibilityCheck.objects.create(
        form=form,
        clearance=clearance,
        calworks_open=calworks_open,
        ais_eligible=ais_eligible,
        ais_reason=ais_reason,
        cfs_open=cfs_open,
        ineligibility=missing or "",
        checked_by=by,
    )


def check_eligibility_again(clearance: Clearance) -> None:
    """A repeated clearance dates the check anew; eligibility to WTW or AIS/FS stays as it was last decided."""
    last = EligibilityCheck.objects.filter(form__family=clearance.family).first()
    form = Xover1.objects.filter(family=clearance.family, cfs_case__isnull=False).order_by("-created_at", "-pk").first()
    if last and form:
        note_eligibility(
            form=form,
            by=clearance.made_by,
            clearance=clearance,
            ais_eligible=last.ais_eligible,
            ais_reason=last.ais_reason,
        )
