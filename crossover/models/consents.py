"""The WTWCC 10B: the request, the signed form that never changes, its scopes, and what happened to it later."""

import datetime
import uuid
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from simple_history.models import HistoricalRecords

from accounts.enums import Bureau
from accounts.models import User
from crossover.enums import (
    TAKES_BACK,
    Capacity,
    ConsentEventKind,
    ConsentOutcome,
    ConsentStatus,
    InterpreterType,
    SharingMethod,
    SigningMethod,
)
from crossover.querysets import ConsentEventQuerySet, ConsentQuerySet, OfConsentQuerySet, ScopeQuerySet
from documents.models import Document
from families.enums import CONSENT_FREE, NEVER_CROSSES, Category, Language
from families.models import Family, FamilyRow, Person
from families.querysets import HeaderQuerySet

LONGEST_PURPOSE = 200
LONGEST_LIMITS = 1000
LONGEST_NAME = 120


class ConsentRequest(FamilyRow):
    """Someone must ask the parent to sign: who discovered the crossover first (31-090 IV.D)."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="consent_requests")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consent_requests")
    opened_on = models.DateField(default=timezone.localdate)
    renews = models.BooleanField(default=False, help_text="Asked for while a signed one was in force.")
    purpose_explained_at = models.DateTimeField(null=True, blank=True)
    purpose_explained_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=ConsentOutcome, default=ConsentOutcome.OPEN)
    outcome_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    history = HistoricalRecords()

    objects = HeaderQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose_explained_at__isnull=True, purpose_explained_by__isnull=True)
                | Q(purpose_explained_at__isnull=False, purpose_explained_by__isnull=False),
                name="purpose_explained_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(outcome=ConsentOutcome.OPEN) ^ Q(outcome_on__isnull=False),
                name="consent_outcome_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"WTWCC 10B: {self.get_outcome_display()}"

    def get_absolute_url(self) -> str:
        return reverse("crossover:consent-request-detail", args=[self.uuid])


class Consent(models.Model):
    """A signed WTWCC 10B, exactly as signed. Immutable; what happens to it later is a `ConsentEvent`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(ConsentRequest, on_delete=models.PROTECT, related_name="consents")
    signer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents_signed")
    capacity = models.CharField(max_length=14, choices=Capacity)
    purpose = models.CharField(max_length=LONGEST_PURPOSE)
    statements = models.TextField(help_text="The exact words signed.")
    language = models.CharField(max_length=5, choices=Language)
    interpreter = models.CharField(max_length=120, blank=True)
    interpreter_type = models.CharField(max_length=6, choices=InterpreterType, blank=True)
    release_on = models.DateField("CR 6181 signed on", null=True, blank=True)
    read_aloud = models.BooleanField(default=False)
    limits = models.CharField("limits in the signer's words", max_length=LONGEST_LIMITS, blank=True)
    covers_from = models.DateField("information from", null=True, blank=True)
    covers_until = models.DateField("information until", null=True, blank=True)
    sharing_methods = ArrayField(models.CharField(max_length=10, choices=SharingMethod))
    from_date = models.DateField()
    until_date = models.DateField(help_text="The last day it is in force.")
    expiry_event = models.CharField("ends earlier with", max_length=200, blank=True)
    method = models.CharField(max_length=6, choices=SigningMethod)
    signature = models.BinaryField("drawn signature or mark (PNG)", blank=True, default=b"")
    typed_name = models.CharField(max_length=120, blank=True)
    witnesses = ArrayField(models.CharField(max_length=120), default=list)
    scan = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Of a representative."
    )
    initials = models.CharField(max_length=6, blank=True)
    paper_on = models.DateField(
        "signed on paper on", null=True, blank=True, help_text="As written on it; `signed_at` is when it was entered."
    )
    signed_at = models.DateTimeField(default=timezone.now)
    explained_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opens = ArrayField(models.CharField(max_length=160), default=list, help_text="Every scope, as signed.")

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_at"]
        constraints = [
            models.CheckConstraint(condition=Q(until_date__gte=F("from_date")), name="consent_dates_in_order"),
            models.CheckConstraint(
                condition=~Q(method=SigningMethod.PAPER) | Q(scan__isnull=False), name="paper_consent_has_a_scan"
            ),
            models.CheckConstraint(
                condition=~Q(method=SigningMethod.MARK) | Q(witnesses__len=2), name="mark_has_two_witnesses"
            ),
            models.CheckConstraint(
                condition=Q(paper_on__isnull=True) | Q(method=SigningMethod.PAPER), name="paper_day_of_a_paper"
            ),
            models.CheckConstraint(condition=Q(sharing_methods__len__gt=0), name="consent_shares_in_some_way"),
        ]

    def __str__(self) -> str:
        return f"WTWCC 10B signed {date_format(self.signed_on)}"

    def get_absolute_url(self) -> str:
        return reverse("crossover:consent-detail", args=[self.uuid])

    @property
    def status_words(self) -> str:
        """How it stands, in words: of a row asked for `with_status`."""
        return ConsentStatus(self.status).label  # type: ignore[attr-defined]

    @property
    def signed_on(self) -> datetime.date:
        """The day the signer's hand stands for: on paper the one written there, else the county's day."""
        return self.paper_on or timezone.localdate(self.signed_at)

    @property
    def family_uuid(self) -> UUID:
        return self.request.family_uuid


class SealedConsent(models.Model):
    """The signed form as a PDF under the county's seal, made once, at signing. Immutable."""

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="sealed")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")

    objects = OfConsentQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.document)

    @property
    def family_uuid(self) -> UUID:
        return self.consent.family_uuid


class ConsentScope(models.Model):
    """What a consent opens: one person, one category, from one bureau to the other, between two days. Immutable."""

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="scopes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consent_scopes")
    category = models.CharField(max_length=20, choices=Category)
    discloser = models.CharField(max_length=10, choices=Bureau)
    recipient = models.CharField(max_length=10, choices=Bureau)
    from_date = models.DateField()
    until_date = models.DateField()

    objects = ScopeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consent", "person", "category", "discloser", "recipient"], name="one_scope_a_line"
            ),
            models.CheckConstraint(condition=~Q(discloser=F("recipient")), name="scope_joins_two_bureaus"),
            models.CheckConstraint(
                condition=~Q(category__in=sorted(CONSENT_FREE | NEVER_CROSSES)), name="scope_of_a_consentable_category"
            ),
        ]
        indexes = [models.Index(fields=["person", "category", "recipient"], name="scope_lookup")]

    def __str__(self) -> str:
        return f"{self.get_category_display()}, {self.discloser} to {self.recipient}"

    @property
    def line(self) -> str:
        """About whom (by key), what, from which bureau to which, and from which day to which."""
        ways, days = f"{self.discloser}>{self.recipient}", f"{self.from_date}/{self.until_date}"
        return f"{self.person.uuid} {self.category} {ways} {days}"

    @property
    def family_uuid(self) -> UUID:
        return self.consent.family_uuid


class ConsentParty(models.Model):
    """Someone besides the two bureaus whom the signer named: what staff may tell them or hear from them. Immutable.

    They do not use this system, and nothing crosses to them by it.
    """

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="parties")
    name = models.CharField("name or function", max_length=LONGEST_NAME, blank=True)
    organization = models.CharField(max_length=LONGEST_NAME, blank=True)
    may_share = models.BooleanField()
    may_receive = models.BooleanField()

    objects = OfConsentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "consent parties"
        constraints = [
            models.CheckConstraint(condition=~Q(name="", organization=""), name="party_is_named"),
            models.CheckConstraint(condition=Q(may_share=True) | Q(may_receive=True), name="party_has_a_direction"),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.organization]))

    @property
    def ways(self) -> list[str]:
        told = {"may tell the two programs": self.may_share, "may be told by the two programs": self.may_receive}
        return [way for way, is_allowed in told.items() if is_allowed]

    @property
    def family_uuid(self) -> UUID:
        return self.consent.family_uuid


class ConsentEvent(models.Model):
    """What happened to a signed consent: revoked (whole, one category, one recipient), ended, superseded, copy given.

    Append-only.
    """

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=ConsentEventKind)
    category = models.CharField(max_length=20, choices=Category, blank=True)
    recipient = models.CharField(max_length=10, choices=Bureau, blank=True)
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whom a newer form covers; empty: everyone.",
    )
    party = models.ForeignKey(
        ConsentParty,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        help_text="From whom of those named on the form it is taken back.",
    )
    at = models.DateTimeField(default=timezone.now, help_text="A newer form may begin on a later day.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    objects = ConsentEventQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ConsentEventKind.FROM_PARTY, party__isnull=False)
                | (~Q(kind=ConsentEventKind.FROM_PARTY) & Q(party__isnull=True)),
                name="taken_back_from_a_party",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def what(self) -> str:
        """About whom a newer form began; or what was taken back, and from whom where it was from one alone."""
        if self.person:
            return f"About {self.person}"
        if self.kind not in TAKES_BACK:
            return ""
        what = self.get_category_display() or "Everything"
        whom = str(self.party or self.get_recipient_display())
        return f"{what}, from {whom} alone" if whom else what

    @property
    def family_uuid(self) -> UUID:
        return self.consent.family_uuid
