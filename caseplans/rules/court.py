"""Who summarizes the plan for the court."""

from accounts.access import NotAllowed
from accounts.enums import Bureau
from accounts.models import User
from caseplans.enums import NOT_YET_SIGNED
from caseplans.models import Plan
from caseplans.rules.checks import check_works


def check_can_summarize_for_court(user: User, plan: Plan) -> None:
    """The CFS worker tells the court how the signed plan goes (CFPIC Guidelines, 9)."""
    check_works(user, plan.family)
    if user.bureau != Bureau.CFS:
        raise NotAllowed("CFS reports to the court.")
    if plan.status in NOT_YET_SIGNED:
        raise NotAllowed("There is nothing to tell the court until the plan is signed.")
