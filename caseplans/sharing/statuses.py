"""Whose Welfare-to-Work status an LTM still has to review, and what was reviewed, as far as one reader may know."""

from typing import Any

from django.db.models import QuerySet

from accounts.access import visible
from accounts.models import User
from caseplans.models import StatusReview
from crossover.sharing import readable
from families.enums import TaskKind
from families.models import Family, Person, Task, WtwStanding
from meetings.models import Meeting

# The tasks by which a plan is reviewed: the conference, the case plan, what changed, the LTMs that something asks for.
REVIEWS = [
    TaskKind.HOLD_DISPOSITION,
    TaskKind.UPDATE_CASE_PLAN,
    TaskKind.HOLD_MISSED_LTM,
    TaskKind.HOLD_NOT_MET_LTM,
    TaskKind.HOLD_TRANSITION_LTM,
    TaskKind.HOLD_CLOSING_LTM,
    TaskKind.PLAN_AFTER_CHANGE,
    TaskKind.REVIEW_STATUS,
]


def reviews_due(family: Family, user: User) -> QuerySet[Task]:
    """What is open of them, the most urgent first; each reader knows those of their own bureau."""
    found: Any = visible(Task, user).filter(family=family, kind__in=REVIEWS)
    due: QuerySet[Task] = found.opened().select_related("owner").order_by("due_on")
    return due


def statuses_on(meeting: Meeting, user: User) -> dict[Person, WtwStanding]:
    """The adults whose status stood on the day of the LTM, of what this reader may read."""
    standings = readable(visible(WtwStanding, user).filter(family=meeting.family), user)
    day = meeting.starts_at.date()
    found = standings.filter(from_date__lte=day).exclude(until_date__lte=day).order_by("from_date", "pk")
    return {one.about: one for one in found.select_related("about") if one.about}


def open_to_review(meeting: Meeting, user: User) -> dict[Person, WtwStanding]:
    """Of these those that the reader's bureau has not reviewed yet."""
    done = set(StatusReview.objects.filter(meeting=meeting, bureau=user.bureau).values_list("about", flat=True))
    return {person: one for person, one in statuses_on(meeting, user).items() if person.pk not in done}


def status_reviews(family: Family, user: User) -> QuerySet[StatusReview]:
    return visible(StatusReview, user).filter(family=family).select_related("about", "meeting", "written_by")
