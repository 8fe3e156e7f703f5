"""Families, people, cases, referrals: made and kept."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Unit, User
from families.enums import AssignmentRole, Category, Component, Disposition, ProgramStatus
from families.models import Address, Assignment, CalworksCase, CfsCase, Family, Person, PersonNote, Referral
from families.rules import (
    check_can_dispose_referral,
    check_can_edit_case,
    check_can_edit_family,
    check_can_record_referral,
    check_ifs_is_voluntary,
    check_may_be_told,
)
from families.rules.names import check_is_not_on_file
from families.services.saving import save_version
from families.services.settling import settle

Case = CfsCase | CalworksCase


@transaction.atomic
def record_referral(*, by: User, number: str, family_name: str, er_unit: Unit, **facts: Any) -> Referral:
    """Record a report to the hotline (31-090 III.B.1)."""
    check_can_record_referral(by)
    return Referral.objects.create(number=number, family_name=family_name, er_unit=er_unit, created_by=by, **facts)


@transaction.atomic
def dispose_referral(*, referral: Referral, by: User, disposition: Disposition) -> None:
    """The ER supervisor closes a referral with or without a case."""
    check_can_dispose_referral(by, referral)
    referral.disposition = disposition
    referral.disposed_on = timezone.localdate()
    referral.save()
    if referral.family:
        settle(referral.family)


@transaction.atomic
def create_family(*, name: str) -> Family:
    """Make the root. Only a verb that gives it a ground of access at once may call this."""
    return Family.objects.create(name=name)


@transaction.atomic
def add_person(*, family: Family, by: User, **facts: Any) -> Person:
    """Add someone to the family's people."""
    check_can_edit_family(by, family)
    Family.objects.select_for_update().get(pk=family.pk)
    person = Person(family=family, **facts)
    check_is_not_on_file(family, person)
    person.save()
    settle(family)
    return person


@transaction.atomic
def edit_person(*, person: Person, by: User, version: int, **facts: Any) -> Person:
    """Change what is known of a person. Raises `StaleRow` where someone else saved since `version`."""
    check_can_edit_family(by, person.family)
    saved = save_version(person, version, **facts)
    settle(person.family)
    return saved


@transaction.atomic
def add_address(*, family: Family, by: User, about: Person | None, **facts: Any) -> Address:
    """Add an address of the writer's bureau; confidential ones never leave it."""
    check_can_edit_family(by, family)
    address = Address.objects.create(family=family, bureau=by.bureau, category=Category.CONTACT, about=about, **facts)
    settle(family)
    return address


@transaction.atomic
def add_person_note(*, person: Person, by: User, **facts: Any) -> PersonNote:
    """Note how to contact someone safely, or their culture in their own words."""
    check_can_edit_family(by, person.family)
    note = PersonNote.objects.create(family=person.family, bureau=by.bureau, about=person, **facts)
    settle(person.family)
    return note


@transaction.atomic
def open_cfs_case(*, family: Family, by: User, number: str, component: Component, unit: Unit, **facts: Any) -> CfsCase:
    """Open a CFS case in a unit; the worker is named later. The calling verb has checked who may."""
    check_ifs_is_voluntary(component, facts.get("jurisdiction", ""))
    case = CfsCase.objects.create(family=family, number=number, component=component, **facts)
    Assignment.objects.create(
        cfs_case=case, unit=unit, role=AssignmentRole.CFS_WORKER, from_date=case.opened_on, why="Case opened"
    )
    settle(family)
    return case


@transaction.atomic
def record_calworks_case(*, family: Family, number: str, **facts: Any) -> CalworksCase:
    """Note the family's CalWORKs case where it is not on file yet."""
    case, _ = CalworksCase.objects.get_or_create(number=number, defaults={"family": family, **facts})
    settle(case.family)
    return case


@transaction.atomic
def edit_cfs_case(*, case: CfsCase, by: User, version: int, **facts: Any) -> CfsCase:
    """Change a CFS case: component, IFS agreement dates, closing. The clocks follow."""
    check_can_edit_case(by, case)
    check_ifs_is_voluntary(facts.get("component", case.component), facts.get("jurisdiction", case.jurisdiction))
    save_version(case, version, **facts)
    settle(case.family)
    return case


@transaction.atomic
def edit_calworks_case(
    *, case: CalworksCase, by: User, version: int, status: ProgramStatus, **facts: Any
) -> CalworksCase:
    """Change a CalWORKs case: open, pending, closed on."""
    check_can_edit_case(by, case)
    save_version(case, version, status=status, **facts)
    settle(case.family)
    return case


@transaction.atomic
def assign(
    *, case: Case, role: AssignmentRole, unit: Unit, worker: User | None, why: str, on: datetime.date | None = None
) -> Assignment:
    """End the open assignment of this role on the case and begin the next. The calling verb has checked who may."""
    if worker:
        check_may_be_told(case.family, worker)
    Family.objects.select_for_update().get(pk=case.family_id)
    on = on or timezone.localdate()
    previous = case.assignments.open().in_role(role).select_for_update().first()
    if previous:
        previous.until_date = max(on, previous.from_date)
        previous.save()
    key = "cfs_case" if isinstance(case, CfsCase) else "calworks_case"
    assignment = Assignment.objects.create(unit=unit, worker=worker, role=role, from_date=on, why=why, **{key: case})
    settle(case.family)
    return assignment
