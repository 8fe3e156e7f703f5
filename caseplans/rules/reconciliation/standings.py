"""R11 and R12: a parent in noncompliance, sanctioned or exempt (CFPIC Guidelines, 16).

A sanctioned parent with an open CFS case can have Welfare-to-Work services at any time, and the sanction is cured
through the plan. An exempt parent can volunteer with what is in the CFS plan alone. A plan never threatens benefits.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from caseplans.reconciliation_enums import Excused, Rule, Severity
from caseplans.rules.reconciliation import wording
from caseplans.rules.reconciliation.facts import Activity
from caseplans.rules.reconciliation.family import Member, Standing
from caseplans.rules.reconciliation.findings import Excuse, Finding, OfferCure, OfferVolunteering
from caseplans.rules.reconciliation.index import PlanIndex
from caseplans.rules.reconciliation.ranks import Rank
from families.enums import WtwStatus

IN_TROUBLE = frozenset({WtwStatus.NONCOMPLIANCE, WtwStatus.SANCTIONED})
EXEMPT = frozenset({WtwStatus.EXEMPT, WtwStatus.EXEMPT_VOLUNTEER})
BENEFITS = r"(cash aid|aid|benefits?|calworks|calfresh|food stamps|grant|check|beneficios?|ayuda|asistencia)"
THREAT = re.compile(
    rf"\b(lose|losing|cut( off)?|stop(ped)?|take away|reduced?|end|perder[áa]?|quitar(án|le)?|cortar(án|le)?)\b"
    rf"[^.]{{0,25}}\b{BENEFITS}\b"
    rf"|\b{BENEFITS}\b[^.]{{0,15}}\b(be|get|is|are) (cut|stopped|reduced|ended|lost|taken)"
    r"|\b(or|if not)\b[^.]{0,30}\bsanction(ed)?\b|\bwill be sanctioned\b",
    re.IGNORECASE,
)


def threatens(text: str) -> bool:
    """Whether words hold aid over someone's head, in English or Spanish."""
    return THREAT.search(text) is not None


def find_sanctions(plan: PlanIndex) -> Iterator[Finding]:
    for member in plan.members.values():
        standing = member.standing
        if not standing or not member.is_parent or standing.status not in IN_TROUBLE:
            continue
        if not standing.cure_offered:
            yield _sanction(plan, member, standing)
        if standing.status == WtwStatus.SANCTIONED and _too_early(plan, standing):
            days = plan.numbers.no_sanction_days
            text = f"{member.name} is sanctioned within {days} days of aid, which the law rules out."
            yield Finding(
                rule=Rule.SANCTION, kind="too_early", severity=Severity.WARNING, items=(standing.id,),
                persons=(member.id,), explanation=wording.cited(f"{text} Ask CalWORKs to lift it.", Rule.SANCTION),
            )  # fmt: skip


def _too_early(plan: PlanIndex, standing: Standing) -> bool:
    if not standing.aided_since or not standing.since:
        return False
    return standing.since < standing.aided_since + timedelta(days=plan.numbers.no_sanction_days)


def _sanction(plan: PlanIndex, member: Member, standing: Standing) -> Finding:
    if standing.status == WtwStatus.SANCTIONED:
        text = f"{member.name} is sanctioned. Services are open at any time, and this plan can cure the sanction."
    else:
        text = f"{member.name} is in noncompliance. Good cause or a compliance plan mends it"
        if standing.since:
            by = standing.since + timedelta(days=plan.numbers.noncompliance_days)
            text += f", by {wording.day(by)}"
        text += ". Check first that child care was arranged."
    return Finding(
        rule=Rule.SANCTION, kind="sanction", severity=Severity.WARNING, items=(standing.id,), persons=(member.id,),
        explanation=wording.cited(text, Rule.SANCTION), proposals=(OfferCure(member.id),),
    )  # fmt: skip


def find_threats(plan: PlanIndex) -> Iterator[Finding]:
    """Words of the plan that threaten benefits."""
    rows = [(one.row.id, one.row.text) for one in plan.live]
    rows += [(goal.id, goal.text) for goal in sorted(plan.facts.goals, key=lambda goal: goal.id)]
    for key, text in rows:
        if threatens(text):
            said = f"{wording.quoted(text)} threatens benefits. Say what will be done and who helps instead."
            yield Finding(
                rule=Rule.SANCTION, kind="threat", severity=Severity.ERROR, items=(key,),
                explanation=wording.cited(said, Rule.SANCTION),
            )  # fmt: skip


def find_exempt(plan: PlanIndex) -> Iterator[Finding]:
    for member in plan.members.values():
        standing = member.standing
        if not standing or not member.is_parent or standing.status not in EXEMPT:
            continue
        if standing.status == WtwStatus.EXEMPT and not standing.volunteer_offered:
            text = (
                f"{member.name} is exempt from Welfare-to-Work. Offer to volunteer, with only what is in the CFS plan: "
                "it opens child care, transport and other help."
            )
            yield Finding(
                rule=Rule.EXEMPT, kind="volunteer", severity=Severity.ADVICE, items=(standing.id,),
                persons=(member.id,), explanation=wording.cited(text, Rule.EXEMPT),
                proposals=(OfferVolunteering(member.id),),
            )  # fmt: skip
        yield from _required_all_the_same(plan, member, standing)


def _required_all_the_same(plan: PlanIndex, member: Member, standing: Standing) -> Iterator[Finding]:
    for one in plan.of.get(member.id, []):
        row = one.row
        assert isinstance(row, Activity)
        if row.mandatory and one.rank == Rank.CALWORKS:
            text = (
                f"{wording.item(one)} is required of {member.name}, who is exempt. Only the CFS plan is asked of them."
            )
            alone = set(row.persons) == {member.id}
            yield Finding(
                rule=Rule.EXEMPT, kind="required", severity=Severity.WARNING, items=(row.id,), persons=(member.id,),
                explanation=wording.cited(text, Rule.EXEMPT), rests_on=frozenset({standing.id}),
                proposals=(Excuse((row.id,), Excused.EXEMPTION),) if alone else (),
            )  # fmt: skip
