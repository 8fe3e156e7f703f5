"""What a contact must say, as truth tables, and who may record, correct and enter one."""

import datetime

import pytest
from django.utils import timezone

from accounts.access import NotAllowed, reason_against
from families.enums import Category, ServiceType
from families.services import merge_families
from meetings.contact_enums import (
    CONTACT_CODE,
    IS_ENTERED,
    METHODS_OF_KIND,
    NAMED_IN_WORDS,
    STATUS_CODES,
    ContactKind,
    ContactMethod,
    ContactPurpose,
    ContactStatus,
    InterpreterUse,
    ParticipantKind,
)
from meetings.rules import contacts as rules
from tests.county import family_with_workers
from tests.meetings import contacts as steps

pytestmark = pytest.mark.django_db
C, A, S = ContactStatus.COMPLETED, ContactStatus.ATTEMPTED, ContactStatus.SCHEDULED


def refusal(check, carried, **more):
    return reason_against(check, steps.facts(carried, carried.cfs_worker, **more))


@pytest.mark.parametrize(
    ("status", "hours", "refused"),
    [
        # what took place or was attempted lies behind
        (C, -1, ""), (C, 1, "lies ahead"), (A, -1, ""), (A, 1, "lies ahead"),
        # what is scheduled lies ahead, within a year
        (S, 1, ""), (S, -1, "is past"), (S, 24 * 400, "more than a year"),
    ],
)  # fmt: skip
def test_a_contact_took_place_or_lies_ahead(carried, status, hours, refused):
    said = refusal(rules.check_time, carried, status=status, starts_at=steps.minute(hours))
    assert refused in said
    assert bool(said) == bool(refused)


@pytest.mark.parametrize(
    ("status", "start", "end", "refused"),
    [
        (C, -3, None, ""), (C, -3, -2, ""), (C, -3, -3, "not after"), (C, -3, -4, "not after"),
        (C, -1, 1, "lies ahead"), (S, 1, 2, ""), (C, -72, -24, "a day at most"),
    ],
)  # fmt: skip
def test_it_ends_after_it_starts(carried, status, start, end, refused):
    times = {"starts_at": steps.minute(start), "ends_at": None if end is None else steps.minute(end)}
    said = refusal(rules.check_end, carried, status=status, **times)
    assert refused in said
    assert bool(said) == bool(refused)


@pytest.mark.parametrize("kind", ContactKind)
@pytest.mark.parametrize("method", ContactMethod)
def test_a_visit_is_face_to_face_and_a_call_is_not(carried, kind, method):
    face_to_face = {ContactMethod.IN_PERSON, ContactMethod.VIDEO}
    spoken = {ContactMethod.PHONE, ContactMethod.VIDEO}
    fits = {ContactKind.VISIT: face_to_face, ContactKind.CALL: spoken}.get(kind, set(ContactMethod))
    assert bool(refusal(rules.check_method, carried, kind=kind, method=method)) == (method not in fits)
    assert METHODS_OF_KIND.keys() == {ContactKind.VISIT, ContactKind.CALL}


@pytest.mark.parametrize("status", ContactStatus)
def test_only_a_completed_contact_has_services_and_must_say_what_happened(carried, status):
    is_completed = status == C
    assert bool(refusal(rules.check_services, carried, status=status, services=["parenting"])) == (not is_completed)
    assert bool(refusal(rules.check_who_took_part, carried, status=status, participants=[])) == is_completed
    assert bool(refusal(rules.check_narrative, carried, status=status, narrative="  ")) == is_completed


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"services": [ServiceType.PARENTING]}, ""),
        # a service that tells something crosses only as that very kind
        ({"services": [ServiceType.SUBSTANCE_USE]}, "Substance use"),
        ({"services": [ServiceType.SUBSTANCE_USE, ServiceType.PARENTING], "category": Category.SUBSTANCE_USE}, ""),
        ({"services": [ServiceType.MENTAL_HEALTH], "category": Category.SUBSTANCE_USE}, "Mental health"),
        # two such services are two contacts
        ({"services": [ServiceType.MENTAL_HEALTH, ServiceType.DOMESTIC_VIOLENCE]}, "one contact for each"),
        # an investigation never crosses
        ({"purpose": ContactPurpose.INVESTIGATE}, "Investigation"),
        ({"purpose": ContactPurpose.INVESTIGATE, "category": Category.INVESTIGATION}, ""),
    ],
)
def test_what_it_names_decides_its_kind_of_information(carried, facts, refused):
    said = refusal(rules.check_category_told, carried, **facts)
    assert refused in said
    assert bool(said) == bool(refused)


@pytest.mark.parametrize(
    ("needs", "use", "words", "refused"),
    [
        (False, InterpreterUse.NOT_NEEDED, "", ""),
        (True, InterpreterUse.NOT_NEEDED, "", "needs an interpreter"),
        (True, InterpreterUse.DECLINED, "", ""),
        (True, InterpreterUse.COUNTY, "", "Name the language"),
        (True, InterpreterUse.COUNTY, "Spanish, county line", ""),
        (False, InterpreterUse.BILINGUAL, "", "Name the language"),
    ],
)
def test_interpreting_is_always_said(carried, needs, use, words, refused):
    carried.mother.interpreter_needed = needs
    facts = {"interpreter_use": use, "interpreter": words}
    said = refusal(rules.check_interpreting, carried, **facts) + refusal(rules.check_interpreter, carried, **facts)
    assert refused in said
    assert bool(said) == bool(refused)


@pytest.mark.parametrize(
    ("is_staff", "other", "refused"), [(1, "", 0), (0, "Ms. Ito", 0), (1, "Ms. Ito", 1), (0, "", 1)]
)
def test_one_provided_it(carried, is_staff, other, refused):
    facts = {"provided_by": carried.cfs_worker if is_staff else None, "other_provider": other}
    assert bool(refusal(rules.check_provider, carried, **facts)) == bool(refused)


def test_every_status_has_its_code_and_who_reported_has_no_type():
    assert STATUS_CODES == {C: "C", A: "A", S: "S"}
    assert {C, A} == IS_ENTERED
    assert CONTACT_CODE == "C"
    assert not [kind for kind in ParticipantKind if "report" in kind.label.lower()]
    assert set(NAMED_IN_WORDS) == set(ParticipantKind) - {ParticipantKind.CLIENT, ParticipantKind.STAFF}


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("cfs.worker", True), ("ais.worker", True), ("ifs.supervisor", True),
        ("cfs.worker2", False), ("er.clerk", False), ("facilitator", False), ("director", False), ("admin", False),
    ],
)  # fmt: skip
def test_whoever_works_the_family_records(carried, staff, who, may):
    assert (not reason_against(rules.check_can_record_contact, staff[who], carried.family)) == may


def test_not_on_a_record_that_was_joined_into_another(carried, staff):
    kept = family_with_workers(staff["cfs.worker"], None)
    merge_families(keep=kept.family, merge=carried.family)
    carried.family.refresh_from_db()
    with pytest.raises(NotAllowed, match="merged into another"):
        rules.check_can_record_contact(staff["cfs.worker"], carried.family)


def test_its_own_bureau_corrects_enters_and_takes_back(carried, staff):
    contact = steps.call(carried, category=Category.LOGISTICS, about=None)
    for check in (rules.check_can_correct_contact, rules.check_can_enter_contact):
        assert reason_against(check, staff["ifs.supervisor"], contact) == ""
        assert "other program" in reason_against(check, carried.ais_worker, contact)
    assert "not marked" in reason_against(rules.check_can_take_entry_back, carried.cfs_worker, contact)
    contact.entered_at = timezone.now()
    assert "entered already" in reason_against(rules.check_can_enter_contact, carried.cfs_worker, contact)


def test_a_scheduled_one_is_not_entered(carried):
    contact = steps.visit(carried, status=S, starts_at=steps.minute(24))
    with pytest.raises(NotAllowed, match="Say how this contact went first"):
        rules.check_can_enter_contact(carried.cfs_worker, contact)


def test_it_names_people_of_the_family_and_its_workers_only(carried, elsewhere):
    def named(**facts):
        checked = steps.facts(carried, carried.cfs_worker, **facts)
        return reason_against(rules.check_contact, carried.family, carried.cfs_worker, checked)

    client, staff = ParticipantKind.CLIENT, ParticipantKind.STAFF
    assert named() == ""
    assert "not of this family" in named(about=elsewhere.mother)
    assert "not of this family" in named(participants=[{"kind": client, "person": elsewhere.mother}])
    assert named(participants=[{"kind": staff, "user": carried.ais_worker}]) == ""
    assert "family's workers" in named(participants=[{"kind": staff, "user": elsewhere.cfs_worker}])
    assert "own bureau" in named(provided_by=carried.ais_worker)
    assert "about whom" in named(about=None)
    assert "about whom" in named(category=Category.IDENTITY)


def test_an_investigation_is_cfs_own(carried):
    assert Category.INVESTIGATION in rules.kinds_of_information(carried.cfs_worker)
    assert Category.INVESTIGATION not in rules.kinds_of_information(carried.ais_worker)


def test_the_last_minute_of_a_day_is_a_minute(carried):
    """A contact of a moment ago, to the minute, does not lie ahead."""
    now = timezone.now().replace(second=0, microsecond=0)
    assert refusal(rules.check_time, carried, starts_at=now) == ""
    assert refusal(rules.check_time, carried, starts_at=now + datetime.timedelta(minutes=2))
