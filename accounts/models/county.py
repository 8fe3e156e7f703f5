"""The county's own words, numbers and closed days."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.county import COUNTY_NUMBERS
from accounts.enums import Bureau
from accounts.models.contact import PHONE
from accounts.querysets import CountyQuerySet, SettingQuerySet


class County(models.Model):
    """The county's own words: one row."""

    name = models.CharField(max_length=80, default="Demo County")
    cfs_name = models.CharField("CFS display name", max_length=60, default=Bureau.CFS.label)
    calworks_name = models.CharField("CalWORKs display name", max_length=60, default=Bureau.CALWORKS.label)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True, validators=[PHONE])
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
