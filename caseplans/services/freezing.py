"""Showing the draft to the family, freezing a version of it, reopening it, amending what was signed."""

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from caseplans.enums import PlanStatus, SignerRole
from caseplans.models import (
    Activity,
    ActivityPerson,
    Goal,
    Plan,
    PlanShown,
    PlanVersion,
    RequiredSigner,
    SourceRequirement,
    VersionItem,
)
from caseplans.rules import (
    AgreementFacts,
    PlanRows,
    asks_more_of_the_family,
    canonical,
    check_can_amend,
    check_can_freeze,
    check_can_reopen,
    check_can_show,
    check_shown_in_their_language,
    check_transition,
    compare,
    places_of,
    plan_content,
    sha256_of,
)
from caseplans.services.drafting import lock_plan
from caseplans.sharing.agreement import agreement_facts, others_present
from caseplans.sharing.findings import Reconciliation
from caseplans.sharing.versions import content_of, version_amended
from families.enums import Language, NoticeKind
from families.models import CalworksCase, CfsCase, Person
from families.services import notify, settle


@transaction.atomic
def show_plan(*, plan: Plan, person: Person, by: User, language: Language, interpreter: str = "") -> PlanShown:
    """Note that someone of the family was shown the draft in their language, at the LTM or later (domain R22).

    Noted twice on one day alike, it is one showing, unless the plan was frozen and reopened between.
    """
    plan = lock_plan(plan)
    check_can_show(by, plan)
    check_shown_in_their_language(person, language, interpreter)
    showing = {"person": person, "by": by, "language": language, "interpreter": interpreter}
    again = plan.showings.since_frozen().filter(**showing, at__date=timezone.localdate()).first()
    return again or PlanShown.objects.create(plan=plan, **showing)


@transaction.atomic
def freeze_plan(*, plan: Plan, by: User) -> PlanVersion:
    """Fix what everyone will sign: the canonical content, its SHA-256, what it tells about whom, and who signs."""
    plan = lock_plan(plan)
    facts = agreement_facts(plan)
    check_can_freeze(by, plan, facts, Reconciliation(plan, by).open_errors())
    rows = facts.rows
    amended = version_amended(plan)
    number = (amended.number if amended else 0) + plan.versions.count() + 1
    cases: list[CfsCase | CalworksCase] = [*plan.family.cfs_cases.open(), *plan.family.calworks_cases.open()]
    content = plan_content(plan=plan, number=number, rows=rows, workers=facts.workers, cases=cases)
    text = canonical(content)
    version = PlanVersion.objects.create(plan=plan, number=number, content=text, sha256=sha256_of(text), frozen_by=by)
    _record_items(version, rows)
    told_only = amended is not None and not asks_more_of_the_family(compare(content_of(amended), content))
    RequiredSigner.objects.bulk_create(_signers(version, facts, told_only))
    plan.meeting = rows.meeting
    move_plan(plan, PlanStatus.READY_TO_SIGN)
    notify(to=facts.workers.values(), kind=NoticeKind.PLAN_READY, url=version.get_absolute_url())
    settle(plan.family)
    return version


def _record_items(version: PlanVersion, rows: PlanRows) -> None:
    VersionItem.objects.bulk_create(
        VersionItem(
            version=version, place=place, row=row.uuid, bureau=row.bureau, category=row.category, about=row.about
        )
        for place, row in places_of(rows)
    )


def _signers(version: PlanVersion, facts: AgreementFacts, told_only: bool) -> list[RequiredSigner]:
    """Workers, parents, the supervisor where the county wants one; then, free to sign, who else was there."""
    signers = [RequiredSigner(version=version, role=role, user=user) for role, user in facts.workers.items()]
    signers += [
        RequiredSigner(version=version, role=SignerRole.PARENT, person=parent, may_acknowledge=told_only)
        for parent in facts.rows.parents
    ]
    if facts.needs_approval:
        signers.append(RequiredSigner(version=version, role=SignerRole.SUPERVISOR, user=facts.supervisor))
    return signers + [
        RequiredSigner(
            version=version, role=SignerRole.PRESENT, user=one.user, person=one.person,
            external_name=one.external_name, may_hear=one.may_hear,
        )
        for one in others_present(version.plan, facts.rows)
    ]  # fmt: skip


@transaction.atomic
def reopen_plan(*, plan: Plan, by: User) -> None:
    """Go back to the draft before the last signature. The version and its signatures stay, void."""
    plan = lock_plan(plan)
    check_can_reopen(by, plan)
    move_plan(plan, PlanStatus.DRAFT)
    settle(plan.family)


@transaction.atomic
def amend_plan(*, plan: Plan, by: User) -> Plan:
    """Begin the next version of a signed plan from a copy of its rows. The signed one holds until the next is signed.

    Every row keeps its bureau, category and person, those too that whoever amends may not read.
    """
    plan = lock_plan(plan)
    check_can_amend(by, plan)
    amending = Plan.objects.create(family=plan.family, started_by=by, amends=plan)
    required = {one: _copied(one, plan=amending) for one in plan.requirements.order_by("pk")}
    for goal in plan.goals.order_by("pk"):
        activities = goal.activities.order_by("pk").prefetch_related("sources", "taking_part__person")
        copied_goal = _copied(goal, plan=amending)
        copied_goal.assessments.set(goal.assessments.all())
        for activity in activities:
            copied = _copied(activity, goal=copied_goal, continues=activity)
            copied.sources.set(required[one] for one in activity.sources.all())
            for person in activity.others():
                ActivityPerson.objects.create(activity=copied, person=person)
    settle(plan.family)
    return amending


def _copied(row: Goal | Activity | SourceRequirement, **place: Any) -> Any:
    """A new row with the same facts in another place."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for own in ("id", "uuid", "version", *(f"{name}_id" for name in place)):
        kept.pop(own)
    return type(row).objects.create(**kept | place | {"uuid": uuid4()})


def move_plan(plan: Plan, to: PlanStatus) -> None:
    check_transition(plan, to)
    plan.status = to
    plan.save()
