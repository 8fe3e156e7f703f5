"""When the LCCP must be signed: so many working days after the LTM, while no plan is active (31-090 III.E.4)."""

from django.utils import timezone

from accounts.models import Setting
from accounts.rules import add_working_days
from accounts.services import county_closures
from caseplans.county import PLAN_SIGNING_DAYS
from caseplans.enums import PlanStatus, SignerRole
from caseplans.rules import workers_of
from families.enums import TaskKind
from families.models import Family
from families.rules import Due
from meetings.enums import MeetingKind
from meetings.models import Meeting


def due(family: Family) -> list[Due]:
    """At the close of the LTM all parties agree to and receive a signed plan; the CFS worker sees to it."""
    meeting = Meeting.objects.filter(family=family).held().of_kind(MeetingKind.LTM).first()
    owner = workers_of(family).get(SignerRole.CFS_WORKER)
    if not (meeting and owner) or family.plans.filter(status=PlanStatus.ACTIVE).exists():
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
