"""A meeting someone asks for that has no day yet."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.models import User
from families.models import Categorised
from meetings.enums import SHORT_NAMES, MeetingKind, MeetingRequestStatus, Trigger
from meetings.models.meetings import Meeting
from meetings.querysets import MeetingRequestQuerySet


class MeetingRequest(Categorised):
    """Who asks for which meeting and why, and who sees to it (31-090 III.D, III.G).

    Why tells something of a person where a parent does not meet what a program asks: it is content of that category.
    """

    kind = models.CharField(max_length=16, choices=MeetingKind)
    trigger = models.CharField("why", max_length=16, choices=Trigger)
    text = models.CharField("in a few words", max_length=200, blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="meeting_requests")
    requested_at = models.DateTimeField(default=timezone.now)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=MeetingRequestStatus, default=MeetingRequestStatus.OPEN)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    withdrawn_reason = models.CharField("why it was withdrawn", max_length=200, blank=True)
    history = HistoricalRecords()

    objects = MeetingRequestQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        ordering = ["-requested_at"]
        constraints = [
            *Categorised.Meta.constraints,
            models.CheckConstraint(
                condition=Q(status=MeetingRequestStatus.SCHEDULED) ^ Q(meeting__isnull=True),
                name="request_says_which_meeting",
            ),
            models.CheckConstraint(
                condition=Q(status=MeetingRequestStatus.WITHDRAWN) ^ Q(withdrawn_reason=""),
                name="withdrawn_meeting_request_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} asked for"

    @property
    def short_name(self) -> str:
        return SHORT_NAMES[self.kind]
