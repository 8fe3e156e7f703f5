"""Plans and their rows follow the family's content; what was frozen stays readable only as long as all of it is."""

from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from caseplans.reconciliation_enums import DecisionKind
from crossover.sharing import crosses_to_reader, readable
from families.enums import TaskKind
from families.querysets import ContentQuerySet

ACTIVITY_KEY = "activity:"  # begins the key of a task about an activity


def tasks_out_of_reach(user: Any) -> Q:
    """In SQL: tasks about an activity that this person may not read now; a consent that ended needs no job."""
    activities = apps.get_model("caseplans", "Activity").objects.visible_to(user).filter(family=OuterRef("family"))
    named = activities.annotate(task_key=Concat(Value(ACTIVITY_KEY), Cast("uuid", models.CharField())))
    return Q(kind__in=[TaskKind.KEEP_PROMISE, TaskKind.ASK_ABOUT_ACTIVITY]) & ~Q(
        Exists(named.filter(task_key=OuterRef("key")))
    )


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


class ProgressQuerySet(PlanRowQuerySet):
    def visible_to(self, user: Any) -> Self:
        """An entry is there for whoever may read both it and the activity it is about."""
        activities = apps.get_model("caseplans", "Activity").objects.visible_to(user)
        return super().visible_to(user).filter(activity__in=activities)


class ActivityTemplateQuerySet(models.QuerySet):
    def offered(self) -> Self:
        return self.filter(offered=True, service__offered=True).select_related("service")


class OfActivityQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever may read the activity."""
        return self.filter(activity__in=apps.get_model("caseplans", "Activity").objects.visible_to(user))


class OfGoalQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever may read the goal."""
        return self.filter(goal__in=apps.get_model("caseplans", "Goal").objects.visible_to(user))


class TransitionQuerySet(ContentQuerySet):
    def open(self) -> Self:
        return self.filter(completed_at=None)

    def complete(self) -> Self:
        return self.exclude(completed_at=None)


class VersionQuerySet(ContentQuerySet):
    family_path = "plan__family"

    def visible_to(self, user: Any) -> Self:
        """For who works the family: a sealed version, shown item by item; any other only while all of it may be read.

        Where a consent behind an item of a sealed version has lapsed, its reader gets a new rendering without it. What
        waits for signatures is shown whole or not at all: nobody signs a part (31-090 III.E.4).
        """
        sealed = apps.get_model("caseplans", "FinalCopy")._default_manager.filter(version=OuterRef("pk"))
        return super().visible_to(user).filter(Exists(sealed) | self._nothing_hidden_from(user))

    def whole_for(self, user: Any) -> Self:
        """Versions of which this person may read every item now."""
        return super().visible_to(user).filter(self._nothing_hidden_from(user))

    def _nothing_hidden_from(self, user: Any) -> Q:
        items = apps.get_model("caseplans", "VersionItem").objects.filter(version=OuterRef("pk"))
        return Q(~Exists(items.exclude_readable(user)))


class OfVersionQuerySet(models.QuerySet):
    version_path = "version"

    def visible_to(self, user: Any) -> Self:
        versions = apps.get_model("caseplans", "PlanVersion").objects.visible_to(user)
        return self.filter(**{f"{self.version_path}__in": versions})


class OfCopyQuerySet(OfVersionQuerySet):
    version_path = "copy__version"


class VersionItemQuerySet(OfVersionQuerySet):
    def visible_to(self, user: Any) -> Self:
        """An item of a version is there for whoever may read it now."""
        mine = self._asked(user)
        return super().visible_to(user).filter(pk__in=mine.filter(_readable_by(user)).values("pk"))

    def exclude_readable(self, user: Any) -> Self:
        return self._asked(user).exclude(_readable_by(user))

    def _asked(self, user: Any) -> Self:
        """Nothing confidential is ever frozen."""
        return self.annotate(confidential=Value(False, output_field=models.BooleanField()))


def _readable_by(user: Any) -> Q:
    return Q(bureau=user.bureau) | crosses_to_reader(user, family="version__plan__family")


class OfPlanQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        plans = apps.get_model("caseplans", "Plan").objects.visible_to(user)
        return self.filter(plan__in=plans)


class ShowingQuerySet(OfPlanQuerySet):
    def since_frozen(self) -> Self:
        """Those that no version was frozen after: reopening one lets the plan change, so it is shown anew."""
        versions = apps.get_model("caseplans", "PlanVersion")._default_manager.filter(plan=OuterRef("plan"))
        return self.filter(~Exists(versions.filter(frozen_at__gte=OuterRef("at"))))


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
        ("caseplans", "Assessment"),
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
