"""Referrals, the two bureaus' cases, removals and dated CalWORKs facts, assignments."""

import uuid
from uuid import UUID

from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from simple_history.models import HistoricalRecords

from accounts.models import Unit, User
from families.enums import (
    AssignmentRole,
    Component,
    Disposition,
    ExitType,
    Jurisdiction,
    MonthlyKind,
    PlacementKind,
    ProgramStatus,
    ResponseType,
    WtwStatus,
)
from families.models.base import CaseNumberField, Categorised, Days, FamilyRow, until_now
from families.models.people import Family
from families.querysets import AssignmentQuerySet, CaseQuerySet, ReferralQuerySet

# In SQL: the day before a day; the last day of the month that begins on a day.
DAY_BEFORE = {"template": "(%(expressions)s - 1)", "output_field": models.DateField()}
END_OF_MONTH = {
    "template": "(%(expressions)s + interval '1 month' - interval '1 day')::date",
    "output_field": models.DateField(),
}


def in_order(first: str, last: str, name: str) -> models.CheckConstraint:
    """A constraint: an end is not before its start."""
    return models.CheckConstraint(
        condition=Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": F(first)}),
        name=name,
    )


class Referral(models.Model):
    """A report to the hotline. It stands alone until a clearance makes it a family's (31-090 III.B.1-2)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = CaseNumberField("referral number", max_length=30, unique=True)
    family_name = models.CharField(max_length=120)
    received_on = models.DateField(default=timezone.localdate)
    response_type = models.CharField(max_length=10, choices=ResponseType, default=ResponseType.TEN_DAY)
    screener_alert = models.CharField(max_length=200, blank=True)
    er_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="referrals", verbose_name="ER unit")
    disposition = models.CharField(max_length=12, choices=Disposition, default=Disposition.OPEN)
    disposed_on = models.DateField(null=True, blank=True)
    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        constraints = [in_order("received_on", "disposed_on", "referral_dates_in_order")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("crossover:referral-detail", args=[self.uuid])

    @property
    def family_uuid(self) -> UUID | None:
        return self.family.uuid if self.family else None


class CfsCase(FamilyRow):
    """A child welfare case. The IFS agreement starts the LTM clock (31-090 III.E.1)."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="cfs_cases")
    number = CaseNumberField("case number", max_length=30, unique=True)
    component = models.CharField(max_length=4, choices=Component)
    jurisdiction = models.CharField(max_length=10, choices=Jurisdiction, default=Jurisdiction.VOLUNTARY)
    family_preservation = models.BooleanField(default=False)
    opened_on = models.DateField(default=timezone.localdate)
    agreement_signed_on = models.DateField("IFS agreement signed", null=True, blank=True)
    agreement_withdrawn_on = models.DateField("IFS agreement withdrawn", null=True, blank=True)
    agreement_expires_on = models.DateField("IFS agreement expires", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closing_reason = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "CFS case"
        ordering = ["-opened_on", "-pk"]
        constraints = [
            in_order("opened_on", "closed_on", "cfs_case_dates_in_order"),
            in_order("agreement_signed_on", "agreement_withdrawn_on", "cfs_agreement_withdrawn_after_signed"),
            in_order("agreement_signed_on", "agreement_expires_on", "cfs_agreement_expires_after_signed"),
            models.CheckConstraint(
                condition=Q(component=Component.IFS) | Q(agreement_signed_on__isnull=True),
                name="only_ifs_cases_have_an_agreement",
            ),
        ]

    def __str__(self) -> str:
        return f"CFS case {self.number}"


class Removal(Categorised):
    """One child out of home: entry, where, exit and how it ended."""

    entered_on = models.DateField()
    placement = models.CharField(max_length=12, choices=PlacementKind)
    exited_on = models.DateField(null=True, blank=True)
    exit_type = models.CharField(max_length=12, choices=ExitType, blank=True)
    history = HistoricalRecords()

    class Meta(Categorised.Meta):
        ordering = ["entered_on"]
        constraints = [
            *Categorised.Meta.constraints,
            in_order("entered_on", "exited_on", "removal_dates_in_order"),
            models.CheckConstraint(
                condition=Q(exited_on__isnull=True, exit_type="") | (Q(exited_on__isnull=False) & ~Q(exit_type="")),
                name="removal_exit_has_a_type",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_placement_display()} from {date_format(self.entered_on)}"

    @classmethod
    def days_told(cls, ref: type[F]) -> Days:
        return ref("entered_on"), until_now(ref("entered_on"), ref("exited_on"))


class CalworksCase(FamilyRow):
    """A CalWORKs case. Open or closed crosses on XOVER1; everything else is a dated row with a category."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="calworks_cases")
    number = CaseNumberField("case number", max_length=30, unique=True)
    status = models.CharField(max_length=8, choices=ProgramStatus, default=ProgramStatus.OPEN)
    opened_on = models.DateField(default=timezone.localdate)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "CalWORKs case"
        ordering = ["-opened_on", "-pk"]
        constraints = [
            in_order("opened_on", "closed_on", "calworks_case_dates_in_order"),
            models.CheckConstraint(
                condition=Q(status=ProgramStatus.CLOSED, closed_on__isnull=False)
                | (~Q(status=ProgramStatus.CLOSED) & Q(closed_on__isnull=True)),
                name="calworks_closed_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"CalWORKs case {self.number}"


class WtwStanding(Categorised):
    """An adult's Welfare-to-Work status and required weekly hours, from a day until (not including) a day."""

    status = models.CharField(max_length=20, choices=WtwStatus)
    required_hours = models.PositiveSmallIntegerField("required hours a week", default=0)
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta(Categorised.Meta):
        verbose_name = "Welfare-to-Work status"
        verbose_name_plural = "Welfare-to-Work statuses"
        ordering = ["-from_date"]
        constraints = [*Categorised.Meta.constraints, in_order("from_date", "until_date", "wtw_dates_in_order")]

    def __str__(self) -> str:
        return self.get_status_display()

    @classmethod
    def days_told(cls, ref: type[F]) -> Days:
        return ref("from_date"), until_now(ref("from_date"), Func(ref("until_date"), **DAY_BEFORE))


class MonthlyFigure(Categorised):
    """An adult's Welfare-to-Work hours or earnings in one month (dated by its first day)."""

    kind = models.CharField(max_length=8, choices=MonthlyKind)
    month = models.DateField()
    value = models.DecimalField(max_digits=9, decimal_places=2)
    history = HistoricalRecords()

    class Meta(Categorised.Meta):
        ordering = ["-month"]
        constraints = [
            *Categorised.Meta.constraints,
            models.UniqueConstraint(fields=["about", "kind", "month"], name="one_figure_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="figure_month_is_its_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.month:%b %Y}"

    @classmethod
    def days_told(cls, ref: type[F]) -> Days:
        return ref("month"), Func(ref("month"), **END_OF_MONTH)


class Assignment(models.Model):
    """A case with a unit, and with a worker once one is named, from a day until (not including) a day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cfs_case = models.ForeignKey(
        CfsCase, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments", verbose_name="CFS case"
    )
    calworks_case = models.ForeignKey(
        CalworksCase,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name="CalWORKs case",
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    worker = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=22, choices=AssignmentRole)
    from_date = models.DateField(default=timezone.localdate)
    until_date = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=120, blank=True)
    history = HistoricalRecords()

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-from_date", "-pk"]
        constraints = [
            in_order("from_date", "until_date", "assignment_dates_in_order"),
            models.CheckConstraint(
                condition=Q(cfs_case__isnull=True) ^ Q(calworks_case__isnull=True), name="assignment_of_one_case"
            ),
            models.UniqueConstraint(
                fields=["cfs_case", "role"], condition=Q(until_date__isnull=True), name="one_open_cfs_assignment_a_role"
            ),
            models.UniqueConstraint(
                fields=["calworks_case", "role"],
                condition=Q(until_date__isnull=True),
                name="one_open_calworks_assignment_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.worker or self.unit}"

    @property
    def case(self) -> CfsCase | CalworksCase:
        return self.cfs_case or self.calworks_case  # type: ignore[return-value]

    @property
    def family_uuid(self) -> UUID:
        return self.case.family_uuid
