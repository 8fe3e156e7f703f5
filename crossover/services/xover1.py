"""XOVER1 on its straight road: each verb takes it one step further (31-090 III.B.2-3, IV.A-B)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Unit, User
from crossover.enums import AisReason, Direction, Ineligibility, Xover1Status
from crossover.models import Clearance, Xover1, Xover1Hop
from crossover.rules.clearances import check_can_start_xover1
from crossover.rules.numbers import check_number_is_this_familys
from crossover.rules.xover1 import (
    check_can_acknowledge,
    check_can_close_ineligible,
    check_can_complete_part_b,
    check_can_correct_people,
    check_can_decide_case,
    check_can_fill_part_a,
    check_can_send_part_a,
    check_holds_component,
    check_number_is_free,
    check_receives_distribution,
    check_receives_for_part_b,
    check_receives_part_a,
    current_clearance,
    holder_hop,
)
from crossover.services.clearances import add_people, correct_person
from crossover.services.consents import hand_over_consent_request
from crossover.services.eligibility import note_eligibility
from crossover.services.hops import acknowledge, lock, move
from crossover.sharing.addresses import check_remarks_tell_no_kept_address
from families.enums import Category, Component, Disposition
from families.models import Address, CfsCase, Referral
from families.services import dispose_referral, open_cfs_case, save_version, settle

S = Xover1Status


@transaction.atomic
def start_xover1(*, by: User, clearance: Clearance, remarks: str = "") -> Xover1:
    """Begin Part A from an active clearance, prefilled from it, the referral and the family (31-090 IV.A)."""
    if clearance.referral_id:
        Referral.objects.select_for_update().get(pk=clearance.referral_id)
    check_can_start_xover1(by, clearance)
    assert clearance.family is not None
    assert clearance.referral is not None
    form = Xover1.objects.create(
        family=clearance.family,
        direction=Direction.TO_CALWORKS,
        referral=clearance.referral,
        clearance=clearance,
        case_name=clearance.family.name,
        calworks_number=clearance.case_number,
        remarks=remarks,
        created_by=by.as_member_of(clearance.referral.er_unit),
    )
    settle(form.family)
    return form


@transaction.atomic
def fill_part_a(
    *,
    form: Xover1,
    by: User,
    version: int,
    people: Iterable[Mapping[str, Any]] = (),
    address: Mapping[str, Any] | None = None,
    **facts: Any,
) -> Xover1:
    """Change Part A while it is a draft; people and an address are added to the family's record, or put right.

    Raises StaleRow where someone saved since `version`.
    """
    check_can_fill_part_a(by, form)
    save_version(form, version, **facts)
    for person in people:
        if person.get("uuid"):
            check_can_correct_people(form)
            correct_person(family=form.family, **person)
        else:
            add_people(family=form.family, people=[person])
    if address and any(value for name, value in address.items() if name != "confidential"):
        Address.objects.get_or_create(family=form.family, bureau=by.bureau, category=Category.CONTACT, **address)
    check_remarks_tell_no_kept_address(by, form)
    settle(form.family)
    return form


@transaction.atomic
def send_part_a(*, form: Xover1, by: User, to: User, number_checked: bool = False) -> None:
    """The ER clerk sends the top portion to the assigning ER supervisor (31-090 IV.A, V.B.2).

    Where another family's open form names its number too, the clerk `number_checked` whose it is.
    """
    lock(form)
    check_can_send_part_a(by, form)
    check_remarks_tell_no_kept_address(by, form)
    check_number_is_this_familys(by, form, checked=number_checked)
    check_receives_part_a(form, to)
    move(form=form, by=by, status=S.WITH_ER_SUPERVISOR, to=to)
    settle(form.family)


@transaction.atomic
def open_case_from_xover1(
    *, form: Xover1, by: User, number: str, component: Component, unit: Unit, to: User, **case: Any
) -> CfsCase:
    """The ER supervisor opens the case in a unit; the form goes to that unit's CFS supervisor (31-090 III.B.3).

    A 10B not answered yet goes with the case: whoever found the family first may not know it from here on.
    `case` may hold further facts of the CFS case, such as its jurisdiction.
    """
    lock(form)
    check_can_decide_case(by, form)
    check_receives_for_part_b(unit, to)
    check_number_is_free(by, CfsCase.objects.filter(number=number).first())
    check_holds_component(unit, component)
    if form.referral:
        dispose_referral(referral=form.referral, by=by, disposition=Disposition.CASE_OPENED)
    form.cfs_case = open_cfs_case(family=form.family, by=by, number=number, component=component, unit=unit, **case)
    form.cfs_unit = unit
    move(form=form, by=by, status=S.WITH_CFS_SUPERVISOR, to=to)
    hand_over_consent_request(family=form.family, to=to)
    settle(form.family)
    return form.cfs_case


@transaction.atomic
def close_without_case(*, form: Xover1, by: User, reason: str) -> None:
    """The ER supervisor closes the referral without a case: the form ends."""
    lock(form)
    check_can_decide_case(by, form)
    if form.referral:
        dispose_referral(referral=form.referral, by=by, disposition=Disposition.NO_CASE)
    move(form=form, by=by, status=S.NO_CASE, reason=reason)
    settle(form.family)


@transaction.atomic
def complete_part_b(*, form: Xover1, by: User, ais_reason: AisReason, to: User) -> None:
    """The CFS supervisor completes the form after a fresh clearance and distributes it (31-090 III.B.3, IV.B).

    It goes to the AIS/FS supervisor `to`; the CFS supervisor's own copy is on record. The AIS/FS social worker joins
    once assigned.
    """
    lock(form)
    check_can_complete_part_b(by, form)
    check_receives_distribution(to)
    form.re_clearance = current_clearance(form)
    form.ais_reason = ais_reason
    note_eligibility(form=form, by=by, clearance=form.re_clearance, ais_eligible=True, ais_reason=ais_reason)
    form.distributed_at, form.distributed_by = timezone.now(), by
    move(form=form, by=by, status=S.WITH_AIS_SUPERVISOR, to=to)
    now, owner = timezone.now(), by.as_supervisor_of(form.cfs_unit)
    Xover1Hop.objects.create(
        form=form,
        step=form.status,
        sender=by,
        sent_for=None if owner == by else owner,
        receiver=owner,
        own_copy=True,
        sent_at=now,
        acknowledged_at=now,
    )
    settle(form.family)


@transaction.atomic
def close_ineligible(*, form: Xover1, by: User, ineligibility: Ineligibility) -> None:
    """The eligibility check fails: the form ends with the coded reason (31-090 III.A.1)."""
    lock(form)
    check_can_close_ineligible(by, form, ineligibility)
    ais_eligible = False if ineligibility == Ineligibility.NOT_AIS_ELIGIBLE else None
    note_eligibility(form=form, by=by, clearance=current_clearance(form), ais_eligible=ais_eligible)
    form.ineligibility = ineligibility
    move(form=form, by=by, status=S.INELIGIBLE, reason=Ineligibility(ineligibility).label)
    settle(form.family)


@transaction.atomic
def acknowledge_xover1(*, form: Xover1, by: User) -> None:
    """The receiver has the form. When the AIS/FS social worker says so, its way is complete."""
    lock(form)
    check_can_acknowledge(by, form)
    if form.status == S.WITH_AIS_WORKER:
        move(form=form, by=by, status=S.ACKNOWLEDGED)
    elif hop := holder_hop(form):
        acknowledge(hop)
    settle(form.family)
