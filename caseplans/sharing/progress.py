"""What one reader may know of how the plan goes."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.access import visible
from accounts.models import User
from caseplans.models import Activity, Plan, ProgressNote
from caseplans.rules.progress import Course, courses
from caseplans.sharing import in_order_shown
from crossover.sharing.panel import ReaderToBe, readers_to_be
from families.enums import Category
from families.models import Family, Person


def notes_of(activities: Iterable[Activity], user: User) -> QuerySet[ProgressNote]:
    """Of these activities, and of the same in earlier versions of the plan, newest first."""
    found = visible(ProgressNote, user).filter(activity__in=goes_on_as(activities))
    return found.select_related("written_by", "about")


def courses_of(plan: Plan, user: User) -> list[Course]:
    """How each activity goes that this reader is shown, in the plan's order."""
    shown = in_order_shown(plan, user)
    return courses(shown, by_activity(shown, notes_of(shown, user)))


def by_activity(activities: Iterable[Activity], notes: Iterable[ProgressNote]) -> dict[int, list[ProgressNote]]:
    """The entries under the activity as it stands now."""
    now = goes_on_as(activities)
    found: dict[int, list[ProgressNote]] = defaultdict(list)
    for note in notes:
        found[now[note.activity_id]].append(note)
    return found


def milestones_of(plan: Plan, user: User) -> list[ProgressNote]:
    """What was reached, newest first: for the plan's page and the family's sheet."""
    return list(notes_of(in_order_shown(plan, user), user).exclude(milestone=""))


def goes_on_as(activities: Iterable[Activity]) -> dict[int, int]:
    """By key: each of these, and what it goes on from version by version, with what it is now."""
    now = {one.pk: one.pk for one in activities}
    step = list(now)
    while step:
        links = Activity.objects.filter(continued_by__in=step).values_list("pk", "continued_by")
        found = {earlier: now[later] for earlier, later in links if later in now and earlier not in now}
        now |= found
        step = list(found)
    return now


def readers_of_note(
    family: Family, activity: Activity, category: Category, about: Person | None, writer: str, *, confidential: bool
) -> list[ReaderToBe]:
    """Who will read an entry: whoever may read both it and the activity it is about."""
    asked = readers_to_be(family, category, about, writer, confidential=confidential, dated=True)
    above = readers_to_be(
        family, Category(activity.category), activity.about, activity.bureau, confidential=activity.confidential
    )
    may_read_activity = {one.who: one for one in above}
    return [one if may_read_activity[one.who].reads else may_read_activity[one.who] for one in asked]
