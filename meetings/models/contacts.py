"""Contacts: visits, calls, contacts of the Linkages Team and collateral ones, ready to enter in CWS/CMS or CalSAWS."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from simple_history.models import HistoricalRecords

from accounts.enums import Bureau
from accounts.models import User
from families.enums import ServiceType
from families.models import Categorised, Person
from families.models.base import Days
from meetings.contact_enums import (
    ENTERED_IN,
    IS_ENTERED,
    NARRATIVE_LENGTH,
    ContactKind,
    ContactLocation,
    ContactMethod,
    ContactPurpose,
    ContactStatus,
    HardCopy,
    InterpreterUse,
    LeadAgency,
    ParticipantKind,
    Supervision,
)
from meetings.models.meetings import Meeting
from meetings.querysets import ContactBatchQuerySet, ContactQuerySet, OfContactQuerySet


class Contact(Categorised):
    """One contact, with the fields that CWS/CMS asks for (domain 3.8). All of it is content of its category.

    `entered_at` and `entered_by` say that it stands in the bureau's own system as it stands here.
    """

    kind = models.CharField(max_length=10, choices=ContactKind)
    status = models.CharField(max_length=10, choices=ContactStatus)
    starts_at = models.DateTimeField("started")
    ends_at = models.DateTimeField("ended", null=True, blank=True)
    method = models.CharField("how", max_length=10, choices=ContactMethod)
    location = models.CharField("where", max_length=15, choices=ContactLocation, blank=True)
    purpose = models.CharField(max_length=12, choices=ContactPurpose)
    provided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    other_provider = models.CharField("provided by someone else", max_length=100, blank=True)
    services = ArrayField(models.CharField(max_length=20, choices=ServiceType), default=list, blank=True)
    interpreter_use = models.CharField("interpreting", max_length=10, choices=InterpreterUse)
    interpreter = models.CharField("language and interpreter", max_length=120, blank=True)
    narrative = models.CharField(max_length=NARRATIVE_LENGTH, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    cft_lead_agency = models.CharField("CFT lead agency", max_length=15, choices=LeadAgency, blank=True)
    wraparound = models.BooleanField(default=False)
    core_service = models.BooleanField(default=False)
    hard_copy = models.CharField("hard copy on file", max_length=1, choices=HardCopy, blank=True)
    supervision = models.CharField("supervision of the visit", max_length=15, choices=Supervision, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    entered_at = models.DateTimeField("entered in the county's system", null=True, blank=True)
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entry_ended = models.CharField("why it is to be entered again", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = ContactQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        ordering = ["-starts_at", "-pk"]
        constraints = [
            *Categorised.Meta.constraints,
            models.CheckConstraint(
                condition=Q(provided_by__isnull=False, other_provider="")
                | (Q(provided_by__isnull=True) & ~Q(other_provider="")),
                name="contact_has_one_provider",
            ),
            models.CheckConstraint(
                condition=Q(status=ContactStatus.COMPLETED) | Q(services=[]),
                name="only_a_completed_contact_has_services",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="contact_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(entered_at__isnull=True, entered_by__isnull=True)
                | Q(entered_at__isnull=False, entered_by__isnull=False, status__in=sorted(IS_ENTERED)),
                name="entered_contact_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {date_format(timezone.localtime(self.starts_at))}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:contact-detail", args=[self.uuid])

    @property
    def system(self) -> str:
        """Where its bureau enters it."""
        return ENTERED_IN[Bureau(self.bureau)]

    @property
    def waits_for_entry(self) -> bool:
        return self.entered_at is None and self.status in IS_ENTERED

    @classmethod
    def days_told(cls, ref: type[F]) -> Days:
        return county_day(ref("starts_at")), county_day(Coalesce(ref("ends_at"), ref("starts_at")))


class ContactParticipant(Categorised):
    """Who took part: someone of the family, staff, or another in words. Content of the contact's own category."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="participants")
    kind = models.CharField("type", max_length=10, choices=ParticipantKind)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("in words", max_length=100, blank=True)
    history = HistoricalRecords()

    objects = OfContactQuerySet.as_manager()  # type: ignore[misc, assignment]

    class Meta(Categorised.Meta):
        ordering = ["pk"]
        constraints = [
            *Categorised.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind=ParticipantKind.CLIENT, person__isnull=False, user__isnull=True, name="")
                | Q(kind=ParticipantKind.STAFF, person__isnull=True, user__isnull=False, name="")
                | (
                    ~Q(kind__in=[ParticipantKind.CLIENT, ParticipantKind.STAFF])
                    & Q(person__isnull=True, user__isnull=True)
                    & ~Q(name="")
                ),
                name="participant_is_one_of_three",
            ),
            models.UniqueConstraint(fields=["contact", "person"], name="person_takes_part_once"),
            models.UniqueConstraint(fields=["contact", "user"], name="staff_takes_part_once"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.user or self.name)

    @classmethod
    def days_told(cls, ref: type[F]) -> Days:
        start = ref("contact__starts_at")
        return county_day(start), county_day(Coalesce(ref("contact__ends_at"), start))


class ContactBatch(models.Model):
    """A file of contacts made for entry in CWS/CMS or CalSAWS: who made it, when, and in its lines which contacts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.CharField(max_length=10, choices=Bureau)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ContactBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "export of contacts"
        verbose_name_plural = "exports of contacts"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"Export of {moment(self.made_at)} by {self.made_by}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:batch-detail", args=[self.uuid])


class ContactBatchLine(models.Model):
    """A contact in a file, in the version that it had."""

    batch = models.ForeignKey(ContactBatch, on_delete=models.PROTECT, related_name="lines")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="batch_lines")
    contact_version = models.PositiveIntegerField()

    objects = OfContactQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "contact"], name="contact_stands_in_a_batch_once")]

    def __str__(self) -> str:
        return f"{self.contact} in {self.batch}"


def county_day(at: Any) -> Func:
    """In SQL: the county's day of a moment, which may be an outer row's."""
    return Func(
        Value(settings.TIME_ZONE), at, template="timezone(%(expressions)s)::date", output_field=models.DateField()
    )


def moment(at: datetime) -> str:
    """A day and a time in words."""
    return date_format(timezone.localtime(at), "M j, Y, g:i A")
