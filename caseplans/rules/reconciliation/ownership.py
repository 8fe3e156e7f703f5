"""R18 and R19: who answers for an item, by when and how one knows; and that being poor is no neglect.

R19: what only money would mend creates no CFS requirement by itself (AB 2085; ACL 23-105). It is offered as help.
"""

from collections.abc import Iterator

from caseplans.enums import Source
from caseplans.reconciliation_enums import NeedCode, Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.facts import Activity
from caseplans.rules.reconciliation.findings import Finding, OfferInstead
from caseplans.rules.reconciliation.index import PlanIndex, Scheduled

POVERTY = frozenset({NeedCode.CONCRETE_SUPPORT})


def find_unowned(plan: PlanIndex) -> Iterator[Finding]:
    for one in plan.live:
        row = one.row
        assert isinstance(row, Activity)
        sides = [side for side, _ in row.owners]
        if row.responsible not in sides or len(set(sides)) < len(sides):
            text = f"{wording.item(one)} has nobody who answers for it."
            if row.responsible in sides:
                text = f"{wording.item(one)} has more than one who answers for it on the same side."
            yield _of(one, "owners", Severity.ERROR, f"{text} Name one.")
        if row.due_on is None:
            yield _of(one, "no_date", Severity.ERROR, f"{wording.item(one)} has no day by which it is to be done.")
        if not row.measure.strip():
            yield _of(
                one, "no_measure", Severity.WARNING, f"{wording.item(one)} does not say how one knows it is done."
            )


def _of(one: Scheduled, kind: str, severity: Severity, text: str) -> Finding:
    return Finding(
        rule=Rule.OWNERSHIP, kind=kind, severity=severity, items=(one.row.id,),
        explanation=wording.cited(text, Rule.OWNERSHIP),
    )  # fmt: skip


def find_goals(plan: PlanIndex) -> Iterator[Finding]:
    goals = sorted(plan.facts.goals, key=lambda goal: goal.id)
    for goal in goals:
        if not goal.owned or goal.due_on is None:
            what = "owner" if not goal.owned else "date"
            text = f"The goal {wording.quoted(goal.text)} has no {what} yet."
            yield Finding(
                rule=Rule.OWNERSHIP, kind="goal", severity=Severity.ERROR, items=(goal.id,),
                explanation=wording.cited(text, Rule.OWNERSHIP),
            )  # fmt: skip
    short = [goal for goal in goals if goal.short_term]
    if len(short) > plan.numbers.short_term_goals:
        text = (
            f"The plan has {len(short)} short-term goals. One or two keep it clear what goes on this month: "
            "see whether some can wait."
        )
        yield Finding(
            rule=Rule.OWNERSHIP, kind="short_term_goals", severity=Severity.WARNING, items=(),
            explanation=wording.cited(text, Rule.OWNERSHIP), rests_on=frozenset(goal.id for goal in short),
        )  # fmt: skip


def find_poverty(plan: PlanIndex) -> Iterator[Finding]:
    rows = [
        (row.id, row.text, row.source)
        for row in plan.requirements.values()
        if row.mandatory and not row.excused and row.answers == POVERTY
    ]
    for one in plan.live:
        row = one.row
        assert isinstance(row, Activity)
        if row.mandatory and row.answers == POVERTY:
            rows.append((row.id, row.text, row.source))
    for key, text, source in rows:
        if source not in (Source.CFS_PLAN, Source.COURT):
            continue
        said = f"{wording.quoted(text)} answers only what the family lacks. Being poor is no neglect: "
        said += "ask counsel how to bring it back to the court." if source == Source.COURT else "offer it as help."
        yield Finding(
            rule=Rule.POVERTY, kind="concrete_support", severity=Severity.WARNING, items=(key,),
            explanation=wording.cited(said, Rule.POVERTY),
            proposals=() if source == Source.COURT else (OfferInstead(key),),
        )  # fmt: skip
