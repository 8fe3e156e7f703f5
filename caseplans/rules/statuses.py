"""The review of Welfare-to-Work statuses at an LTM (CFPIC Guidelines, 16), and what stays to be reviewed."""

from collections.abc import Collection

from accounts.access import NotAllowed
from accounts.models import User
from caseplans.rules.checks import check_works
from caseplans.status_enums import StatusOutcome
from families.enums import WtwStatus
from families.models import Person
from meetings.enums import LTMS
from meetings.models import Meeting

# What answers a status; every other outcome of it would be a slip.
ANSWERS = {
    StatusOutcome.CURE: frozenset({WtwStatus.SANCTIONED, WtwStatus.NONCOMPLIANCE, WtwStatus.CURE_PLAN}),
    StatusOutcome.VOLUNTEER: frozenset({WtwStatus.EXEMPT, WtwStatus.EXEMPT_VOLUNTEER}),
}
NEEDS_AN_ANSWER = frozenset({WtwStatus.SANCTIONED, WtwStatus.NONCOMPLIANCE})


def check_can_review_status(user: User, meeting: Meeting, open_to_review: Collection[Person]) -> None:
    """At an LTM that was held, by either worker who may read the status. `open_to_review` are those they may."""
    check_works(user, meeting.family)
    if meeting.kind not in LTMS or not meeting.was_held:
        raise NotAllowed("The status is reviewed at an LTM that was held.")
    if not open_to_review:
        raise NotAllowed("Nobody's Welfare-to-Work status that you may read is still to be reviewed at this LTM.")


def check_outcome(status: str, outcome: str) -> None:
    """A cure answers a sanction, volunteering an exemption; a sanction does not just go on."""
    fits = ANSWERS.get(StatusOutcome(outcome))
    label = WtwStatus(status).label.lower()
    if fits is not None and status not in fits:
        raise NotAllowed(f"“{StatusOutcome(outcome).label}” does not answer the status “{label}”.")
    if outcome == StatusOutcome.GOES_ON and status in NEEDS_AN_ANSWER:
        raise NotAllowed("Say what is done about it: a cure, good cause, Family Stabilization, or the next LTM.")
