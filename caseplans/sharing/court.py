"""What a court may be told of one parent's part in the plan, as far as the CFS worker may read it today."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from accounts.access import visible
from accounts.models import Setting, User
from accounts.rules import add_months
from caseplans.county import CASE_PLAN_MONTHS
from caseplans.models import Activity, Plan, ProgressNote
from caseplans.progress_enums import Presence
from caseplans.rules.progress import Course, courses
from caseplans.sharing import in_order_shown
from caseplans.sharing.progress import by_activity, notes_of
from crossover.sharing import PART_TWO, readable, shareable_between_parents
from families.enums import Category, MonthlyKind
from families.models import MonthlyFigure, Person, WtwStanding

# A court needs a consent or an order of its own for these, whatever the family signed here (42 CFR 2.31).
NOT_FOR_COURT = PART_TWO | {Category.DOMESTIC_ABUSE}


@dataclass(frozen=True)
class Service:
    """One activity and how it went in the time told of."""

    course: Course

    @property
    def missed(self) -> int:
        return sum(note.presence == Presence.MISSED for note in self.course.notes)

    @property
    def excused(self) -> int:
        return sum(note.presence == Presence.EXCUSED for note in self.course.notes)

    @property
    def hours(self) -> Decimal:
        return sum((note.hours or Decimal(0) for note in self.course.notes), Decimal(0))


@dataclass(frozen=True)
class CourtSummary:
    """Services with attendance, what was reached, and Welfare-to-Work participation, since a day."""

    person: Person
    since: date
    services: list[Service]
    milestones: list[ProgressNote]
    standings: list[WtwStanding]
    hours: list[MonthlyFigure]


def court_summary(plan: Plan, user: User, person: Person, since: date) -> CourtSummary:
    """Of the activities that this person does or takes part in. What may not be read today is not there."""
    shown = [one for one in in_order_shown(plan, user) if person in one.everyone()]
    told = _may_be_told(Activity.objects.filter(pk__in=[one.pk for one in shown]), person)
    own = [one for one in shown if one in told]
    notes = list(_may_be_told(notes_of(own, user).filter(on__gte=since), person))
    services = [Service(course) for course in courses(own, by_activity(own, notes))]
    standings, hours = participation(person, user, since)
    return CourtSummary(
        person, since, services, [note for note in notes if note.milestone], list(standings), list(hours)
    )


def usually_since(today: date) -> date:
    """As long back as a case plan holds."""
    return add_months(today, -Setting.objects.number(CASE_PLAN_MONTHS))


def _may_be_told(rows: Any, person: Person) -> Any:
    """Nothing that a court needs a consent of its own for, and of other adults nothing sensitive."""
    return shareable_between_parents(rows.exclude(category__in=NOT_FOR_COURT), [person])


def participation(person: Person, user: User, since: date) -> tuple[QuerySet[WtwStanding], QuerySet[MonthlyFigure]]:
    """The Welfare-to-Work statuses that lasted into this time, and the hours of its months, newest first."""
    standings = readable(visible(WtwStanding, user).filter(about=person), user)
    figures = readable(visible(MonthlyFigure, user).filter(about=person, kind=MonthlyKind.HOURS), user)
    return (
        standings.exclude(until_date__lte=since).order_by("-from_date"),
        figures.filter(month__gte=since.replace(day=1)).order_by("-month"),
    )


def shown_in(summary: CourtSummary, plan: Plan, user: User) -> list[Any]:
    """The rows it rests on, for the access log."""
    activities = visible(Activity, user).filter(pk__in=[one.course.activity.pk for one in summary.services])
    return [activities, notes_of(activities, user), *participation(summary.person, user, summary.since)]
