"""One person's week in words of one language: for the screen, and for the sheet that is taken home."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from caseplans.enums import Weekday
from caseplans.rules.reconciliation.hours import Month
from caseplans.rules.spoken import Said, as_written, said, spoken_day, spoken_month, spoken_time
from caseplans.rules.week import Slot, Week
from caseplans.statements import CODES, WORDS
from families.enums import Language

DAYS = list(Weekday)


def spoken_week(week: Week, name: str, texts: Mapping[str, Mapping[str, Any]], language: str) -> dict[str, Any]:
    """The week as its sheet says it. `texts` are, by activity, what was written with its translations."""
    words = WORDS[language]
    days = [
        (_day(day, language), [_line(slot, texts, language) for slot in slots])
        for day, slots in week.days
    ] + [(words["any_time"], [_line(slot, texts, language) for slot in week.any_time])]  # fmt: skip
    first, last = (spoken_day(day, language) for day in (week.monday, week.sunday))
    return {
        "span": words["week_span"].format(name=name, first=first, last=last),
        "asked": words["asked_line"].format(hours=_hours(week.asked)),
        "meter": _meter(week.meter, language) if week.meter else None,
        "days": days,
    }


def _day(day: date, language: str) -> str:
    weekday = CODES[language]["weekday"][DAYS[day.weekday()]]
    return str(WORDS[language]["week_day"]).format(weekday=weekday, day=spoken_day(day, language))


def _line(slot: Slot, texts: Mapping[str, Mapping[str, Any]], language: str) -> dict[str, Any]:
    words, codes = WORDS[language], CODES[language]
    times = [spoken_time(moment, language) for moment in (slot.from_time, slot.to_time) if moment]
    payers = ", ".join(codes["payer"][payer] for payer in slot.child_care)
    return {
        "text": _text(slot, texts, language),
        "time": f" {words['to_time']} ".join(times),
        "place": slot.place,
        "leave": words["leave"].format(minutes=slot.travel) if slot.travel else "",
        "program": codes["source"][slot.source],
        "child_care": words["care_line"].format(payers=payers) if payers else "",
    }


def _text(slot: Slot, texts: Mapping[str, Mapping[str, Any]], language: str) -> Said:
    """An activity as it is translated; of a meeting or visit what kind it is, where its name is in English."""
    if slot.kind and language != Language.ENGLISH:
        return as_written(CODES[language]["appointment"][slot.kind], Language.ENGLISH)
    return said(texts.get(slot.id, {"text": slot.text}), "text", language)


def _meter(month: Month, language: str) -> dict[str, str]:
    words = WORDS[language]
    planned, required, verified = (_hours(one) for one in (month.planned, month.required, month.verified))
    return {
        "planned": planned,
        "required": required,
        "line": words["meter_line"].format(
            planned=planned, required=required, verified=verified, month=spoken_month(month.first, language)
        ),
        "short": words["meter_short"].format(hours=_hours(month.short)) if month.short else "",
    }


def _hours(hours: Decimal | int) -> str:
    """To a quarter of an hour, without zeros that say nothing."""
    return f"{Decimal(hours).quantize(Decimal('0.01')).normalize():f}"
