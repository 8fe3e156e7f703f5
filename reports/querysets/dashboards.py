"""What waits for whom: the lists and counts of the home pages."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.timezone import localdate

from accounts.access import visible
from accounts.models import AccessLogEntry, RoleHolding, Setting, User
from accounts.rules import add_working_days
from accounts.services import county_closures
from crossover.county import CLEARANCE_DAYS
from crossover.enums import CLEARANCE_KEY, ClearancePurpose, ClearanceResult, Stage, Xover1Status
from crossover.models import Clearance, LinkagesCase, StageEvent, Xover1
from families.enums import Disposition, TaskKind
from families.models import Assignment, Family, Referral, Task
from meetings.models import Meeting

FILL, BEGIN = "Fill Part A and send it", "Begin the XOVER1"


@dataclass(frozen=True)
class Card:
    """A number that opens the list it counts."""

    number: int
    label: str
    url: str


@dataclass(frozen=True)
class ToClear:
    """A referral that waits for the clearance of its ER unit, and by when it is made."""

    referral: Referral
    looked_before: bool
    due_on: datetime.date

    @property
    def late(self) -> bool:
        return self.due_on < localdate()


@dataclass(frozen=True)
class ToSend:
    """An XOVER1 that its clerk begins, or fills and sends, and by when."""

    name: str
    referral: Referral
    url: str
    next_step: str
    due_on: datetime.date | None

    @property
    def late(self) -> bool:
        return self.due_on is not None and self.due_on < localdate()


def referrals_to_clear(user: User) -> list[ToClear]:
    """Open referrals of the reader's ER unit that it has not cleared, or found a possible match on (31-090 III.B.2).

    The oldest first.
    """
    last = Clearance.objects.filter(referral=OuterRef("pk"), purpose=ClearancePurpose.EMERGENCY_RESPONSE)
    mine = visible(Referral, user).filter(disposition=Disposition.OPEN, er_unit__in=user.unit_ids)
    waiting = mine.annotate(said=Subquery(last.order_by("-made_at").values("result")[:1]))
    waiting = waiting.filter(Q(said=None) | Q(said=ClearanceResult.POSSIBLE)).order_by("received_on", "pk")
    days, closures = Setting.objects.number(CLEARANCE_DAYS), county_closures()
    return [ToClear(row, row.said is not None, add_working_days(row.received_on, days, closures)) for row in waiting]


def forms_to_send(user: User) -> list[ToSend]:
    """Part A not sent yet, begun or still to begin after a look that found CalWORKs active; the most urgent first.

    One that came back is with the reader: it stands among the forms that wait for them.
    """
    mine: Any = visible(Task, user).filter(kind=TaskKind.SEND_PART_A, owner__in=user.stands_for_ids)
    dues = {task.key.removeprefix(CLEARANCE_KEY): task.due_on for task in mine.opened()}
    looks = {str(look.uuid): look for look in visible(Clearance, user).filter(uuid__in=dues).select_related("referral")}
    due_on = {look.referral: dues[key] for key, look in looks.items()}
    forms: Any = visible(Xover1, user)
    drafts = {form.referral: form for form in forms.drafts_of(user).select_related("referral")}
    begun = forms.filter(referral__in=due_on).exclude(status=Xover1Status.VOID)
    begun = set(begun.values_list("referral", flat=True))
    er = visible(Clearance, user).filter(referral__in=due_on, purpose=ClearancePurpose.EMERGENCY_RESPONSE)
    last = {look.referral_id: look for look in er.order_by("made_at")}
    found = [
        ToSend(form.case_name, each, form.get_absolute_url(), FILL, due_on.get(each)) for each, form in drafts.items()
    ]
    found += [
        ToSend(each.family_name, each, last[each.pk].get_absolute_url(), BEGIN, day)
        for each, day in due_on.items()
        if each and each.pk not in begun
    ]
    return sorted(found, key=lambda each: each.due_on or datetime.date.max)


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
    ahead = visible(Meeting, user).filter(attendances__user=user).ahead().distinct()  # type: ignore[attr-defined]
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
