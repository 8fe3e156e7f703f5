"""Plans and their rows follow the family's content; what was frozen stays readable only as long as all of it is."""

from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value

from caseplans.reconciliation_enums import DecisionKind
from crossover.sharing import crosses_to_reader, readable
from families.querysets import ContentQuerySet


class PlanRowQuerySet(ContentQuerySet):
    def visible_to(self, user: Any) -> Self:
        """A goal or an activity is there for whoever may read it now; for everyone else it is absent."""
        return readable(super().visible_to(user), user)  # type: ignore[type-var, return-value]


class ActivityContactQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever may read both the contact and the activity."""
        contacts = apps.get_model("meetings", "Contact").objects.visible_to(user)
        activities = apps.get_model("caseplans", "Activity").objects.visible_to(user)
        return self.filter(contact__in=contacts, activity__in=activities)


class ActivityTemplateQuerySet(models.QuerySet):
    def offered(self) -> Self:
        return self.filter(offered=True, service__offered=True).select_related("service")


class ActivityPersonQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever may read the activity."""
        return self.filter(activity__in=apps.get_model("caseplans", "Activity").objects.visible_to(user))


class VersionQuerySet(ContentQuerySet):
    family_path = "plan__family"

    def visible_to(self, user: Any) -> Self:
        """A frozen version, its signatures and copies: for who works the family and may read every item in it now.

        Where a consent behind one item has lapsed the whole version is absent (404) for the other bureau: a copy cannot
        be opened in part, and a refusal with a reason would tell that there is an item (architecture, need-to-know).
        """
        unreadable = (
            apps.get_model("caseplans", "VersionItem")
            ._default_manager.filter(version=OuterRef("pk"))
            .annotate(confidential=Value(False, output_field=models.BooleanField()))
            .exclude(Q(bureau=user.bureau) | crosses_to_reader(user, family="version__plan__family"))
        )
        return super().visible_to(user).filter(~Exists(unreadable))


class OfVersionQuerySet(models.QuerySet):
    version_path = "version"

    def visible_to(self, user: Any) -> Self:
        versions = apps.get_model("caseplans", "PlanVersion").objects.visible_to(user)
        return self.filter(**{f"{self.version_path}__in": versions})


class OfCopyQuerySet(OfVersionQuerySet):
    version_path = "copy__version"


class ReconciliationQuerySet(models.QuerySet):
    # What a finding can rest on: each with the rows of it that a reader may read.
    RESTS_ON = (
        ("caseplans", "Activity"),
        ("caseplans", "Goal"),
        ("caseplans", "SourceRequirement"),
        ("meetings", "Attendance"),
        ("meetings", "Contact"),
        ("families", "WtwStanding"),
        ("families", "Removal"),
        ("crossover", "AbuseFlag"),
        ("crossover", "Consent"),
        ("families", "CfsCase"),
    )

    def visible_to(self, user: Any) -> Self:
        """Whoever works the family and may read every row that the finding rests on, as it is now."""
        families = apps.get_model("families", "Family").objects.workable_by(user)
        found = self.filter(plan__family__in=families)
        first, *others = (self._readable(apps.get_model(*name), user) for name in self.RESTS_ON)
        known = first.union(*others, all=True)
        return found.filter(rows__contained_by=ArraySubquery(known))

    def _readable(self, model: Any, user: Any) -> models.QuerySet:
        families = apps.get_model("families", "Family").objects.workable_by(user)
        rows = model.objects.visible_to(user).order_by()
        if hasattr(model, "category"):
            rows = readable(rows, user)
        family = {"AbuseFlag": "protected__family", "Consent": "request__family"}.get(model.__name__, "family")
        return rows.filter(**{f"{family}__in": families}).values_list("uuid")

    def overrides(self) -> Self:
        return self.filter(kind=DecisionKind.OVERRIDE)
