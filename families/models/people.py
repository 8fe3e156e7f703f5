"""The family, its people, and what is known about reaching and respecting them."""

import uuid
from uuid import UUID

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from accounts.models import PHONE, ZIP_CODE
from families.enums import PARENTS, Channel, Language, PersonNoteKind, Relationship
from families.models.base import Categorised, FamilyRow
from families.querysets import FamilyQuerySet, HeaderQuerySet


class Family(models.Model):
    """The root every record of a family hangs from. Access to it is access to them."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("family name", max_length=120)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_families", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    objects = FamilyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "families"
        ordering = ["name", "pk"]
        permissions = [("work_family", "Can work with the family's content")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:family-detail", args=[self.uuid])

    @property
    def family_uuid(self) -> UUID:
        return self.uuid


class Person(FamilyRow):
    """A parent, child or supporter. Identity only: what is shared by category is a row of its own."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="people")
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    also_known_as = models.CharField(max_length=120, blank=True)
    born_on = models.DateField("date of birth", null=True, blank=True)
    born_on_is_estimated = models.BooleanField("date of birth is estimated", default=False)
    relationship = models.CharField("relationship to the children", max_length=12, choices=Relationship)
    in_home = models.BooleanField("lives in the home", default=True)
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    interpreter_needed = models.BooleanField(default=False)
    preferred_channel = models.CharField("prefers to be reached by", max_length=6, choices=Channel, blank=True)
    preferred_times = models.CharField("good times", max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = HeaderQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        ordering = ["relationship", "born_on", "pk"]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def is_child(self) -> bool:
        return self.relationship == Relationship.CHILD

    @property
    def is_parent(self) -> bool:
        return self.relationship in PARENTS


class Address(Categorised):
    """Where someone lives or gets mail, and a phone. Confidential for Safe at Home or where contact is unsafe."""

    street = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=60, blank=True)
    zip_code = models.CharField("ZIP code", max_length=10, blank=True, validators=[ZIP_CODE])
    phone = models.CharField(max_length=30, blank=True, validators=[PHONE])
    history = HistoricalRecords()

    class Meta(Categorised.Meta):
        verbose_name_plural = "addresses"

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.street, f"{self.city} {self.zip_code}".strip(), self.phone]))


class PersonNote(Categorised):
    """How to contact someone safely, or their culture and traditions in their own words."""

    kind = models.CharField(max_length=12, choices=PersonNoteKind)
    text = models.CharField(max_length=500)
    history = HistoricalRecords()

    class Meta(Categorised.Meta):
        pass

    def __str__(self) -> str:
        return self.get_kind_display()
