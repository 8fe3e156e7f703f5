"""Staff, their offices, units and roles, who supervises a unit, and who covers whom."""

import datetime
import uuid

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from accounts.enums import OWN_ACTS, Act, Bureau
from accounts.models.contact import PHONE
from accounts.querysets import CoverQuerySet, SupervisionQuerySet, UserManager
from accounts.roles import ROLE_CHOICES, ROLES, acts_of


class Office(models.Model):
    name = models.CharField(max_length=80, unique=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True, validators=[PHONE])
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
    components = ArrayField(
        models.CharField(max_length=4),
        verbose_name="components whose CFS cases it holds",
        default=list,
        blank=True,
        help_text="None ticked: every component.",
    )
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
    phone = models.CharField(max_length=30, blank=True, validators=[PHONE])
    bureau = models.CharField(max_length=10, choices=Bureau, blank=True)
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="staff")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="staff")
    domestic_abuse_trained_on = models.DateField(
        "trained in domestic abuse on",
        null=True,
        blank=True,
        help_text="Until then the other program's information about domestic abuse is not shown to them.",
    )
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

    @property
    def is_trained_in_domestic_abuse(self) -> bool:
        return self.domestic_abuse_trained_on is not None and self.domestic_abuse_trained_on <= timezone.localdate()

    @cached_property
    def role_codes(self) -> frozenset[str]:
        return frozenset(self.role_holdings.values_list("role", flat=True))

    @property
    def role_names(self) -> str:
        return ", ".join(ROLES[code].name for code in sorted(self.role_codes))

    @cached_property
    def acts(self) -> frozenset[Act]:
        """What this person may do, and what those may whose work they do today."""
        covered = RoleHolding.objects.filter(user__in=self.stands_for_ids - {self.pk}).values_list("role", flat=True)
        return acts_of(self.role_codes) | (acts_of(covered) - OWN_ACTS)

    def may(self, act: Act) -> bool:
        """True when an active member of staff has a role that may do this."""
        return self.is_active and act in self.acts

    @cached_property
    def stands_for_ids(self) -> frozenset[int]:
        """This person and everyone whom they cover today. Who covers a cover gets nothing more by it."""
        covered = self.covers_given.in_force(timezone.localdate()).values_list("covered", flat=True)
        return frozenset({self.pk, *covered})

    def stands_for(self, other: "User | None") -> bool:
        """True where a step of this other person is this person's to take: it is their own, or they cover them."""
        return other is not None and other.pk in self.stands_for_ids

    @cached_property
    def unit_ids(self) -> frozenset[int]:
        """The units whose work is this person's today: their own, and those of whom they cover."""
        units = User.objects.filter(pk__in=self.stands_for_ids, unit__isnull=False).values_list("unit_id", flat=True)
        return frozenset(unit for unit in units if unit is not None)

    def works_in(self, unit: Unit | None) -> bool:
        """True where a step of this unit's staff is this person's to take: it is their unit, or they cover there."""
        return unit is not None and unit.pk in self.unit_ids

    def as_member_of(self, unit: Unit) -> "User":
        """Whose place this person takes in a step of the unit's staff: their own, or that of whom they cover."""
        if unit.pk == self.unit_id:
            return self
        return User.objects.filter(pk__in=self.stands_for_ids, unit=unit).order_by("pk").first() or self

    @cached_property
    def own_unit_ids(self) -> frozenset[int]:
        """The units this person supervises themself today."""
        return frozenset(self.supervisions.in_force(timezone.localdate()).values_list("unit_id", flat=True))

    @cached_property
    def supervised_unit_ids(self) -> frozenset[int]:
        """The units this person acts in as the supervisor today: their own, and those of supervisors they cover."""
        in_force = UnitSupervision.objects.in_force(timezone.localdate())
        return frozenset(in_force.filter(user__in=self.stands_for_ids).values_list("unit_id", flat=True))

    def supervises(self, unit: Unit | None) -> bool:
        """True when this person, or somebody they cover, supervises this unit today."""
        return unit is not None and unit.pk in self.supervised_unit_ids

    def is_supervisor_of(self, unit: Unit | None) -> bool:
        """True when this person supervises this unit themself today: a form goes to them, and their cover works it."""
        return unit is not None and unit.pk in self.own_unit_ids

    def as_supervisor_of(self, unit: Unit | None) -> "User":
        """Whose place this person takes in a step of the unit's supervisor: their own, or that of whom they cover."""
        if unit is None or unit.pk in self.own_unit_ids:
            return self
        in_force = UnitSupervision.objects.in_force(timezone.localdate())
        held = in_force.filter(unit=unit, user__in=self.stands_for_ids).select_related("user").first()
        return held.user if held else self


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

    @property
    def days(self) -> tuple[datetime.date, datetime.date | None]:
        """From the first until (not including) the last."""
        return self.from_date, self.until_date


class Cover(models.Model):
    """Who does whose work while they are away, from a day until (not including) a day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    covered = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covers_received")
    cover = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covers_given")
    from_date = models.DateField(default=timezone.localdate)
    until_date = models.DateField()
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords()

    objects = CoverQuerySet.as_manager()

    class Meta:
        ordering = ["-from_date", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until_date__gte=F("from_date")), name="cover_dates_in_order"),
            models.CheckConstraint(condition=~Q(cover=F("covered")), name="nobody_covers_themself"),
            models.UniqueConstraint(
                fields=["covered", "cover", "from_date"],
                condition=Q(until_date__gt=F("from_date")),
                name="one_cover_by_one_person_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cover} for {self.covered}"

    @property
    def last_day(self) -> datetime.date:
        """The last day of the cover, as people say it."""
        return self.until_date - datetime.timedelta(days=1)

    @property
    def is_over(self) -> bool:
        return self.until_date <= timezone.localdate()

    @property
    def has_begun(self) -> bool:
        return self.from_date <= timezone.localdate()
