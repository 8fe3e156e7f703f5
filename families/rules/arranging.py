"""Who may put a task off, hand it over, write one down or end it, and to whom it may go."""

import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed
from accounts.models import Setting, User
from families.county import SNOOZE_DAYS
from families.enums import GOES_WITH_XOVER1, TaskKind
from families.models import Family, FamilyGrant, OwnTask, Snooze, Task
from families.rules import works

# Where a task is done: a page of its family, of the record its key names, or a list of the reader's own.
OF_FAMILY = {
    TaskKind.RENEW_CONSENT: "reports:family-consents",
    TaskKind.HOLD_TRANSITION_LTM: "reports:family-meetings",
    TaskKind.BEGIN_TRANSITION: "reports:family-plan",
    TaskKind.HOLD_PLTM: "reports:family-meetings",
    TaskKind.HOLD_LTM: "reports:family-meetings",
    TaskKind.SIGN_PLAN: "reports:family-plan",
    TaskKind.GIVE_COPIES: "reports:family-plan",
    TaskKind.VISIT_FAMILY: "meetings:contact-new",
    TaskKind.SIGN_CASE_PLAN: "reports:family-plan",
    TaskKind.UPDATE_CASE_PLAN: "reports:family-plan",
    TaskKind.DECIDE_EXTENSION: "reports:family-cases",
    TaskKind.HOLD_CLOSING_LTM: "reports:family-meetings",
    TaskKind.CONTACT_AFTER_MISSED: "meetings:contact-new",
    TaskKind.HOLD_MISSED_LTM: "reports:family-meetings",
    TaskKind.HOLD_NOT_MET_LTM: "reports:family-meetings",
    TaskKind.ANSWER_NONCOMPLIANCE: "reports:family-people",
    TaskKind.END_CURE: "reports:family-people",
    TaskKind.FR_AID_ENDS: "reports:family-people",
    TaskKind.SCHEDULE_MEETING: "reports:family-meetings",
    TaskKind.EXPLAIN_LTM: "reports:family-meetings",
    TaskKind.BOOK_INTERPRETER: "reports:family-meetings",
    TaskKind.ARRANGE_TRAVEL: "reports:family-meetings",
    TaskKind.ARRANGE_PHONE: "reports:family-meetings",
    TaskKind.HOLD_DISPOSITION: "reports:family-meetings",
    TaskKind.HOLD_CFT: "reports:family-meetings",
    TaskKind.EXPEDITED_CALL: "meetings:contact-new",
    TaskKind.CLEAR_AFTER_CHANGE: "reports:family-team",
    TaskKind.CODE_AFTER_CHANGE: "reports:family-team",
    TaskKind.PLAN_AFTER_CHANGE: "reports:family-team",
}
OF_RECORD = {
    TaskKind.SEND_PART_A: "crossover:clearance-detail",
    TaskKind.RE_CHECK_APPLICANT: "crossover:clearance-detail",
    TaskKind.REQUEST_CONSENT: "crossover:consent-request-detail",
    TaskKind.ANSWER_REQUEST: "meetings:request-detail",
    TaskKind.OWN: "families:own-task-done",
    TaskKind.REVIEW_STATUS: "caseplans:status-review-new",
    TaskKind.KEEP_PROMISE: "caseplans:activity-progress",
    TaskKind.ASK_ABOUT_ACTIVITY: "caseplans:activity-progress",
}
# What the page begins with, where another choice on it would leave the task open.
BEGINS_WITH = {TaskKind.EXPEDITED_CALL: "?kind=team"}
OF_READER = dict.fromkeys(GOES_WITH_XOVER1, "crossover:xover1-inbox")


def act_of(task: Task) -> str:
    """The address of the page where this task is done: done there, it closes by itself."""
    kind = TaskKind(task.kind)
    if kind in OF_FAMILY:
        return reverse(OF_FAMILY[kind], args=[task.family_uuid]) + BEGINS_WITH.get(kind, "")
    if kind in OF_RECORD:
        return reverse(OF_RECORD[kind], args=[task.key.rpartition(":")[2]])
    return reverse(OF_READER[kind])


def arranges(user: User, owner: User) -> bool:
    """The owner, who covers them today, and the supervisor of their unit."""
    return user.stands_for(owner) or user.supervises(owner.unit)


def last_snooze(task: Task) -> Snooze | None:
    """How its present owner put it off last, whether or not it is back by now."""
    facts = {"family": task.family, "kind": task.kind, "key": task.key, "owner": task.owner}
    return Snooze.objects.filter(**facts).order_by("-at", "-pk").first()


def arranged_as(task: Task) -> str:
    """Whose it is and how it was put off last: what whoever arranges it was shown."""
    snooze = last_snooze(task)
    return f"{task.owner_id}.{snooze.pk if snooze else 0}"


def check_can_arrange(user: User, task: Task) -> None:
    """A task is put off or handed over by whoever answers for it."""
    if not arranges(user, task.owner):
        raise NotAllowed(f"Only {task.owner}, who covers them and their supervisor put this off or hand it over.")


def check_can_snooze(user: User, task: Task, until: datetime.date) -> None:
    """Put off for so many days at most (a county setting): it is back by itself, and the day it is due stays."""
    check_can_arrange(user, task)
    today, days = timezone.localdate(), Setting.objects.number(SNOOZE_DAYS)
    last = today + datetime.timedelta(days=days)
    if until <= today:
        raise NotAllowed("Choose tomorrow or a later day.")
    if until > last:
        raise NotAllowed(f"Put it off until {date_format(last)} at the latest: {days} days is the longest.")


def check_can_hand_over(user: User, task: Task) -> None:
    """What is due on an XOVER1 goes with the form, on the form's own page."""
    check_can_arrange(user, task)
    if task.kind in GOES_WITH_XOVER1:
        raise NotAllowed("Pass the XOVER1 itself to your colleague, on its own page: this task goes with it.")


def check_can_take(task: Task, colleague: User) -> None:
    """Whoever takes a task works in the owner's bureau, and may know the family for longer than some days."""
    if colleague == task.owner:
        raise NotAllowed(f"{colleague} has this task already.")
    check_can_be_given(task.family, task.owner.bureau, colleague)


def check_can_be_given(family: Family, bureau: str, colleague: User) -> None:
    if not colleague.is_active or colleague.bureau != bureau:
        raise NotAllowed("Choose a colleague of the same bureau.")
    if not knows_lastingly(family).filter(pk=colleague.pk).exists():
        raise NotAllowed(
            f"{colleague} may not see this family, or only for some days. Have them assigned first, or choose another."
        )


def knows_lastingly(family: Family) -> QuerySet[User]:
    """Who may know this family without an end in sight."""
    grants = FamilyGrant.objects.filter(content_object=family, valid_until=None)
    return User.objects.active().filter(pk__in=grants.values("user"))


def check_can_write_down(user: User, family: Family) -> None:
    """Whoever works the family writes down what is to be done."""
    if not (user.bureau and works(user, family)):
        raise NotAllowed("Only the family's workers and their supervisors write down tasks.")


def check_can_end(user: User, task: OwnTask) -> None:
    """Done is said by whoever answers for the task now, or wrote it down. Twice is once."""
    made = Task.objects.filter(family=task.family, kind=TaskKind.OWN, key=task.key)
    now = made.select_related("owner__unit").first()
    owner = now.owner if now else task.owner
    if user not in {task.made_by, task.done_by} and not arranges(user, owner):
        raise NotAllowed(f"Only {owner}, who covers them and their supervisor say that this is done.")
