"""What a kind of meeting asks for: today, or when the meeting was held."""

from families.enums import AssignmentRole
from meetings.models import KindRule, Meeting


def rule_of_kind(kind: str) -> KindRule:
    rule: KindRule = KindRule.objects.of(kind)
    return rule


def rule_of(meeting: Meeting) -> KindRule:
    """What its kind asks for of this meeting: today's rule, and of a held one that under which it was held."""
    rule: KindRule = KindRule.objects.of_meeting(meeting)
    return rule


def who_schedules(rule: KindRule) -> str:
    return " or ".join(AssignmentRole(role).label for role in rule.scheduled_by)


def every_kind() -> list[KindRule]:
    return list(KindRule.objects.all())
