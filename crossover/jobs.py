"""Background work of the forms: the morning's mail of what is late or about to run out, in numbers only."""

import datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from accounts.access import visible
from accounts.models import Setting, User
from accounts.rules import is_working_day
from accounts.services import county_closures
from crossover.county import CONSENT_WARNINGS
from crossover.models import Xover1Hop
from families.enums import TaskKind
from families.models import Task


@task()
def mail_digest(user_id: int) -> None:
    """To whoever has something late or about to run out, or waits for somebody late. Else no mail."""
    user = User.objects.get(pk=user_id)
    if user.is_active and (lines := digest_of(user)):
        send_mail(
            subject="Linkages: what is late or runs out",
            message="\n".join([*lines, ""]),
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[user.email],
        )


def digest_of(user: User) -> list[str]:
    """A line for each kind of what is late: how many, and where they are listed; never a name.

    A 10B that nobody asked to renew is told of on the days of its warnings only, or on the first working day after.
    """
    mine: Any = visible(Task, user).filter(owner__in=user.stands_for_ids)
    hops: Any = visible(Xover1Hop, user)
    overdue, with_user = mine.opened().overdue().count(), hops.in_hand_of(user).late().count()
    waiting = hops.waiting_on_others(user).filter(late=True).count()
    warnings = [datetime.timedelta(days=Setting.objects.number(days)) for days in CONSENT_WARNINGS]
    warned = [day + before for day in _days_told_of(timezone.localdate()) for before in warnings]
    running_out = mine.opened().filter(kind=TaskKind.RENEW_CONSENT, due_on__in=warned).count()
    counted = [
        (overdue, "Overdue under “My work”", f"{reverse('families:task-list')}?due=overdue"),
        (with_user, "XOVER1 with you, late", reverse("crossover:xover1-inbox")),
        (waiting, "XOVER1 you sent, not acknowledged in time", reverse("crossover:xover1-waiting")),
        (running_out, "WTWCC 10B about to run out", reverse("families:task-list")),
    ]
    return [f"{label}: {number}\n{settings.SITE_URL}{url}\n" for number, label, url in counted if number]


def _days_told_of(today: datetime.date) -> list[datetime.date]:
    """Today, and the days just before on which the county did not work: nobody was mailed then."""
    closures, days = county_closures(), [today]
    while not is_working_day(day_before := days[-1] - datetime.timedelta(days=1), closures):
        days.append(day_before)
    return days
