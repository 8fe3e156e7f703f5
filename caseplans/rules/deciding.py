"""Who may decide about what reconciliation finds."""

from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed
from accounts.enums import Act
from accounts.models import User
from caseplans.models import Plan, ReconciliationEntry
from caseplans.reconciliation_enums import Severity
from caseplans.rules.checks import check_can_edit_plan


def check_can_override(user: User, plan: Plan, severity: Severity) -> None:
    """The worker leaves a warning as it is; an error only a supervisor (domain 9)."""
    check_can_edit_plan(user, plan)
    if severity == Severity.ERROR and not user.may(Act.SUPERVISE):
        raise NotAllowed("This is an error: a supervisor of the family decides to leave it as it is.")


def check_not_decided(decided: ReconciliationEntry | None) -> None:
    """What was left as it is stays so, and is asked of nobody again, while it is about the same rows and people."""
    if decided:
        day = date_format(timezone.localdate(decided.at))
        agreed = " The family agreed." if decided.family_agreed else ""
        raise NotAllowed(f"{decided.by} left it as it is on {day}: “{decided.reason}”.{agreed}")
