"""Who may decide about what reconciliation finds."""

from accounts.access import NotAllowed
from accounts.enums import Act
from accounts.models import User
from caseplans.models import Plan
from caseplans.reconciliation_enums import Severity
from caseplans.rules.checks import check_can_edit_plan


def check_can_override(user: User, plan: Plan, severity: Severity) -> None:
    """The worker leaves a warning as it is; an error only a supervisor (domain 9)."""
    check_can_edit_plan(user, plan)
    if severity == Severity.ERROR and not user.may(Act.SUPERVISE):
        raise NotAllowed("This is an error: a supervisor of the family decides to leave it as it is.")
