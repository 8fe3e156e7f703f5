"""Writing down assessments and strengths."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import NotAllowed, visible
from accounts.models import User
from caseplans.models import Assessment, Goal, Strength
from caseplans.rules.assessments import (
    check_can_assess,
    check_can_change_assessed,
    check_day_of_assessment,
    check_goals_fed,
    check_kept_as,
    check_reuses,
)
from caseplans.rules.checks import check_tells_no_kept_address
from families.models import Family
from families.services import save_version, saved_before, settle


@transaction.atomic
def add_assessment(
    *, family: Family, by: User, key: UUID | None = None, goals: Iterable[Goal] = (), **facts: Any
) -> Assessment:
    """Write down an assessment of the writer's bureau: `tool, on, is_done, topics, category, about`, and what it found.

    `key` is the form's own: the same form sent twice writes it once.
    """
    Family.objects.select_for_update().get(pk=family.pk)
    check_can_assess(by, family)
    if again := saved_before(Assessment, key, family=family, tool=facts["tool"], bureau=by.bureau):
        return again
    _check(by, family, facts, goals)
    keyed = {"uuid": key} if key else {}
    assessment = Assessment.objects.create(family=family, bureau=by.bureau, **keyed, **facts)
    assessment.goals.set(goals)
    settle(family)
    return assessment


@transaction.atomic
def edit_assessment(
    *, assessment: Assessment, by: User, version: int, goals: Iterable[Goal] = (), **facts: Any
) -> Assessment:
    """Change an assessment; of the goals it feeds those that `by` may read. Raises `StaleRow` if saved meanwhile."""
    family = Family.objects.select_for_update().get(pk=assessment.family_id)
    check_can_change_assessed(by, Assessment.objects.get(pk=assessment.pk))
    _check(by, family, facts, goals)
    saved = save_version(assessment, version, **facts)
    known = visible(Goal, by).filter(family=family)
    saved.goals.remove(*known.exclude(pk__in=[goal.pk for goal in goals]))
    saved.goals.add(*goals)
    settle(family)
    return saved


def _check(by: User, family: Family, facts: dict[str, Any], goals: Iterable[Goal]) -> None:
    check_kept_as(facts["tool"], facts["category"])
    check_day_of_assessment(facts["on"], facts["is_done"])
    other = facts.get("reuses")
    if other and not visible(Assessment, by).filter(pk=other.pk, family=family).exists():
        raise NotAllowed("This assessment cannot be read any more. Open the page again.")
    check_reuses(facts["about"], by.bureau, facts["is_done"], other)
    check_goals_fed(family, goals)
    told = {"confidential": facts.get("confidential")}
    for name in ("barriers", "strengths"):
        check_tells_no_kept_address(by, family, told | {"text": facts.get(name, "")})


@transaction.atomic
def add_strength(*, family: Family, by: User, key: UUID | None = None, **facts: Any) -> Strength:
    """Note a strength: `text, category, about`, and optionally `on, whole_family, helps_with`."""
    Family.objects.select_for_update().get(pk=family.pk)
    check_can_assess(by, family)
    if again := saved_before(Strength, key, family=family, text=facts["text"], bureau=by.bureau):
        return again
    check_tells_no_kept_address(by, family, facts)
    keyed = {"uuid": key} if key else {}
    strength = Strength.objects.create(family=family, bureau=by.bureau, **keyed, **facts)
    settle(family)
    return strength


@transaction.atomic
def edit_strength(*, strength: Strength, by: User, version: int, **facts: Any) -> Strength:
    """Change a strength. Raises `StaleRow` where someone else saved since `version`."""
    family = Family.objects.select_for_update().get(pk=strength.family_id)
    check_can_change_assessed(by, Strength.objects.get(pk=strength.pk))
    check_tells_no_kept_address(by, family, facts)
    saved = save_version(strength, version, **facts)
    settle(family)
    return saved
