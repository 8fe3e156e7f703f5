"""What each kind of meeting asks for: the county's rows, seeded from the handbook, edited by an administrator."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.enums import Bureau
from families.enums import AssignmentRole
from meetings.enums import LTMS, REQUIRED_AT_LTM, SHORT_NAMES, AttendeeRole, MeetingKind, Topic
from meetings.querysets import KindRuleQuerySet


class KindRule(models.Model):
    """One kind of meeting. What was held keeps the version that it was held under.

    What the handbook fixes no administrator changes: the family is not at a PLTM (31-090 III.D), and no LTM is held
    without a parent or family member, the CFS SW and the AIS/FS SW (III.E.2).
    """

    kind = models.CharField(max_length=16, choices=MeetingKind, unique=True, editable=False)
    name = models.CharField(max_length=80)
    family_attends = models.BooleanField(default=True)
    required_roles = ArrayField(models.CharField(max_length=24, choices=AttendeeRole), default=list, blank=True)
    optional_roles = ArrayField(models.CharField(max_length=24, choices=AttendeeRole), default=list, blank=True)
    topics = ArrayField(models.CharField(max_length=16, choices=Topic))
    scheduled_by = ArrayField(
        models.CharField(max_length=24, choices=AssignmentRole),
        default=list,
        blank=True,
        verbose_name="scheduled by the family's assigned",
        help_text="None ticked: whoever works the family's case.",
    )
    bureau = models.CharField(
        "only staff of", max_length=10, choices=Bureau, blank=True, help_text="Left blank: either program schedules it."
    )
    takes_stand_ins = models.BooleanField(
        "a colleague may stand in for a required worker, with a reason", default=False, help_text="A county rule."
    )
    deadline_days = models.PositiveSmallIntegerField(
        "to be held within, in days",
        null=True,
        blank=True,
        help_text="Where the kind has a deadline of its own. Those of the PLTM and the LTM are county numbers.",
    )
    every_months = models.PositiveSmallIntegerField("comes again every so many months", null=True, blank=True)
    history = HistoricalRecords()

    objects = KindRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "kind of meeting"
        verbose_name_plural = "kinds of meeting"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=MeetingKind.PLTM) | Q(family_attends=False), name="no_family_at_a_pltm"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(LTMS))
                | Q(family_attends=True, required_roles__contains=sorted(REQUIRED_AT_LTM)),
                name="ltm_requires_family_and_both_workers",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def roles(self) -> set[str]:
        """Everyone who may come."""
        return {*self.required_roles, *self.optional_roles}

    @property
    def required_role_names(self) -> list[str]:
        return [AttendeeRole(role).label for role in self.required_roles]

    @property
    def short_name(self) -> str:
        """As it stands within a sentence: "the LTM"."""
        return SHORT_NAMES[self.kind]
