"""What an amendment changes, for people: added, changed before and after, taken out (domain R20)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from caseplans.enums import Responsible

Entry = Mapping[str, Any]
ALIKE = 0.6  # of 1: below this two texts are two requirements
# What makes an activity another requirement for who does it; a later day does not.
ASKED = ("text", "person", "others", "service")
# A row of the content holds these only where there is something in them.
SOMETIMES = ("translations", "stands")


@dataclass(frozen=True)
class Change:
    """One goal or activity in both versions, and the names of the fields in which they differ."""

    before: Entry
    after: Entry
    fields: list[str]


@dataclass(frozen=True)
class Compared:
    """One kind of entry, in the order of the plan."""

    added: list[Entry] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    removed: list[Entry] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True)
class Comparison:
    """Two versions of a plan, as canonical content."""

    goals: Compared
    activities: Compared
    decisions: Compared
    excused: Compared

    def __bool__(self) -> bool:
        return bool(self.goals or self.activities or self.decisions or self.excused)


def compare(before: Entry, after: Entry) -> Comparison:
    """Entries are the same where their texts are, else the most alike pair of one doer, if alike enough."""
    return Comparison(
        goals=_compared(_goals(before), _goals(after), doer=lambda goal: goal["kind"]),
        activities=_compared(_activities(before), _activities(after), doer=lambda one: one["responsible"]),
        decisions=_compared(_decisions(before), _decisions(after), doer=lambda one: ""),
        excused=_compared(_excused(before), _excused(after), doer=lambda one: str(one["person"])),
    )


def _goals(content: Entry) -> list[Entry]:
    return [{name: value for name, value in goal.items() if name != "activities"} for goal in content["goals"]]


def _activities(content: Entry) -> list[Entry]:
    return [activity | {"goal": goal["text"]} for goal in content["goals"] for activity in goal["activities"]]


def _decisions(content: Entry) -> list[Entry]:
    return [{"text": text} for text in content["decisions"]]


def _excused(content: Entry) -> list[Entry]:
    return list(content.get("excused", ()))


def _compared(before: list[Entry], after: list[Entry], doer: Callable[[Entry], str]) -> Compared:
    pairs = _pairs(before, after, doer)
    changed = [Change(before[i], after[j], _differing(before[i], after[j])) for i, j in sorted(pairs, key=_of_after)]
    paired_before, paired_after = {i for i, _ in pairs}, {j for _, j in pairs}
    return Compared(
        added=[one for j, one in enumerate(after) if j not in paired_after],
        changed=[change for change in changed if change.fields],
        removed=[one for i, one in enumerate(before) if i not in paired_before],
    )


def _of_after(pair: tuple[int, int]) -> int:
    return pair[1]


def _pairs(before: list[Entry], after: list[Entry], doer: Callable[[Entry], str]) -> list[tuple[int, int]]:
    """Index pairs: first what is the same in every field, then in text, then what is most alike."""
    found: list[tuple[int, int]] = []
    for likeness in (_same, _same_text, _alike):
        left = [i for i in range(len(before)) if all(i != pair[0] for pair in found)]
        right = [j for j in range(len(after)) if all(j != pair[1] for pair in found)]
        rated = [
            (likeness(before[i], after[j]), i, j) for i in left for j in right if doer(before[i]) == doer(after[j])
        ]
        for rate, i, j in sorted(rated, key=lambda each: (-each[0], each[1], each[2])):
            if rate >= ALIKE and not any(i == pair[0] or j == pair[1] for pair in found):
                found.append((i, j))
    return found


def _same(one: Entry, other: Entry) -> float:
    return float(one == other)


def _same_text(one: Entry, other: Entry) -> float:
    return float(one["text"] == other["text"])


def _alike(one: Entry, other: Entry) -> float:
    return SequenceMatcher(None, one["text"].casefold(), other["text"].casefold()).ratio()


def _differing(one: Entry, other: Entry) -> list[str]:
    names = [*other, *(name for name in SOMETIMES if name in one and name not in other)]
    return [name for name in names if one.get(name) != other.get(name)]


def asks_more_of_the_family(comparison: Comparison) -> bool:
    """Whether the family is asked for something new, or sooner: then it signs again (domain R20)."""
    added = any(_asked_of_family(one) for one in comparison.activities.added)
    return added or any(_asks_more(change) for change in comparison.activities.changed)


def _asked_of_family(activity: Entry) -> bool:
    return activity["responsible"] == Responsible.FAMILY and not activity.get("stands")


def _asks_more(change: Change) -> bool:
    before, after = change.before, change.after
    if not _asked_of_family(after):
        return False
    asked = bool(before.get("stands")) or any(name in change.fields for name in ASKED)
    required = after["mandatory"] and not before["mandatory"]
    sooner = (after["due_on"] or "9") < (before["due_on"] or "9")
    return asked or required or sooner or _takes_more_time(before, after)


def _takes_more_time(before: Entry, after: Entry) -> bool:
    """More hours a week, or another frequency. Another day or time of day alone asks for nothing more."""
    hours = [Decimal(one.get("hours_a_week") or 0) for one in (before, after)]
    often = [one.get("when", {}).get("frequency", "") for one in (before, after)]
    return hours[1] > hours[0] or often[0] != often[1]
