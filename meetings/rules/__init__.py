"""Who may hold and cancel a meeting, who may be there, and what may be noted (31-090 III.D-E)."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypedDict

from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed
from accounts.enums import Act, Bureau
from accounts.models import User
from accounts.roles import ColocatedWorker
from crossover.sharing import readable
from families.enums import CONSENT_FREE, NEVER_CROSSES, Category
from families.models import Assignment, Family, Person
from families.rules import check_may_be_told, works_case
from meetings.enums import (
    AHEAD,
    FAMILY_ROLES,
    JOBS,
    MEETING_TRANSITIONS,
    NOT_HELD,
    ROLES_OF_STAFF,
    TELLING_ROLES,
    WORKER_ROLES,
    AttendeeRole,
    MeetingKind,
    MeetingStatus,
    Topic,
)
from meetings.models import Attendance, Decision, DispositionReview, KindRule, Meeting, MeetingNote
from meetings.models.contacts import moment

HEADING_LENGTH = 80
# A meeting that begins early, because everyone is there, is recorded as it begins.
EARLY = datetime.timedelta(minutes=15)
ALREADY: dict[str, str] = {
    MeetingStatus.SCHEDULED: "scheduled",
    MeetingStatus.CONFIRMED: "confirmed",
    MeetingStatus.HELD: "held",
    MeetingStatus.MINUTES: "held",
    MeetingStatus.FINAL: "held, and its minutes are final",
    MeetingStatus.CANCELLED: "cancelled",
    MeetingStatus.NO_SHOW: "recorded as not held",
}


class Invitee(TypedDict, total=False):
    """Someone to invite: one of `user`, `person`, `external_name`, and the role they come in.

    `about` says whom a role that tells a sensitive kind concerns.
    """

    role: str
    user: User
    person: Person
    external_name: str
    organization: str
    about: Person | None


class NoteFacts(TypedDict, total=False):
    """What was said under one topic of the agenda."""

    topic: str
    text: str
    category: str
    about: Person | None
    question: str
    past_event: bool
    relevance: str
    owner: User | None


def check_takes_others(rule: KindRule) -> None:
    """A PLTM takes staff only (31-090 III.D), and so does every kind that the family does not attend."""
    if rule.kind == MeetingKind.PLTM:
        raise NotAllowed("Only staff attend a PLTM: the family is not discussed without the family present.")
    if not rule.family_attends:
        raise NotAllowed(f"Only staff attend the {rule.short_name}.")


def check_invitees(family: Family, rule: KindRule, invitees: Sequence[Invitee]) -> None:
    """Where the family does not attend, staff only. Roles go to those who have them."""
    for invitee in invitees:
        user, person, role = invitee.get("user"), invitee.get("person"), invitee["role"]
        if user is None:
            check_takes_others(rule)
        if role not in rule.roles:
            raise NotAllowed(f"Nobody comes to the {rule.short_name} as {AttendeeRole(role).label}.")
        if (role == AttendeeRole.FAMILY and person is None) or (person and role not in FAMILY_ROLES):
            raise NotAllowed("A person of the family attends as family, and only such a person does.")
        if person and person.family_id != family.pk:
            raise NotAllowed("This person is not of this family.")
        if user:
            check_may_be_told(family, user)
            _check_staff_role(user, role, family)
        elif role in ROLES_OF_STAFF:
            raise NotAllowed(f"Only the county's own staff come as {AttendeeRole(role).label}. Invite them as staff.")


def check_tells_what_they_may_read(user: User, family: Family, invitees: Iterable[Invitee]) -> None:
    """A role that tells a sensitive kind is told about one person, by someone who may read that kind."""
    for invitee in invitees:
        check_writes_what_they_may_read(user, family, attendance_category(invitee["role"]), invitee.get("about"))


def check_not_invited_yet(user: User, meeting: Meeting, invitees: Iterable[Invitee]) -> None:
    """Everyone is invited to a meeting once, as far as `user` may know."""
    known = readable(meeting.attendances.all(), user)
    for invitee in invitees:
        staff, person, name = invitee.get("user"), invitee.get("person"), invitee.get("external_name")
        outside = {"external_name": name, "organization": invitee.get("organization", ""), "role": invitee["role"]}
        if name and known.filter(**outside).exists():
            raise NotAllowed(f"{name} is invited already.")
        if staff and known.filter(user=staff).exists():
            raise NotAllowed(f"{staff} is invited already.")
        if person and known.filter(person=person).exists():
            raise NotAllowed(f"{person} is invited already.")


def _check_staff_role(user: User, role: str, family: Family) -> None:
    """Administrators, directors and others who open no family page are not invited either."""
    if not user.is_active:
        raise NotAllowed(f"{user} is no longer active.")
    if not (user.bureau and (user.may(Act.WORK_CASE) or user.may(Act.FACILITATE))):
        raise NotAllowed(f"{user} does not work with families.")
    if role in FAMILY_ROLES:
        raise NotAllowed("Staff do not attend as the family.")
    if role in WORKER_ROLES:
        in_role = Assignment.objects.of_family(family).open().in_role(WORKER_ROLES[AttendeeRole(role)])
        if not in_role.filter(worker__in=user.stands_for_ids).exists():
            raise NotAllowed(f"{user} is not the family's assigned {AttendeeRole(role).label}.")
    if (
        role in JOBS
        and not User.objects.filter(pk__in=user.stands_for_ids, role_holdings__role__in=JOBS[role]).exists()
    ):
        raise NotAllowed(f"{user} does not work as {AttendeeRole(role).label}. Choose the role they come in.")


def check_can_run(user: User, meeting: Meeting) -> None:
    """Whoever works the case runs the meeting, and the facilitator who is invited to it (31-090 III.E.2).

    A case consultation is the co-located worker's: who is asked holds it, and writes down what was answered.
    """
    facilitates = (
        user.may(Act.FACILITATE) and meeting.attendances.filter(user=user, role=AttendeeRole.FACILITATOR).exists()
    )
    if not (facilitates or _is_consulted(user, meeting) or works_case(user, meeting.family)):
        raise NotAllowed("Only the family's workers and the meeting's facilitator can run this meeting.")


def _is_consulted(user: User, meeting: Meeting) -> bool:
    consults = meeting.kind == MeetingKind.CONSULTATION and ColocatedWorker.code in user.role_codes
    return consults and meeting.attendances.filter(user=user).exists()


def check_moves_to(meeting: Meeting, status: MeetingStatus) -> None:
    """A meeting goes only where the table of transitions lets it."""
    if status not in MEETING_TRANSITIONS[MeetingStatus(meeting.status)]:
        if meeting.status in AHEAD and status == MeetingStatus.FINAL:
            raise NotAllowed("This meeting was not held yet.")
        raise NotAllowed(f"This meeting is already {ALREADY[meeting.status]}.")


def check_day_has_come(meeting: Meeting) -> None:
    day = timezone.localdate(meeting.starts_at)
    if day > timezone.localdate():
        raise NotAllowed(f"This meeting is set for {date_format(day)}.")


def check_has_begun(meeting: Meeting) -> None:
    """What became of a meeting is known from its hour on, not from the morning of its day."""
    if timezone.now() < meeting.starts_at - EARLY:
        raise NotAllowed(f"This meeting is set for {moment(meeting.starts_at)}. Record it once it has begun.")


def check_can_hold(user: User, meeting: Meeting) -> None:
    """A scheduled meeting that has begun is held once."""
    check_can_run(user, meeting)
    check_moves_to(meeting, MeetingStatus.HELD)
    check_has_begun(meeting)


def check_quorum(rule: KindRule, present: Iterable[Attendance]) -> None:
    """An LTM needs a parent or family, the CFS SW and the AIS/FS SW, by phone at the least (31-090 III.E.2).

    A child of the family takes part, but does not stand for the parents: at least one adult does. A PLTM needs both
    bureaus: it lets the key parties talk beforehand (III.D). Other kinds need whom the county says. A colleague may
    stand in for a worker where the county lets them; nobody stands in for the family.
    """
    present = list(present)
    missing = missing_roles(rule, {role for one in present for role in (one.role, one.stands_in_for)})
    if missing:
        raise NotAllowed(f"The {rule.short_name} is not held without: {', '.join(role.label for role in missing)}.")
    family = [attendance.person for attendance in present if attendance.role == AttendeeRole.FAMILY]
    if AttendeeRole.FAMILY in rule.required_roles and not any(one and not one.is_child for one in family):
        raise NotAllowed(
            f"A child alone is not enough: the {rule.short_name} is held with a parent or another adult of the family."
        )
    if rule.kind == MeetingKind.PLTM and not {a.user.bureau for a in present if a.user} >= set(Bureau):
        raise NotAllowed("A PLTM is held by staff of both bureaus.")


def missing_roles(rule: KindRule, roles: Collection[str]) -> list[AttendeeRole]:
    """The required roles that none of these fills, in the handbook's order."""
    return [role for role in AttendeeRole if role in rule.required_roles and role not in roles]


def check_can_cancel(user: User, meeting: Meeting) -> None:
    """A meeting not held yet is cancelled with a reason by whoever may run it."""
    check_can_run(user, meeting)
    check_moves_to(meeting, MeetingStatus.CANCELLED)


def check_can_invite(user: User, meeting: Meeting) -> None:
    """Others join until the meeting is held."""
    check_can_run(user, meeting)
    if meeting.status not in AHEAD:
        raise NotAllowed(f"This meeting is already {ALREADY[meeting.status]}.")


def check_can_write(user: User, meeting: Meeting) -> None:
    """What was said is written down by whoever may run the meeting, from its day on."""
    check_can_run(user, meeting)
    if meeting.status in NOT_HELD:
        raise NotAllowed(f"This meeting is already {ALREADY[meeting.status]}.")
    check_day_has_come(meeting)


def check_can_note(user: User, meeting: Meeting) -> None:
    """Notes are taken at the meeting and completed after it, until the minutes are final."""
    check_can_write(user, meeting)
    if meeting.status == MeetingStatus.FINAL:
        raise NotAllowed("The minutes are final: nothing is added. What is wrong is still corrected.")


def check_can_correct(user: User, said: MeetingNote | Decision | DispositionReview) -> None:
    """Whoever takes the meeting's notes for a bureau puts right what that bureau wrote; its history keeps both."""
    check_can_write(user, said.meeting)
    if said.bureau != user.bureau:
        raise NotAllowed("The other program wrote this. Ask its writer to correct it.")


def check_can_decide(user: User, meeting: Meeting) -> None:
    """Decisions are the LTM's: with the family, never at a PLTM (31-090 III.D, III.E.4)."""
    check_can_note(user, meeting)
    if meeting.kind == MeetingKind.PLTM:
        raise NotAllowed("A PLTM settles logistics. Decisions are made at the LTM, with the family.")


def check_writes_what_they_may_read(user: User, family: Family, category: str, about: Person | None) -> None:
    """What a meeting records is of a category, about one person, and readable to its writer."""
    if about is None and category not in CONSENT_FREE:
        raise NotAllowed("Say which person this is about.")
    if about is not None and about.family_id != family.pk:
        raise NotAllowed("This person is not of this family.")
    if category in NEVER_CROSSES:
        raise NotAllowed("What belongs to an investigation is not recorded at a shared meeting.")
    if category not in CONSENT_FREE and not works_case(user, family):
        raise NotAllowed("Only the family's workers note more than logistics.")


def check_note(rule: KindRule, note: Mapping[str, Any]) -> None:
    """Topics are the agenda's. A PLTM is about logistics; worries are short headings (31-090 III.D)."""
    topic, category = note["topic"], note["category"]
    if topic not in rule.topics:
        raise NotAllowed(f"This topic is not on the agenda of the {rule.short_name}.")
    _check_matters_now(note)
    if rule.kind != MeetingKind.PLTM:
        if note.get("owner"):
            raise NotAllowed("Who sees to what before the LTM is settled at the PLTM.")
        return
    if category != pltm_category(topic):
        raise NotAllowed("A PLTM notes logistics, and worries as headings of services.")
    if topic == Topic.WORRIES and len(note["text"]) > HEADING_LENGTH:
        raise NotAllowed(f"Worries are headings of at most {HEADING_LENGTH} characters: details wait for the family.")


def _check_matters_now(note: Mapping[str, Any]) -> None:
    """A past occurrence is not discussed unless it has particular relevance (31-090 III.C.4)."""
    if note.get("past_event") and not note.get("relevance", "").strip():
        raise NotAllowed("A past event is noted only where it matters for the plan now: say why it does.")


def attendance_category(role: str) -> Category:
    """What an attendance tells: meeting logistics, unless the role alone tells a sensitive kind."""
    return TELLING_ROLES.get(role, Category.LOGISTICS)


def pltm_category(topic: str) -> Category:
    """Under which category a PLTM notes this topic."""
    return {Topic.WORRIES: Category.SERVICES, Topic.SAFETY_CHECK: Category.DOMESTIC_ABUSE}.get(
        Topic(topic), Category.LOGISTICS
    )
