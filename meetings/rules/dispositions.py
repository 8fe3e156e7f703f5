"""Who records what a Disposition Conference decided, and what that says (31-090 III.G)."""

from typing import Any

from accounts.access import NotAllowed
from accounts.enums import Bureau
from accounts.models import User
from families.enums import CONSENT_FREE
from meetings.enums import CaseDecision, MeetingKind
from meetings.models import Meeting
from meetings.rules import check_can_note, check_writes_what_they_may_read
from meetings.rules.calling import check_words_tell_no_kept_address


def check_can_record_review(user: User, meeting: Meeting) -> None:
    """CFS reviews its case at the Disposition Conference, and its staff record once what came of it."""
    if meeting.kind != MeetingKind.DISPOSITION:
        raise NotAllowed("Only a Disposition Conference decides how the case goes on.")
    check_can_note(user, meeting)
    if user.bureau != Bureau.CFS:
        raise NotAllowed("CFS reviews its case here: its staff record what was decided.")
    if hasattr(meeting, "review"):
        raise NotAllowed("What this conference decided is recorded already. Correct it on the meeting's page.")


def check_review(user: User, meeting: Meeting, said: dict[str, Any]) -> None:
    """A review tells of a person's services, never of logistics alone; a plan that changes says how."""
    if said["category"] in CONSENT_FREE:
        raise NotAllowed("A review is more than logistics: say what kind of information it is.")
    check_writes_what_they_may_read(user, meeting.family, said["category"], said["about"])
    if said["decision"] == CaseDecision.CHANGE and not said["plan_changes"].strip():
        raise NotAllowed("Say what changes in the plan.")
    for words in (said["findings"], said["plan_changes"]):
        check_words_tell_no_kept_address(user, meeting.family, words)


def check_review_is_recorded(meeting: Meeting) -> None:
    """The minutes of a Disposition Conference are not final without what it decided."""
    if meeting.kind == MeetingKind.DISPOSITION and not hasattr(meeting, "review"):
        raise NotAllowed("Record what the conference decided first.")
