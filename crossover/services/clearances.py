"""The clearance, and the family it makes."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.formats import date_format

from accounts.access import NotAllowed
from accounts.models import Unit, User
from crossover.enums import MAKES_A_FAMILY, ClearancePurpose, ClearanceResult, SearchKey, Stage, System
from crossover.models import Clearance
from crossover.rules.clearances import (
    ON_A_CASE,
    check_can_record_clearance,
    check_look_is_whole,
    clearance_purpose,
)
from crossover.rules.same_person import joined_away
from crossover.rules.xover1 import check_answers_for_assignment
from crossover.services.consents import open_consent_request
from crossover.services.eligibility import check_eligibility_again
from crossover.services.stages import add_stage
from families.enums import AssignmentRole, ResponseType
from families.models import Assignment, Family, Person, Referral
from families.rules.names import check_is_not_on_file
from families.services import create_family, record_referral, save_version, settle


@transaction.atomic
def record_clearance(
    *,
    by: User,
    purpose: ClearancePurpose,
    system: System,
    keys_used: Sequence[SearchKey],
    result: ClearanceResult,
    as_of: datetime.date,
    referral: Referral | None = None,
    family: Family | None = None,
    assignment: Assignment | None = None,
    people: Iterable[Mapping[str, Any]] = (),
    **finding: Any,
) -> Clearance:
    """Note one look into the other program's system: status and worker only (31-090 III.B, V.B.1).

    `finding` may hold `searched_for`, `discontinued_on`, `case_number`, `worker_name`, `worker_phone`, `evidence`. A
    result that makes a family makes it here, with `people`; who found it first asks for the WTWCC 10B (IV.D).
    """
    if referral is not None:
        referral = Referral.objects.select_for_update().get(pk=referral.pk)
    elif family is not None and assignment is None and purpose in ON_A_CASE:
        assignment = Assignment.objects.of_family(family).open().in_role(AssignmentRole.CFS_WORKER).first()
    check_can_record_clearance(by, purpose=purpose, referral=referral, family=family, assignment=assignment)
    check_answers_for_assignment(assignment.cfs_case if assignment else None, as_of)
    check_look_is_whole(purpose, system, result, keys_used, finding.get("searched_for", ""))
    facts = {"purpose": purpose, "system": system, "keys_used": list(keys_used), "result": result, "as_of": as_of}
    clearance = Clearance(made_by=by, referral=referral, family=family, assignment=assignment, **facts, **finding)
    if referral is not None:
        clearance.family = referral.family
        if referral.family is None and result in MAKES_A_FAMILY:
            clearance.family = make_family(referral=referral, by=by, people=people)
        if purpose == ClearancePurpose.SCREENING:
            _note_in_screener_alert(referral, clearance)
    clearance.save()
    if purpose in ON_A_CASE:
        check_eligibility_again(clearance)
    if clearance.family:
        settle(clearance.family)
    return clearance


@transaction.atomic
def record_referral_and_clearance(
    *, by: User, number: str, family_name: str, response_type: ResponseType, er_unit: Unit, **finding: Any
) -> Clearance:
    """A clerk's quick entry: the referral, and the clearance made on it, or neither (31-090 III.B.1-2, V.B.1)."""
    facts = {"number": number, "family_name": family_name, "response_type": response_type, "er_unit": er_unit}
    try:
        with transaction.atomic():
            referral = record_referral(by=by, **facts)  # type: ignore[arg-type]
    except IntegrityError as taken:
        raise NotAllowed("This referral number was entered a moment ago. Look among your last entries.") from taken
    return record_clearance(by=by, purpose=clearance_purpose(by, referral), referral=referral, **finding)


def make_family(*, referral: Referral, by: User, people: Iterable[Mapping[str, Any]]) -> Family:
    """A potential Linkages family: the root, its people, its first stage, and the 10B to ask for (31-090 IV.D)."""
    family = create_family(name=referral.family_name)
    add_people(family=family, people=people)
    referral.family = family
    referral.save()
    add_stage(family=family, stage=Stage.POTENTIAL, by=by)
    open_consent_request(family=family, owner=by)
    return family


def add_people(*, family: Family, people: Iterable[Mapping[str, Any]]) -> None:
    """Add the people a clerk names on a clearance or a form. Whoever is on record just so is not added twice.

    Nor is an entry that was joined with another one since: that person is on record under the other.
    """
    Family.objects.select_for_update().get(pk=family.pk)
    for facts in people:
        if not (Person.objects.filter(family=family, **facts).exists() or joined_away(family, **facts).exists()):
            person = Person(family=family, **facts)
            check_is_not_on_file(family, person)
            person.save()


def correct_person(*, family: Family, uuid: UUID, **facts: Any) -> None:
    """Put right what was typed about someone on record. Nobody of another family is touched.

    An entry that was joined since is corrected under the other one: the form still shows it as it was.
    """
    gone = joined_away(family, uuid=uuid).first()
    if gone and any(getattr(gone, name) != value for name, value in facts.items()):
        name = f"{gone.first_name} {gone.last_name}"
        raise NotAllowed(f"{name} was joined with another entry of this family meanwhile. Correct that entry instead.")
    for person in family.people.filter(uuid=uuid):
        if any(getattr(person, name) != value for name, value in facts.items()):
            save_version(person, person.version, **facts)


def in_words(people: Iterable[Mapping[str, Any]]) -> str:
    """People as a clerk named them, for a form whose family keeps its own record."""
    persons = [Person(**facts) for facts in people]
    return "; ".join(
        f"{person}, {person.get_relationship_display().lower()}"
        + (f", born {date_format(person.born_on)}" if person.born_on else "")
        for person in persons
    )


def _note_in_screener_alert(referral: Referral, clearance: Clearance) -> None:
    """At screening intake the clearance is noted in the screener alert field (31-090 III.B.1)."""
    number = f", case {clearance.case_number}" if clearance.case_number else ""
    said = f"{clearance.get_system_display()} {date_format(clearance.as_of)}: {clearance.get_result_display()}{number}."
    referral.screener_alert = f"{referral.screener_alert} {said}".strip()[-200:]
    referral.save()
