"""Notices and drafts."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import User
from families.enums import NoticeKind
from families.models import Draft, Family, Notice

MAIL_NOTICE = "families.jobs.mail_notice"  # by name: jobs call services, services queue jobs


@transaction.atomic
def notify(*, to: Iterable[User], kind: NoticeKind, url: str) -> None:
    """Tell staff, in the app and by one mail each, without a name in either."""
    for user in {user.pk: user for user in to if user.is_active}.values():
        notice = Notice.objects.create(user=user, kind=kind, url=url)
        transaction.on_commit(partial(import_string(MAIL_NOTICE).enqueue, notice.pk))


@transaction.atomic
def read_notices(*, user: User) -> None:
    """The person has seen their notices."""
    Notice.objects.filter(user=user, read_at__isnull=True).update(read_at=timezone.now())


@transaction.atomic
def save_draft(*, user: User, key: str, family: Family | None, fields: dict[str, Any]) -> Draft:
    """Keep what someone typed, per user and form."""
    draft, _ = Draft.objects.update_or_create(user=user, key=key, defaults={"family": family, "fields": fields})
    return draft


@transaction.atomic
def drop_draft(*, user: User, key: str) -> None:
    """Forget a draft: after a confirmed save, or at the person's word."""
    Draft.objects.filter(user=user, key=key).delete()
