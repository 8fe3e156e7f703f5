"""What the work between the meetings makes due: the visit of each calendar month, requests, changes (31-090 V.A)."""

import datetime
from collections.abc import Iterable, Mapping
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
    return [*visit_dues(family), *_request_dues(family), *_change_dues(family)]


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


def request_dues(requests: Iterable[BureauRequest], carrying: Mapping[Bureau, Iterable[tuple[int, str]]]) -> list[Due]:
    """Who was asked answers by the day named, whatever day that is, until the request has ended (31-090 V.A.2).

    `carrying`: by bureau, who carries the case now, each with their role.
    """
    return [
        Due(
            TaskKind.ANSWER_REQUEST,
            f"{REQUEST_KEY}{one.uuid}",
            timezone.localdate(one.asked_at),
            one.due_on,
            answers_now(one.owner_id, one.owner_role, carrying.get(one.asked_of, ())),
            "31-090 V.A.2",
        )
        for one in requests
        if one.is_open
    ]


def _request_dues(family: Family) -> list[Due]:
    requests = list(BureauRequest.objects.filter(family=family).open())
    return request_dues(requests, {bureau: _carrying(family, bureau) for bureau in {one.asked_of for one in requests}})


def _carrying(family: Family, bureau: Bureau) -> list[tuple[int, str]]:
    held = carriers(family, bureau).order_by("pk").values_list("worker_id", "role")
    return [(worker, role) for worker, role in held if worker]


KIND_OF_STEP = {
    ChangeStep.CLEARANCE: TaskKind.CLEAR_AFTER_CHANGE,
    ChangeStep.CODE: TaskKind.CODE_AFTER_CHANGE,
    ChangeStep.PLAN: TaskKind.PLAN_AFTER_CHANGE,
}


@dataclass(frozen=True)
class ChangeDays:
    """The county's numbers after a change: working days to the clearance and the code, days to the plan's review."""

    steps: int = CHANGE_DAYS.default
    plan: int = CHANGE_PLAN_DAYS.default


def change_dues(
    open_now: Iterable[tuple[ChangeStep, ChangeFacts]],
    owner_id: int | None,
    days: ChangeDays,
    closures: Mapping[datetime.date, bool],
) -> list[Due]:
    """What a change in the family's structure asks, each step from the day it was recorded (31-090 V.A.7).

    `open_now`: the steps that no fact has done yet. The CFS worker sees to them.
    """
    if owner_id is None:
        return []
    dues = []
    for step, change in open_now:
        recorded_on = timezone.localdate(change.recorded_at)
        if step == ChangeStep.PLAN:
            due_on = recorded_on + datetime.timedelta(days=days.plan)
        else:
            due_on = add_working_days(recorded_on, days.steps, closures)
        kind, key = KIND_OF_STEP[step], f"change:{change.key}"
        dues.append(Due(kind, key, recorded_on, due_on, owner_id, "31-090 V.A.7"))
    return dues


def _change_dues(family: Family) -> list[Due]:
    """Of the other program's changes those that cross by themselves: a task would tell of one CFS may not read."""
    owner = worker_on(family, AssignmentRole.CFS_WORKER)
    known = Q(bureau=Bureau.CFS) | Q(category__in=CONSENT_FREE, confidential=False)
    changes = list(StructureChange.objects.filter(known, family=family).order_by("recorded_at"))
    if owner is None or not changes:
        return []
    looks = family.clearances.filter(system=System.CALSAWS).values_list("made_at", flat=True)
    open_now = open_steps(map(facts_of, changes), looks, ltms_held(family))
    number = Setting.objects.number
    return change_dues(open_now, owner, ChangeDays(number(CHANGE_DAYS), number(CHANGE_PLAN_DAYS)), county_closures())
