"""Background work of the ground: the mails, without a name in them."""

from email.mime.base import MIMEBase
from email.utils import parseaddr

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskContext, task

from accounts.models import User
from families.models import Notice
from families.rules.notices import with_open_pages


def message_id(key: object) -> str:
    """The idempotency key of a mail: one that is sent again, by a task that runs again, is known to be the same."""
    return f"<{key}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}>"


@task(takes_context=True)
def mail_password_reset(context: TaskContext, user_id: int) -> None:
    """The same mail as from the sign-in page: a link that works once and not for long."""
    user = User.objects.get(pk=user_id)
    if not user.is_active:
        return
    token = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), token])
    words = {"user": user, "password_reset_url": f"{settings.SITE_URL}{path}"}
    _send_once(get_adapter().render_mail("account/email/password_reset_key", user.email, words), context)


@task(takes_context=True)
def mail_old_address(context: TaskContext, address: str) -> None:
    """Whoever read mail at the address until now learns that it signs in no more."""
    _send_once(get_adapter().render_mail("account/email/address_changed", address, {}), context)


def _send_once(mail: EmailMessage, context: TaskContext) -> None:
    mail.extra_headers["Message-ID"] = message_id(context.task_result.id)
    mail.send()


@task()
def mail_notice(notice_id: int) -> None:
    """Send the mail once, where its page is the reader's to open still, or a file of it is theirs to have.

    The row is locked and marked before the mail is sent, and both are undone if it cannot be: a repeated task sends
    nothing, and one that was killed sends it the next time.
    """
    with transaction.atomic():
        notice = Notice.objects.select_for_update().select_related("user").get(pk=notice_id)
        if notice.mailed_at or not notice.user.is_active:
            return
        ((_, is_open),) = with_open_pages([notice], notice.user)
        made = (import_string(path)(notice) for path in settings.NOTICE_FILES)
        files = [file for file in made if file is not None]
        if not is_open and not files:
            return
        notice.mailed_at = timezone.now()
        notice.save(update_fields=["mailed_at"])
        _mail_of(notice, files).send()


def _mail_of(notice: Notice, files: list[MIMEBase]) -> EmailMessage:
    """A kind and a link, with the files that the higher apps make of its record (settings.NOTICE_FILES)."""
    return EmailMessage(
        subject=f"Linkages{', urgent' if notice.is_urgent else ''}: something is waiting for you",
        body=f"{notice.get_kind_display()}.\n\nSign in to read it: {settings.SITE_URL}{notice.url}\n"
        + ("\nOpen the attached file to bring your calendar up to date.\n" if files else ""),
        to=[notice.user.email],
        attachments=files,
        headers={"Message-ID": message_id(f"notice-{notice.uuid}")},
    )
