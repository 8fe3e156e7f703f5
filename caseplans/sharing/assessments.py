"""What one reader may know of a family's assessments and strengths."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from accounts.access import visible
from accounts.models import User
from caseplans.assessment_enums import AssessmentTopic
from caseplans.models import Assessment, Goal, Plan, Strength
from caseplans.rules.reconciliation import facts as plain
from crossover.sharing import shareable_between_parents
from families.models import Family, Person


def assessments_of(family: Family, user: User) -> QuerySet[Assessment]:
    """With the goals they feed and whose answers they take, as far as this reader may read those too.

    A goal that an amendment goes on with is told once, there.
    """
    reused = Prefetch("reuses", visible(Assessment, user))
    goals = Prefetch("goals", goals_to_feed(family, user), to_attr="goals_fed")
    return visible(Assessment, user).filter(family=family).select_related("about").prefetch_related(reused, goals)


def to_reuse(family: Family, user: User) -> QuerySet[Assessment]:
    """What the other bureau has done and this reader may read."""
    return visible(Assessment, user).filter(family=family, is_done=True).exclude(bureau=user.bureau)


def goals_to_feed(family: Family, user: User) -> QuerySet[Goal]:
    """The goals of the family's plans that this reader may read, those in force first."""
    return visible(Goal, user).filter(family=family).exclude(plan__amended_by__isnull=False)


def fed_by(plan: Plan, user: User) -> dict[int, list[Assessment]]:
    """Per goal of the plan the assessments behind its need, as far as this reader may read both."""
    found: dict[int, list[Assessment]] = {}
    for goal in (
        visible(Goal, user).filter(plan=plan).prefetch_related(Prefetch("assessments", visible(Assessment, user)))
    ):
        if rows := list(goal.assessments.all()):
            found[goal.pk] = rows
    return found


def strengths_of(family: Family, user: User, person: Person | None = None) -> QuerySet[Strength]:
    """Of everyone, or of one person with those of the whole family."""
    found = visible(Strength, user).filter(family=family).select_related("about")
    return found.filter(Q(about=person) | Q(whole_family=True)) if person else found


def strengths_for_paper(family: Family, user: User, person: Person | None) -> QuerySet[Strength]:
    """What may stand on the paper that this person, or the family, takes along: nothing that another parent may not
    know, and nothing of who is kept apart from them (domain R16)."""
    parents = [one for one in family.people.all() if one.is_parent]
    holders = [person] if person and not person.is_child else parents
    return shareable_between_parents(strengths_of(family, user, person), holders)


def facts_of_assessments(family: Family) -> tuple[plain.Assessment, ...]:
    """What reconciliation asks of them (domain R6)."""
    rows: Any = Assessment.objects.filter(family=family).select_related("about", "reuses")
    return tuple(
        plain.Assessment(
            id=str(one.uuid), tool=one.get_tool_display(), person=str(one.about.uuid) if one.about else "",
            bureau=one.bureau, category=one.category, on=one.on,
            topics=frozenset(AssessmentTopic(code).label.lower() for code in one.topics), done=one.is_done,
            reuses=str(one.reuses.uuid) if one.reuses else "",
        )
        for one in rows
    )  # fmt: skip
