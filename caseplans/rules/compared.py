"""A comparison of two versions in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format

from caseplans.enums import CountsOn, GoalKind, GoalNeed, Payer
from caseplans.rules.comparing import Change, Compared, Comparison, Entry
from caseplans.rules.spoken import spoken_when
from caseplans.statements import CODES
from families.enums import Language, WtwActivity
from meetings.enums import Topic

LABELS = {
    "text": "What", "by_when": "By when", "due_on": "By when", "responsible": "Who", "provided_by": "Program",
    "source": "From", "mandatory": "Required", "others": "Who else takes part", "when": "When and how often",
    "owner": "Who answers for it", "stands": "How it stands",
    "counts_as": "Counts toward Welfare-to-Work as", "counts_on": "Stands on",
}  # fmt: skip
CODED: Mapping[str, Mapping[str, str]] = {
    **dict.fromkeys(("responsible", "provided_by", "paid_by"), CODES["en"]["responsible"]),
    "service": CODES["en"]["service"],
    "source": CODES["en"]["source"],
    "kind": dict(GoalKind.choices),
    "need": dict(GoalNeed.choices),
    "protective_factor": dict(Topic.choices),
    "counts_as": dict(WtwActivity.choices),
    "counts_on": dict(CountsOn.choices),
    "stands": CODES["en"]["stands"],
}
DAYS = {"by_when", "due_on", "starts_on"}
SAID_BY_THE_SERVICE = "service_name"
NOT_ASKED = "required, but not asked for now"


def spoken_comparison(comparison: Comparison) -> dict[str, Any]:
    """For the page: what was added and taken out in one line each, what changed as before and now."""
    kinds = {"goals": comparison.goals, "activities": comparison.activities, "decisions": comparison.decisions}
    kinds[NOT_ASKED] = comparison.excused
    return {kind: _spoken(compared) for kind, compared in kinds.items() if compared}


def _spoken(compared: Compared) -> dict[str, Any]:
    return {
        "added": [_entry(one) for one in compared.added],
        "changed": [_change(one) for one in compared.changed],
        "removed": [_entry(one) for one in compared.removed],
    }


def _entry(entry: Entry) -> dict[str, str]:
    who = entry.get("person") or CODED["responsible"].get(entry.get("responsible", ""), "")
    return {"text": entry["text"], "who": who, "by": _day(entry.get("due_on") or entry.get("by_when"))}


def _change(change: Change) -> dict[str, Any]:
    fields = [
        {
            "label": LABELS.get(name, name.replace("_", " ").capitalize()),
            "before": _value(name, change.before.get(name)),
            "after": _value(name, change.after.get(name)),
        }
        for name in change.fields
        if name != SAID_BY_THE_SERVICE
    ]
    return {"text": change.after["text"], "fields": fields}


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name in DAYS:
        return _day(value) or "no day"
    if name == "when":
        return spoken_when(value or {}, "en") or "nothing"
    if name == "support":
        return _support(value or {})
    if name == "translations":
        return _translations(value or {})
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return CODED.get(name, {}).get(value, value) or "nothing"


def _translations(translations: Mapping[str, Mapping[str, str]]) -> str:
    said = (f"{Language(code).label}: {'; '.join(words.values())}" for code, words in sorted(translations.items()))
    return ", ".join(said) or "nothing"


def _support(support: Mapping[str, str]) -> str:
    needed = {name: payer for name, payer in support.items() if payer}
    said = (f"{name.replace('_', ' ')}: {Payer(payer).label}" for name, payer in needed.items())
    return ", ".join(said) or "nothing"


def _day(day: str | None) -> str:
    return date_format(date.fromisoformat(day)) if day else ""
