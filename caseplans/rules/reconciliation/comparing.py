"""R20: what an amendment needs. One that adds a requirement for the family needs the family's signature again; others,
a date moved by a few days among them, are acknowledged (31-090 III.E.4; domain R20)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from caseplans.enums import Responsible
from caseplans.reconciliation_enums import Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.facts import Activity, PlanFacts
from caseplans.rules.reconciliation.findings import Finding
from caseplans.rules.reconciliation.index import PlanIndex
from caseplans.rules.reconciliation.numbers import Numbers

SIGN_AGAIN, ACKNOWLEDGE = "sign_again", "acknowledge"


def compare(signed: PlanFacts, amended: PlanFacts, numbers: Numbers | None = None) -> list[Finding]:
    """One finding for each activity that differs from the signed plan: a warning where the family signs again."""
    numbers = numbers or Numbers()
    before, after = PlanIndex(signed, numbers), PlanIndex(amended, numbers)
    return [
        found
        for key in sorted(before.activities.keys() | after.activities.keys())
        for found in _of_activity(before, after, key)
    ]


def _of_activity(before: PlanIndex, after: PlanIndex, key: str) -> Iterator[Finding]:
    old, new = before.activities.get(key), after.activities.get(key)
    was = old if old and old.shared and old.is_live else None
    now = new if new and new.shared and new.is_live else None
    if now is None:
        if was is not None:
            yield _finding(key, ACKNOWLEDGE, f"{wording.quoted(was.text)} is no longer in the plan.")
        return
    asked = now.responsible == Responsible.FAMILY
    if was is None:
        kind = SIGN_AGAIN if asked else ACKNOWLEDGE
        yield _finding(key, kind, f"{wording.quoted(now.text)} is new{' for the family' if asked else ''}.")
        return
    more = list(_asks_more(before, after, was, now)) if asked else []
    if more:
        yield _finding(key, SIGN_AGAIN, f"{wording.quoted(now.text)} asks more of the family: {', '.join(more)}.")
    elif _as_signed(was) != _as_signed(now):
        yield _finding(key, ACKNOWLEDGE, f"{wording.quoted(now.text)} was changed and asks for no more.")


def _as_signed(row: Activity) -> tuple[object, ...]:
    """What the signed plan says of it: not how it goes, nor what it counts as."""
    return (
        row.text, row.persons, row.service, row.responsible, row.owners, row.source, row.mandatory, row.starts_on,
        row.due_on, row.measure, row.when, row.place, row.hours_a_week, row.provided_by, row.fee, row.child_care,
        row.transport, row.ancillary,
    )  # fmt: skip


def _asks_more(before: PlanIndex, after: PlanIndex, was: Activity, now: Activity) -> Iterator[str]:
    if now.mandatory and not was.mandatory:
        yield "it is required now"
    if was.responsible != Responsible.FAMILY:
        yield "it was not theirs"
    if set(now.persons) - set(was.persons):
        yield "someone else takes part"
    if was.text != now.text:
        yield "it says something else"
    if _fullest(after, now) > _fullest(before, was):
        yield "more hours"
    if _days_apart(was.due_on, now.due_on) > after.numbers.minor_move_days:
        yield "another date"


def _fullest(plan: PlanIndex, row: Activity) -> Decimal:
    return Decimal(max(plan.minutes_by_week(plan.by_id[row.id]).values(), default=0))


def _days_apart(one: date | None, other: date | None) -> float:
    if one is None or other is None:
        return 0 if one == other else float("inf")
    return abs((one - other).days)


def _finding(key: str, kind: str, text: str) -> Finding:
    must = " The family signs again." if kind == SIGN_AGAIN else " It is enough that everyone acknowledges it."
    return Finding(
        rule=Rule.AMENDMENT, kind=kind, severity=Severity.WARNING if kind == SIGN_AGAIN else Severity.ADVICE,
        items=(key,), explanation=wording.cited(text + must, Rule.AMENDMENT),
    )  # fmt: skip
