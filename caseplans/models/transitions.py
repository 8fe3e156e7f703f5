"""The transition under a signed plan: which program ends, what moves where, what is left to be met, how goals stand."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from simple_history.models import HistoricalRecords

from accounts.enums import Bureau
from accounts.models import User
from caseplans.models.activities import Activity
from caseplans.models.drafting import Goal, Plan
from caseplans.querysets import OfActivityQuerySet, OfGoalQuerySet, PlanRowQuerySet, TransitionQuerySet
from caseplans.transition_enums import ClosingReason, Connection, Ending, GoalStands, GoesTo, NoMeeting
from families.models import Categorised, Family, FamilyRow, Provider
from meetings.models import Meeting


def told_by(day: str, by: str, name: str) -> models.CheckConstraint:
    """A constraint: what has its day has who said so."""
    return models.CheckConstraint(
        condition=Q(**{f"{day}__isnull": True, f"{by}__isnull": True})
        | Q(**{f"{day}__isnull": False, f"{by}__isnull": False}),
        name=name,
    )


def provider_field() -> models.ForeignKey:
    return models.ForeignKey(
        Provider, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="in the resource directory",
    )  # fmt: skip


def user_field(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=label
    )


class Transition(FamilyRow):
    """One program ends, or both do. It holds what both may know; it is complete once each has finished its part."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="transitions")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="transitions")
    ends = models.CharField("which program ends", max_length=10, choices=Ending)
    goes_on = models.CharField("which program goes on", max_length=10, choices=Bureau, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="transitions",
        verbose_name="last meeting",
    )
    no_meeting = models.CharField("why there was no last meeting", max_length=12, choices=NoMeeting, blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cfs_at = models.DateTimeField("CFS finished its part", null=True, blank=True)
    cfs_by = user_field("for CFS by")
    calworks_at = models.DateTimeField("CalWORKs finished its part", null=True, blank=True)
    calworks_by = user_field("for CalWORKs by")
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = user_field("completed by")
    history = HistoricalRecords()

    objects = TransitionQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            told_by("cfs_at", "cfs_by", "transition_cfs_at_with_by"),
            told_by("calworks_at", "calworks_by", "transition_calworks_at_with_by"),
            told_by("completed_at", "completed_by", "transition_completed_at_with_by"),
            models.UniqueConstraint(fields=["plan"], condition=Q(completed_at=None), name="one_open_transition_a_plan"),
            models.CheckConstraint(
                condition=Q(ends__in=[Ending.CFS, Ending.CALWORKS]) & ~Q(goes_on=models.F("ends"))
                | Q(ends=Ending.BOTH, goes_on=""),
                name="what_ends_does_not_go_on",
            ),
        ]

    def __str__(self) -> str:
        return f"Transition: {self.get_ends_display()} ends"

    @property
    def is_complete(self) -> bool:
        return self.completed_at is not None

    def finished(self, bureau: str) -> bool:
        """Whether this program said that its part is finished."""
        return getattr(self, f"{bureau}_at") is not None


class ProgramClosing(Categorised):
    """Why a program ends, in that program's own words: it crosses as what it tells of does."""

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="closings")
    reason = models.CharField("why it ends", max_length=14, choices=ClosingReason)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = PlanRowQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        ordering = ["pk"]
        constraints = [
            *Categorised.Meta.constraints,
            models.UniqueConstraint(fields=["transition", "bureau"], name="one_closing_a_program"),
        ]

    def __str__(self) -> str:
        return f"{self.get_bureau_display()} ends: {self.get_reason_display()}"


class ActivityMove(models.Model):
    """Where one activity that is still to do goes: known to whoever may read the activity."""

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="moves")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="moves")
    goes_to = models.CharField(max_length=10, choices=GoesTo)
    resource = provider_field()
    connected_on = models.DateField("connected on", null=True, blank=True)
    connected_by = user_field("connected by")
    history = HistoricalRecords()

    objects = OfActivityQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            told_by("connected_on", "connected_by", "move_connected_on_with_by"),
            models.UniqueConstraint(fields=["transition", "activity"], name="an_activity_moves_once"),
            models.CheckConstraint(
                condition=Q(goes_to=GoesTo.COMMUNITY, resource__isnull=False)
                | (~Q(goes_to=GoesTo.COMMUNITY) & Q(resource__isnull=True, connected_on__isnull=True)),
                name="the_community_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.get_goes_to_display()}"

    @property
    def family_uuid(self) -> UUID:
        return self.activity.family_uuid


class GoalOutcome(models.Model):
    """How one goal of the plan stands when the program ends: known to whoever may read the goal."""

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="outcomes")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="outcomes")
    stands = models.CharField(max_length=8, choices=GoalStands)
    history = HistoricalRecords()

    objects = OfGoalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["transition", "goal"], name="one_outcome_a_goal")]

    def __str__(self) -> str:
        return f"{self.goal}: {self.get_stands_display()}"

    @property
    def family_uuid(self) -> UUID:
        return self.goal.family_uuid


class ResidualNeed(Categorised):
    """What the family still needs once the program ends, and who in the community helps with it (Guidelines, 17)."""

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="needs")
    text = models.CharField("what the family still needs", max_length=200)
    resource = provider_field()
    connection = models.CharField("whether the family was connected", max_length=10, choices=Connection, blank=True)
    connected_on = models.DateField("connected on", null=True, blank=True)
    connected_by = user_field("connected by")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = PlanRowQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        ordering = ["pk"]
        constraints = [
            *Categorised.Meta.constraints,
            told_by("connected_on", "connected_by", "need_connected_on_with_by"),
            models.CheckConstraint(
                condition=~Q(connection=Connection.CONNECTED) | Q(resource__isnull=False, connected_on__isnull=False),
                name="connected_with_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def when_connected(self) -> str:
        return date_format(self.connected_on) if self.connected_on else ""
