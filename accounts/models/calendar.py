"""The key of someone's private calendar link."""

from django.db import models
from django.utils import timezone

from accounts.models.staff import User
from accounts.querysets import CalendarTokenQuerySet


class CalendarToken(models.Model):
    """Whoever holds the token reads its owner's calendar feed. Only its SHA-256 is kept: it is shown once."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_token")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = CalendarTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Calendar link of {self.user}"
