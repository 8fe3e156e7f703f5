"""XOVER1 goes from hand to hand: each hop has a sender, a receiver and a time."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from accounts.models import User
from crossover.enums import ENDED, HopEnd, Xover1Status
from crossover.models import Xover1, Xover1Hop
from crossover.rules.xover1 import check_transition, holder_hop, stands_in_for
from families.enums import NoticeKind
from families.models import Family
from families.rules import check_may_be_told
from families.services import notify

S = Xover1Status
SENT_AT = "M j, Y, g:i A"
# Returned or recalled while the AIS/FS social worker has not acknowledged it, or voided.
TAKES_THE_WORKER_OFF = frozenset({S.WITH_AIS_SUPERVISOR, S.VOID})


def lock(form: Xover1) -> None:
    """Hold the form until the end of the transaction, as it stands now; its family first, as everywhere."""
    Family.objects.select_for_update().get(pk=form.family_id)
    form.refresh_from_db(from_queryset=Xover1.objects.select_for_update())


def move(
    *,
    form: Xover1,
    by: User,
    status: Xover1Status,
    to: User | None = None,
    reason: str = "",
    left_as: HopEnd = HopEnd.DONE,
) -> None:
    """Take the form one step on, or back: it leaves the hands it was in, the next ones are told."""
    check_transition(form, status)
    if form.status in {S.WITH_AIS_WORKER, S.ACKNOWLEDGED} and status in TAKES_THE_WORKER_OFF:
        _take_the_worker_off(form)
    sent_for = stands_in_for(by, form)
    left = leave(form=form, by=by, left_as=left_as, reason=reason)
    form.status = status
    if status in ENDED:
        form.ended_reason, form.ended_at, form.ended_by = reason, timezone.now(), by
    form.version += 1
    form.save()
    if to is not None:
        send(form=form, by=by, to=to, follows=left, sent_for=sent_for)


def _take_the_worker_off(form: Xover1) -> None:
    """The assignment this form made ends with the step that made it. One that was there before stays."""
    if form.ais_assignment is not None:
        form.ais_assignment.until_date = max(timezone.localdate(), form.ais_assignment.from_date)
        form.ais_assignment.save()
        form.ais_assignment = None


def leave(*, form: Xover1, by: User, left_as: HopEnd, reason: str = "") -> Xover1Hop | None:
    """End the hop that holds the form. Whoever dealt with it has it: its sender is told so, and no more.

    Out of whose hands somebody else took it is told that.
    """
    hop = holder_hop(form)
    if hop is not None:
        if by.stands_for(hop.receiver):
            acknowledge(hop)
        else:
            tell_taken(hop, by)
        hop.left_at, hop.left_by, hop.left_as, hop.reason = timezone.now(), by, left_as, reason
        hop.save()
    return hop


def send(*, form: Xover1, by: User, to: User, follows: Xover1Hop | None = None, sent_for: User | None = None) -> None:
    """One hop from `by`. What people send to themselves, or to whom they cover, needs no acknowledgement.

    A cover sends for the person covered: that one, not the cover, goes on knowing what became of the form.
    """
    check_may_be_told(form.family, to)
    now = timezone.now()
    own = to in {by, sent_for}
    Xover1Hop.objects.create(
        form=form,
        step=form.status,
        sender=by,
        sent_for=sent_for,
        receiver=to,
        sent_at=now,
        acknowledged_at=now if own else None,
        follows=follows,
    )
    if not own:
        notify(to=[to], kind=NoticeKind.XOVER1_RECEIVED, url=form.get_absolute_url(), family=form.family)


def acknowledge(hop: Xover1Hop) -> None:
    """The receiver has the form, and its sender is told so, once: which one, by its day, and who has it."""
    if hop.acknowledged_at is None:
        hop.acknowledged_at = timezone.now()
        hop.save()
        notify(
            to=[hop.sent_for or hop.sender],
            kind=NoticeKind.XOVER1_ACKNOWLEDGED,
            url=reverse("crossover:xover1-sent"),
            family=hop.form.family,
            particulars=f"Sent on {date_format(localtime(hop.sent_at), SENT_AT)}. Received by {hop.receiver}.",
        )


def tell_taken(hop: Xover1Hop, by: User) -> None:
    """The receiver has the form no longer: said by its day and by who took it, without a way to it."""
    notify(
        to=[hop.receiver],
        kind=NoticeKind.XOVER1_TAKEN,
        url=reverse("crossover:xover1-inbox"),
        family=hop.form.family,
        particulars=f"Sent to you on {date_format(localtime(hop.sent_at), SENT_AT)}. Dealt with by {by}.",
    )
