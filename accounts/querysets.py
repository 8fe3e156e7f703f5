"""Staff, settings and the access log, in the users' words."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import Any, Self

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.county import COUNTY_NUMBERS, CountyNumber
from accounts.enums import Act
from accounts.roles import roles_that_may

_settings_read: ContextVar[dict[str, int] | None] = ContextVar("county_settings", default=None)


@contextmanager
def settings_read_once() -> Iterator[None]:
    """Within it the county's numbers are read by one query, when the first of them is asked for."""
    token = _settings_read.set({}) if _settings_read.get() is None else None
    try:
        yield
    finally:
        if token is not None:
            _settings_read.reset(token)


class CountyQuerySet(models.QuerySet):
    def ours(self) -> Any:
        """The county's one row, or its defaults where none is written yet."""
        return self.first() or self.model()


class SettingQuerySet(models.QuerySet):
    def number(self, declaration: CountyNumber) -> int:
        """The county's value, or the declared default. One query within `settings_read_once`."""
        values = _settings_read.get()
        if values is None:
            return self._on_file().get(declaration.key, declaration.default)
        if not values:
            values.update({key: declared.default for key, declared in COUNTY_NUMBERS.items()} | self._on_file())
        return values.get(declaration.key, declaration.default)

    def _on_file(self) -> dict[str, int]:
        return dict(self.values_list("key", "value"))


class UserQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def who_may(self, act: Act) -> Self:
        """Active staff with a role that may do this."""
        return self.with_role(*roles_that_may(act))

    def named(self, words: str) -> Self:
        """Staff with every one of these words in their name or e-mail address."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word)
            )
        return found

    def with_role(self, *codes: str) -> Self:
        """Active staff who hold one of these roles."""
        return self.active().filter(role_holdings__role__in=codes).distinct()

    def visible_to(self, user: Any) -> Self:
        """Staff know their colleagues."""
        return self.active()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """E-mail is the name staff sign in with; it is compared in lower case."""

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> Any:
        user = self.model(email=email.lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> Any:
        return self.get(email=(email or "").lower())


class SupervisionQuerySet(models.QuerySet):
    def in_force(self, day: datetime.date) -> Self:
        return self.not_over(day).filter(from_date__lte=day)

    def not_over(self, day: datetime.date) -> Self:
        """In force, or ahead."""
        return self.filter(Q(until_date__isnull=True) | Q(until_date__gt=day))

    def visible_to(self, user: Any) -> Self:
        """Staff know who supervises which unit today."""
        return self.in_force(timezone.localdate()).filter(user__is_active=True)

    def who_may(self, act: Act) -> Self:
        """Supervisors with a role that may do this, by unit."""
        able = self.filter(user__role_holdings__role__in=roles_that_may(act)).select_related("unit", "user")
        return able.order_by("unit__name", "user__last_name").distinct()


class CoverQuerySet(models.QuerySet):
    def in_force(self, day: datetime.date) -> Self:
        return self.filter(from_date__lte=day, until_date__gt=day)

    def visible_to(self, user: Any) -> Self:
        """A cover is known to both people, to whoever named it, and to the supervisor of the covered person's unit."""
        return self.filter(
            Q(covered=user.pk) | Q(cover=user.pk) | Q(named_by=user.pk) | Q(covered__unit__in=user.own_unit_ids)
        )

    def with_never_began(self) -> Self:
        """Whether each was ended before its first day. One ended on its first day was in force until then."""
        history: Any = self.model.history.model  # type: ignore[attr-defined] # simple-history adds it
        ended = history.objects.filter(id=OuterRef("pk"), until_date=F("from_date"))
        return self.annotate(never_began=Exists(ended.filter(history_date__date__lt=F("from_date"))))


class CalendarTokenQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own."""
        return self.filter(user=user.pk)

    def opening_with(self, token: str) -> Self:
        """The one that this token opens: of active staff only."""
        return self.filter(digest=digest_of(token), user__is_active=True)


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own."""
        return self.filter(user=user.pk)


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class AccessLogQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The privacy officer reads the whole log; a supervisor's view of their families is made in `reports`."""
        return self if user.may(Act.REVIEW_ACCESS) else self.none()
