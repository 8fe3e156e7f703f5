"""Writing down what the programs' own plans require, and keeping those plans."""

import hashlib
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from caseplans.enums import Source
from caseplans.models import Plan, SourceRequirement
from caseplans.rules import (
    check_can_change_requirement,
    check_can_write_requirement,
    check_category_of_service,
    check_source_is_own,
    check_tells_no_kept_address,
)
from caseplans.services.drafting import lock_plan
from documents.enums import DocumentKind
from documents.models import Document
from documents.scans import check_scan
from documents.services import store_document
from families.enums import Category
from families.models import Person
from families.services import save_version, saved_before

PLAN_KINDS = {
    Source.CFS_PLAN: DocumentKind.CFS_PLAN,
    Source.WTW_PLAN: DocumentKind.WTW_PLAN,
    Source.FS_PLAN: DocumentKind.FS_PLAN,
}


@transaction.atomic
def add_requirements(*, plan: Plan, by: User, rows: list[dict[str, Any]]) -> list[SourceRequirement]:
    """Write down requirements of the writer's own program, all or none.

    Each row: `source, text, category, about`, and optionally the other fields of a requirement and the `key` of its
    form: sent twice, it is written once.
    """
    plan = lock_plan(plan)
    check_can_write_requirement(by, plan)
    return [_add(plan, by, **row) for row in rows]


def _add(plan: Plan, by: User, key: UUID | None = None, **facts: Any) -> SourceRequirement:
    again = saved_before(SourceRequirement, key, plan=plan, text=facts["text"], bureau=by.bureau)
    if again:
        return again
    facts = _in_full(facts)
    _check(by, plan, facts)
    given = {"uuid": key} if key else {}
    return SourceRequirement.objects.create(plan=plan, family=plan.family, bureau=by.bureau, **given, **facts)


def _in_full(facts: dict[str, Any]) -> dict[str, Any]:
    """What a court orders is court-ordered."""
    return facts | {"court_ordered": True} if facts["source"] == Source.COURT else facts


def _check(by: User, plan: Plan, facts: dict[str, Any]) -> None:
    check_source_is_own(by, facts["source"])
    if facts.get("service"):
        check_category_of_service(facts["service"], facts["category"])
    check_tells_no_kept_address(by, plan.family, facts)


@transaction.atomic
def edit_requirement(*, requirement: SourceRequirement, by: User, version: int, **facts: Any) -> SourceRequirement:
    """Change a requirement. Raises `StaleRow` where someone else saved since `version`."""
    lock_plan(requirement.plan)
    kept = SourceRequirement.objects.select_related("plan__family").get(pk=requirement.pk)
    check_can_change_requirement(by, kept)
    facts = _in_full(facts)
    _check(by, kept.plan, {"confidential": kept.confidential} | facts)
    return save_version(requirement, version, **facts)


@transaction.atomic
def remove_requirement(*, requirement: SourceRequirement, by: User) -> None:
    """Take a requirement out; its history stays, and what covered it stays in the plan."""
    lock_plan(requirement.plan)
    check_can_change_requirement(by, requirement)
    requirement.delete()


@transaction.atomic
def keep_program_plan(
    *,
    plan: Plan,
    by: User,
    source: Source,
    content: bytes,
    category: Category,
    about: Person | None,
    confidential: bool = False,
) -> Document:
    """Keep the plan a program has, as it is, behind the gate of its category. Raises UnacceptableScan.

    A court's own papers are not kept here (W&I 827): what it orders is restated as requirements. Sent twice with the
    same `category`, `about` and `confidential`, a file is kept once.
    """
    plan = lock_plan(plan)
    check_can_write_requirement(by, plan)
    check_source_is_own(by, source)
    kind = PLAN_KINDS[Source(source)]
    facts: dict[str, Any] = {
        "family": plan.family, "bureau": by.bureau, "category": category, "about": about, "kind": kind,
        "confidential": confidential,
    }  # fmt: skip
    again = Document.objects.filter(**facts, file__sha256=hashlib.sha256(content).hexdigest()).first()
    return again or store_document(by=by, title=kind.label, content=content, media_type=check_scan(content), **facts)
