"""Staff, their offices and roles, the county's settings, and the append-only access log."""

import uuid

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from accounts.county import COUNTY_NUMBERS
from accounts.enums import AccessAct, Act, Bureau, StaffChange
from accounts.querysets import (
    AccessLogQuerySet,
    CountyQuerySet,
    SettingQuerySet,
    SupervisionQuerySet,
    UserManager,
)
from accounts.roles import ROLE_CHOICES, ROLES, acts_of


class County(models.Model):
    """The county's own words: one row."""

    name = models.CharField(max_length=80, default="Demo County")
    cfs_name = models.CharField("CFS display name", max_length=60, default=Bureau.CFS.label)
    calworks_name = models.CharField("CalWORKs display name", max_length=60, default=Bureau.CALWORKS.label)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    holds_demo_data = models.BooleanField(default=False, editable=False)
    history = HistoricalRecords()

    objects = CountyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "county"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_county")]

    def __str__(self) -> str:
        return self.name

    def bureau_name(self, bureau: str) -> str:
        return self.cfs_name if bureau == Bureau.CFS else self.calworks_name


class Setting(models.Model):
    """A county number that differs from its declared default."""

    key = models.CharField(max_length=60, unique=True)
    value = models.PositiveIntegerField()
    history = HistoricalRecords()

    objects = SettingQuerySet.as_manager()

    def __str__(self) -> str:
        declaration = COUNTY_NUMBERS.get(self.key)
        return f"{declaration.label}: {self.value} {declaration.unit}" if declaration else f"{self.key}: {self.value}"


class Closure(models.Model):
    """A day the county is closed beyond the California holidays, or a holiday it works."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)
    open_for_business = models.BooleanField(default=False, help_text="Tick where the county works on a public holiday.")
    history = HistoricalRecords()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.name} ({self.day})"


class Office(models.Model):
    name = models.CharField(max_length=80, unique=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A team of one bureau in one office."""

    name = models.CharField(max_length=80, unique=True)
    bureau = models.CharField(max_length=10, choices=Bureau)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="units")
    takes_referrals = models.BooleanField("Emergency Response unit", default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff. Families are never users."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mail address", unique=True)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    phone = models.CharField(max_length=30, blank=True)
    bureau = models.CharField(max_length=10, choices=Bureau, blank=True)
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="staff")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="staff")
    is_active = models.BooleanField("active", default=True)
    is_staff = models.BooleanField("may open the administration pages", default=False, editable=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]
    objects = UserManager()

    class Meta:
        ordering = ["last_name", "first_name"]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @cached_property
    def role_codes(self) -> frozenset[str]:
        return frozenset(self.role_holdings.values_list("role", flat=True))

    @property
    def role_names(self) -> str:
        return ", ".join(ROLES[code].name for code in sorted(self.role_codes))

    @cached_property
    def acts(self) -> frozenset[Act]:
        return acts_of(self.role_codes)

    def may(self, act: Act) -> bool:
        """True when an active member of staff has a role that may do this."""
        return self.is_active and act in self.acts

    @cached_property
    def supervised_unit_ids(self) -> frozenset[int]:
        return frozenset(self.supervisions.in_force(timezone.localdate()).values_list("unit_id", flat=True))

    def supervises(self, unit: Unit | None) -> bool:
        """True when this person supervises this unit today."""
        return unit is not None and unit.pk in self.supervised_unit_ids


class RoleHolding(models.Model):
    """A role a member of staff holds. An administrator holds no other: the database refuses it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_holdings")
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="role_held_once"),
            ExclusionConstraint(
                name="administrator_holds_no_other_role",
                expressions=[
                    (F("user"), RangeOperators.EQUAL),
                    (
                        Case(
                            When(role="administrator", then=Value(1)),
                            default=Value(0),
                            output_field=models.IntegerField(),
                        ),
                        RangeOperators.NOT_EQUAL,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class RolePolicy(models.Model):
    """Whether holders of a role must sign in with a second factor (TOTP)."""

    role = models.CharField(max_length=30, choices=ROLE_CHOICES, unique=True)
    second_factor_required = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "role policies"

    def __str__(self) -> str:
        return self.get_role_display()


class UnitSupervision(models.Model):
    """Who supervises a unit, from a day until (not including) a day."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="supervisions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="supervisions")
    from_date = models.DateField(default=timezone.localdate)
    until_date = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gte=F("from_date")),
                name="supervision_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} supervises {self.unit}"


class AccessLogEntry(models.Model):
    """Who did what to which record, when, from where, relying on which consents. Append-only."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.GenericIPAddressField(null=True)
    act = models.CharField(max_length=20, choices=AccessAct)
    route = models.CharField(max_length=80)
    record_type = models.CharField(max_length=60, blank=True)
    record = models.UUIDField(null=True)
    family = models.UUIDField(null=True, db_index=True)
    consents = ArrayField(models.UUIDField(), default=list)
    particulars = models.JSONField(default=dict, help_text="What was looked for or changed: keys and codes, no name.")

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "access log"

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.route}"

    @property
    def page(self) -> str:
        """The page in words: `crossover:address-new` is "address new"."""
        return self.route.rpartition(":")[2].replace("-", " ")

    @property
    def act_words(self) -> str:
        """The act, and for a change of staff which."""
        change = dict(StaffChange.choices).get(self.particulars.get("change", ""))
        return f"{self.get_act_display()}: {change}" if change else self.get_act_display()

    @property
    def looked_for(self) -> dict[str, str]:
        """What the log itself was filtered by."""
        return self.particulars if self.act == AccessAct.REVIEWED else {}

    @property
    def record_words(self) -> str:
        return str(apps.get_model(self.record_type)._meta.verbose_name) if self.record_type else ""
