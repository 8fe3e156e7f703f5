"""Background work of the ground: the mails, without a name in them."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from accounts.models import User
from families.models import Notice


@task()
def mail_password_reset(user_id: int) -> None:
    """The same mail as from the sign-in page: a link that works once and not for long."""
    user = User.objects.get(pk=user_id)
    if not user.is_active:
        return
    token = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), token])
    context = {"user": user, "password_reset_url": f"{settings.SITE_URL}{path}"}
    get_adapter().render_mail("account/email/password_reset_key", user.email, context).send()


@task()
def mail_old_address(address: str) -> None:
    """Whoever read mail at the address until now learns that it signs in no more."""
    get_adapter().render_mail("account/email/address_changed", address, {}).send()


@task()
def mail_notice(notice_id: int) -> None:
    """Send the mail once: the row is locked and marked, so a repeated task sends nothing."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update().select_related("user").get(pk=notice_id)
        if notice.mailed_at or not notice.user.is_active:
            return
        notice.mailed_at = timezone.now()
        notice.save(update_fields=["mailed_at"])
        _mail_of(notice).send()


def _mail_of(notice: Notice) -> EmailMessage:
    """A kind and a link, with the files that the higher apps make of its record (settings.NOTICE_FILES)."""
    made = (import_string(path)(notice) for path in settings.NOTICE_FILES)
    files = [file for file in made if file is not None]
    return EmailMessage(
        subject=f"Linkages{', urgent' if notice.is_urgent else ''}: something is waiting for you",
        body=f"{notice.get_kind_display()}.\n\nSign in to read it: {settings.SITE_URL}{notice.url}\n"
        + ("\nOpen the attached file to bring your calendar up to date.\n" if files else ""),
        to=[notice.user.email],
        attachments=files,
    )
