"""What one program asks of the other for a family, and what was answered: each the content of its own bureau."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.enums import Bureau
from accounts.models import User
from families.enums import AssignmentRole
from families.models import Categorised
from meetings.contact_enums import OPEN_REQUESTS, RequestKind, RequestStatus
from meetings.querysets import OfRequestQuerySet, RequestQuerySet


class BureauRequest(Categorised):
    """A service or information asked of the other program's worker, with the day it is needed by (31-090 V.A.2).

    `owner_role` is the role in which the owner was asked: whoever follows in it answers.
    """

    kind = models.CharField("asks for", max_length=12, choices=RequestKind)
    what = models.CharField("what is asked", max_length=300)
    why = models.CharField("why it is needed", max_length=300)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="asked of")
    owner_role = models.CharField(max_length=22, choices=AssignmentRole)
    due_on = models.DateField("needed by")
    status = models.CharField(max_length=12, choices=RequestStatus, default=RequestStatus.REQUESTED)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_reason = models.CharField("why it was withdrawn", max_length=200, blank=True)
    history = HistoricalRecords()

    objects = RequestQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        verbose_name = "request to the other program"
        verbose_name_plural = "requests to the other program"
        ordering = ["due_on", "pk"]
        constraints = [
            *Categorised.Meta.constraints,
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="request_acknowledged_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(OPEN_REQUESTS), ended_at__isnull=True, ended_by__isnull=True)
                | (~Q(status__in=sorted(OPEN_REQUESTS)) & Q(ended_at__isnull=False, ended_by__isnull=False)),
                name="request_ended_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(status=RequestStatus.WITHDRAWN) ^ Q(withdrawn_reason=""), name="withdrawn_request_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"Request for {self.get_kind_display().lower()}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:request-detail", args=[self.uuid])

    @property
    def asked_of(self) -> Bureau:
        return Bureau(self.bureau).other

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_REQUESTS

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on < timezone.localdate()


class RequestAnswer(Categorised):
    """What was answered, or why not: content of the bureau that was asked, of its own category."""

    request = models.ForeignKey(BureauRequest, on_delete=models.CASCADE, related_name="answers")
    text = models.CharField("answer", max_length=1000)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords()

    objects = OfRequestQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        verbose_name = "answer to a request"
        verbose_name_plural = "answers to requests"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Answer of {self.written_by}"
