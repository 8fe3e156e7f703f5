"""Who may see which row: the one door to every record, and the one module that knows django-guardian.

Guardian's own shortcuts are never asked alone: they ignore dates, accept model-wide permissions and superusers.
The dated direct-FK table defined here is asked instead, in SQL, as of now.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.signals import post_migrate
from django.http import Http404
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

M = TypeVar("M", bound=models.Model)


class NotAllowed(PermissionDenied):
    """Yours to know, not yours to do: the reason is a sentence the reader is shown (403)."""

    @property
    def reason(self) -> str:
        return str(self.args[0])


class Reader(Protocol):
    """What the access layer asks of a user."""

    @property
    def pk(self) -> Any: ...
    @property
    def is_active(self) -> bool: ...


@dataclass
class Trail:
    """The records one request opened and the consents it relied on, for the access log."""

    records: list[models.Model] = field(default_factory=list)
    consents: list[UUID] = field(default_factory=list)
    redisclosures: list[str] | None = None
    act: str = ""
    particulars: dict[str, str] = field(default_factory=dict)
    address: str | None = None


_trail: ContextVar[Trail | None] = ContextVar("access_trail", default=None)


@contextmanager
def access_trail(address: str | None = None) -> Iterator[Trail]:
    """Collect what is opened inside the block, by someone at this network address."""
    trail = Trail(address=address)
    token = _trail.set(trail)
    try:
        yield trail
    finally:
        _trail.reset(token)


def opened() -> list[models.Model]:
    """The records this request opened so far: each is the reader's to know."""
    trail = _trail.get()
    return trail.records if trail else []


def note_act(act: str, particulars: Mapping[str, str] | None = None) -> None:
    """Say in the access log what this request does, where its method does not tell, and by which keys and codes."""
    if trail := _trail.get():
        trail.act = act
        trail.particulars = dict(particulars or {})


def note_record(row: models.Model) -> None:
    """Name in the access log a record this request made, or acted on without opening its page."""
    if trail := _trail.get():
        trail.records.append(row)


def address_of_this_request() -> str | None:
    """Where the person acting now sits; None outside a request."""
    trail = _trail.get()
    return trail.address if trail else None


def note_consents(consents: list[UUID]) -> None:
    """Name in the access log the consents that this request relies on."""
    if trail := _trail.get():
        trail.consents = consents


def note_redisclosures(consents: list[str]) -> None:
    """Say on the page that it shows substance use information, and under which consents that of the other bureau."""
    if trail := _trail.get():
        trail.redisclosures = consents


def redisclosures_of_this_request() -> list[str] | None:
    """None where this page shows no substance use information; else the consents, in words, it is shown under.

    No consent is named where all of it is the reader's own bureau's.
    """
    trail = _trail.get()
    return trail.redisclosures if trail else None


def visible(model: type[M], user: Any) -> models.QuerySet[M]:
    """The rows of `model` that are this person's to know.

    Nothing for a deactivated or anonymous user; nothing of a family for an administrator or superuser.
    """
    rows = model._default_manager.all()
    if not (user.is_authenticated and user.is_active) or (user.is_superuser and hasattr(model, "family_uuid")):
        return rows.none()
    return rows.visible_to(user)  # type: ignore[attr-defined]


def visible_or_404(model: type[M], user: Any, **lookup: Any) -> M:
    """The one row, or 404: hidden and absent take the same path."""
    row = visible(model, user).filter(**lookup).first()
    if row is None:
        raise Http404
    note_record(row)
    return row


def reason_against(check: Callable[..., None], *args: Any, **kwargs: Any) -> str:
    """The reason why not, or an empty string: what a page shows on a disabled button."""
    try:
        check(*args, **kwargs)
    except NotAllowed as refusal:
        return refusal.reason
    return ""


class DatedGrant(UserObjectPermissionBase):
    """One ground of access: who, at which level, why, from when until when (half-open)."""

    ground = models.CharField(max_length=40)
    source = models.CharField(max_length=140)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


@cache
def _permission_key(codename: str) -> int:
    """The key of a permission: `migrate` makes its row, and nothing changes it afterwards."""
    return Permission.objects.values_list("pk", flat=True).get(codename=codename)


# A database that was emptied and migrated again, as between tests, has other keys.
post_migrate.connect(lambda **_: _permission_key.cache_clear(), weak=False)


def granted(grants: type[DatedGrant], user: Reader, codenames: list[str], outer: str = "pk") -> Exists:
    """True in SQL where a grant in force now gives this user one of the permissions on the outer row.

    An administrator sees no family, whatever they carried before.
    """
    now = timezone.now()
    return Exists(
        grants._default_manager.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=now),
            permission__in=[_permission_key(codename) for codename in codenames],
            content_object=OuterRef(outer),  # type: ignore[misc]
            user=user.pk,
            user__is_active=True,
            user__is_superuser=False,
            valid_from__lte=now,
        )
    )
