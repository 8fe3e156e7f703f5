"""Writing activities, and how they go."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import NotAllowed, visible
from accounts.models import User
from caseplans.enums import ActivityStatus
from caseplans.models import Activity, ActivityPerson, Goal, SourceRequirement
from caseplans.rules import (
    check_can_note_progress,
    check_can_remove_row,
    check_category_of_counting,
    check_category_of_service,
    check_one_owner,
    check_others,
    check_progress,
    check_tells_no_kept_address,
    check_times,
)
from caseplans.rules.translating import still_fitting
from caseplans.services.drafting import check_facts, lock_for_writing, lock_plan, next_place
from families.models import Person, Provider, Service
from families.services import save_version, saved_before, settle


@transaction.atomic
def add_activity(
    *,
    goal: Goal,
    by: User,
    others: Iterable[Person] = (),
    sources: Iterable[SourceRequirement] = (),
    key: UUID | None = None,
    **facts: Any,
) -> Activity:
    """Add an activity of the writer's bureau under a goal they may read.

    `text, category, about, responsible, service` (or its code)`, provided_by, paid_by, due_on, source`, and optionally
    the other fields of an activity. `others` take part besides; `sources` are the requirements it satisfies.
    `key` is the form's own: the same form sent twice adds one activity. Raises Goal.DoesNotExist where the goal was
    taken out meanwhile.
    """
    lock_for_writing(goal.plan, by)
    goal = Goal.objects.select_related("plan", "family").get(pk=goal.pk)
    if again := saved_before(Activity, key, goal=goal, text=facts["text"], bureau=by.bureau):
        return again
    facts = _in_full(facts)
    place, keyed = next_place(goal.activities.all()), {"uuid": key} if key else {}
    activity = Activity(goal=goal, family=goal.family, bureau=by.bureau, position=place, **keyed, **facts)
    _check(activity, others)
    check_tells_no_kept_address(by, goal.family, facts)
    activity.save()
    _keep_links(activity, by, others, sources)
    return activity


@transaction.atomic
def edit_activity(
    *,
    activity: Activity,
    by: User,
    version: int,
    others: Iterable[Person] | None = None,
    sources: Iterable[SourceRequirement] | None = None,
    **facts: Any,
) -> Activity:
    """Change an activity. Raises `StaleRow` where someone else saved since `version`.

    `others` and `sources` stay as they are where they are not given.
    """
    lock_for_writing(activity.goal.plan, by)
    kept = Activity.objects.get(pk=activity.pk)
    facts = _in_full(facts, kept) | {"translations": still_fitting(kept, facts)}
    check_facts(by, activity, facts)
    for name, value in facts.items():
        setattr(kept, name, value)
    _check(kept, kept.others() if others is None else others)
    facts["steps_done"] = [step for step in kept.steps_done if step in kept.steps]
    saved = save_version(activity, version, **facts)
    _keep_links(saved, by, others, sources)
    return saved


def _in_full(facts: dict[str, Any], kept: Activity | None = None) -> dict[str, Any]:
    """The service by its row, and the provider as the directory knows them, where it knows exactly one of that name.

    A provider that was named before is kept, also where the directory lists them no more.
    """
    if "service" in facts and not isinstance(facts["service"], Service):
        facts = facts | {"service": Service.objects.get(pk=facts["service"])}
    if "provider" in facts and not (kept and kept.resource and kept.provider == facts["provider"]):
        named = Provider.objects.listed().named(facts["provider"])[:2]
        facts = facts | {"resource": named[0] if len(named) == 1 else None}
    return facts


def _check(activity: Activity, others: Iterable[Person]) -> None:
    check_category_of_service(activity.service, activity.category)
    check_category_of_counting(activity.counts_as, activity.category)
    check_one_owner(activity.family, activity.responsible, activity.person, activity.owner)
    check_others(activity.family, activity.person, others)
    check_times(vars(activity))


def _keep_links(
    activity: Activity, by: User, others: Iterable[Person] | None, sources: Iterable[SourceRequirement] | None
) -> None:
    """Make who takes part match; of the requirements those that `by` may read, the rest stay."""
    if others is not None:
        wanted = list(others)
        for one in activity.taking_part.exclude(person__in=wanted):
            one.delete()
        for person in wanted:
            ActivityPerson.objects.get_or_create(activity=activity, person=person)
    if sources is not None:
        chosen, known = set(sources), visible(SourceRequirement, by).filter(plan=activity.goal.plan)
        if not chosen <= set(known):
            raise NotAllowed("This requirement is not of this plan. Open the page again.")
        activity.sources.remove(*known.exclude(pk__in=[one.pk for one in chosen]))
        activity.sources.add(*chosen)


@transaction.atomic
def remove_activity(*, activity: Activity, by: User) -> None:
    """Take an activity out; its history stays."""
    lock_for_writing(activity.goal.plan, by)
    check_can_remove_row(by, activity)
    activity.delete()


@transaction.atomic
def note_progress(
    *,
    activity: Activity,
    by: User,
    version: int,
    status: ActivityStatus,
    steps_done: Iterable[str] = (),
    evidence: str = "",
    done_on: date | None = None,
) -> Activity:
    """Write down how an activity goes, in a draft or in the plan that is signed: what was agreed stays as it was.

    Raises `StaleRow` where someone else saved since `version`.
    """
    lock_plan(activity.goal.plan)
    kept = Activity.objects.select_related("goal__plan", "family").get(pk=activity.pk)
    check_can_note_progress(by, kept)
    check_progress(status, done_on)
    check_tells_no_kept_address(by, kept.family, {"confidential": kept.confidential, "evidence": evidence})
    done = [step for step in kept.steps if step in set(steps_done)]
    saved = save_version(activity, version, status=status, steps_done=done, evidence=evidence, done_on=done_on)
    settle(kept.family)
    return saved


def agree_to(activities: Iterable[Activity]) -> None:
    """What was signed by all is agreed, where it was proposed until now."""
    for activity in activities:
        if activity.status == ActivityStatus.PROPOSED:
            save_version(activity, activity.version, status=ActivityStatus.AGREED)
