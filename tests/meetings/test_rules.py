"""Who may be where, and what may be noted, as truth tables."""

import pytest

from accounts.access import NotAllowed, reason_against
from families.enums import Category, Relationship
from families.models import Person
from meetings.enums import REQUIRED_AT_LTM, AttendeeRole, MeetingKind, Topic
from meetings.models import Attendance, KindRule
from meetings.rules import check_invitees, check_note, check_quorum
from meetings.rules.calling import check_order
from tests.meetings.county import facilitator

R = AttendeeRole
PLTM, LTM = MeetingKind.PLTM, MeetingKind.LTM
AN_LTM = KindRule(kind=LTM, required_roles=list(REQUIRED_AT_LTM))


def rule(kind):
    return KindRule.objects.of(kind)


@pytest.mark.parametrize(
    ("kind", "pltm_was_held", "reason", "allowed"),
    [
        (PLTM, False, "", True),
        (PLTM, True, "", True),
        (LTM, True, "", True),
        (LTM, False, "", False),
        (LTM, False, "   ", False),
        (LTM, False, "The family asked for it", True),
    ],
)
def test_an_ltm_before_the_pltm_needs_a_reason(kind, pltm_was_held, reason, allowed):
    assert (reason_against(check_order, kind, pltm_was_held, reason) == "") == allowed


@pytest.mark.parametrize(
    ("roles", "missing"),
    [
        ({R.FAMILY, R.CFS_WORKER, R.AIS_WORKER}, []),
        ({R.FAMILY, R.CFS_WORKER, R.AIS_WORKER, R.SCHOOL}, []),
        ({R.CFS_WORKER, R.AIS_WORKER}, [R.FAMILY]),
        ({R.SUPPORT_PERSON, R.CFS_WORKER, R.AIS_WORKER}, [R.FAMILY]),
        ({R.FAMILY, R.AIS_WORKER}, [R.CFS_WORKER]),
        ({R.FAMILY, R.CFS_WORKER, R.IFS_SUPERVISOR}, [R.AIS_WORKER]),
        (set(), [R.FAMILY, R.CFS_WORKER, R.AIS_WORKER]),
    ],
)
def test_an_ltm_needs_the_family_and_both_workers(roles, missing):
    reason = reason_against(check_quorum, AN_LTM, [_there(role, Relationship.MOTHER) for role in roles])
    assert bool(reason) == bool(missing)
    assert all(role.label in reason for role in missing)


def _there(role, relationship):
    return Attendance(role=role, person=Person(relationship=relationship) if role == R.FAMILY else None)


@pytest.mark.parametrize(
    ("family", "stands"),
    [
        # a parent, a guardian, or another adult of the family
        ({Relationship.MOTHER}, True),
        ({Relationship.FATHER}, True),
        ({Relationship.GUARDIAN}, True),
        ({Relationship.RELATIVE}, True),
        ({Relationship.PARTNER}, True),
        # with or without a child beside them
        ({Relationship.MOTHER, Relationship.CHILD}, True),
        # a child alone
        ({Relationship.CHILD}, False),
    ],
)
def test_a_child_alone_does_not_stand_for_the_family(family, stands):
    workers = [Attendance(role=R.CFS_WORKER), Attendance(role=R.AIS_WORKER)]
    reason = reason_against(check_quorum, AN_LTM, [*workers, *(_there(R.FAMILY, one) for one in family)])
    assert reason == (
        "" if stands else "A child alone is not enough: the LTM is held with a parent or another adult of the family."
    )


def test_a_pltm_needs_staff_of_both_bureaus(staff):
    cfs, more_cfs, calworks = (Attendance(user=staff[name]) for name in ("cfs.worker", "ifs.supervisor", "ais.worker"))
    assert reason_against(check_quorum, KindRule(kind=PLTM), [cfs, calworks]) == ""
    county_wide = Attendance(user=staff["coordinator"])
    for present in ([], [cfs], [cfs, more_cfs], [calworks], [cfs, county_wide]):
        assert reason_against(check_quorum, KindRule(kind=PLTM), present) == "A PLTM is held by staff of both bureaus."


def test_who_may_be_invited_to_what(staff, carried, elsewhere):
    mother = {"role": R.FAMILY, "person": carried.mother}
    teacher = {"role": R.SCHOOL, "external_name": "Ms. Ito", "organization": "Vista Elementary"}
    table = [
        # a PLTM: staff only
        (PLTM, facilitator(staff), True),
        (PLTM, mother, False),
        (PLTM, {"role": R.SUPPORT_PERSON, "person": carried.child}, False),
        (PLTM, teacher, False),
        (PLTM, {"role": R.FAMILY, "user": staff["facilitator"]}, False),
        # an LTM: the family, staff, people from outside
        (LTM, mother, True),
        (LTM, teacher, True),
        (LTM, {"role": R.SUPPORT_PERSON, "external_name": "A neighbor"}, True),
        (LTM, facilitator(staff), True),
        # roles go to those who have them
        (LTM, {"role": R.FAMILY, "external_name": "Someone"}, False),
        (LTM, {"role": R.SCHOOL, "person": carried.mother}, False),
        (LTM, {"role": R.CFS_WORKER, "user": staff["cfs.worker"]}, True),
        (LTM, {"role": R.CFS_WORKER, "user": staff["cfs.worker2"]}, False),
        (LTM, {"role": R.AIS_WORKER, "external_name": "Samuel Okafor"}, False),
        # not a person of another family
        (LTM, {"role": R.FAMILY, "person": elsewhere.mother}, False),
    ]
    for kind, invitee, allowed in table:
        assert (reason_against(check_invitees, carried.family, rule(kind), [invitee]) == "") == allowed, (kind, invitee)


def test_staff_who_left_are_not_invited(staff, carried):
    staff["facilitator"].is_active = False
    assert "no longer active" in reason_against(check_invitees, carried.family, rule(PLTM), [facilitator(staff)])


@pytest.mark.parametrize(
    ("kind", "topic", "category", "text", "allowed"),
    [
        (PLTM, Topic.WILLINGNESS, Category.LOGISTICS, "Yes", True),
        (PLTM, Topic.WILLINGNESS, Category.SERVICES, "Yes", False),
        (PLTM, Topic.WORRIES, Category.SERVICES, "Housing", True),
        (PLTM, Topic.WORRIES, Category.SERVICES, "x" * 81, False),
        (PLTM, Topic.WORRIES, Category.DOMESTIC_ABUSE, "Housing", False),
        (PLTM, Topic.STRENGTHS, Category.LOGISTICS, "Close family", False),
        (LTM, Topic.STRENGTHS, Category.SERVICES, "Close family " * 10, True),
        (LTM, Topic.WILLINGNESS, Category.LOGISTICS, "Yes", False),
    ],
)
def test_what_is_noted_under_which_topic(db, kind, topic, category, text, allowed):
    note = {"topic": topic, "category": category, "text": text}
    if allowed:
        check_note(rule(kind), note)
    else:
        with pytest.raises(NotAllowed):
            check_note(rule(kind), note)


def test_every_topic_stands_on_an_agenda(db):
    assert {topic for kind in KindRule.objects.all() for topic in kind.topics} == set(Topic)
