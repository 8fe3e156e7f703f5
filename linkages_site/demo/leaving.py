"""One program ends: the transition is prepared, and in one family complete (CFPIC Guidelines, 17 and 18)."""

from typing import Any

from django.utils import timezone

from accounts.access import visible
from accounts.models import User
from caseplans.models import Goal, Transition
from caseplans.rules.transitions import Moving
from caseplans.services.transitions import add_need, finish_part, prepare_transition, say_why_it_ends
from caseplans.sharing.transitions import asked_of, may_go_on
from caseplans.transition_enums import ClosingReason, Connection, Ending, GoalStands, GoesTo, NoMeeting
from families.enums import Category
from families.models import Provider
from linkages_site.demo.turns import TurningRoad


def prepare(road: TurningRoad) -> None:
    """CFS is to end soon: where a first activity goes, and one thing that the family still needs."""
    transition = _say(road, road.cfs_worker, only=1)
    _need(road, transition, "A ride to the food pantry on Saturdays")


def connect(road: TurningRoad) -> None:
    """Everything is said, by each program for what it may read, and the family knows who helps from now on."""
    transition = _say(road, road.cfs_worker)
    _say(road, road.ais_worker)
    say_why_it_ends(transition=transition, by=road.cfs_worker, reason=ClosingReason.COMPLETE, about=road.mother)
    _need(road, transition, "Someone to talk to when the week is hard", Connection.CONNECTED)


def finish(road: TurningRoad) -> None:
    """Both programs finish their part: CalWORKs goes on with the plan."""
    transition = Transition.objects.get(plan=road.plan)
    for by in (road.cfs_worker, road.ais_worker):
        finish_part(transition=transition, by=by)


def _say(road: TurningRoad, by: User, only: int | None = None) -> Transition:
    """Where each activity goes that `by` may read, or the first ones `only`; how the goals stand where all is said."""
    to_do = asked_of(road.plan, by).activities[:only]
    goes_on = may_go_on(to_do, Ending.CALWORKS, road.family)
    moves = {one.uuid: Moving(GoesTo.GOES_ON if one.pk in goes_on else GoesTo.ENDS) for one in to_do}
    goals = {} if only else {one.uuid: GoalStands.MET for one in visible(Goal, by).filter(plan=road.plan)}
    return prepare_transition(
        plan=road.plan, by=by, ends=Ending.CFS, no_meeting="" if only else NoMeeting.NOT_WANTED, moves=moves,
        goals=goals,
    )  # fmt: skip


def _need(road: TurningRoad, transition: Transition, text: str, connection: str = "") -> None:
    known: dict[str, Any] = (
        {"resource": Provider.objects.listed()[0], "connected_on": timezone.localdate()} if connection else {}
    )
    add_need(
        transition=transition, by=road.cfs_worker, text=text, connection=connection, category=Category.SERVICES,
        about=road.mother, **known,
    )  # fmt: skip
