"""PLTM and LTM: the meeting, who is there, what was said by topic, what was decided."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from simple_history.models import HistoricalRecords

from accounts.enums import Bureau
from accounts.models import User
from families.enums import Category
from families.models import Categorised, Family, FamilyRow, Person
from meetings.enums import (
    ABSENT,
    AHEAD,
    LONGEST_MINUTES,
    NOT_HELD,
    SHORT_NAMES,
    SHORTEST_MINUTES,
    USUAL_MINUTES,
    WAS_HELD,
    WORKER_ROLES,
    AttendeeRole,
    MeetingKind,
    MeetingStatus,
    Mode,
    PltmOutcome,
    Question,
    Topic,
)
from meetings.querysets import AttendanceQuerySet, MeetingQuerySet
from meetings.statements import letter_language


class Meeting(FamilyRow):
    """One meeting. Its notes and decisions are categorised rows of their own."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=16, choices=MeetingKind)
    name = models.CharField(
        max_length=80, blank=True, editable=False, help_text="As the county called the kind when this was scheduled."
    )
    status = models.CharField(max_length=10, choices=MeetingStatus, default=MeetingStatus.SCHEDULED)
    starts_at = models.DateTimeField("date and time")
    minutes = models.PositiveSmallIntegerField("length in minutes", default=USUAL_MINUTES)
    mode = models.CharField(max_length=10, choices=Mode)
    place = models.CharField("place or dial-in", max_length=120)
    interpreter = models.CharField(max_length=120, blank=True)
    out_of_order_reason = models.CharField("why the LTM comes before the PLTM", max_length=200, blank=True)
    scheduled_at = models.DateTimeField(default=timezone.now)
    scheduled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField("minutes finished at", null=True, blank=True)
    finished_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("what the PLTM came to", max_length=12, choices=PltmOutcome, blank=True)
    outcome_reason = models.CharField("why there is no LTM", max_length=200, blank=True)
    not_held_reason = models.CharField("why it was not held", max_length=200, blank=True)
    moves = models.PositiveSmallIntegerField("how often it was moved", default=0)
    moved_reason = models.CharField("why it was moved last", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=sorted(WAS_HELD), held_at__isnull=False, held_by__isnull=False)
                | (~Q(status__in=sorted(WAS_HELD)) & Q(held_at__isnull=True, held_by__isnull=True)),
                name="held_meeting_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="confirmed_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(status=MeetingStatus.FINAL, finished_at__isnull=False, finished_by__isnull=False)
                | (~Q(status=MeetingStatus.FINAL) & Q(finished_at__isnull=True, finished_by__isnull=True)),
                name="final_minutes_say_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(NOT_HELD)) | ~Q(not_held_reason=""), name="meeting_not_held_says_why"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST_MINUTES, minutes__lte=LONGEST_MINUTES), name="length_of_a_meeting"
            ),
            models.CheckConstraint(
                condition=Q(moves=0, moved_reason="") | (Q(moves__gt=0) & ~Q(moved_reason="")),
                name="moved_meeting_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting-detail", args=[self.uuid])

    @property
    def short_name(self) -> str:
        """As it stands within a sentence: "the LTM"."""
        return SHORT_NAMES[self.kind]

    @property
    def is_ahead(self) -> bool:
        return self.status in AHEAD

    @property
    def was_held(self) -> bool:
        return self.status in WAS_HELD

    @property
    def ends_at(self) -> datetime.datetime:
        return self.starts_at + datetime.timedelta(minutes=self.minutes)


class Attendance(Categorised):
    """Someone invited: staff, a person of the family, or someone from outside. A PLTM takes staff only (III.D).

    Meeting logistics, unless the role itself tells a sensitive kind about someone. One member of staff may be invited
    by each bureau, because neither may learn of an invitation that is not its own to read.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    kind = models.CharField(max_length=16, choices=MeetingKind, editable=False, help_text="The meeting's kind.")
    role = models.CharField(max_length=24, choices=AttendeeRole)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances")
    external_name = models.CharField(max_length=120, blank=True)
    organization = models.CharField(max_length=120, blank=True)
    invited_at = models.DateTimeField(default=timezone.now)
    present = models.BooleanField(null=True)
    mode = models.CharField("took part", max_length=10, choices=Mode, blank=True)
    statement_signed_on = models.DateField("confidentiality statement signed on", null=True, blank=True)
    may_hear = ArrayField(models.CharField(max_length=20, choices=Category), default=list, blank=True)
    stands_in_for = models.CharField(max_length=24, choices=AttendeeRole, blank=True)
    stand_in_reason = models.CharField("why they stand in", max_length=200, blank=True)
    history = HistoricalRecords()

    objects = AttendanceQuerySet.as_manager()  # type: ignore[misc, assignment]

    class Meta(Categorised.Meta):
        ordering = ["pk"]
        constraints = [
            *Categorised.Meta.constraints,
            models.CheckConstraint(
                condition=Q(user__isnull=False, person__isnull=True, external_name="")
                | Q(user__isnull=True, person__isnull=False, external_name="")
                | (Q(user__isnull=True, person__isnull=True) & ~Q(external_name="")),
                name="attendee_is_one_of_three",
            ),
            models.CheckConstraint(
                condition=~Q(kind=MeetingKind.PLTM) | Q(user__isnull=False), name="only_staff_at_a_pltm"
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for="", stand_in_reason="")
                | (Q(stands_in_for__in=sorted(WORKER_ROLES), user__isnull=False) & ~Q(stand_in_reason="")),
                name="only_staff_stand_in_for_a_worker_and_say_why",
            ),
            models.CheckConstraint(
                condition=Q(may_hear=[]) | Q(statement_signed_on__isnull=False, user__isnull=True, person__isnull=True),
                name="outsiders_hear_once_they_signed",
            ),
            models.UniqueConstraint(
                fields=["meeting", "user", "bureau", "category", "confidential"], name="staff_invited_once"
            ),
            models.UniqueConstraint(fields=["meeting", "person"], name="person_invited_once"),
        ]

    def __str__(self) -> str:
        return str(self.user or self.person or self.external_name)

    @property
    def language_without_letter(self) -> str:
        """The person's language, where no letter of invitation is written in it."""
        person = self.person
        return (
            ""
            if person is None or letter_language(person.language) == person.language
            else person.get_language_display()
        )

    @property
    def mark(self) -> str:
        """How they took part, or that they did not; blank while nobody marked it."""
        return self.mode or (ABSENT if self.present is False else "")


class MeetingNote(Categorised):
    """What a meeting noted under one topic."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    topic = models.CharField(max_length=16, choices=Topic)
    text = models.CharField(max_length=500)
    question = models.CharField(max_length=8, choices=Question, blank=True)
    past_event = models.BooleanField("about a past event", default=False)
    relevance = models.CharField("why it matters now", max_length=200, blank=True)
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="arrangements", help_text="Who sees to it."
    )
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta(Categorised.Meta):
        ordering = ["pk"]
        constraints = [
            *Categorised.Meta.constraints,
            models.CheckConstraint(
                condition=Q(past_event=True) ^ Q(relevance=""), name="past_event_says_why_it_matters"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False, owner__isnull=False),
                name="arrangement_done_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return self.get_topic_display()


class Decision(Categorised):
    """What a meeting decided, or who is to do what: an LTM's go to the Family Plan Summary (31-090 III.E.4)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    text = models.CharField(max_length=300)
    by_whom = models.CharField("who does it", max_length=120, blank=True)
    due_on = models.DateField("by when", null=True, blank=True)
    places_with_relative = models.BooleanField("places a child with a relative", default=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta(Categorised.Meta):
        ordering = ["pk"]
        constraints = [
            *Categorised.Meta.constraints,
            models.CheckConstraint(
                condition=Q(places_with_relative=False) | Q(category=Category.SERVICES, bureau=Bureau.CFS),
                name="placement_is_of_cfs_services",
            ),
        ]

    def __str__(self) -> str:
        """With whoever does it and by when, where it is something to do."""
        by_when = f"by {date_format(self.due_on)}" if self.due_on else ""
        to_do = ", ".join(filter(None, [self.by_whom, by_when]))
        return f"{self.text} ({to_do})" if to_do else self.text
