"""Which contact was about which activity of the plan."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from accounts.models import User
from caseplans.models.activities import Activity
from caseplans.querysets import ActivityContactQuerySet
from meetings.models import Contact


class ActivityContact(models.Model):
    """A contact about an activity: known to whoever may read both."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="contact_links")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="activity_links")
    linked_at = models.DateTimeField(default=timezone.now)
    linked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ActivityContactQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "contact"], name="contact_is_linked_once")]

    def __str__(self) -> str:
        return f"{self.contact}: {self.activity}"

    @property
    def family_uuid(self) -> UUID:
        return self.contact.family_uuid
