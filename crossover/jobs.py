"""Background work of the forms: the morning's mail of what is late, in numbers only."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django_tasks import task

from accounts.access import visible
from accounts.models import User
from crossover.models import Xover1Hop
from families.models import Task


@task()
def mail_digest(user_id: int) -> None:
    """To whoever has something late, or waits for somebody late. Nothing is late: no mail."""
    user = User.objects.get(pk=user_id)
    if user.is_active and (lines := digest_of(user)):
        send_mail(
            subject="Linkages: what is late",
            message="\n".join([*lines, ""]),
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[user.email],
        )


def digest_of(user: User) -> list[str]:
    """A line for each kind of what is late: how many, and where they are listed; never a name."""
    mine: Any = visible(Task, user).filter(owner__in=user.stands_for_ids)
    hops: Any = visible(Xover1Hop, user)
    overdue, with_user = mine.opened().overdue().count(), hops.in_hand_of(user).late().count()
    waiting = hops.waiting_on_others(user).filter(late=True).count()
    counted = [
        (overdue, "Overdue under “What is due”", f"{reverse('families:task-list')}?due=overdue"),
        (with_user, "XOVER1 with you, late", reverse("crossover:xover1-inbox")),
        (waiting, "XOVER1 you sent, not acknowledged in time", reverse("crossover:xover1-waiting")),
    ]
    return [f"{label}: {number}\n{settings.SITE_URL}{url}\n" for number, label, url in counted if number]
