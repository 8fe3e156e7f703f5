"""What the programs' own plans require: who writes it down, and whether the coordinated plan covers it."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.access import NotAllowed
from accounts.enums import Bureau
from accounts.models import Setting, User
from caseplans.county import SHORT_TERM_GOALS
from caseplans.enums import PROGRAM_OF, Source
from caseplans.models import Activity, Goal, Plan, SourceRequirement
from caseplans.rules.checks import check_can_edit_plan


@dataclass(frozen=True)
class Covered:
    """A requirement and the activities of the coordinated plan that satisfy it."""

    requirement: SourceRequirement
    activities: list[Activity]


def sources_of(bureau: str) -> list[Source]:
    """The plans of this program: what they require, its own staff write down."""
    return [source for source, program in PROGRAM_OF.items() if program == bureau]


def check_source_is_own(user: User, source: str) -> None:
    """Each program writes down what its own plan requires: so its consents decide who else reads it."""
    if source not in sources_of(user.bureau):
        program = Bureau(PROGRAM_OF[Source(source)]).label if source in PROGRAM_OF else "the family"
        raise NotAllowed(f"{Source(source).label}: {program} writes down what it requires.")


def check_can_write_requirement(user: User, plan: Plan) -> None:
    check_can_edit_plan(user, plan)
    if not sources_of(user.bureau):
        raise NotAllowed("Only staff of the two programs write down what their plans require.")


def check_can_change_requirement(user: User, requirement: SourceRequirement) -> None:
    """A requirement is changed or taken out by the program whose plan it stands in."""
    check_can_edit_plan(user, requirement.plan)
    if user.bureau != requirement.bureau:
        raise NotAllowed("Only the program whose plan requires this can change it.")


def covering(requirements: Iterable[SourceRequirement], links: Iterable[tuple[int, Activity]]) -> list[Covered]:
    """Each requirement with its activities; `links` are pairs of a requirement's key and an activity."""
    by_key: dict[int, list[Activity]] = {}
    for key, activity in links:
        by_key.setdefault(key, []).append(activity)
    return [Covered(requirement, by_key.get(requirement.pk, [])) for requirement in requirements]


def are_many(goals: Iterable[Goal]) -> bool:
    """More short-term goals than are usual on a summary (domain R18; a county number): said, never refused."""
    return sum(goal.short_term for goal in goals) > Setting.objects.number(SHORT_TERM_GOALS)


def check_target_reason(goal: Goal, by_when: object, reason: str) -> None:
    """A changed target keeps its reason."""
    if goal.by_when and goal.by_when != by_when and not reason.strip():
        raise NotAllowed("Say why the day is changed: the reason stays with the goal.")
