"""Who may ask for a meeting, who sees to it, and when the request ends (31-090 III.D, III.G)."""

from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed
from accounts.models import User
from families.enums import CONSENT_FREE
from families.models import Assignment, Family, Person
from families.rules import works_case
from meetings.enums import ANSWERED_BY, REQUEST_TRANSITIONS, TRIGGER_CATEGORY, MeetingRequestStatus
from meetings.models import KindRule, MeetingRequest
from meetings.rules import check_writes_what_they_may_read
from meetings.rules.kinds import who_schedules


def check_can_request(user: User, family: Family) -> None:
    """Whoever works the case asks for a meeting: for themselves, the family or a program (III.G)."""
    if family.merged_into_id:
        raise NotAllowed("This family was merged into another. Ask for the meeting there.")
    if not works_case(user, family):
        raise NotAllowed("Only the family's workers and their supervisors can ask for a meeting.")


def check_request(
    user: User, family: Family, *, rule: KindRule, trigger: str, owner: User, about: Person | None
) -> None:
    """Why it is asked for is of a category, and whoever sees to it may read why.

    The owner is one of the family's workers: of the asker's own bureau where the reason is its own to know.
    """
    category = TRIGGER_CATEGORY[trigger]
    check_writes_what_they_may_read(user, family, category, about)
    held = Assignment.objects.of_family(family).open().filter(worker=owner)
    if not held.exists():
        raise NotAllowed(f"{owner} does not work with this family.")
    if category not in CONSENT_FREE and owner.bureau != user.bureau:
        raise NotAllowed("This reason stays within your program: choose one of your own workers to schedule it.")
    if rule.bureau and owner.bureau != rule.bureau:
        raise NotAllowed(f"The {rule.short_name} is scheduled by {rule.get_bureau_display()}: choose one of them.")
    if rule.scheduled_by and not held.filter(role__in=rule.scheduled_by).exists():
        raise NotAllowed(
            f"The {rule.short_name} is scheduled by the family's {who_schedules(rule)}: choose one of them."
        )


def check_has_no_day(family: Family, rule: KindRule) -> None:
    """What has its day is not asked for: no later scheduling would answer the request."""
    if planned := family.meetings.filter(kind__in=ANSWERED_BY[rule.kind]).ahead().first():
        day = date_format(timezone.localdate(planned.starts_at))
        raise NotAllowed(f"One {planned.short_name} is already scheduled for {day}: move it, or ask once it was held.")


def check_can_withdraw(user: User, request: MeetingRequest) -> None:
    """An open request is withdrawn by whoever works the case and may read it."""
    check_can_request(user, request.family)
    if MeetingRequestStatus.WITHDRAWN not in REQUEST_TRANSITIONS[MeetingRequestStatus(request.status)]:
        raise NotAllowed(f"This request is already {request.get_status_display().lower()}.")
