"""The plan's content in words of one language: codes, days and times; what people wrote as they wrote it."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any
from unicodedata import bidirectional

from django.utils import translation
from django.utils.formats import date_format, time_format

from caseplans.statements import CODES, DATE_FORMATS, MONTH_FORMATS, TIME_FORMATS, WORDS
from families.enums import PARENTS, Language

ENDS = ("from_time", "to_time")
RIGHT_TO_LEFT = {"R", "AL"}
SUPPORTS = ("child_care", "transport", "ancillary")


class Said(str):
    """What somebody wrote, as the reader of a copy is shown it: translated where a translation was entered.

    `original` are the words that count, where these are not they; `untranslated` where the reader reads another
    language than that of the county's workers and nobody entered a translation.
    """

    __slots__ = ("original", "untranslated")
    original: str
    untranslated: bool

    @property
    def dir(self) -> str:
        """Which way it is read: as its first letter is (as HTML's `dir=auto`)."""
        strong = (bidirectional(letter) for letter in self)
        return "rtl" if next((one for one in strong if one in RIGHT_TO_LEFT | {"L"}), "L") != "L" else "ltr"


def said(row: Mapping[str, Any], name: str, reads: str) -> Said:
    """One text of a goal or an activity for someone who reads this language (ISO 639-1)."""
    written = row.get(name, "")
    translated = row.get("translations", {}).get(reads, {}).get(name, "")
    shown = Said(translated or written)
    shown.original = written if translated and translated != written else ""
    shown.untranslated = bool(written) and not translated and reads != Language.ENGLISH
    return shown


def as_written(text: str, reads: str) -> Said:
    """A text that has no translations, such as a decision of the LTM."""
    return said({"text": text}, "text", reads)


def spoken_day(day: str | date | None, language: str) -> str:
    return _dated(day, language, DATE_FORMATS)


def spoken_month(day: date, language: str) -> str:
    return _dated(day, language, MONTH_FORMATS)


def _dated(day: str | date | None, language: str, formats: Mapping[str, str]) -> str:
    if not day:
        return ""
    with translation.override(language):
        return date_format(date.fromisoformat(day) if isinstance(day, str) else day, formats[language])


def spoken_time(moment: str | time, language: str) -> str:
    with translation.override(language):
        clock = time.fromisoformat(moment) if isinstance(moment, str) else moment
        return time_format(clock, TIME_FORMATS[language])


def spoken_times(when: Mapping[str, Any], language: str) -> str:
    """From when until when on its day: “6:00 PM - 8:00 PM”; empty where nothing is said."""
    return " - ".join(spoken_time(when[end], language) for end in ENDS if when.get(end))


def spoken_when(when: Mapping[str, Any], language: str) -> str:
    """How it recurs, in words: “Every week, Tuesday, 6:00 PM - 8:00 PM”; empty where nothing is said."""
    codes = CODES[language]
    parts = [codes["frequency"][when["frequency"]]] if when.get("frequency") else []
    parts += [codes["weekday"][day] for day in when.get("weekdays", [])]
    return ", ".join(filter(None, [*parts, spoken_times(when, language)]))


def spoken(content: Mapping[str, Any], language: str, reads: str = "") -> dict[str, Any]:
    """The content with its codes and dates in words of one language.

    What people wrote is shown in the translation to `reads`, the language of the copy unless it is said, where one was
    entered with it (`Said`). Versions frozen earlier lack fields that were added since: they are empty.
    """
    codes, reads = CODES[language], reads or language
    return {
        **content,
        "ltm_on": spoken_day(content["ltm_on"], language),
        "cases": [
            {
                "program": codes["responsible"][case["bureau"]],
                "number": case["number"],
                "component": codes["component"].get(case["component"], ""),
            }
            for case in content["cases"]
        ],
        "people": [
            one
            | {"relationship": codes["relationship"][one["relationship"]], "is_parent": one["relationship"] in PARENTS}
            for one in content["people"]
        ],
        "workers": [worker | {"role": codes["role"][worker["role"]]} for worker in content["workers"]],
        "goals": [_spoken_goal(goal, language, reads) for goal in content["goals"]],
        "decisions": [as_written(text, reads) for text in content["decisions"]],
        "excused": [_spoken_excused(one, language, reads) for one in content.get("excused", ())],
    }


def _spoken_excused(one: Mapping[str, Any], language: str, reads: str) -> dict[str, Any]:
    codes = CODES[language]
    return {
        **one,
        "text": as_written(one["text"], reads),
        "source": codes["source"][one["source"]],
        "stands": codes["stands"][one["stands"]],
    }


def _spoken_goal(goal: Mapping[str, Any], language: str, reads: str) -> dict[str, Any]:
    return {
        **goal,
        "text": said(goal, "text", reads),
        "own_words": as_written(goal.get("own_words", ""), Language.ENGLISH),
        "measure": said(goal, "measure", reads),
        "by_when": spoken_day(goal["by_when"], language),
        "activities": [_spoken_activity(activity, language, reads) for activity in goal["activities"]],
    }


def _spoken_activity(activity: Mapping[str, Any], language: str, reads: str) -> dict[str, Any]:
    codes, words, names = CODES[language], WORDS[language], activity.get("service_name", {})
    hours, when = activity.get("hours_a_week"), activity.get("when", {})
    return {
        **activity,
        "text": said(activity, "text", reads),
        "why": said(activity, "why", reads),
        "who": activity["person"] or codes["responsible"][activity["responsible"]],
        "others": activity.get("others", []),
        "service": names.get(language) or codes["service"].get(activity["service"]) or names["en"],
        "provider_phone": activity.get("provider_phone", ""),
        "place": activity.get("place", ""),
        "provided_by": codes["responsible"][activity["provided_by"]],
        "paid_by": codes["responsible"][activity["paid_by"]],
        "due_on": spoken_day(activity["due_on"], language),
        "when": spoken_when(when, language),
        "recurs": {**when, "starts_on": activity.get("starts_on")},
        "hours": words["hours"].format(hours=hours) if hours else "",
        "support": _spoken_support(activity.get("support", {}), language),
        "source": codes["source"][activity["source"]],
        "stands": codes["stands"].get(activity.get("stands", ""), ""),
    }


def _spoken_support(support: Mapping[str, str], language: str) -> list[str]:
    """What else it needs, and who pays: “child care: CalWORKs”."""
    words, payers = WORDS[language], CODES[language]["payer"]
    needed = [(name, support[name]) for name in SUPPORTS if support.get(name)]
    return [words["pays"].format(what=words[name], payer=payers[payer]) for name, payer in needed]
