"""Which families, which of their rows: `visible_to` is the header, `workable_by` the content."""

from functools import reduce
from operator import or_
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.access import DatedGrant, granted
from accounts.enums import Act, Bureau
from families.enums import AssignmentRole, Level


def grants() -> type[DatedGrant]:
    return apps.get_model("families", "FamilyGrant")


def _families() -> "FamilyQuerySet":
    return apps.get_model("families", "Family").objects.all()


def rows_of(name: str) -> Any:
    return apps.get_model("families", name).objects.all()


class FamilyQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Families whose header is this person's to know, by a ground in force now (architecture: need-to-know)."""
        return self.filter(granted(grants(), user, [Level.VIEW, Level.WORK]))

    def workable_by(self, user: Any) -> Self:
        """Families whose content is this person's to work with."""
        return self.filter(granted(grants(), user, [Level.WORK]))

    def barred_to(self, user: Any) -> Self:
        """Families that nothing may open to this person: restricted without naming them, or theirs by a conflict.

        Their grants are gone already; this is for rows that are known otherwise than through the family.
        """
        restricted = rows_of("Restriction").in_force().filter(family=OuterRef("pk")).exclude(named=user.pk)
        own = rows_of("Conflict").accepted().filter(user=user.pk)
        return self.filter(Q(Exists(restricted)) | Q(Exists(own.about(OuterRef("pk"), OuterRef(OuterRef("pk"))))))

    def declared_by(self, user: Any) -> Self:
        """Families that this person says they know privately, unless the supervisor did not accept it."""
        own = rows_of("Conflict").exclude(accepted=False).filter(user=user.pk)
        return self.filter(Exists(own.about(OuterRef("pk"), OuterRef(OuterRef("pk")))))

    def of_key(self, key: Any) -> Self:
        """The record of this key, or the one that it was joined into."""
        return self.filter(Q(uuid=key) | Q(merged_families__uuid=key), merged_into__isnull=True).distinct()

    def told_of_by(self, conflict: Any) -> Self:
        """The families on file that a conflict of interest tells of."""
        one = rows_of("Conflict").filter(pk=conflict.pk)
        return self.filter(Exists(one.about(OuterRef("pk"), OuterRef(OuterRef("pk")))))

    def found_by(
        self, bureau: str, *, number: str = "", first_name: str = "", last_name: str = "", born_on: Any = None
    ) -> Self:
        """Families of this bureau by an exact case number, or by someone's exact name and date of birth."""
        cases = "cfs_cases" if bureau == Bureau.CFS else "calworks_cases"
        known = self.filter(merged_into__isnull=True, **{f"{cases}__isnull": False})
        if number:
            return known.filter(**{f"{cases}__number": number}).distinct()
        people = rows_of("Person").filter(first_name__iexact=first_name, last_name__iexact=last_name, born_on=born_on)
        return known.filter(pk__in=people.values("family")).distinct()

    def matching(self, words: str) -> Self:
        """Families with every word in a name of theirs, accents aside, or in a case number."""
        found = self
        for word in words.split():
            names = ("name", "people__first_name", "people__last_name", "people__also_known_as")
            numbers = ("cfs_cases__number", "calworks_cases__number")
            terms = [Q(**{f"{name}__unaccent__icontains": word}) for name in names]
            terms += [Q(**{f"{number}__icontains": word}) for number in numbers]
            found = found.filter(pk__in=self.model._default_manager.filter(reduce(or_, terms)).values("pk"))
        return found

    def with_open_cases(self) -> Self:
        """`open_cfs_cases` and `open_calworks_cases`, each with its `open_assignments`."""
        cases = [apps.get_model("families", name) for name in ("CfsCase", "CalworksCase")]
        return self.prefetch_related(
            *(
                Prefetch(path, model.objects.open().with_open_assignments(), to_attr=f"open_{path}")
                for path, model in zip(("cfs_cases", "calworks_cases"), cases, strict=True)
            )
        )

    def with_dues(self, user: Any) -> Self:
        """`dues`, what is due and this person's to know, soonest first; `next_due_on` to sort by."""
        tasks = apps.get_model("families", "Task").objects.visible_to(user).opened().order_by("due_on", "pk")
        soonest = tasks.filter(family=OuterRef("pk")).values("due_on")[:1]
        return self.annotate(next_due_on=Subquery(soonest)).prefetch_related(
            Prefetch("task_rows", tasks.select_related("owner"), to_attr="dues")
        )


class HeaderQuerySet(models.QuerySet):
    """Records of the header: who the family is, which programs, which workers."""

    family_path = "family"

    def visible_to(self, user: Any) -> Self:
        families = _families().visible_to(user)
        return self.filter(**{f"{self.family_path}__in": families})


class ContentQuerySet(models.QuerySet):
    """Records of the content. Categorised ones pass `crossover.sharing.readable` besides."""

    family_path = "family"

    def visible_to(self, user: Any) -> Self:
        families = _families().workable_by(user)
        return self.filter(**{f"{self.family_path}__in": families})


class CaseQuerySet(HeaderQuerySet):
    def open(self) -> Self:
        return self.filter(closed_on__isnull=True)

    def with_open_assignments(self) -> Self:
        """`open_assignments`, each with its worker and unit."""
        assignments = apps.get_model("families", "Assignment").objects.open().select_related("worker", "unit__office")
        return self.prefetch_related(Prefetch("assignments", assignments, to_attr="open_assignments"))


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        families = _families().visible_to(user)
        return self.filter(Q(cfs_case__family__in=families) | Q(calworks_case__family__in=families))

    def of_family(self, family: Any) -> Self:
        return self.filter(Q(cfs_case__family=family) | Q(calworks_case__family=family))

    def of_open_cases(self, family: Any) -> Self:
        """Present and past assignments to the family's cases that are open."""
        return self.filter(
            Q(cfs_case__family=family, cfs_case__closed_on__isnull=True)
            | Q(calworks_case__family=family, calworks_case__closed_on__isnull=True)
        )

    def open(self) -> Self:
        return self.filter(until_date__isnull=True)

    def in_role(self, role: AssignmentRole) -> Self:
        return self.filter(role=role)

    def families(self) -> models.QuerySet:
        """The families of these assignments' cases, by key."""
        return self.values_list(Coalesce("cfs_case__family", "calworks_case__family"), flat=True)


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """A referral stands alone: visible to its maker's unit, the ER unit named on it, and that unit's supervisor.

        That of a family barred to someone is hidden from them like the family.
        """
        units = user.unit_ids | user.supervised_unit_ids
        known = self.filter(Q(created_by=user.pk) | Q(created_by__unit__in=units) | Q(er_unit__in=units))
        return known.exclude(family__in=_families().barred_to(user))


class GrantQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        now = timezone.now()
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=now), valid_from__lte=now)

    def visible_to(self, user: Any) -> Self:
        families = _families().workable_by(user)
        return self.filter(content_object__in=families)


class RestrictionQuerySet(HeaderQuerySet):
    def in_force(self) -> Self:
        return self.filter(lifted_at__isnull=True)


class ConflictQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """A declaration is known to whoever made it, and to the supervisor of their unit."""
        return self.filter(Q(user=user.pk) | Q(user__unit__in=user.own_unit_ids))

    def accepted(self) -> Self:
        return self.filter(accepted=True)

    def about(self, family: Any, within: Any) -> Self:
        """Those that tell of this family: by name of the family, a case number, or a person with their birth date.

        `family` is a Family or a reference to an outer row; `within` the same, one query further in.
        """
        number = OuterRef("number")
        numbers = [rows_of(case).filter(family=within, number=number) for case in ("CfsCase", "CalworksCase")]
        people = rows_of("Person").filter(
            family=within,
            born_on=OuterRef("born_on"),
            first_name__iexact=OuterRef("first_name"),
            last_name__iexact=OuterRef("last_name"),
        )
        return self.filter(Q(family=family) | Q(Exists(numbers[0])) | Q(Exists(numbers[1])) | Q(Exists(people)))


class BreakGlassQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The privacy officer reviews every try."""
        return self if user.may(Act.REVIEW_ACCESS) else self.none()

    def uses(self) -> Self:
        return self.filter(family_uuid__isnull=False)

    def misses(self) -> Self:
        return self.filter(family_uuid__isnull=True)

    def on_family(self, family: Any) -> Self:
        """What was opened on this family, and on those merged into it."""
        return self.filter(family_uuid__in=[family.uuid, *family.merged_families.values_list("uuid", flat=True)])


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        return self if user.may(Act.REVIEW_ACCESS) else self.none()
