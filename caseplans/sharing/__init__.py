"""Which rows a plan may hold: what a reader may read now, and what every signer may read."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access import visible
from accounts.models import User
from caseplans.enums import STILL_TO_DO, PlanStatus
from caseplans.models import Activity, ActivityContact, ActivityTemplate, Goal, Plan, PlanVersion, SourceRequirement
from caseplans.rules import Covered, PlanRows, covering, in_order, workers_of
from crossover.models import Consent
from crossover.querysets import OF_EVERY_DATE
from crossover.sharing import (
    PART_TWO,
    acknowledged,
    kept_apart_from,
    readable,
    readable_by_all,
    scopes_that_open,
    shareable_between_parents,
)
from crossover.sharing.panel import ReaderToBe, readers_to_be
from documents.enums import PROGRAM_PLANS
from documents.models import Document
from families.enums import SENSITIVE, Category
from families.models import Family, Person
from meetings.models import Contact, Decision, Meeting

Narrow = Callable[[QuerySet], QuerySet]
Queries = tuple[QuerySet, QuerySet, QuerySet]


def ltm_of(plan: Plan) -> Meeting | None:
    """The held LTM the plan comes from: the one named, else the family's last."""
    held = Meeting.objects.filter(family=plan.family).held().ltms()
    named = held.filter(pk=plan.meeting.pk).first() if plan.meeting else None
    return named or held.first()


def readable_rows(plan: Plan, user: User) -> PlanRows:
    """What this person may read of the plan now."""
    meeting = ltm_of(plan)
    return _rows(meeting, *_shown_to(user, plan, meeting))


def shown_of(plan: Plan, user: User) -> list[QuerySet]:
    """The goals, activities and decisions of the plan that this reader is shown."""
    return [*_shown_to(user, plan, ltm_of(plan))]


def shared_rows(plan: Plan) -> PlanRows:
    """What every signer may read: both workers, and each parent who will hold a copy (domain R15)."""
    workers = list(workers_of(plan.family).values())
    meeting = ltm_of(plan)
    both = _rows(meeting, *_queries(plan, meeting, lambda rows: readable_by_all(rows, workers)))
    return _rows(
        meeting,
        *_queries(plan, meeting, lambda rows: _between_parents(readable_by_all(rows, workers), both.parents)),
    )


def _between_parents(rows: QuerySet, parents: list[Person]) -> QuerySet:
    """Neither about nor done by an adult who is kept apart from one who will hold a copy (R16)."""
    rows = shareable_between_parents(rows, parents)
    if rows.model is Activity:
        for parent in parents:
            apart = kept_apart_from(parent)
            rows = rows.exclude(person__in=apart).exclude(taking_part__person__in=apart)
    return rows


def _shown_to(user: User, plan: Plan, meeting: Meeting | None) -> Queries:
    """A bureau keeps sight of its own activities also where the goal above them is no longer its to read."""
    return _queries(plan, meeting, lambda rows: readable(rows, user), own=user.bureau)


def _queries(plan: Plan, meeting: Meeting | None, narrow: Narrow, own: str = "") -> Queries:
    """The plan's goals, the activities under them or of `own` bureau, and the LTM's decisions, each narrowed."""
    goals = narrow(Goal.objects.filter(plan=plan))
    under = Q(goal__in=goals) | Q(bureau=own)
    activities = narrow(Activity.objects.filter(under, goal__plan=plan))
    return goals, activities, narrow(Decision.objects.filter(meeting=meeting))


def _rows(meeting: Meeting | None, goals: QuerySet, activities: QuerySet, decisions: QuerySet) -> PlanRows:
    related = activities.select_related("person", "about", "owner", "service", "resource")
    kept = list(related.prefetch_related("taking_part__person"))
    named = {one for row in kept for one in row.everyone() if one.is_parent}
    return PlanRows(
        goals=list(goals.select_related("about")),
        activities=kept,
        decisions=list(decisions.select_related("about")) if meeting else [],
        meeting=meeting,
        parents=sorted(named, key=lambda person: (person.relationship, str(person))),
    )


def part_two_consents(version: PlanVersion) -> list[Consent]:
    """The consents in force by which the substance use information of a version is shared (42 CFR 2.32)."""
    kind = {"bureau": OuterRef("discloser"), "category": OuterRef("category"), "about": OuterRef("person")}
    told = version.items.filter(category__in=PART_TWO, **kind)
    scopes = scopes_that_open().filter(OF_EVERY_DATE, Exists(told))
    return list(Consent.objects.filter(pk__in=scopes.values("consent")).select_related("signer").order_by("signed_at"))


def goals_with_other_services(rows: PlanRows, user: User) -> set[Goal]:
    """The goals under which the other program keeps what it may acknowledge: that there is something, and no more."""
    hidden = acknowledged(Activity.objects.filter(goal__in=rows.goals), user)
    keys = set(hidden.values_list("goal", flat=True))
    return {goal for goal in rows.goals if goal.pk in keys}


def end_of(model: type[Goal] | type[Activity], uuid: UUID, user: User) -> Any | None:
    """The version a row had when it was taken out, with who did it and when; for who could read it as it stood."""
    ends = model.history.filter(uuid=uuid, history_type="-").select_related("history_user")
    return readable(ends, user).first()


def plan_of_end(end: Any) -> int:
    """The plan that the row taken out, or the goal above it, belonged to."""
    goal = end if end.instance_type is Goal else Goal.history.filter(id=end.goal_id).latest()
    return int(goal.plan_id)


def readers_of_row(
    family: Family, category: Category, about: Person | None, writer: str, *, confidential: bool
) -> list[ReaderToBe]:
    """Who would read a row of this kind: both bureaus, and of those who sign the plan, who would not."""
    readers = readers_to_be(family, category, about, writer, confidential=confidential)
    if not all(reader.reads for reader in readers):
        return [*readers, ReaderToBe("Everyone who signs the plan", False, "It stays out of the plan that is signed")]
    others = [str(person) for person in family.people.all() if person.is_parent and person != about]
    if others and about and not about.is_child and category in SENSITIVE:
        why = "It stays out of a plan that this parent signs too"
        return [*readers, ReaderToBe(", ".join(others), False, why)]
    return [*readers, ReaderToBe("Everyone who signs the plan", True)]


def contacts_about(plan: Plan, user: User) -> list[tuple[Activity, list[Contact]]]:
    """Per activity of the plan the contacts that were about it, as far as this reader may read both."""
    links = visible(ActivityContact, user).filter(activity__goal__plan=plan)
    found: dict[Activity, list[Contact]] = {}
    for link in links.select_related("activity", "contact").order_by("activity__due_on", "contact__starts_at", "pk"):
        found.setdefault(link.activity, []).append(link.contact)
    return list(found.items())


def activities_about(contact: Contact, user: User) -> QuerySet[Activity]:
    """The activities that a contact was about, as far as this reader may read them."""
    links = visible(ActivityContact, user).filter(contact=contact)
    return Activity.objects.filter(pk__in=links.values("activity"))


def requirements_of(plan: Plan, user: User) -> QuerySet[SourceRequirement]:
    """What the programs' own plans require, as far as this reader may read it."""
    return visible(SourceRequirement, user).filter(plan=plan).select_related("service", "about")


def required_by_programs(plan: Plan, user: User) -> list[QuerySet]:
    """The requirements and the kept plans of the two programs that this reader is shown."""
    kept = visible(Document, user).filter(family=plan.family, kind__in=PROGRAM_PLANS)
    return [requirements_of(plan, user), readable(kept, user)]


def in_order_shown(plan: Plan, user: User) -> list[Activity]:
    """The activities this reader is shown, in the plan's order."""
    rows = readable_rows(plan, user)
    return [activity for _, activities in in_order(rows) for activity in activities] + rows.under_no_goal()


def templates_of_activities() -> QuerySet[ActivityTemplate]:
    """What a new activity may begin with: the county's own, open to all staff."""
    return ActivityTemplate.objects.offered()


def earlier_activities(plan: Plan, user: User) -> QuerySet[Activity]:
    """What is still to do of what the reader's own program wrote in earlier plans of the family that were signed."""
    earlier = Q(goal__plan__family=plan.family_id, goal__plan__status__in=[PlanStatus.ACTIVE, PlanStatus.CLOSED])
    rows = visible(Activity, user).filter(earlier, bureau=user.bureau, status__in=STILL_TO_DO)
    return rows.exclude(goal__plan=plan).select_related("goal", "person", "service")


def coverage_of(plan: Plan, user: User, activities: list[Activity]) -> list[Covered]:
    """Each of these requirements with those of the activities shown that satisfy it.

    One that is covered only by what the reader may not read stands as not covered: nothing tells of that activity.
    """
    shown = {activity.pk: activity for activity in activities}
    links = Activity.sources.through._default_manager.filter(activity__in=shown).values_list(
        "sourcerequirement", "activity"
    )
    return covering(requirements_of(plan, user), [(key, shown[activity]) for key, activity in links])
