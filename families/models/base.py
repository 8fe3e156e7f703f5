"""The shapes that rows of a family share."""

import uuid
from typing import Any
from uuid import UUID

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest, Now, TruncDate
from simple_history.models import HistoricalRecords

from accounts.enums import Bureau
from families.enums import CONSENT_FREE, NEVER_CROSSES, SENSITIVE, Category, Need
from families.querysets import ContentQuerySet

Days = tuple[Any, Any]
CASE_NUMBER = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9 ./-]*$", "Letters, digits, dashes and dots only.")


class CaseNumberField(models.CharField):
    """The number of a case or referral: in capitals and without blanks, however it was typed or is looked up."""

    default_validators = [CASE_NUMBER]

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return "".join(value.split()).upper() if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.get_prep_value(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value


class FamilyRow(models.Model):
    """A row of one family, named in URLs by a random uuid."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    family = models.ForeignKey("families.Family", on_delete=models.PROTECT, related_name="%(class)s_rows")

    class Meta:
        abstract = True

    @property
    def family_uuid(self) -> UUID:
        return self.family.uuid


class Categorised(FamilyRow):
    """Content of one bureau, of one category, about one person: what `crossover.sharing.readable` decides on.

    Only consent-free categories may be about the family as a whole. A confidential row never leaves its own bureau.
    """

    bureau = models.CharField(max_length=10, choices=Bureau)
    category = models.CharField(max_length=20, choices=Category)
    about = models.ForeignKey(
        "families.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)s_rows"
    )
    confidential = models.BooleanField(default=False, help_text="Never shown to the other bureau.")

    objects = ContentQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(about__isnull=False) | Q(category__in=sorted(CONSENT_FREE)),
                name="%(class)s_is_about_someone",
            ),
        ]

    @classmethod
    def days_told(cls, ref: type[F]) -> Days | None:
        """The first and the last day that a row tells of, in SQL, its fields named by `ref` (F or OuterRef).

        None where a row says no dates: the day it was written is not the day it tells of.
        """
        return None


def days_told(model: type[Any], ref: type[F]) -> Days | None:
    """The days that the rows of a model, or of its history, tell of; None where they say none."""
    kept = getattr(model, "instance_type", model)
    return kept.days_told(ref) if issubclass(kept, Categorised) else None


def until_now(first: Any, last: Any) -> Greatest:
    """In SQL: a last day; where it is open, what is told goes on until today."""
    return Greatest(first, Coalesce(last, TruncDate(Now()), output_field=models.DateField()))


class CategoryRule(models.Model):
    """The county's flags of one category, both off until an administrator sets them: the strict default (domain 4.3).

    What the law fixes is in the code: what needs no consent, what needs initials, what never crosses.
    """

    category = models.CharField(max_length=20, choices=Category, unique=True)
    crosses_without_consent = models.BooleanField(
        default=False, help_text="The county reads W&I 10850 / 18964 to let this cross on need-to-know."
    )
    acknowledgeable = models.BooleanField(
        default=False, help_text="A plan item that may not be read shows as “Other program's service”."
    )
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(crosses_without_consent=False) | ~Q(category__in=sorted(NEVER_CROSSES | SENSITIVE)),
                name="sensitive_categories_need_consent",
            ),
            models.CheckConstraint(
                condition=Q(acknowledgeable=False) | ~Q(category__in=sorted(NEVER_CROSSES | SENSITIVE)),
                name="sensitive_categories_are_not_acknowledged",
            ),
        ]

    def __str__(self) -> str:
        return self.get_category_display()

    @property
    def needs(self) -> Need:
        """What a row of this category needs before it crosses."""
        if self.category in NEVER_CROSSES:
            return Need.NEVER
        if self.category in CONSENT_FREE:
            return Need.NOTHING
        return Need.INITIALS if self.category in SENSITIVE else Need.TICK
