"""A comparison of two versions in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format

from caseplans.enums import GoalKind
from caseplans.rules.comparing import Change, Compared, Comparison, Entry
from caseplans.statements import CODES

LABELS = {
    "text": "What", "by_when": "By when", "due_on": "By when", "responsible": "Who", "provided_by": "Program",
    "source": "From", "mandatory": "Required",
}  # fmt: skip
CODED: Mapping[str, Mapping[str, str]] = {
    **dict.fromkeys(("responsible", "provided_by", "paid_by"), CODES["en"]["responsible"]),
    "service": CODES["en"]["service"],
    "source": CODES["en"]["source"],
    "kind": dict(GoalKind.choices),
}
DAYS = {"by_when", "due_on"}


def spoken_comparison(comparison: Comparison) -> dict[str, Any]:
    """For the page: what was added and taken out in one line each, what changed as before and now."""
    kinds = {"goals": comparison.goals, "activities": comparison.activities, "decisions": comparison.decisions}
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
            "after": _value(name, change.after[name]),
        }
        for name in change.fields
    ]
    return {"text": change.after["text"], "fields": fields}


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name in DAYS:
        return _day(value) or "no day"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return CODED.get(name, {}).get(value, value) or "nothing"


def _day(day: str | None) -> str:
    return date_format(date.fromisoformat(day)) if day else ""
