"""A list as someone wants to see it again."""

import uuid

from django.db import models
from django.utils import timezone

from accounts.models.staff import User
from accounts.querysets import SavedViewQuerySet

QUERY_LENGTH = 500


class SavedView(models.Model):
    """A name for the filter and order of one list: its owner's alone."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    route = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=QUERY_LENGTH, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "route", "name"], name="one_view_a_name")]

    def __str__(self) -> str:
        return self.name
