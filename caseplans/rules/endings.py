"""Which of a family's programs have ended, and whose part of the plan is handed over (CFPIC Guidelines, 18)."""

from datetime import date
from typing import Any

from django.utils import timezone

from accounts.enums import Bureau
from caseplans.models import Transition
from caseplans.transition_enums import Ending
from families.models import Family
from families.rules.facts import read_once


@read_once
def ended_programs(family: Family) -> dict[Bureau, date]:
    """The programs of which the family had a case and none is open any more, with the day the last one was closed."""
    cases: dict[Bureau, Any] = {Bureau.CFS: family.cfs_cases, Bureau.CALWORKS: family.calworks_cases}
    days = {program: list(rows.values_list("closed_on", flat=True)) for program, rows in cases.items()}
    return {program: max(closed) for program, closed in days.items() if closed and all(closed)}


@read_once
def handed_over(family: Family) -> set[Bureau]:
    """The programs that ended and whose transition is complete since. One that opens again is back in the plan."""
    ended = ended_programs(family)
    done = Transition.objects.filter(family=family).complete() if ended else ()
    return {
        program
        for one in done
        for program in Ending(one.ends).programs
        if program in ended and timezone.localdate(one.completed_at) >= ended[program]
    }
