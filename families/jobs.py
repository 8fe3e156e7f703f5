"""Background work of the ground: one mail per notice, without a name in it."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from families.models import Notice


@task()
def mail_notice(notice_id: int) -> None:
    """Send the mail once: the row is locked and marked, so a repeated task sends nothing."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update().select_related("user").get(pk=notice_id)
        if notice.mailed_at or not notice.user.is_active:
            return
        notice.mailed_at = timezone.now()
        notice.save(update_fields=["mailed_at"])
        send_mail(
            subject="Linkages: something is waiting for you",
            message=f"{notice.get_kind_display()}.\n\nSign in to read it: {settings.SITE_URL}{notice.url}\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[notice.user.email],
        )
