"""XOVER1 made in error ends, and another one follows it."""

from django.db import transaction

from accounts.models import User
from crossover.enums import HopEnd, Xover1Status
from crossover.models import Xover1
from crossover.rules.voiding import check_can_begin_again, check_can_void
from crossover.rules.xover1 import holder_hop, present_assignment
from crossover.services.assigning import follow_with_child
from crossover.services.hops import lock, move, tell_taken
from families.models import CfsCase
from families.services import settle

S = Xover1Status


@transaction.atomic
def void_xover1(*, form: Xover1, by: User, reason: str) -> None:
    """A form made in error ends, with the reason. Everyone in CalWORKs whom it reached is told."""
    lock(form)
    check_can_void(by, form)
    holder = holder_hop(form)
    reached = form.hops.filter(step__in=[S.WITH_AIS_SUPERVISOR, S.WITH_AIS_WORKER], left_as__in=["", HopEnd.DONE])
    had = {hop.receiver: hop for hop in reached.order_by("pk").select_related("receiver")}
    for receiver, hop in had.items():
        if receiver != by and not (holder and receiver == holder.receiver):
            tell_taken(hop, by)
    move(form=form, by=by, status=S.VOID, reason=reason)
    settle(form.family)


@transaction.atomic
def begin_xover1_again(*, form: Xover1, by: User) -> Xover1:
    """The case's CFS supervisor begins a form that follows this one: it needs a new clearance (31-090 III.B.3)."""
    lock(form)
    CfsCase.objects.select_for_update(of=("self",)).filter(xover1s=form).first()
    check_can_begin_again(by, form)
    assert form.cfs_case is not None
    present = present_assignment(form.cfs_case)
    assert present is not None
    hand = by.as_supervisor_of(present.unit)
    child = follow_with_child(form, form.cfs_case, by=by, hand=hand, to=hand)
    settle(form.family)
    return child
