"""Notices and drafts."""

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import Cover, User
from families.enums import Digest, NoticeKind
from families.models import Draft, Family, MailChoice, Notice

MAIL_NOTICE = "families.jobs.mail_notice"  # by name: jobs call services, services queue jobs


@transaction.atomic
def notify(
    *,
    to: Iterable[User],
    kind: NoticeKind,
    url: str,
    family: Family | None = None,
    particulars: str = "",
    record: UUID | None = None,
    by: User | None = None,
) -> None:
    """Tell staff in the app, and by mail at once what cannot wait for the digest, without a family's name in either.

    What comes to them about a `family` is told to their covers too: theirs is the work while the covered are away.
    `particulars` of a form and a colleague stand in the app alone. `record` is what a file in the mail is made of.
    Whoever did it themself (`by`) is mailed like the others, and has nothing new to read.
    """
    people = {user.pk: user for user in to}
    if family is not None:
        people = {user.pk: user for user in _covers_of(people, family)} | people
    for user in people.values():
        if not user.is_active:
            continue
        read_at = timezone.now() if user == by else None
        notice = Notice.objects.create(
            user=user, kind=kind, url=url, particulars=particulars, record=record, read_at=read_at
        )
        if notice.is_mailed_at_once:
            transaction.on_commit(partial(import_string(MAIL_NOTICE).enqueue, notice.pk))


def _covers_of(people: Collection[int], family: Family) -> list[User]:
    """Who covers one of them today, but whom nothing may open this family to."""
    covers = Cover.objects.in_force(timezone.localdate()).filter(covered__in=people).select_related("cover")
    return [named.cover for named in covers if not Family.objects.barred_to(named.cover).filter(pk=family.pk).exists()]


@transaction.atomic
def read_notices(*, user: User) -> None:
    """The person has seen their notices."""
    Notice.objects.filter(user=user, read_at__isnull=True).update(read_at=timezone.now())


@transaction.atomic
def choose_digest(*, user: User, digest: Digest) -> MailChoice:
    """How often they are mailed from now on. What is urgent comes at once all the same."""
    choice, _ = MailChoice.objects.update_or_create(user=user, defaults={"digest": digest})
    return choice


@transaction.atomic
def save_draft(*, user: User, key: str, family: Family | None, fields: dict[str, Any]) -> Draft:
    """Keep what someone typed, per user and form."""
    draft, _ = Draft.objects.update_or_create(user=user, key=key, defaults={"family": family, "fields": fields})
    return draft


@transaction.atomic
def drop_draft(*, user: User, key: str) -> None:
    """Forget a draft: after a confirmed save, or at the person's word."""
    Draft.objects.filter(user=user, key=key).delete()


@transaction.atomic
def forget_expired_drafts() -> int:
    """How many there were."""
    return Draft.objects.expired().delete()[0]
