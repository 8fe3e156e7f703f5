"""What waits for whom: the lists and counts of the home pages."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from accounts.access import visible
from accounts.models import AccessLogEntry, RoleHolding, User
from crossover.enums import Stage
from crossover.models import Clearance, LinkagesCase, StageEvent
from families.models import Assignment, Family
from meetings.enums import MeetingStatus
from meetings.models import Meeting


@dataclass(frozen=True)
class Card:
    """A number that opens the list it counts."""

    number: int
    label: str
    url: str


def recent_clearances(user: User) -> QuerySet[Clearance]:
    return visible(Clearance, user).filter(made_by=user).select_related("referral", "family")[:10]


def families_of(user: User) -> QuerySet[Family]:
    """The families someone carries, for whom they cover too, what is overdue first."""
    carried = visible(Assignment, user).open().filter(worker__in=user.stands_for_ids).families()  # type: ignore[attr-defined]
    families: Any = visible(Family, user).filter(pk__in=carried)
    return families.with_dues(user).with_open_cases().order_by(F("next_due_on").asc(nulls_last=True), "name", "pk")


def families_per_worker(user: User) -> list[dict[str, Any]]:
    """How many families each worker of the units someone supervises carries: worker's uuid, name, count."""
    held = visible(Assignment, user).open().filter(worker__unit__in=user.supervised_unit_ids)  # type: ignore[attr-defined]
    return list(
        held.order_by("worker__last_name", "worker__first_name")
        .values("worker__uuid", "worker__first_name", "worker__last_name")
        .annotate(families=Count(Coalesce("cfs_case__family", "calworks_case__family"), distinct=True))
    )


def meetings_of(user: User) -> QuerySet[Meeting]:
    """The meetings someone is invited to that are still to be held."""
    ahead = visible(Meeting, user).filter(attendances__user=user, status=MeetingStatus.SCHEDULED).distinct()
    return ahead.select_related("family").order_by("starts_at")


def stage_counts() -> list[tuple[str, int]]:
    """How many families stand at each stage of the Linkages road, county-wide, without one name."""
    latest = StageEvent.objects.filter(linkages_case=OuterRef("pk")).order_by("-at", "-pk").values("stage")[:1]
    counted = LinkagesCase.objects.filter(family__merged_into__isnull=True).annotate(stage=Subquery(latest))
    numbers = dict(counted.values_list("stage").annotate(Count("pk")))
    return [(stage.label, numbers.get(stage.value, 0)) for stage in Stage]


def access_log(user: User) -> QuerySet[AccessLogEntry]:
    """Who opened what, newest first: the privacy officer's. A colleague whose sign-in was changed has a `name`."""
    colleagues = User.objects.filter(uuid=OuterRef("record")).values(name=Concat("first_name", Value(" "), "last_name"))
    entries = visible(AccessLogEntry, user).select_related("user").annotate(name=Subquery(colleagues))
    return entries.order_by("-at", "-pk")


def role_changes() -> QuerySet:
    """Every role given or taken, newest first."""
    return RoleHolding.history.select_related("user", "history_user").order_by("-history_date", "-history_id")
