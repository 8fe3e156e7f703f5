"""The append-only access log."""

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from accounts.enums import PAGES, AccessAct, StaffChange
from accounts.models.staff import User
from accounts.querysets import AccessLogQuerySet


class AccessLogEntry(models.Model):
    """Who did what to which record, when, from where, relying on which consents. Append-only."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.GenericIPAddressField(null=True)
    act = models.CharField(max_length=20, choices=AccessAct)
    route = models.CharField(max_length=80)
    record_type = models.CharField(max_length=60, blank=True)
    record = models.UUIDField(null=True)
    family = models.UUIDField(null=True, db_index=True)
    consents = ArrayField(models.UUIDField(), default=list)
    particulars = models.JSONField(default=dict, help_text="What was looked for or changed: keys and codes, no name.")

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "access log"

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.route}"

    @property
    def page(self) -> str:
        """The page in words: `reports:family-consents` is "Family, Consents tab". One that is no more, by its route."""
        return PAGES.get(self.route) or self.route.rpartition(":")[2].replace("-", " ").replace("_", " ").capitalize()

    @property
    def act_words(self) -> str:
        """The act, and for a change by an administrator which, of which of the county's own rows."""
        change = dict(StaffChange.choices).get(self.particulars.get("change", ""))
        row = self.particulars.get("row", "")
        return self.get_act_display() + (f": {change}" if change else "") + (f" ({row})" if row else "")

    @property
    def looked_for(self) -> dict[str, str]:
        """What the log itself was filtered by."""
        return self.particulars if self.act == AccessAct.REVIEWED else {}

    @property
    def record_words(self) -> str:
        return str(apps.get_model(self.record_type)._meta.verbose_name) if self.record_type else ""
