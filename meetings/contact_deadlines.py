"""What the work between the meetings makes due: the visit of each calendar month, requests, changes (31-090 V.A)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from accounts.enums import Bureau
from accounts.models import Setting
from accounts.rules import add_working_days
from accounts.services import county_closures
from crossover.enums import System
from families.enums import CONSENT_FREE, AssignmentRole, Component, TaskKind
from families.models import CfsCase, Family
from families.rules import Due
from families.rules.facts import open_cfs_cases, worker_on
from meetings.contact_enums import REQUEST_KEY, ChangeStep, ContactKind, ContactMethod, ContactStatus
from meetings.county import CHANGE_DAYS, CHANGE_PLAN_DAYS, VISIT_EVERY_CHILD, VISIT_EVERY_PARENT, VISIT_PARTIAL_DAYS
from meetings.deadlines import ltms_held
from meetings.models import BureauRequest, Contact, StructureChange
from meetings.rules.changes import ChangeFacts, facts_of, open_steps
from meetings.rules.requests import answers_now, carriers
from meetings.rules.visits import Month, ToSee, Visit, month_to_visit


@dataclass(frozen=True)
class VisitFacts:
    """What the rule of monthly visits reads: the case that asks, whom it must see, and the visits."""

    case: CfsCase
    visits: list[Visit]
    to_see: list[ToSee]
    partial_days: int

    def next_month(self) -> Month:
        return month_to_visit(self.case.opened_on, self.visits, self.partial_days, self.to_see)


def visit_facts(family: Family) -> VisitFacts | None:
    """None where no CFS case asks for visits: an ER referral is seen as its investigation asks."""
    asking = [case for case in open_cfs_cases(family) if case.component != Component.ER]
    if not asking:
        return None
    case = min(asking, key=lambda each: (each.opened_on, each.pk))
    number = Setting.objects.number
    asked = {True: number(VISIT_EVERY_CHILD), False: number(VISIT_EVERY_PARENT)}
    people = [one for one in family.people.all() if one.is_child or one.is_parent]
    to_see = [ToSee(one.pk, one.born_on) for one in people if asked[one.is_child]]
    return VisitFacts(case, _visits(family), to_see, number(VISIT_PARTIAL_DAYS))


def _visits(family: Family) -> list[Visit]:
    """Face to face, by CFS, and it took place. A video call does not see the family."""
    contacts = Contact.objects.filter(
        family=family,
        bureau=Bureau.CFS,
        kind=ContactKind.VISIT,
        status=ContactStatus.COMPLETED,
        method=ContactMethod.IN_PERSON,
    ).prefetch_related("participants")
    seen = [(contact, {one.person_id for one in contact.participants.all()} - {None}) for contact in contacts]
    return [
        Visit(timezone.localdate(contact.starts_at), frozenset(key for key in people if key))
        for contact, people in seen
        if people
    ]


def due(family: Family) -> list[Due]:
    """What is due between the meetings of this family."""
    return [*visit_dues(family), *request_dues(family), *change_dues(family)]


def visit_dues(family: Family) -> list[Due]:
    """The CFS worker sees the family once in each calendar month."""
    facts = visit_facts(family)
    if facts is None:
        return []
    worker = worker_on(family, AssignmentRole.CFS_WORKER, facts.case)
    if worker is None:
        return []
    month = facts.next_month()
    key = f"visit:{facts.case.uuid}"
    return [Due(TaskKind.VISIT_FAMILY, key, month.opens_on, month.due_on, worker, "31-090 V.A.6")]


def request_dues(family: Family) -> list[Due]:
    """Who was asked answers by the day named, until the request has ended."""
    requests = BureauRequest.objects.filter(family=family).open()
    return [_answer_due(request, _carrying(family, request.asked_of)) for request in requests]


def _answer_due(request: BureauRequest, carrying: Iterable[tuple[int, str]]) -> Due:
    owner = answers_now(request.owner_id, request.owner_role, carrying)
    asked_on = timezone.localdate(request.asked_at)
    return Due(TaskKind.ANSWER_REQUEST, f"{REQUEST_KEY}{request.uuid}", asked_on, request.due_on, owner, "31-090 V.A.2")


def _carrying(family: Family, bureau: Bureau) -> list[tuple[int, str]]:
    held = carriers(family, bureau).order_by("pk").values_list("worker_id", "role")
    return [(worker, role) for worker, role in held if worker]


def change_dues(family: Family) -> list[Due]:
    """What a change in the family's structure asks, each until the fact that does it; the CFS worker sees to it.

    Of the other program's changes those that cross by themselves: a task would tell of one that CFS may not read.
    """
    owner = worker_on(family, AssignmentRole.CFS_WORKER)
    known = Q(bureau=Bureau.CFS) | Q(category__in=CONSENT_FREE, confidential=False)
    changes = list(StructureChange.objects.filter(known, family=family).order_by("recorded_at"))
    if owner is None or not changes:
        return []
    looks = family.clearances.filter(system=System.CALSAWS).values_list("made_at", flat=True)
    open_now = open_steps(map(facts_of, changes), looks, ltms_held(family))
    return [_change_due(step, change, owner) for step, change in open_now]


KIND_OF_STEP = {
    ChangeStep.CLEARANCE: TaskKind.CLEAR_AFTER_CHANGE,
    ChangeStep.CODE: TaskKind.CODE_AFTER_CHANGE,
    ChangeStep.PLAN: TaskKind.PLAN_AFTER_CHANGE,
}


def _change_due(step: ChangeStep, change: ChangeFacts, owner: int) -> Due:
    recorded_on, number = timezone.localdate(change.recorded_at), Setting.objects.number
    if step == ChangeStep.PLAN:
        due_on = recorded_on + datetime.timedelta(days=number(CHANGE_PLAN_DAYS))
    else:
        due_on = add_working_days(recorded_on, number(CHANGE_DAYS), county_closures())
    return Due(KIND_OF_STEP[step], f"change:{change.key}", recorded_on, due_on, owner, "31-090 V.A.7")
