"""What a meeting still needs, and what its PLTM prepared, as one person may know it (31-090 III.D, III.E.2)."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import get_text_list

from accounts.access import visible
from accounts.models import Setting, User
from crossover.enums import ConsentEventKind
from crossover.models import ConsentEvent, ConsentParty, ConsentScope
from crossover.sharing import readable
from families.enums import Category
from families.models import Family, Person
from families.rules import works_case
from meetings.county import COMBINE_DAYS
from meetings.deadlines import last_pltm
from meetings.enums import ARRANGEMENTS, LTMS, WORKER_ROLES, MeetingKind, Topic
from meetings.models import Attendance, Meeting, MeetingNote
from meetings.rules import missing_roles
from meetings.rules.kinds import every_kind, rule_of
from meetings.sharing import attendances_for


def pltm_before(meeting: Meeting) -> Meeting | None:
    """The PLTM that prepared an LTM: the last one held before it, with no other LTM held between."""
    if meeting.kind not in LTMS:
        return None
    earlier = meeting.family.meetings.held().filter(starts_at__lte=meeting.starts_at).exclude(pk=meeting.pk)
    pltm: Meeting | None = earlier.of_kind(MeetingKind.PLTM).first()
    if pltm and earlier.ltms().filter(starts_at__gte=pltm.starts_at).exists():
        return None
    return pltm


def arrangements_for(meeting: Meeting, user: User) -> list[MeetingNote]:
    """What the PLTM settled of the LTM's logistics, each done, open or nothing to arrange: on the PLTM and its LTM."""
    pltm = meeting if meeting.kind == MeetingKind.PLTM else pltm_before(meeting)
    if pltm is None:
        return []
    notes = MeetingNote.objects.filter(meeting=pltm, topic__in=ARRANGEMENTS)
    return list(readable(notes, user).select_related("owner", "done_by", "meeting"))


def missing_at(meeting: Meeting, user: User) -> list[str]:
    """The required roles nobody is invited in yet, as far as this reader may know."""
    if not meeting.is_ahead:
        return []
    invited = {attendance.role for attendance in attendances_for(meeting, user)}
    return [role.label for role in missing_roles(rule_of(meeting), invited)]


@dataclass(frozen=True)
class CarriedOver:
    """Whom the PLTM named for the LTM: the people of the family by key, and the staff besides the two workers."""

    people: frozenset[int] = frozenset()
    staff: Sequence[Attendance] = ()


def carried_over(family: Family, user: User) -> CarriedOver:
    """The invite list of the PLTM held last, as far as this reader may know; empty once its LTM was held."""
    pltm = last_pltm(family)
    if pltm is None:
        return CarriedOver()
    named = MeetingNote.objects.filter(meeting=pltm, topic=Topic.WHO_TO_INVITE, about__isnull=False)
    people = frozenset(readable(named, user).values_list("about", flat=True))
    staff = attendances_for(pltm, user).exclude(role__in=WORKER_ROLES).exclude(user=None)
    return CarriedOver(people, list(staff))


def meetings_near(family: Family, user: User, day: datetime.date) -> QuerySet[Meeting]:
    """What the family attends so near that day that one trip could do for both (CFPIC Guidelines, 12)."""
    span = datetime.timedelta(days=Setting.objects.number(COMBINE_DAYS))
    ahead = visible(Meeting, user).filter(family=family).ahead()  # type: ignore[attr-defined]
    ahead = ahead.exclude(kind__in=[rule.kind for rule in every_kind() if not rule.family_attends])
    found: QuerySet[Meeting] = ahead.between(day - span, day + span).order_by("starts_at")
    return found


def names_outsiders() -> Q:
    """In SQL: the signer of this scope's form named someone outside the two programs who may receive, and still may."""
    taken_back = ConsentEvent.objects.filter(kind=ConsentEventKind.FROM_PARTY).values("party")
    return Q(consent__parties__in=ConsentParty.objects.filter(may_receive=True).exclude(pk__in=taken_back))


def opened_to_outsiders(family: Family) -> dict[Category, str]:
    """What a WTWCC 10B in force opens to someone outside the two programs whom its signer named: of whom, in words."""
    scopes = ConsentScope.objects.in_force(timezone.localdate()).filter(names_outsiders(), person__family=family)
    about: dict[str, set[Person]] = {}
    for scope in scopes.select_related("person"):
        about.setdefault(scope.category, set()).add(scope.person)
    return {kind: f"{kind.label} of {_names(about[kind])}" for kind in Category if kind in about}


def _names(people: Iterable[Person]) -> str:
    return get_text_list(sorted(str(person) for person in people), "and")


def heard_by(meeting: Meeting, user: User, attendances: Sequence[Attendance]) -> list[tuple[Attendance, list[str]]]:
    """The people from outside and what each may hear besides logistics.

    Said to whoever works the family, because it tells which consents are in force; and no more than is in force now.
    """
    if not works_case(user, meeting.family):
        return []
    opened = opened_to_outsiders(meeting.family)
    outside = [one for one in attendances if one.external_name]
    return [(one, [said for kind, said in opened.items() if kind in one.may_hear]) for one in outside]
