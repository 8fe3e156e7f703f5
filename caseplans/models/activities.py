"""What will be done under a goal: by whom, through which service, when and where, and which program pays."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import time_format
from simple_history.models import HistoricalRecords

from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import (
    DONE,
    STILL_TO_DO,
    ActivityStatus,
    CountsOn,
    Frequency,
    Payer,
    Responsible,
    Source,
    Weekday,
)
from caseplans.models.drafting import Goal
from caseplans.models.requirements import HoursField, SourceRequirement
from caseplans.querysets import OfActivityQuerySet, PlanRowQuerySet
from caseplans.reconciliation_enums import Excused
from families.enums import WtwActivity
from families.models import Categorised, Person, Provider, Service

STEPS = 12


class Activity(Categorised):
    """Who does what, through which service, when and by when, and which program provides and pays.

    It has one owner: `person` where the family does it; else `owner`, or the program's worker where nobody is named.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="activities")
    text = models.CharField("what", max_length=200)
    why = models.CharField(max_length=200, blank=True)
    responsible = models.CharField("who", max_length=8, choices=Responsible)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="activities", verbose_name="which person"
    )
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="which worker"
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", verbose_name="type of service")
    provider = models.CharField(max_length=120, blank=True)
    resource = models.ForeignKey(
        Provider, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+",
        verbose_name="in the resource directory",
    )  # fmt: skip
    chosen_by_family = models.BooleanField("the family chose this provider", default=False)
    provided_by = models.CharField("which program provides", max_length=10, choices=Bureau)
    paid_by = models.CharField("which program pays", max_length=10, choices=Bureau)
    cost = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)])
    budget_line = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField("starts", null=True, blank=True)
    due_on = models.DateField("by when")
    frequency = models.CharField("how often", max_length=12, choices=Frequency, blank=True)
    weekdays = ArrayField(
        models.CharField(max_length=2, choices=Weekday), default=list, blank=True, verbose_name="on which days"
    )
    from_time = models.TimeField("from", null=True, blank=True)
    to_time = models.TimeField("to", null=True, blank=True)
    except_on = ArrayField(models.DateField(), default=list, blank=True, verbose_name="not on these days")
    place = models.CharField(max_length=120, blank=True)
    hours_a_week = HoursField()
    source = models.CharField(max_length=8, choices=Source)
    sources = models.ManyToManyField(SourceRequirement, blank=True, related_name="activities")
    mandatory = models.BooleanField("required", default=False)
    child_care = models.CharField(max_length=8, choices=Payer, blank=True)
    transport = models.CharField(max_length=8, choices=Payer, blank=True)
    ancillary = models.CharField("other costs", max_length=8, choices=Payer, blank=True)
    counts_as = models.CharField("counts toward Welfare-to-Work as", max_length=20, choices=WtwActivity, blank=True)
    counts_on = models.CharField("on which signed plan", max_length=8, choices=CountsOn, blank=True)
    hours_verified = models.BooleanField(default=False)
    measure = models.CharField("how we will know", max_length=200, blank=True)
    steps = ArrayField(models.CharField(max_length=120), size=STEPS, default=list, blank=True)
    steps_done = ArrayField(models.CharField(max_length=120), size=STEPS, default=list, blank=True)
    status = models.CharField(max_length=12, choices=ActivityStatus, default=ActivityStatus.PROPOSED)
    evidence = models.CharField(max_length=200, blank=True)
    done_on = models.DateField("date done", null=True, blank=True)
    excused = models.CharField("why it gives way", max_length=16, choices=Excused, blank=True, editable=False)
    excused_on = ArrayField(models.DateField(), default=list, blank=True, editable=False)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="replaces"
    )
    continues = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="continued_by"
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    translations = models.JSONField(default=dict, blank=True, editable=False, help_text="By language, then by field.")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = PlanRowQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        verbose_name_plural = "activities"
        ordering = ["due_on", "pk"]
        constraints = [
            *Categorised.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(responsible=Responsible.FAMILY) | Q(person__isnull=False, owner__isnull=True),
                name="family_activity_names_a_person",
            ),
            models.CheckConstraint(
                condition=Q(to_time__isnull=True) | Q(from_time__isnull=False, to_time__gt=F("from_time")),
                name="activity_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(starts_on__lte=F("due_on")),
                name="activity_starts_before_it_is_due",
            ),
            models.CheckConstraint(condition=Q(steps__contains=F("steps_done")), name="only_a_step_is_done"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(status__in=sorted(DONE)), name="only_what_is_done_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def others(self) -> list[Person]:
        """Who of the family takes part besides `person`."""
        return [one.person for one in self.taking_part.all()]

    def everyone(self) -> list[Person]:
        return list(dict.fromkeys([*filter(None, [self.person]), *self.others()]))

    @property
    def is_to_do(self) -> bool:
        return self.status in STILL_TO_DO

    @property
    def has_passed(self) -> bool:
        return self.due_on < timezone.localdate()

    @property
    def when_in_words(self) -> str:
        """For staff: “Every week, Tuesday, 6:00 PM to 8:00 PM”."""
        days = [Weekday(day).label for day in self.weekdays]
        times = [time_format(moment, "g:i A") for moment in (self.from_time, self.to_time) if moment]
        often = [self.get_frequency_display()] if self.frequency else []
        return ", ".join([*often, *days, *([" to ".join(times)] if times else [])])

    @property
    def when(self) -> dict[str, object]:
        """How it recurs, as plain facts: `frequency`, `weekdays`, `from_time`, `to_time`, `except_on`."""
        return {
            "frequency": self.frequency,
            "weekdays": list(self.weekdays),
            "from_time": self.from_time and self.from_time.isoformat("minutes"),
            "to_time": self.to_time and self.to_time.isoformat("minutes"),
            "except_on": sorted(day.isoformat() for day in self.except_on),
        }


class ActivityPerson(models.Model):
    """Who of the family takes part besides the one whose activity it is: known to whoever may read the activity."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="taking_part")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="takes_part_in")
    history = HistoricalRecords()

    objects = OfActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "person taking part"
        verbose_name_plural = "people taking part"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="takes_part_once")]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def family_uuid(self) -> UUID:
        return self.activity.family_uuid
