"""Which rows a plan may hold: what a reader may read now, and what every signer may read."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.access import visible
from accounts.models import Setting, UnitSupervision, User
from caseplans.county import PLAN_APPROVAL
from caseplans.enums import STILL_TO_DO, PlanStatus, SignerRole
from caseplans.models import Activity, ActivityContact, ActivityTemplate, Goal, Plan, SourceRequirement
from caseplans.rules import Covered, PlanRows, covering, in_order, workers_of
from caseplans.rules.ordering import same_words
from crossover.sharing import (
    PART_TWO,
    acknowledged,
    kept_apart_from,
    readable,
    readable_by_all,
    shareable_between_parents,
)
from crossover.sharing.panel import ReaderToBe, readers_to_be
from documents.enums import PROGRAM_PLANS
from documents.models import Document
from families.enums import SENSITIVE, Category
from families.models import Family, Person
from meetings.models import Contact, Decision, Meeting
from meetings.sharing.contact_words import PART_TWO_NOTICE

PlanRow = Goal | Activity | SourceRequirement
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
    return _rows(meeting, *_shown_to(user, plan, meeting), _excused(plan, lambda rows: readable(rows, user)))


def shown_of(plan: Plan, user: User) -> list[QuerySet]:
    """The goals, activities and decisions of the plan that this reader is shown."""
    return [*_shown_to(user, plan, ltm_of(plan))]


def shared_rows(plan: Plan) -> PlanRows:
    """What every signer may read: both workers, and each parent who will hold a copy (domain R15)."""
    workers = staff_who_sign(plan)
    meeting = ltm_of(plan)
    both = _rows(meeting, *_queries(plan, meeting, lambda rows: readable_by_all(rows, workers)))

    def narrow(rows: QuerySet) -> QuerySet:
        return between_parents(readable_by_all(rows, workers), both.parents)

    return _rows(meeting, *_queries(plan, meeting, narrow), _excused(plan, narrow))


def staff_who_sign(plan: Plan) -> list[User]:
    """Both workers, and the supervisor where the county wants the plan approved."""
    workers = workers_of(plan.family)
    approves = supervisor_of(workers.get(SignerRole.CFS_WORKER)) if Setting.objects.number(PLAN_APPROVAL) else None
    return [*workers.values(), *([approves] if approves else [])]


def supervisor_of(worker: User | None) -> User | None:
    """Who supervises the worker's unit today; where several do, who has longest."""
    if worker is None or worker.unit is None:
        return None
    held = (
        UnitSupervision.objects.in_force(timezone.localdate())
        .filter(unit=worker.unit, user__is_active=True)
        .exclude(user=worker)
    )
    first = held.select_related("user").order_by("from_date", "pk").first()
    return first.user if first else None


def between_parents(rows: QuerySet, parents: list[Person]) -> QuerySet:
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


def _excused(plan: Plan, narrow: Narrow) -> QuerySet:
    """Requirements of the programs' plans that give way, with the activities that satisfy them nonetheless."""
    gives_way = SourceRequirement.objects.filter(plan=plan).exclude(excused="")
    return narrow(gives_way).select_related("about").prefetch_related("activities")


def _rows(
    meeting: Meeting | None, goals: QuerySet, activities: QuerySet, decisions: QuerySet, excused: Iterable[Any] = ()
) -> PlanRows:
    related = activities.select_related("person", "about", "owner", "service", "resource")
    kept = list(related.prefetch_related("taking_part__person"))
    named = {one for row in kept for one in row.everyone() if one.is_parent}
    return PlanRows(
        goals=list(goals.select_related("about")),
        activities=kept,
        decisions=list(decisions.select_related("about")) if meeting else [],
        meeting=meeting,
        parents=sorted(named, key=lambda person: (person.relationship, str(person))),
        excused=[one for one in excused if not any(each in kept for each in one.activities.all())],
    )


def goals_with_other_services(rows: PlanRows, user: User) -> set[Goal]:
    """The goals under which the other program keeps what it may acknowledge: that there is something, and no more."""
    hidden = acknowledged(Activity.objects.filter(goal__in=rows.goals), user)
    keys = set(hidden.values_list("goal", flat=True))
    return {goal for goal in rows.goals if goal.pk in keys}


def end_of(model: type[PlanRow], uuid: UUID, user: User) -> Any | None:
    """The version a row had when it was taken out, with who did it and when; for who could read it as it stood."""
    ends = model.history.filter(uuid=uuid, history_type="-").select_related("history_user")
    return readable(ends, user).first()


def plan_of_end(end: Any) -> int:
    """The plan that the row taken out, or the goal above it, belonged to."""
    of_plan = Goal.history.filter(id=end.goal_id).latest() if end.instance_type is Activity else end
    return int(of_plan.plan_id)


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


def by_whose_plan(people: Iterable[Person], plan: Plan, user: User) -> list[Person]:
    """Parents first, and first of them who does something in the plan that this reader may read."""
    named = set(visible(Activity, user).filter(goal__plan=plan).values_list("person", flat=True))
    return sorted(people, key=lambda one: (not one.is_parent, one.pk not in named))


def fit_for(program: str, plan: Plan, user: User) -> list[Activity]:
    """Of the activities this reader is shown those whose text may go into a program's own plan.

    What is pasted into the other program's plan is read there: only what every signer may read goes across.
    """
    shown = in_order_shown(plan, user)
    if program == user.bureau:
        return shown
    shared = shared_rows(plan).activities
    return [activity for activity in shown if activity in shared]


def notice_of(items: Iterable[Activity]) -> str:
    """What goes along wherever their text is pasted: substance use treatment is told no further (42 CFR 2.32)."""
    return PART_TWO_NOTICE if any(one.category in PART_TWO for one in items) else ""


def templates_of_activities() -> QuerySet[ActivityTemplate]:
    """What a new activity may begin with: the county's own, open to all staff."""
    return ActivityTemplate.objects.offered()


def earlier_activities(plan: Plan, user: User) -> QuerySet[Activity]:
    """What is still to do of what the reader's own program wrote in earlier plans of the family that were signed."""
    earlier = Q(goal__plan__family=plan.family_id, goal__plan__status__in=[PlanStatus.ACTIVE, PlanStatus.CLOSED])
    rows = visible(Activity, user).filter(earlier, bureau=user.bureau, status__in=STILL_TO_DO).exclude(goal__plan=plan)
    taken = taken_up(plan, user)
    again = [row.pk for row in rows if same_words(row) in taken]
    return rows.exclude(pk__in=again).select_related("goal", "person", "service")


def taken_up(plan: Plan, user: User) -> set[tuple[str, int | None, int | None]]:
    """What the reader's own program has in this plan, as it is known again from an earlier one."""
    return {same_words(row) for row in Activity.objects.filter(goal__plan=plan, bureau=user.bureau)}


def coverage_of(plan: Plan, user: User, activities: list[Activity]) -> list[Covered]:
    """Each of these requirements with those of the activities shown that satisfy it.

    One that is covered only by what the reader may not read stands as not covered: nothing tells of that activity.
    """
    shown = {activity.pk: activity for activity in activities}
    links = Activity.sources.through._default_manager.filter(activity__in=shown).values_list(
        "sourcerequirement", "activity"
    )
    return covering(requirements_of(plan, user), [(key, shown[activity]) for key, activity in links])
