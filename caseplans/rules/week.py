"""One person's week as both programs' plans, meetings and visits make it: pure, of the facts a reader may know."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal

from caseplans.enums import Payer
from caseplans.rules.reconciliation import Activity, Numbers, PlanFacts
from caseplans.rules.reconciliation.calendar import months_of
from caseplans.rules.reconciliation.hours import Month, together
from caseplans.rules.reconciliation.hours import months_of as meters_of
from caseplans.rules.reconciliation.index import PlanIndex, Scheduled, hours
from caseplans.rules.reconciliation.load import load_by_week

DAYS = 7


@dataclass(frozen=True)
class Slot:
    """Something of one day. Without `from_time` it has no set time. `travel`: minutes to get there from the last.

    `kind` is that of a meeting or visit; empty for an activity of the plan.
    """

    id: str
    kind: str
    text: str
    source: str
    from_time: time | None = None
    to_time: time | None = None
    place: str = ""
    child_care: list[Payer] = field(default_factory=list)
    travel: int = 0


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday; `any_time` has no set time; `asked` are hours of the week, `meter` of its month."""

    monday: date
    days: list[tuple[date, list[Slot]]]
    any_time: list[Slot]
    asked: Decimal
    meter: Month | None

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=DAYS - 1)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def first_monday_of_month(monday: date) -> date:
    """The first Monday of the month that a week belongs to: from there its hours are averaged."""
    first = monday
    while months_of(first - timedelta(days=DAYS)) == months_of(monday):
        first -= timedelta(days=DAYS)
    return first


def week_of(facts: PlanFacts, person: str, monday: date, numbers: Numbers) -> Week:
    """The week of one person. The facts begin on a Monday, `first_monday_of_month`."""
    plan = PlanIndex(facts, numbers)
    begins = (monday - facts.from_day).days
    items = [one for one in plan.timed.get(person, []) if any(0 <= day - begins < DAYS for day in one.days)]
    days = [
        (monday + timedelta(days=number), _with_travel(_slots(items, begins + number), numbers.travel_minutes))
        for number in range(DAYS)
    ]
    load = load_by_week(plan, plan.of.get(person, []))
    number = begins // DAYS
    return Week(
        monday=monday,
        days=days,
        any_time=[_slot(one) for one in plan.of.get(person, []) if _has_no_time(one, monday)],
        asked=hours(load[number]) if number < len(load) else Decimal(0),
        meter=_meter(plan, person, months_of(monday)),
    )


def _slots(items: list[Scheduled], day: int) -> list[Slot]:
    found = [_slot(one) for one in items if day in one.days]
    return sorted(found, key=lambda slot: (slot.from_time or time(), slot.text))


def _slot(one: Scheduled) -> Slot:
    row = one.row
    care = [Payer(payer) for payer in sorted(row.child_care or ())] if isinstance(row, Activity) else []
    kind = "" if isinstance(row, Activity) else row.kind
    return Slot(row.id, kind, row.text, row.source, row.when.from_time, row.when.to_time, row.place, care)


def _with_travel(slots: list[Slot], minutes: int) -> list[Slot]:
    """Between two places there is a way: from home to the first, and from one to a different next one."""
    found: list[Slot] = []
    for slot in slots:
        before = found[-1] if found else None
        away = bool(slot.place) and (before is None or before.place.casefold() != slot.place.casefold())
        found.append(Slot(**vars(slot) | {"travel": minutes if away else 0}))
    return found


def _has_no_time(one: Scheduled, monday: date) -> bool:
    row = one.row
    begun = row.starts_on is None or row.starts_on < monday + timedelta(days=DAYS)
    return not one.spans and row.when.from_time is None and begun and (row.due_on is None or row.due_on >= monday)


def _meter(plan: PlanIndex, person: str, first: date) -> Month | None:
    """The Welfare-to-Work hours of the month, where this person's are asked for."""
    for unit in plan.facts.units:
        for adults in together(plan, unit):
            if person in adults:
                return next((month for month in meters_of(plan, unit, adults) if month.first == first), None)
    return None
