"""The county's numbers that reconciliation goes by, handed to it as they stand."""

from dataclasses import dataclass

from caseplans import county
from families.county import NONCOMPLIANCE_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Each is a `CountyNumber`, in its unit; the defaults are the declared ones.

    `horizon_weeks` bounds how far the calendar of a plan is looked at: a case plan is made anew within six months
    (W&I 16501.1). A time is offered between `day_starts` and `day_ends` o'clock where nobody's own hours are known.
    """

    travel_minutes: int = county.TRAVEL_MINUTES.default
    overload_hours: int = county.OVERLOAD_HOURS.default
    short_term_goals: int = county.SHORT_TERM_GOALS.default
    full_time_hours: int = county.FULL_TIME_HOURS.default
    one_adult_hours: int = county.ONE_ADULT_HOURS.default
    young_child_hours: int = county.YOUNG_CHILD_HOURS.default
    young_child_age: int = county.YOUNG_CHILD_AGE.default
    two_parent_hours: int = county.TWO_PARENT_HOURS.default
    child_care_age: int = county.CHILD_CARE_AGE.default
    noncompliance_days: int = NONCOMPLIANCE_DAYS.default
    no_sanction_days: int = county.NO_SANCTION_DAYS.default
    reuse_months: int = county.REUSE_MONTHS.default
    minor_move_days: int = county.MINOR_MOVE_DAYS.default
    horizon_weeks: int = 27
    day_starts: int = 8
    day_ends: int = 20
