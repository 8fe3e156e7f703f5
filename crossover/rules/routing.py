"""Who may send XOVER1 back, recall it, or pass it to a colleague (domain 8)."""

from django.utils.timezone import localdate

from accounts.access import NotAllowed
from accounts.enums import Act
from accounts.models import User
from crossover.enums import RETURNS_TO, Xover1Status
from crossover.models import Xover1, Xover1Hop
from crossover.rules.xover1 import (
    check_holds,
    check_is_with_another,
    check_receives_distribution,
    check_receives_for_part_b,
    check_receives_part_a,
    holder_hop,
)

S = Xover1Status
# What whoever has the form does with it there: a colleague it is passed to must be able to do the same.
ACT_AT = {
    S.WITH_ER_SUPERVISOR: Act.OPEN_CASE,
    S.WITH_CFS_SUPERVISOR: Act.COMPLETE_PART_B,
    S.WITH_AIS_SUPERVISOR: Act.ASSIGN_AIS_WORKER,
    S.WITH_POINT_PERSON: Act.ROUTE_REVERSE_XOVER1,
}
NO_WAY_BACK = "From here the form does not go back. Pass it to a colleague, or void it."


def previous_holder(form: Xover1) -> User:
    """Who had the form in the state it returns to: for a draft, the clerk who began it."""
    step = RETURNS_TO[S(form.status)]
    hop = form.hops.filter(step=step, own_copy=False).last()
    return hop.receiver if hop and step != S.DRAFT else form.created_by


def check_is_on_its_way(form: Xover1) -> None:
    """A form that has ended, or is acknowledged, goes nowhere."""
    if holder_hop(form) is None:
        raise NotAllowed("This form is with nobody: nothing is left to do on it.")


def check_can_return(user: User, form: Xover1) -> None:
    """Whoever has the form sends it back for correction to whoever had it before."""
    check_is_on_its_way(form)
    if form.status not in RETURNS_TO:
        raise NotAllowed(NO_WAY_BACK)
    check_holds(user, form)


def check_can_recall(user: User, form: Xover1) -> None:
    """The sender, or the sender's supervisor, takes the form back while the receiver has not acknowledged it."""
    check_is_on_its_way(form)
    hop = holder_hop(form)
    if hop is None or form.status not in RETURNS_TO:
        raise NotAllowed(NO_WAY_BACK)
    check_is_with_another(user, form)
    sender = hop.sent_for or hop.sender
    if not user.stands_for(sender) and not user.supervises(sender.unit):
        raise NotAllowed(f"Only {sender} or their supervisor recalls this form.")
    if hop.acknowledged_at:
        raise NotAllowed(f"{hop.receiver} has acknowledged the form. Ask them to return it.")


def check_can_redirect(user: User, form: Xover1) -> None:
    """Whoever has the form, or their supervisor, passes it to a colleague who may take the same step."""
    check_is_on_its_way(form)
    hop = holder_hop(form)
    if hop is None or form.status not in ACT_AT:
        raise NotAllowed("Here the form is one person's own. Their supervisor assigns someone else.")
    if not user.stands_for(hop.receiver) and not user.supervises(hop.receiver.unit):
        raise NotAllowed(f"This form is with {hop.receiver}.")


def check_receives_instead(form: Xover1, to: User) -> None:
    """The colleague may take the step the form waits for, and does not have it already."""
    hop = holder_hop(form)
    if hop is not None and hop.receiver_id == to.pk:
        raise NotAllowed(f"{to} has the form already.")
    match S(form.status):
        case S.WITH_ER_SUPERVISOR:
            check_receives_part_a(form, to)
        case S.WITH_CFS_SUPERVISOR:
            assert form.cfs_unit is not None
            check_receives_for_part_b(form.cfs_unit, to)
        case S.WITH_AIS_SUPERVISOR:
            check_receives_distribution(to)
        case _ if not to.may(Act.ROUTE_REVERSE_XOVER1):
            raise NotAllowed("The form goes to a CFS point person.")


def check_can_send_again(user: User, hop: Xover1Hop) -> None:
    """The sender reminds whoever has not acknowledged the form, once a day."""
    if not user.stands_for(hop.sent_for or hop.sender):
        raise NotAllowed("Only the sender reminds the receiver.")
    if hop.left_at:
        raise NotAllowed("The form has gone on.")
    if hop.acknowledged_at:
        raise NotAllowed(f"{hop.receiver} has acknowledged the form.")
    if hop.sent_again_at and localdate(hop.sent_again_at) == localdate():
        raise NotAllowed(f"{hop.receiver} was reminded today already. Telephone, or send it again tomorrow.")
