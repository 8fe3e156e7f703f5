"""Grounds of access from clearances and XOVER1: whoever has a hand in the form knows the header, no more."""

from collections.abc import Iterable

from crossover.enums import NOT_ON_ITS_WAY, TAKEN_AWAY, Direction, HopEnd, Xover1Status
from crossover.models import Clearance, Xover1
from families.enums import Disposition, Ground, Level
from families.models import Family
from families.rules import GroundOfAccess

RECIPIENTS = frozenset({Xover1Status.WITH_AIS_SUPERVISOR, Xover1Status.WITH_AIS_WORKER})


def clearance_grounds(clearances: Iterable[Clearance]) -> list[GroundOfAccess]:
    """Whoever cleared a referral follows the potential family until the referral is decided."""
    return [
        GroundOfAccess(
            clearance.made_by_id, Level.VIEW, Ground.XOVER1_HOP, f"clearance:{clearance.uuid}", clearance.made_at
        )
        for clearance in clearances
    ]


def form_grounds(form: Xover1) -> list[GroundOfAccess]:
    """Creator, senders and receivers know the family while the form is on its way; a cover only as a cover does.

    Not so a receiver who returned it, from whom it was recalled, or for whom a colleague took it.
    The clerk of the reverse path is none of them: once sent, the form tells that clerk only that it was received
    (31-090 IV.C; architecture: need-to-know).
    """
    source = f"xover1:{form.uuid}"
    found: dict[tuple[int, Ground], GroundOfAccess] = {}
    parties = [(form.created_by_id, Ground.XOVER1_HOP, form.created_at)] * (
        form.direction == Direction.TO_CALWORKS and form.supersedes_id is None
    )
    for hop in form.hops.all():
        returns = hop.follows is not None and hop.follows.left_as == HopEnd.RETURNED
        if hop.step != Xover1Status.WITH_POINT_PERSON and not returns:
            parties.append((hop.sent_for_id or hop.sender_id, Ground.XOVER1_HOP, hop.sent_at))
        if hop.left_as not in TAKEN_AWAY:
            kind = Ground.XOVER1_RECIPIENT if hop.step in RECIPIENTS else Ground.XOVER1_HOP
            parties.append((hop.receiver_id, kind, hop.sent_at))
    for user_id, ground, since in parties:
        found.setdefault((user_id, ground), GroundOfAccess(user_id, Level.VIEW, ground, source, since))
    return list(found.values())


def grounds(family: Family) -> list[GroundOfAccess]:
    """Every ground that this family's clearances and forms give."""
    undecided = Clearance.objects.filter(family=family, referral__disposition=Disposition.OPEN)
    forms = Xover1.objects.filter(family=family).exclude(status__in=NOT_ON_ITS_WAY).prefetch_related("hops__follows")
    return clearance_grounds(undecided) + [ground for form in forms for ground in form_grounds(form)]
