"""What stands against sharing besides the signer: another guardian's no, and a flag of abuse. Append-only."""

import uuid
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import User
from crossover.querysets.objections import AbuseFlagQuerySet, ObjectionQuerySet, OfFlagQuerySet, OfObjectionQuerySet
from families.enums import CONSENT_FREE, NEVER_CROSSES, Category
from families.models import Person


class SharingObjection(models.Model):
    """A parent or guardian objects to sharing about a child: no other guardian's consent opens it (domain 4.2, 3)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="objections")
    objector = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="objections_made")
    category = models.CharField(max_length=20, choices=Category, blank=True, help_text="Empty: everything.")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(condition=~Q(child=F("objector")), name="objection_is_another_persons"),
            models.CheckConstraint(
                condition=~Q(category__in=sorted(CONSENT_FREE | NEVER_CROSSES)), name="objection_to_a_consentable"
            ),
        ]

    def __str__(self) -> str:
        return f"Objection: {self.get_category_display() or 'everything'}"

    @property
    def family_uuid(self) -> UUID:
        return self.child.family_uuid


class ObjectionWithdrawn(models.Model):
    """Who objected lets it be: from now consents count again."""

    objection = models.OneToOneField(SharingObjection, on_delete=models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    objects = OfObjectionQuerySet.as_manager()

    def __str__(self) -> str:
        return "Withdrawn"

    @property
    def family_uuid(self) -> UUID:
        return self.objection.family_uuid


class AbuseFlag(models.Model):
    """One adult is kept apart from another: a bureau's own word, which never crosses (domain 4.1, R16)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    protected = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="protecting_flags")
    against = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="flags_against")
    bureau = models.CharField(max_length=10, choices=Bureau)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = AbuseFlagQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(condition=~Q(protected=F("against")), name="flag_is_between_two"),
        ]

    def __str__(self) -> str:
        return "Kept apart"

    @property
    def family_uuid(self) -> UUID:
        return self.protected.family_uuid


class AbuseFlagLifted(models.Model):
    """The bureau that set a flag lifts it."""

    flag = models.OneToOneField(AbuseFlag, on_delete=models.PROTECT, related_name="lifting")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = OfFlagQuerySet.as_manager()

    def __str__(self) -> str:
        return "Lifted"

    @property
    def family_uuid(self) -> UUID:
        return self.flag.family_uuid
