"""Who writes assessments and strengths down, as what they are kept, and when answers are used again."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from accounts.access import NotAllowed
from accounts.models import User
from caseplans.assessment_enums import KEPT_AS, Tool
from caseplans.models import Assessment, Goal, Strength
from families.enums import NEVER_CROSSES, SENSITIVE, Category
from families.models import Family, Person
from families.rules import works


def check_can_assess(user: User, family: Family) -> None:
    """Either bureau's workers write down what they learn with the family."""
    check_can_read_assessed(user, family)
    if not user.bureau:
        raise NotAllowed("Only staff of the two programs write this down.")


def check_can_read_assessed(user: User, family: Family) -> None:
    if not works(user, family):
        raise NotAllowed("Only the family's workers and their supervisors read this part.")


def check_can_change_assessed(user: User, row: Assessment | Strength) -> None:
    check_can_assess(user, row.family)
    if user.bureau != row.bureau:
        raise NotAllowed("Only the program that wrote this can change it.")


def check_kept_as(tool: str, category: str) -> None:
    """SDM's answers never cross; CANS and OCAT have kinds of information of their own (domain 4.3)."""
    kind = KEPT_AS.get(Tool(tool), Category(category))
    told_apart = kind not in NEVER_CROSSES and category in SENSITIVE
    if category != kind and not told_apart:
        raise NotAllowed(f"What {Tool(tool).label} found is kept as “{kind.label}”. Choose that kind of information.")


def check_day_of_assessment(on: date, is_done: bool) -> None:
    today = timezone.localdate()
    if is_done and on > today:
        raise NotAllowed("This day is in the future. Untick that it was done, or put the day right.")
    if not is_done and on < today:
        raise NotAllowed("This day has passed. Tick that it was done, or say for when it is planned.")


def check_reuses(about: Person | None, bureau: str, is_done: bool, other: Assessment | None) -> None:
    """A planned assessment takes the answers of one that was done with the same person by the other bureau."""
    if other is None:
        return
    if is_done:
        raise NotAllowed("Only a planned assessment takes the answers of another.")
    if not other.is_done or other.bureau == bureau or other.about != about:
        raise NotAllowed("Choose an assessment of the same person that the other program has done.")


def check_goals_fed(family: Family, goals: Iterable[Goal]) -> None:
    if any(goal.family_id != family.pk for goal in goals):
        raise NotAllowed("Choose goals of this family's plan.")
