"""When the LCCP must be signed (31-090 III.E.4), and when a transition must be prepared."""

import datetime
from collections.abc import Iterable

from django.utils import timezone

from accounts.models import Setting, User
from accounts.rules import add_working_days
from accounts.services import county_closures
from caseplans.county import PLAN_SIGNING_DAYS, TRANSITION_DAYS
from caseplans.enums import PlanStatus, SignerRole
from caseplans.rules import workers_of
from crossover.models import Clearance
from families.enums import TaskKind
from families.models import Family
from families.rules import Due
from meetings.deadlines import is_answered, lapse_under_a_plan, ltms_held
from meetings.models import Meeting


def due(family: Family) -> list[Due]:
    """What the plan makes due in this family: the CFS worker sees to it."""
    owner = workers_of(family).get(SignerRole.CFS_WORKER)
    if owner is None:
        return []
    if not family.plans.filter(status=PlanStatus.ACTIVE).exists():
        return _signing_dues(family, owner)
    days = Setting.objects.number(TRANSITION_DAYS)
    return transition_dues(lapse_under_a_plan(family), ltms_held(family), owner.pk, days)


def transition_dues(lapse: Clearance | None, held: Iterable[datetime.datetime], owner_id: int, days: int) -> list[Due]:
    """CalWORKs ends before the plan: its supports are put in place elsewhere (CFPIC Guidelines, transition).

    Until the LTM is held that decides it, or a later clearance says active. Nothing closes by itself.
    """
    if lapse is None or is_answered(lapse, held):
        return []
    found_on = timezone.localdate(lapse.made_at)
    due_on = found_on + datetime.timedelta(days=days)
    key = f"clearance:{lapse.uuid}"
    return [Due(TaskKind.BEGIN_TRANSITION, key, found_on, due_on, owner_id, "31-090 III.G")]


def _signing_dues(family: Family, owner: User) -> list[Due]:
    """So many working days after the LTM, while no plan is active.

    At the close of the LTM all parties agree to and receive a signed plan; the CFS worker sees to it.
    """
    meeting = Meeting.objects.filter(family=family).held().ltms().first()
    if meeting is None:
        return []
    held_on = timezone.localdate(meeting.starts_at)
    days = Setting.objects.number(PLAN_SIGNING_DAYS)
    return [
        Due(
            kind=TaskKind.SIGN_PLAN,
            key=f"ltm:{meeting.uuid}",
            opens_on=held_on,
            due_on=add_working_days(held_on, days, county_closures()),
            owner_id=owner.pk,
            why="31-090 III.E.4",
        )
    ]
