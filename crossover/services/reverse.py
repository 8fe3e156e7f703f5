"""The reverse path: the CalWORKs clerk flags, the CFS point person routes (31-090 IV.C)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.access import NotAllowed
from accounts.enums import Act
from accounts.models import Unit, User
from crossover.enums import ClearancePurpose, ClearanceResult, Direction, SearchKey, Stage, System, Xover1Status
from crossover.models import Xover1
from crossover.rules.joining import check_are_one_family, people_on_both
from crossover.rules.xover1 import (
    check_can_flag,
    check_can_route,
    check_holds_component,
    check_receives_for_part_b,
    check_routes_to_the_cases_unit,
    present_assignment,
)
from crossover.services.clearances import add_people, in_words, record_clearance
from crossover.services.consents import hand_over_consent_request, open_consent_request
from crossover.services.hops import lock, move
from crossover.services.stages import add_stage
from families.enums import Component
from families.models import CalworksCase, CfsCase, Family, Person, Restriction
from families.services import create_family, lock_both, merge_families, open_cfs_case, record_calworks_case, settle

S = Xover1Status


@transaction.atomic
def start_reverse_xover1(
    *,
    by: User,
    case_name: str,
    calworks_number: str,
    people: Collection[Mapping[str, Any]] = (),
    remarks: str = "",
) -> Xover1:
    """An applicant says they are a CFS client: the clerk completes the form, and it goes to the CFS point person.

    The clerk learns that it was received, and nothing of what CFS knows: the same answer comes whether or not the
    family is on file, whose record stays as it is: whom the clerk named then stands on the form. At the
    counter the clerk offers the blank 10B; its record is the point person's, then that of the CFS staff responsible,
    because the clerk may not know the family from here on (31-090 IV.C-D).
    """
    check_can_flag(by, calworks_number)
    on_file = _family_the_clerk_named(calworks_number, people)
    family = on_file or _new_family(case_name, calworks_number, people)
    add_stage(family=family, stage=Stage.POTENTIAL, by=by)
    point_person = _point_person()
    open_consent_request(family=family, owner=point_person)
    form = Xover1.objects.create(
        family=family,
        direction=Direction.TO_CFS,
        case_name=case_name,
        calworks_number=calworks_number,
        remarks=remarks,
        people_named="" if on_file is None else in_words(people),
        created_by=by,
    )
    move(form=form, by=by, status=S.WITH_POINT_PERSON, to=point_person)
    settle(family)
    return form


def _family_the_clerk_named(number: str, people: Collection[Mapping[str, Any]]) -> Family | None:
    """The family that has this number and someone whom the clerk named: a number alone may be mistyped.

    A restricted family is not touched: the form goes its way with a record of its own.
    """
    restricted = Restriction.objects.in_force().values("family")
    family = Family.objects.filter(calworks_cases__number=number).exclude(pk__in=restricted).first()
    named = [Person(**facts) for facts in people]
    return family if family and people_on_both(named, family.people.all()) else None


def _new_family(name: str, number: str, people: Collection[Mapping[str, Any]]) -> Family:
    """A record of its own. Where another one has the number already, the number stands on the form only."""
    family = create_family(name=name)
    if not CalworksCase.objects.filter(number=number).exists():
        record_calworks_case(family=family, number=number)
    add_people(family=family, people=people)
    return family


def _point_person() -> User:
    """The CFS point person with the shortest queue."""
    waiting = Count("xover1s_received", filter=Q(xover1s_received__acknowledged_at__isnull=True))
    people = User.objects.filter(pk__in=User.objects.who_may(Act.ROUTE_REVERSE_XOVER1).values("pk"))
    found: User | None = people.annotate(waiting=waiting).order_by("waiting", "pk").first()
    if found is None:
        raise NotAllowed("The county has named no CFS point person. Ask the administrator.")
    return found


@transaction.atomic
def route_reverse_xover1(
    *,
    form: Xover1,
    by: User,
    to: User,
    cfs_number: str,
    keys_used: Sequence[SearchKey] = (SearchKey.NAME, SearchKey.BIRTH_DATE),
    component: Component = Component.IFS,
    unit: Unit | None = None,
    compared: bool = False,
) -> None:
    """The point person looked into CWS/CMS and routes the form to the CFS staff responsible (31-090 IV.C).

    A case on file brings its family: the two are joined once the point person `compared` the people both name.
    """
    lock(form)
    check_can_route(by, form)
    _keep_the_look(form, by=by, keys_used=keys_used, result=ClearanceResult.ACTIVE, case_number=cfs_number)
    on_file = CfsCase.objects.filter(number=cfs_number).select_related("family").first()
    case = on_file or _record_case(form, by=by, to=to, number=cfs_number, component=component, unit=unit)
    if case.family_id != form.family_id:
        check_are_one_family(*lock_both(form.family, case.family), compared=compared)
        merge_families(keep=case.family, merge=form.family)
        form.refresh_from_db()
    check_routes_to_the_cases_unit(case, to)
    holding = present_assignment(case)
    form.cfs_case, form.cfs_unit = case, holding.unit if holding else None
    move(form=form, by=by, status=S.WITH_CFS_SUPERVISOR, to=to)
    hand_over_consent_request(family=form.family, to=to)
    settle(form.family)


def _keep_the_look(
    form: Xover1, *, by: User, keys_used: Sequence[SearchKey], result: ClearanceResult, **finding: Any
) -> None:
    """The point person's clearance on self-identification, whatever it found (31-090 III.B, IV.C)."""
    form.clearance = record_clearance(
        by=by,
        purpose=ClearancePurpose.SELF_IDENTIFIED,
        system=System.CWS_CMS,
        keys_used=keys_used,
        result=result,
        as_of=timezone.localdate(),
        family=form.family,
        **finding,
    )
    form.save()


def _record_case(form: Xover1, *, by: User, to: User, number: str, component: Component, unit: Unit | None) -> CfsCase:
    """A case that is not on file here yet, in `unit` or else in the one that `to` supervises."""
    supervised = Unit.objects.filter(pk__in=to.own_unit_ids).order_by("pk")
    unit = unit or supervised.filter(Q(components=[]) | Q(components__contains=[component])).first()
    if unit is None:
        raise NotAllowed(f"The form goes to a CFS supervisor of a unit that holds {Component(component).label}.")
    check_receives_for_part_b(unit, to)
    check_holds_component(unit, component)
    return open_cfs_case(family=form.family, by=by, number=number, component=component, unit=unit)


@transaction.atomic
def not_a_match(
    *,
    form: Xover1,
    by: User,
    reason: str,
    searched_for: str,
    keys_used: Sequence[SearchKey],
) -> None:
    """CFS does not know these people: the form ends. The clerk sees it received, as ever.

    The look that found nobody is kept as carefully as one that found them.
    """
    lock(form)
    check_can_route(by, form)
    _keep_the_look(form, by=by, keys_used=keys_used, result=ClearanceResult.NOT_FOUND, searched_for=searched_for)
    move(form=form, by=by, status=S.NOT_A_MATCH, reason=reason)
    settle(form.family)
