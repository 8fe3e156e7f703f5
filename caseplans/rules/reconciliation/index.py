"""What every rule looks up: rows by id, who takes part in what, and when. Made once for a plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from accounts.enums import Bureau
from caseplans.enums import Frequency
from caseplans.rules.reconciliation.calendar import Calendar, Span
from caseplans.rules.reconciliation.facts import Activity, Appointment, PlanFacts, Requirement
from caseplans.rules.reconciliation.family import Id, Member
from caseplans.rules.reconciliation.numbers import Numbers
from caseplans.rules.reconciliation.ranks import NEVER_MOVED, Rank, programs_of, rank_of, requirements_behind

MINUTES = 60


@dataclass(slots=True)
class Scheduled:
    """An activity or appointment with its place in the order of priority and the days and times it takes place.

    `order` is unique: the lower gives way to none that is higher in number. `behind` are the requirements that its rank
    and programs tell of.
    """

    row: Activity | Appointment
    rank: Rank
    programs: frozenset[Bureau]
    behind: frozenset[Id]
    order: int = 0
    days: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    @property
    def is_appointment(self) -> bool:
        return isinstance(self.row, Appointment)

    @property
    def may_move(self) -> bool:
        """Nothing that a court ordered or that keeps a child safe is moved, nor what its provider has fixed."""
        return self.rank not in NEVER_MOVED and not (isinstance(self.row, Activity) and self.row.fixed)


def _order(one: Scheduled) -> tuple[Rank, bool, bool, bool, Id]:
    required = isinstance(one.row, Appointment) or one.row.mandatory
    return one.rank, not one.is_appointment, one.may_move, not required, one.row.id


def hours(minutes: int) -> Decimal:
    return Decimal(minutes) / MINUTES


class PlanIndex:
    """The facts of one plan, looked up. Lists are in an order that does not depend on the order of the facts."""

    def __init__(self, facts: PlanFacts, numbers: Numbers) -> None:
        self.facts, self.numbers = facts, numbers
        bound = facts.from_day + timedelta(weeks=numbers.horizon_weeks) - timedelta(days=1)
        self.calendar = Calendar(facts.zone, facts.from_day, min(facts.until_day, bound))
        self.members: Mapping[Id, Member] = {one.id: one for one in sorted(facts.members, key=lambda one: one.id)}
        self.requirements: Mapping[Id, Requirement] = {
            one.id: one for one in sorted(facts.requirements, key=lambda one: one.id)
        }
        self.activities: Mapping[Id, Activity] = {
            one.id: one for one in sorted(facts.activities, key=lambda one: one.id)
        }
        self.scheduled = self._in_order()
        self.live = [one for one in self.scheduled if isinstance(one.row, Activity) and one.row.is_live]
        self.by_id: Mapping[Id, Scheduled] = {one.row.id: one for one in self.scheduled}
        self._minutes: dict[Id, dict[int, int]] = {}

    def _in_order(self) -> list[Scheduled]:
        """Highest priority first; then what is required, what cannot be moved, and by id."""
        rows: Iterable[Activity | Appointment] = (*self.activities.values(), *self.facts.appointments)
        found = [
            Scheduled(
                row,
                rank_of(row, self.requirements),
                programs_of(row, self.requirements) if isinstance(row, Activity) else frozenset(),
                requirements_behind(row, self.requirements) if isinstance(row, Activity) else frozenset(),
            )
            for row in rows
        ]
        found.sort(key=_order)
        for order, one in enumerate(found):
            one.order = order
            self._put_in_time(one)
        return found

    def _put_in_time(self, one: Scheduled) -> None:
        row = one.row
        but_on: frozenset[date] = frozenset()
        if isinstance(row, Activity):
            but_on = row.excused_on
            if not row.is_live:
                return
        one.days = self.calendar.days_of(row.when, row.starts_on, row.due_on, but_on)
        one.spans = self.calendar.spans(row.when, one.days)

    def minutes_by_week(self, one: Scheduled) -> dict[int, int]:
        """Real minutes of an activity in each whole week of the horizon, also where it is excused from them."""
        row = one.row
        assert isinstance(row, Activity)
        if row.id not in self._minutes:
            self._minutes[row.id] = self._count(one, row)
        return self._minutes[row.id]

    def _count(self, one: Scheduled, row: Activity) -> dict[int, int]:
        found: dict[int, int] = {}
        week, weeks = self.calendar.week, self.calendar.weeks
        if row.when.from_time is None or row.when.frequency == Frequency.AS_NEEDED:
            if row.hours_a_week:
                begins, ends = self.calendar.between(row.starts_on, row.due_on)
                minutes = int(row.hours_a_week * MINUTES)
                found = dict.fromkeys(range(max(0, week(begins)), min(weeks, week(ends) + 1)), minutes)
            return found
        days, spans = one.days, one.spans
        if row.excused or row.excused_on:
            days = self.calendar.days_of(row.when, row.starts_on, row.due_on)
            spans = self.calendar.spans(row.when, days)
        first_monday = self.calendar.first_monday
        for day, (begins, ends) in zip(days, spans, strict=True):
            number = (day - first_monday) // 7
            if 0 <= number < weeks:
                found[number] = found.get(number, 0) + ends - begins
        return found

    def name(self, person: Id) -> str:
        return self.members[person].name if person in self.members else "Someone"

    def names(self, persons: Iterable[Id]) -> str:
        named = [self.name(person) for person in persons]
        return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)

    @cached_property
    def of(self) -> Mapping[Id, list[Scheduled]]:
        """The live activities of each person, highest priority first."""
        found: dict[Id, list[Scheduled]] = {}
        for one in self.live:
            for person in set(one.row.persons):
                found.setdefault(person, []).append(one)
        return dict(sorted(found.items()))

    @cached_property
    def timed(self) -> Mapping[Id, list[Scheduled]]:
        """What each person has at a set time, appointments too, highest priority first."""
        found: dict[Id, list[Scheduled]] = {}
        for one in self.scheduled:
            if one.spans:
                for person in set(one.row.persons):
                    found.setdefault(person, []).append(one)
        return dict(sorted(found.items()))

    def crosses(self, person: Id, category: str, bureau: str) -> bool:
        """Whether the other bureau may know what `bureau` holds of this kind about this person."""
        return category in self.facts.crosses_freely or (person, category, bureau) in self.consented

    @cached_property
    def consented(self) -> Mapping[tuple[Id, str, str], tuple[date, Id]]:
        """The last day of the consent that stands behind a kind of content, and its id."""
        return {
            (one.person, one.category, one.discloser): (one.until, one.id)
            for one in sorted(self.facts.consents, key=lambda one: (one.until, one.id))
            if one.until >= self.facts.from_day
        }
