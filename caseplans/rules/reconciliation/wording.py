"""The words of a finding: names of rows, days and hours as staff and families read them."""

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

from caseplans.reconciliation_enums import SOURCE_OF_RULE, Rule
from caseplans.rules.reconciliation.facts import Recurrence
from caseplans.rules.reconciliation.index import Scheduled
from caseplans.rules.reconciliation.ranks import WORDS

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day(one: date) -> str:
    return f"{one:%b} {one.day}, {one.year}"


def days(several: Sequence[date], in_all: int) -> str:
    """The first days, and how many more there are."""
    told = [day(one) for one in several]
    return "; ".join([*told, f"and {in_all - len(told)} more"] if in_all > len(told) else told)


def quoted(text: str) -> str:
    return f"“{text}”"


def item(one: Scheduled) -> str:
    return f"{quoted(one.row.text)} ({WORDS[one.rank]})"


def clock(when: Recurrence) -> str:
    if when.from_time is None:
        return "at no set time"
    if when.to_time is None:
        return f"at {_time(when.from_time)}"
    return f"{_time(when.from_time)} to {_time(when.to_time)}"


def _time(one: time) -> str:
    """As everywhere else on the page: “6:00 PM”."""
    return f"{one:%I:%M %p}".removeprefix("0")


def number(value: Decimal) -> str:
    """At most one digit after the point, and none where it says nothing."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def hours(value: Decimal) -> str:
    said = number(value)
    return f"{said} hour" if said == "1" else f"{said} hours"


def cited(text: str, rule: Rule) -> str:
    """A sentence or two, and where the rule comes from."""
    return f"{text} ({SOURCE_OF_RULE[rule]})"
