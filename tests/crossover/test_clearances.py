"""The clearance: who may make it, what it leaves behind, and the family it makes."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.models import User
from crossover.enums import ClearancePurpose, ClearanceResult, SearchKey, Stage, System, Xover1Status
from crossover.models import Clearance, ConsentRequest, StageEvent, Xover1
from crossover.services import close_without_case, record_clearance, start_xover1
from crossover.services.clearances import add_people
from families.enums import Disposition, Relationship, TaskKind
from families.models import Family, Person, Task
from families.services import add_person, record_referral
from tests.crossover.way import MOTHER

pytestmark = pytest.mark.django_db
R = ClearanceResult
P = ClearancePurpose


def knows(user: User, family: Family) -> bool:
    return visible(Family, user).filter(pk=family.pk).exists()


@pytest.mark.parametrize("result", [R.ACTIVE, R.PENDING, R.POSSIBLE])
def test_a_result_that_says_maybe_makes_a_family(way, result):
    referral = way.referral()
    clearance = way.clear(referral, result=result, people=[{"first_name": "Rosa", "last_name": "Ibarra",
                                                            "relationship": Relationship.MOTHER}])  # fmt: skip
    referral.refresh_from_db()
    assert referral.family == clearance.family
    assert list(clearance.family.people.values_list("first_name", flat=True)) == ["Rosa"]
    assert StageEvent.objects.get(linkages_case__family=clearance.family).stage == Stage.POTENTIAL
    assert clearance.history.count() == 1


@pytest.mark.parametrize("result", [R.NOT_FOUND, R.DISCONTINUED])
def test_a_result_that_says_no_makes_none(way, result):
    day = timezone.localdate() if result == R.DISCONTINUED else None
    clearance = way.clear(way.referral(), result=result, discontinued_on=day)
    assert clearance.family is None
    assert Family.objects.count() == 0


def test_who_finds_the_crossover_first_asks_for_the_signature(way, staff):
    clearance = way.clear(way.referral())
    request = ConsentRequest.objects.get(family=clearance.family)
    assert request.owner == staff["er.clerk"]
    task = Task.objects.get(family=clearance.family, kind=TaskKind.REQUEST_CONSENT)
    assert (task.owner, task.why) == (staff["er.clerk"], "31-090 IV.D")
    way.clear(clearance.referral)
    assert ConsentRequest.objects.filter(family=clearance.family).count() == 1


def test_screening_notes_it_in_the_screener_alert(way, staff):
    referral = way.referral()
    way.clear(referral, by=staff["screening.clerk"], purpose=P.SCREENING, case_number="CW-9")
    referral.refresh_from_db()
    assert "CalSAWS" in referral.screener_alert
    assert "Active, case CW-9" in referral.screener_alert


@pytest.mark.parametrize(
    ("name", "purpose", "allowed"),
    [
        # the ER unit of the referral
        ("er.clerk", P.EMERGENCY_RESPONSE, True),
        ("er.worker", P.EMERGENCY_RESPONSE, True),
        ("er.supervisor", P.EMERGENCY_RESPONSE, True),
        # the unit that took it
        ("screening.clerk", P.SCREENING, True),
        ("screening.clerk", P.EMERGENCY_RESPONSE, False),
        # other CFS staff, the other bureau, roles that make no clearance
        ("ifs.supervisor", P.EMERGENCY_RESPONSE, False),
        ("cfs.worker", P.SCREENING, False),
        ("calworks.clerk", P.SCREENING, False),
        ("facilitator", P.EMERGENCY_RESPONSE, False),
        ("admin", P.EMERGENCY_RESPONSE, False),
    ],
)
def test_who_clears_a_referral(way, staff, name, purpose, allowed):
    referral = way.referral()
    if allowed:
        assert way.clear(referral, by=staff[name], purpose=purpose).purpose == purpose
    else:
        with pytest.raises(NotAllowed):
            way.clear(referral, by=staff[name], purpose=purpose)
        assert Clearance.objects.count() == 0


def test_another_er_units_referral_is_not_the_clerks(way, staff):
    theirs = record_referral(
        by=staff["screening.clerk"], number="R-X", family_name="Moss", er_unit=staff["er.clerk"].unit
    )
    theirs.er_unit = type(theirs.er_unit).objects.get(name="ER 2")
    theirs.save()
    with pytest.raises(NotAllowed, match="Only the unit that took this referral"):
        way.clear(theirs)


def test_a_decided_referral_is_not_cleared(way, staff):
    form = way.draft()
    way.send(form)
    close_without_case(form=form, by=staff["er.supervisor"], reason="Nothing needed")
    form.referral.refresh_from_db()
    assert form.referral.disposition == Disposition.NO_CASE
    with pytest.raises(NotAllowed, match="already closed without a case"):
        way.clear(form.referral)


def test_only_the_units_supervisor_repeats_it_for_the_present_assignment(way, staff):
    form = way.draft()
    way.send(form)
    case = way.open_case(form)
    clearance = way.clear_again(form)
    assert clearance.assignment == case.assignments.get()
    for name in ("er.supervisor", "cfs.supervisor", "cfs.worker", "ais.supervisor"):
        with pytest.raises(NotAllowed, match="Only the CFS supervisor of IFS 1"):
            way.clear_again(form, by=name)


def test_a_clearance_is_about_something(staff):
    with pytest.raises(NotAllowed):
        record_clearance(
            by=staff["er.clerk"], purpose=P.EMERGENCY_RESPONSE, system=System.CALSAWS, keys_used=[SearchKey.NAME],
            result=R.ACTIVE, as_of=timezone.localdate(),
        )  # fmt: skip


def test_the_maker_follows_the_family_until_the_referral_is_decided(way, staff):
    clearance = way.clear(way.referral(), people=[MOTHER])
    assert knows(staff["er.clerk"], clearance.family)
    assert not visible(Family, staff["er.clerk"]).workable_by(staff["er.clerk"]).exists()
    for name in ("screening.clerk", "er.worker", "er.supervisor", "ais.supervisor"):
        assert not knows(staff[name], clearance.family)
    form = start_xover1(by=staff["er.clerk"], clearance=clearance)
    way.send(form)
    way.close(form)
    assert not knows(staff["er.clerk"], clearance.family)


def test_a_lone_clearance_is_its_units(way, staff):
    clearance = way.clear(way.referral(), result=R.NOT_FOUND)
    for name in ("er.clerk", "er.worker", "er.supervisor"):
        assert visible(Clearance, staff[name]).get() == clearance
    for name in ("cfs.worker", "ifs.supervisor", "ais.supervisor", "calworks.clerk", "admin", "director"):
        assert not visible(Clearance, staff[name]).exists()


def test_xover1_starts_from_an_active_clearance_of_the_clerks_unit(way, staff):
    referral = way.referral()
    pending = way.clear(referral, result=R.PENDING)
    with pytest.raises(NotAllowed, match="says CalWORKs is active"):
        start_xover1(by=staff["er.clerk"], clearance=pending)
    active = way.clear(referral)
    for name in ("screening.clerk", "er.worker", "er.supervisor"):
        with pytest.raises(NotAllowed, match="Only ER clerks"):
            start_xover1(by=staff[name], clearance=active)
    form = start_xover1(by=staff["er.clerk"], clearance=active)
    assert (form.case_name, form.calworks_number, form.referral) == ("Ibarra", active.case_number, referral)
    with pytest.raises(NotAllowed, match="has its XOVER1 already"):
        start_xover1(by=staff["er.clerk"], clearance=active)


def test_nothing_of_a_failed_clearance_stays(way):
    """The last write is refused by the database: the family, its people, stage and request go with it."""
    referral = way.referral()
    with pytest.raises(IntegrityError), transaction.atomic():
        way.clear(referral, discontinued_on=datetime.date(2026, 1, 1), people=[{"first_name": "Rosa"}])
    referral.refresh_from_db()
    assert referral.family is None
    assert not any(model.objects.exists() for model in (Family, Person, StageEvent, ConsentRequest, Clearance, Xover1))


def test_active_in_cws_cms_says_nothing_of_calworks(way, staff):
    """Not even where an old row was kept under a purpose that searches CalSAWS."""
    clearance = way.clear(way.referral())
    Clearance.objects.filter(pk=clearance.pk).update(system=System.CWS_CMS)
    clearance.refresh_from_db()
    with pytest.raises(NotAllowed, match="CalWORKs is active"):
        start_xover1(by=staff["er.clerk"], clearance=clearance)
    assert not Xover1.objects.exists()


def test_active_in_cws_cms_completes_no_part_b(way):
    form = way.standing_at(Xover1Status.WITH_CFS_SUPERVISOR)
    clearance = way.clear_again(form)
    Clearance.objects.filter(pk=clearance.pk).update(system=System.CWS_CMS)
    with pytest.raises(NotAllowed):
        way.complete(form)
    form.refresh_from_db()
    assert form.status == Xover1Status.WITH_CFS_SUPERVISOR


def test_nobody_stands_in_a_family_twice(way, staff, carried, signed_in):
    facts = {
        "first_name": "José",
        "last_name": "D'Ángelo",
        "relationship": "father",
        "born_on": datetime.date(1989, 7, 14),
    }
    add_person(family=carried.family, by=carried.cfs_worker, **facts)
    for twice in (facts | {"interpreter_needed": True}, facts | {"first_name": "JOSE", "last_name": "D'Angelo"}):
        with pytest.raises(NotAllowed, match="is on file in this family already"):
            add_people(family=carried.family, people=[twice])
    add_people(family=carried.family, people=[facts])
    assert carried.family.people.filter(first_name="José").count() == 1
    # a son of the same name, a twin, and a date that is only estimated are others
    for other in ({"born_on": datetime.date(2010, 7, 14)}, {"first_name": "Juan"}, {"born_on_is_estimated": True}):
        add_person(family=carried.family, by=carried.cfs_worker, **(facts | other))
    page = signed_in(carried.cfs_worker).post(
        reverse("families:person-new", args=[carried.family.uuid]), facts | {"language": "es"}
    )
    assert page.status_code == 403
    assert "is on file in this family already" in page.content.decode()
    assert "José" in page.content.decode()
