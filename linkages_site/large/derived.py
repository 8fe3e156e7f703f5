"""Grants and tasks of every family at once: what `settle` makes of one, by the same pure functions."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.utils.timezone import localdate

from accounts.models import Setting, UnitSupervision
from accounts.services import county_closures
from crossover.county import ACKNOWLEDGE_DAYS, CONSENT_DAYS
from crossover.deadlines import acknowledgement_dues, consent_dues
from crossover.enums import ConsentOutcome
from crossover.grounds import ON_THEIR_WAY_NO_MORE, clearance_grounds, form_grounds
from crossover.models import Clearance, ConsentRequest, Xover1, Xover1Hop
from families.enums import AssignmentRole, Disposition
from families.grounds import assignment_grounds
from families.models import Assignment, CfsCase, FamilyGrant, Task
from families.rules import Due, GroundOfAccess
from linkages_site.large.rows import Rows
from meetings.county import INVITED_DAYS_AFTER, LTM_DAYS_AFTER_AGREEMENT, LTM_DAYS_AFTER_PLTM, PLTM_DAYS
from meetings.deadlines import Days, MeetingFacts, Span, meeting_dues
from meetings.grounds import invitation_grounds
from meetings.models import Attendance, Meeting


def derive(rows: Rows) -> None:
    """Write the grants and tasks that the facts ask for."""
    assignments = list(Assignment.objects.select_related("cfs_case", "calworks_case").order_by("pk"))
    permissions = dict(Permission.objects.filter(content_type__model="family").values_list("codename", "pk"))
    for family_id, ground in _grounds(assignments):
        rows.add(
            FamilyGrant,
            content_object_id=family_id,
            user_id=ground.user_id,
            permission_id=permissions[ground.level],
            ground=ground.ground,
            source=ground.source,
            valid_from=ground.valid_from,
            valid_until=ground.valid_until,
        )
    for family_id, due in [*_consent_dues(), *_form_dues(), *_meeting_dues(assignments)]:
        facts = {"kind": due.kind, "key": due.key, "opens_on": due.opens_on, "due_on": due.due_on, "why": due.why}
        rows.add(Task, family_id=family_id, owner_id=due.owner_id, **facts)
    rows.write()


def _grounds(assignments: list[Assignment]) -> list[tuple[int, GroundOfAccess]]:
    """Every ground with its family, which its source tells."""
    undecided = list(Clearance.objects.filter(referral__disposition=Disposition.OPEN, family__isnull=False))
    forms = list(Xover1.objects.exclude(status__in=ON_THEIR_WAY_NO_MORE).prefetch_related("hops"))
    meetings = list(Meeting.objects.standing())
    attendances = Attendance.objects.filter(meeting__in=meetings).select_related("meeting").order_by("pk")
    family_of = {f"assignment:{row.uuid}": row.case.family_id for row in assignments}
    made: dict[str, list[Any]] = {"clearance": undecided, "xover1": forms, "meeting": meetings}
    for kind, found in made.items():
        family_of |= {f"{kind}:{row.uuid}": row.family_id for row in found}
    grounds = [
        *assignment_grounds(assignments, UnitSupervision.objects.all()),
        *clearance_grounds(undecided),
        *(ground for form in forms for ground in form_grounds(form)),
        *invitation_grounds(attendances, Setting.objects.number(INVITED_DAYS_AFTER)),
    ]
    return [(family_of[ground.source], ground) for ground in grounds]


def _consent_dues() -> Iterable[tuple[int, Due]]:
    days, closures = Setting.objects.number(CONSENT_DAYS), county_closures()
    for request in ConsentRequest.objects.filter(outcome=ConsentOutcome.OPEN).order_by("pk"):
        for due in consent_dues([request], days, closures):
            yield request.family_id, due


def _form_dues() -> Iterable[tuple[int, Due]]:
    days, closures = Setting.objects.number(ACKNOWLEDGE_DAYS), county_closures()
    for hop in Xover1Hop.objects.waiting().select_related("form").order_by("pk"):
        for due in acknowledgement_dues([hop], days, closures):
            yield hop.form.family_id, due


def _meeting_dues(assignments: list[Assignment]) -> Iterable[tuple[int, Due]]:
    """Each family has one case a bureau at most, and no meeting but a PLTM held."""
    numbers = Setting.objects.number
    days = Days(numbers(PLTM_DAYS), numbers(LTM_DAYS_AFTER_AGREEMENT), numbers(LTM_DAYS_AFTER_PLTM))
    spans: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for row in assignments:
        if row.worker_id and row.case.closed_on is None:
            span = Span(row.worker_id, f"assignment:{row.uuid}", row.from_date, row.until_date)
            spans[row.case.family_id, row.role].append(span)
    held = {row.family_id: localdate(row.starts_at) for row in Meeting.objects.held()}
    for case in CfsCase.objects.open().order_by("pk"):
        cfs, ais = (spans[case.family_id, role] for role in (AssignmentRole.CFS_WORKER, AssignmentRole.AIS_WORKER))
        facts = MeetingFacts(cfs, ais, case.agreement_signed_on, held.get(case.family_id))
        for due in meeting_dues(facts, days):
            yield case.family_id, due
