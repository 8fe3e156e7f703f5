"""What a family may be sent to: the county's catalogue of services, and its directory of who provides them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from families.enums import TELLS_OF, Category, Language, WtwActivity
from families.querysets.resources import ProviderQuerySet, ServiceQuerySet

CODE = RegexValidator(r"^[a-z][a-z_]*$", "Small letters and underscores only.")


class Service(models.Model):
    """A type of service that a plan may name, as the county keeps it (domain 3.5)."""

    code = models.CharField(
        max_length=20, primary_key=True, validators=[CODE], help_text="A short code that stays, such as cal_learn."
    )
    name = models.CharField(max_length=80)
    name_es = models.CharField("name in Spanish", max_length=80, blank=True)
    tells_of = models.CharField(
        "what it tells of a person",
        max_length=20,
        choices=Category,
        blank=True,
        help_text="An activity with this service is then of this kind of information, and is shared only with it.",
    )
    counts_as = models.CharField(
        "counts toward Welfare-to-Work as",
        max_length=20,
        choices=WtwActivity,
        blank=True,
        help_text="Blank: it does not.",
    )
    offered = models.BooleanField(default=True, help_text="Unticked: plans that name it keep it, new ones cannot.")
    history = HistoricalRecords()

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code=code) | Q(tells_of=category), name=f"service_{code.value}_tells_of_its_kind"
            )
            for code, category in TELLS_OF.items()
        ]

    def __str__(self) -> str:
        return self.name


class Provider(models.Model):
    """Who provides a service in the county: an agency, a clinic, a program."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    services = models.ManyToManyField(Service, related_name="providers")
    area = models.CharField(max_length=60, help_text="City or part of the county it serves.")
    address = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    languages = ArrayField(models.CharField(max_length=5, choices=Language), default=list, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    notes = models.CharField(max_length=300, blank=True)
    listed = models.BooleanField(default=True, help_text="Unticked: it is found no more; plans that name it keep it.")
    history = HistoricalRecords()

    objects = ProviderQuerySet.as_manager()

    class Meta:
        ordering = ["name", "area"]
        constraints = [models.UniqueConstraint(fields=["name", "area"], name="one_provider_a_name_and_area")]

    def __str__(self) -> str:
        return f"{self.name}, {self.area}"

    @property
    def language_names(self) -> str:
        return ", ".join(Language(code).label for code in self.languages)
