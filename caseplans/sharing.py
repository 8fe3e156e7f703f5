"""Which rows a plan may hold: what a reader may read now, and what every signer may read."""

from collections.abc import Callable

from django.db.models import QuerySet

from accounts.enums import Bureau
from accounts.models import User
from caseplans.models import Activity, Goal, Plan
from caseplans.rules import PlanRows, workers_of
from crossover.sharing import ReaderToBe, readable, readable_by_all, shareable_between_parents, would_cross
from families.enums import NEVER_CROSSES, SENSITIVE, Category
from families.models import Family, Person
from meetings.enums import MeetingKind
from meetings.models import Decision, Meeting

Narrow = Callable[[QuerySet], QuerySet]


def ltm_of(plan: Plan) -> Meeting | None:
    """The held LTM the plan comes from: the one named, else the family's last."""
    held = Meeting.objects.filter(family=plan.family).held().of_kind(MeetingKind.LTM)
    named = held.filter(pk=plan.meeting.pk).first() if plan.meeting else None
    return named or held.first()


def readable_rows(plan: Plan, user: User) -> PlanRows:
    """What this person may read of the plan now."""
    return _rows(plan, lambda rows: readable(rows, user))


def shown_of(plan: Plan, user: User) -> list[QuerySet]:
    """The goals, activities and decisions of the plan that this reader is shown."""
    rows = [
        Goal.objects.filter(plan=plan),
        Activity.objects.filter(goal__plan=plan),
        Decision.objects.filter(meeting=ltm_of(plan)),
    ]
    return [readable(each, user) for each in rows]


def shared_rows(plan: Plan) -> PlanRows:
    """What every signer may read: both workers, and each parent who will hold a copy (domain R15)."""
    workers = list(workers_of(plan.family).values())
    both = _rows(plan, lambda rows: readable_by_all(rows, workers))
    return _rows(plan, lambda rows: shareable_between_parents(readable_by_all(rows, workers), both.parents))


def _rows(plan: Plan, narrow: Narrow) -> PlanRows:
    meeting = ltm_of(plan)
    goals = narrow(Goal.objects.filter(plan=plan))
    activities = list(narrow(Activity.objects.filter(goal__in=goals)).select_related("person", "about"))
    named = {row.person for row in activities if row.person and row.person.is_parent}
    return PlanRows(
        goals=list(goals.select_related("about")),
        activities=activities,
        decisions=list(narrow(Decision.objects.filter(meeting=meeting)).select_related("about")) if meeting else [],
        meeting=meeting,
        parents=sorted(named, key=lambda person: (person.relationship, str(person))),
    )


def readers_of(
    *, family: Family, bureau: str, category: str, about: Person | None, confidential: bool
) -> list[ReaderToBe]:
    """Who would read a row of this kind: the sharing panel shown before it is saved."""
    other = Bureau(bureau).other
    crosses = not confidential and would_cross(category=category, about=about, discloser=bureau)
    readers = [
        ReaderToBe(f"{Bureau(bureau).label} staff who work with the family", True),
        ReaderToBe(f"{other.label} staff who work with the family", crosses, _why(category, crosses, confidential)),
        ReaderToBe(
            "Everyone who signs the plan",
            crosses,
            "" if crosses else "It stays out of the plan that is signed, in this program's own part.",
        ),
    ]
    adults = [person for person in family.people.all() if person.is_parent and person != about]
    if adults and about and not about.is_child and category in SENSITIVE:
        names = ", ".join(str(person) for person in adults)
        readers.append(ReaderToBe(names, False, "It stays out of a plan that this parent signs too."))
    return readers


def _why(category: str, crosses: bool, confidential: bool) -> str:
    if crosses:
        return "By a WTWCC 10B in force, or because this kind needs none."
    if confidential:
        return "It is marked confidential."
    if category in NEVER_CROSSES:
        return f"{Category(category).label} never crosses."
    return "No WTWCC 10B in force opens this category."
