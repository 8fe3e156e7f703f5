"""Background work of the forms: the digest of what is late or about to run out, in numbers only."""

import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from accounts.access import visible
from accounts.models import Setting, User
from crossover.county import CONSENT_WARNINGS
from crossover.models import Xover1Hop
from families.enums import TaskKind
from families.jobs import message_id
from families.models import MailChoice, Notice, Task

CHOICE = "families:mail-choice"
# Days from one weekly digest to the next, where the county is closed on the first days of the second week.
LONGEST_GAP = 11


@task()
def mail_digest(user_id: int, day: str) -> None:
    """To whoever has something late, unread or about to run out, or waits for somebody late. Else no mail.

    Once for a day (as 2026-11-30): the row is locked and marked before the mail is sent, and both are undone together.
    """
    user = User.objects.get(pk=user_id)
    MailChoice.objects.get_or_create(user=user)
    with transaction.atomic():
        choice = MailChoice.objects.select_for_update().get(user=user)
        made_for = datetime.date.fromisoformat(day)
        if not user.is_active or (choice.digested_on and choice.digested_on >= made_for):
            return
        since, choice.digested_on = choice.digested_on, made_for
        choice.save(update_fields=["digested_on"])
        if lines := digest_of(user, since):
            EmailMessage(
                subject="Linkages: what waits for you",
                body="\n".join([*lines, f"How often you get this mail: {settings.SITE_URL}{reverse(CHOICE)}", ""]),
                to=[user.email],
                headers={"Message-ID": message_id(f"digest-{user.uuid}-{day}")},
            ).send()


def digest_of(user: User, since: datetime.date | None = None) -> list[str]:
    """A line for each kind of what is late: how many, and where they are listed; never a name.

    A 10B that nobody asked to renew is told of on the days of its warnings only, or by the first digest after: the
    one before it was made on `since`.
    """
    mine: Any = visible(Task, user).opened().of(user).awake()  # type: ignore[attr-defined]
    hops: Any = visible(Xover1Hop, user)
    overdue, with_user = mine.overdue().count(), hops.in_hand_of(user).late().count()
    waiting = hops.waiting_on_others(user).filter(late=True).count()
    warnings = [datetime.timedelta(days=Setting.objects.number(days)) for days in CONSENT_WARNINGS]
    warned = [day + before for day in _days_told_of(since) for before in warnings]
    renewals = mine.filter(kind=TaskKind.RENEW_CONSENT)
    running_out = renewals.count() if renewals.filter(due_on__in=warned).exists() else 0
    unread = visible(Notice, user).unread().count()  # type: ignore[attr-defined]
    counted = [
        (overdue, "Overdue under “My work”", f"{reverse('families:task-list')}?due=overdue"),
        (with_user, "XOVER1 with you, late", f"{reverse('crossover:xover1-inbox')}?due=late"),
        (
            waiting,
            "XOVER1 you sent, not acknowledged in time",
            f"{reverse('crossover:xover1-waiting')}?due=unacknowledged",
        ),
        (running_out, "WTWCC 10B about to run out", f"{reverse('families:task-list')}?kind={TaskKind.RENEW_CONSENT}"),
        (unread, "Notices you have not read", f"{reverse('families:notice-list')}?read=new"),
    ]
    return [f"{label}: {number}\n{settings.SITE_URL}{url}\n" for number, label, url in counted if number]


def _days_told_of(since: datetime.date | None) -> list[datetime.date]:
    """Today, and the days before it on which there was no digest: as many as lie between two weekly ones at most."""
    week = [timezone.localdate() - datetime.timedelta(days=days) for days in range(LONGEST_GAP)]
    return [day for day in week if since is None or day > since]
