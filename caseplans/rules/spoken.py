"""Days and times of the plan's content in words of one language."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, time_format

from caseplans.statements import CODES, DATE_FORMATS, TIME_FORMATS

ENDS = ("from_time", "to_time")


def spoken_day(day: str | date | None, language: str) -> str:
    if not day:
        return ""
    with translation.override(language):
        return date_format(date.fromisoformat(day) if isinstance(day, str) else day, DATE_FORMATS[language])


def spoken_when(when: Mapping[str, Any], language: str) -> str:
    """How it recurs, in words: “Every week, Tuesday, 6:00 PM to 8:00 PM”; empty where nothing is said."""
    codes = CODES[language]
    parts = [codes["frequency"][when["frequency"]]] if when.get("frequency") else []
    parts += [codes["weekday"][day] for day in when.get("weekdays", [])]
    times = [time_format(time.fromisoformat(when[end]), TIME_FORMATS[language]) for end in ENDS if when.get(end)]
    return ", ".join([*parts, *([" - ".join(times)] if times else [])])
