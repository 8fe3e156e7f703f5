"""To whom the plan was shown before it was frozen, and who did not sign. Append-only."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import RefusalReason
from caseplans.models.drafting import Plan
from caseplans.models.signing import PlanVersion, RequiredSigner
from caseplans.querysets import OfVersionQuerySet, ShowingQuerySet
from families.enums import Language
from families.models import Person


class PlanShown(models.Model):
    """Someone of the family was shown the plan in their language, at the LTM or later (domain R22)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="showings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5, choices=Language)
    interpreter = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ShowingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "plans shown"
        ordering = ["at"]

    def __str__(self) -> str:
        return f"Shown to {self.person} in {self.get_language_display()}"

    @property
    def family_uuid(self) -> UUID:
        return self.plan.family_uuid


class SignatureRefusal(models.Model):
    """A parent did not sign this version. Their own words stay with the bureau that heard them and whom they allow."""

    signer = models.OneToOneField(RequiredSigner, on_delete=models.PROTECT, related_name="refusal")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="refusals")
    reason = models.CharField(max_length=12, choices=RefusalReason)
    words = models.CharField("in their words", max_length=200, blank=True)
    bureau = models.CharField(max_length=10, choices=Bureau, help_text="Of who wrote the words down.")
    language_shown = models.CharField(max_length=5, choices=Language)
    interpreter = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.signer} did not sign"

    @property
    def family_uuid(self) -> UUID:
        return self.version.family_uuid
