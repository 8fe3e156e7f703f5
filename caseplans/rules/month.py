"""“This month”: what of a signed plan falls in one month, when, why, and who does it. Pure, of spoken content."""

from collections.abc import Collection, Mapping
from datetime import date, time, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from caseplans.enums import Frequency, Responsible, Weekday
from caseplans.rules.reconciliation import Recurrence
from caseplans.rules.reconciliation.calendar import Calendar
from caseplans.rules.spoken import spoken_day, spoken_times
from caseplans.rules.summary import activities_of
from caseplans.statements import CODES, WORDS

DAYS = list(Weekday)
UNSET = {"", Frequency.AS_NEEDED}
Key = tuple[str, str]  # an activity by what is done and by whom


def last_of(first: date) -> date:
    return first + relativedelta(months=1, days=-1)


def months_activities(content: Mapping[str, Any], person: str, done: Collection[Key] = ()) -> dict[str, Any]:
    """The content with only what this person (or everybody, where nobody is named) and the programs still do."""
    goals = [
        goal | {"activities": [one for one in goal["activities"] if _is_for(one, person) and key_of(one) not in done]}
        for goal in content["goals"]
    ]
    return {**content, "goals": goals}


def key_of(activity: Mapping[str, Any]) -> Key:
    return activity["text"], activity["person"]


def _is_for(activity: Mapping[str, Any], person: str) -> bool:
    theirs = activity["responsible"] != Responsible.FAMILY
    return not person or theirs or person in (activity["person"], *activity.get("others", ()))


def month_of(
    content: Mapping[str, Any],
    plan: Mapping[str, Any],
    first: date,
    language: str,
    *,
    zone: str,
    since: date = date.min,
    gone: Mapping[Key, frozenset[date]] | None = None,
) -> list[dict[str, Any]]:
    """The lines of the month's sheet in order of their first day.

    `plan` is the same content spoken, and asks for nothing before it was fixed, `since`;
    `gone` are, by activity, the days on which it gives way.
    """
    calendar = Calendar(zone, first, last_of(first))
    if calendar.last < since:
        return []
    lines = []
    for facts, said in zip(activities_of(content), activities_of(plan), strict=True):
        starts_on, due_on = (facts.get(name) and date.fromisoformat(facts[name]) for name in ("starts_on", "due_on"))
        if (starts_on and starts_on > calendar.last) or (due_on and due_on < first):
            continue
        times = spoken_times(facts.get("when", {}), language)
        if not _has_set_days(facts):
            said_so = {"when": said["when"] or _by(due_on, language), "times": ""}
            lines.append((calendar.last, said["text"], said | said_so))
            continue
        without = (gone or {}).get(key_of(facts), frozenset())
        if days := [day for day in _days(calendar, facts, starts_on, due_on, without) if day >= since]:
            lines.append((days[0], said["text"], said | {"when": _on(days, calendar, language), "times": times}))
    return [line for _, _, line in sorted(lines, key=lambda each: each[:2])]


def _has_set_days(facts: Mapping[str, Any]) -> bool:
    """Every second week, or a day of each month, is known only from its first day on."""
    when = facts.get("when", {})
    frequency = when.get("frequency") or ""
    if frequency in {Frequency.FORTNIGHTLY, Frequency.MONTHLY, Frequency.ONCE} or not when.get("weekdays"):
        return frequency == Frequency.DAILY or (bool(facts.get("starts_on")) and frequency not in UNSET)
    return frequency not in UNSET


def _days(
    calendar: Calendar, facts: Mapping[str, Any], starts_on: date | None, due_on: date | None, gone: frozenset[date]
) -> list[date]:
    """The days of the month on which it takes place."""
    when = facts["when"]
    recurrence = Recurrence(
        frequency=when["frequency"],
        weekdays=frozenset(when["weekdays"]),
        from_time=when["from_time"] and time.fromisoformat(when["from_time"]),
        to_time=when["to_time"] and time.fromisoformat(when["to_time"]),
        except_on=frozenset(map(date.fromisoformat, when["except_on"])),
    )
    numbers = calendar.days_of(recurrence, starts_on, due_on, gone)
    return [calendar.first + timedelta(days=number) for number in numbers]


def _by(due_on: date | None, language: str) -> str:
    words = WORDS[language]
    return str(words["until"]).format(day=spoken_day(due_on, language)) if due_on else str(words["all_month"])


def _on(days: list[date], calendar: Calendar, language: str) -> str:
    """“every day”; else the days of the month by weekday: “Tuesday 1, 8, 15, 22, 29”."""
    words, names = WORDS[language], CODES[language]["weekday"]
    if len(days) == calendar.days:
        return str(words["every_day"])
    by_weekday: dict[int, list[str]] = {}
    for day in days:
        by_weekday.setdefault(day.weekday(), []).append(str(day.day))
    return "; ".join(
        words["on_days"].format(weekday=names[DAYS[weekday]], days=", ".join(numbers))
        for weekday, numbers in sorted(by_weekday.items())
    )
