"""What must hold of an activity, and how far it has come."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.access import NotAllowed
from accounts.models import User
from caseplans.enums import DONE, ActivityStatus, PlanStatus, Responsible
from caseplans.models import Activity
from families.enums import COUNTING_TELLS, Category, WtwActivity
from families.models import Family, Person, Service
from families.rules import works_case
from families.rules.arranging import knows_lastingly


def check_category_of_service(service: Service, category: str) -> None:
    """Mental health, substance use and domestic violence services cross only where that very category is opened."""
    if service.tells_of and category != service.tells_of:
        told = Category(service.tells_of).label
        raise NotAllowed(f"{service} tell of “{told}”: choose that kind of information.")


def check_category_of_counting(counts_as: str, category: str) -> None:
    """As what it counts tells as much as the service does: it crosses only with that very kind of information."""
    kinds = COUNTING_TELLS.get(WtwActivity(counts_as), ()) if counts_as else ()
    if kinds and category not in kinds:
        told = " or ".join(f"“{kind.label}”" for kind in kinds)
        raise NotAllowed(f"“{WtwActivity(counts_as).label}” tells of {told}: choose that kind of information.")


def check_one_owner(family: Family, responsible: str, person: Person | None, owner: User | None) -> None:
    """One owner each (domain R18): a person of the family, or a worker of the program that promised it."""
    if responsible == Responsible.FAMILY:
        if person is None:
            raise NotAllowed("Say which person of the family does it.")
        if owner is not None:
            raise NotAllowed("The family does this. Leave the worker empty, or say that a program does it.")
        return
    if person is not None:
        raise NotAllowed("A program does this. Leave the person empty, or say that the family does it.")
    if owner is not None and not may_own(family, responsible, owner):
        raise NotAllowed(f"{owner} does not work with this family for that program. Choose someone who does.")


def may_own(family: Family, responsible: str, owner: User) -> bool:
    return owner.bureau == responsible and knows_lastingly(family).filter(pk=owner.pk).exists()


def check_others(family: Family, person: Person | None, others: Iterable[Person]) -> None:
    """Who takes part besides is of this family, and is not named twice."""
    named = list(others)
    if any(one.family_id != family.pk for one in named):
        raise NotAllowed("Choose people of this family.")
    if person in named:
        raise NotAllowed(f"{person} does this already: tick only who takes part besides.")


def check_times(facts: Mapping[str, Any]) -> None:
    """A time begins before it ends, and a start lies before the day it is due."""
    starts, due = facts.get("starts_on"), facts.get("due_on")
    if starts and due and starts > due:
        raise NotAllowed("It starts after the day it is due.")
    begins, ends = facts.get("from_time"), facts.get("to_time")
    if ends and (not begins or ends <= begins):
        raise NotAllowed("Say from when until when: the end is after the beginning.")


def check_can_note_progress(user: User, activity: Activity) -> None:
    """Both workers watch over the plan, and write down how it goes, until it ends (31-090 III.G)."""
    if not works_case(user, activity.family):
        raise NotAllowed("Only the family's workers and their supervisors keep the plan.")
    if activity.goal.plan.status == PlanStatus.CLOSED:
        raise NotAllowed("This plan ended: its activities stay as they were.")


def check_progress(status: str, done_on: date | None) -> None:
    """What is done says when, and nothing else does."""
    if status in DONE and not done_on:
        raise NotAllowed("Say on which day it was done.")
    if done_on and status not in DONE:
        raise NotAllowed(f"Only what is done has a day. Choose “{ActivityStatus.MET.label}”, or leave the day empty.")
    if done_on and done_on > timezone.localdate():
        raise NotAllowed("This day is in the future.")
