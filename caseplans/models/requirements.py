"""What the programs' own plans require of the family, before it is coordinated."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.enums import Bureau
from caseplans.enums import PROGRAM_OF, Frequency, Source
from caseplans.models.drafting import Plan
from caseplans.querysets import PlanRowQuerySet
from caseplans.reconciliation_enums import Excused
from families.models import Categorised, Service

HOURS_OF_A_WEEK = 168
SOURCE_PLANS = [(source.value, source.label) for source in PROGRAM_OF]


class HoursField(models.DecimalField):
    """Hours a week, to a quarter of an hour."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs = {"max_digits": 5, "decimal_places": 2, "null": True, "blank": True} | kwargs
        kwargs["validators"] = [MinValueValidator(Decimal("0.25")), MaxValueValidator(HOURS_OF_A_WEEK)]
        super().__init__(*args, **kwargs)


class SourceRequirement(Categorised):
    """One thing that a CFS case plan, a court order, a WTW plan or an FS plan asks: the coordinated plan covers it.

    It is written by the program whose plan it stands in, and crosses like everything else of its category.
    """

    LONGEST = 300

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="requirements")
    source = models.CharField("which plan", max_length=8, choices=SOURCE_PLANS)
    text = models.CharField("what it requires", max_length=LONGEST)
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="type of service"
    )
    court_ordered = models.BooleanField(default=False)
    mandatory = models.BooleanField("required", default=True)
    due_on = models.DateField("by when", null=True, blank=True)
    frequency = models.CharField("how often", max_length=12, choices=Frequency, blank=True)
    hours_a_week = HoursField()
    excused = models.CharField("why it gives way", max_length=16, choices=Excused, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = PlanRowQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Categorised.Meta):
        ordering = ["source", "due_on", "pk"]
        constraints = [
            *Categorised.Meta.constraints,
            models.CheckConstraint(
                condition=Q(bureau=Bureau.CFS, source__in=[Source.COURT, Source.CFS_PLAN])
                | Q(bureau=Bureau.CALWORKS, source__in=[Source.WTW_PLAN, Source.FS_PLAN]),
                name="requirement_is_of_its_own_program",
            ),
            models.CheckConstraint(
                condition=~Q(source=Source.COURT) | Q(court_ordered=True), name="court_order_is_court_ordered"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def facts(self) -> dict[str, object]:
        """What an activity that satisfies it begins with, by field: of the same kind of information, about the same."""
        names = ("text", "source", "mandatory", "due_on", "frequency", "hours_a_week", "category", "confidential")
        said: dict[str, object] = {name: getattr(self, name) for name in names}
        return {**said, "service": self.service_id, "about": self.about_id, "sources": [self.pk]}
