"""XOVER1 off its straight road: returned, recalled, passed to a colleague, sent again (domain 8)."""

from collections.abc import Iterable
from contextlib import suppress

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed
from accounts.models import User
from crossover.enums import RETURNS_TO, HopEnd, Xover1Status
from crossover.models import Xover1, Xover1Hop
from crossover.rules.routing import (
    check_can_recall,
    check_can_redirect,
    check_can_return,
    check_can_send_again,
    check_receives_instead,
    previous_holder,
)
from crossover.services.hops import acknowledge, leave, lock, move, send
from crossover.services.xover1 import acknowledge_xover1
from families.enums import NoticeKind
from families.services import notify, settle

S = Xover1Status


@transaction.atomic
def return_xover1(*, form: Xover1, by: User, reason: str) -> None:
    """The receiver sends the form back for correction, and says what to correct."""
    lock(form)
    check_can_return(by, form)
    _go_back(form, by=by, left_as=HopEnd.RETURNED, reason=reason)


@transaction.atomic
def recall_xover1(*, form: Xover1, by: User, reason: str) -> None:
    """The sender's side takes the form back. The receiver knows it no longer."""
    lock(form)
    check_can_recall(by, form)
    _go_back(form, by=by, left_as=HopEnd.RECALLED, reason=reason)


def _go_back(form: Xover1, *, by: User, left_as: HopEnd, reason: str) -> None:
    to, status = previous_holder(form), RETURNS_TO[S(form.status)]
    if status == S.WITH_CFS_SUPERVISOR:
        form.distributed_at = form.distributed_by = None
    move(form=form, by=by, status=status, to=to, reason=reason, left_as=left_as)
    settle(form.family)


@transaction.atomic
def redirect_xover1(*, form: Xover1, by: User, to: User, reason: str) -> None:
    """Another person takes the same step, for the same sender. Whoever had the form knows it no longer.

    For the clerk of the reverse path the form was received, whoever has it then (31-090 IV.C).
    """
    lock(form)
    check_can_redirect(by, form)
    check_receives_instead(form, to)
    left = leave(form=form, by=by, left_as=HopEnd.REDIRECTED, reason=reason)
    assert left is not None
    if form.status == S.WITH_POINT_PERSON:
        acknowledge(left)
        send(form=form, by=by, to=to, follows=left)
    else:
        send(form=form, by=left.sender, to=to, follows=left, sent_for=left.sent_for)
    settle(form.family)


@transaction.atomic
def send_xover1_again(*, hop: Xover1Hop, by: User) -> None:
    """Tell the receiver once more that the form waits."""
    lock(hop.form)
    hop = Xover1Hop.objects.select_for_update().get(pk=hop.pk)
    check_can_send_again(by, hop)
    hop.sent_again_at, hop.sent_again_by = timezone.now(), by
    hop.save()
    inbox = reverse("crossover:xover1-inbox")
    notify(to=[hop.receiver], kind=NoticeKind.XOVER1_RECEIVED, url=inbox, family=hop.form.family)


def acknowledge_all(*, hops: Iterable[Xover1Hop], by: User) -> int:
    """Acknowledge each of these forms by itself. Returns how many were; the rest was not theirs any more."""
    done = 0
    for hop in hops:
        with suppress(NotAllowed):
            acknowledge_xover1(form=hop.form, by=by)
            done += 1
    return done
