"""Filters of the family and task lists, on families that differ in one thing."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.access import visible
from families.enums import Component, ProgramStatus, TaskKind
from families.filters import FamilyFilter, ReferralFilter, TaskFilter
from families.models import Family, Referral, Task
from families.services import edit_calworks_case, record_referral
from tests.county import family_with_workers

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def county(staff):
    workers = staff["cfs.worker"], staff["ais.worker"]
    made = SimpleNamespace(staff=staff)
    made.ifs = family_with_workers(*workers, name="Ames")
    made.fr = family_with_workers(*workers, name="Brand", component=Component.FR)
    made.elsewhere = family_with_workers(staff["cfs.worker2"], staff["es.worker"], name="Cole")
    case = made.fr.calworks_case
    edit_calworks_case(case=case, by=staff["ais.worker"], version=1, status=ProgramStatus.PENDING)
    Task.objects.filter(family__in=[made.ifs.family, made.fr.family]).delete()
    for family, days in ((made.ifs.family, -2), (made.fr.family, 3)):
        Task.objects.create(
            family=family,
            kind=TaskKind.HOLD_PLTM,
            key="test",
            opens_on=TODAY,
            due_on=TODAY + datetime.timedelta(days=days),
            owner=staff["cfs.worker"],
            why="31-090 IV.E",
        )
    return made


def names(county, who="cfs.worker", **terms):
    user = county.staff[who]
    families = visible(Family, user).with_dues(user)
    return [str(family) for family in FamilyFilter(terms, families, request=SimpleNamespace(user=user)).rows]


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        ({}, ["Ames", "Brand"]),
        ({"component": "fr"}, ["Brand"]),
        ({"program": "pending"}, ["Brand"]),
        ({"due": "overdue"}, ["Ames"]),
        ({"due": "week"}, ["Brand"]),
        ({"task": "hold_pltm"}, ["Ames", "Brand"]),
        ({"task": "hold_ltm"}, []),
        ({"sort": "-name"}, ["Brand", "Ames"]),
        ({"sort": "due"}, ["Ames", "Brand"]),
        ({"sort": "-due"}, ["Brand", "Ames"]),
        ({"sort": "password"}, ["Ames", "Brand"]),
    ],
)
def test_families_by_what_is_asked(county, terms, found):
    assert names(county, **terms) == found


def test_families_by_unit_and_worker(county):
    unit = county.staff["ais.worker"].unit
    assert names(county, unit=str(unit.pk)) == ["Ames", "Brand"]
    assert names(county, who="ifs.supervisor", worker=str(county.staff["cfs.worker"].uuid)) == ["Ames", "Brand"]
    assert names(county, who="cfs.worker2", unit=str(unit.pk)) == []


def test_a_stranger_never_filters_their_way_in(county):
    assert names(county, who="cfs.worker2") == ["Cole"]
    assert names(county, who="cfs.worker2", component="fr") == []


def test_the_search_finds_people_and_numbers(county):
    families = visible(Family, county.staff["cfs.worker"])
    assert list(families.matching(county.ifs.mother.first_name + " Ames")) == [county.ifs.family]
    assert list(families.matching(county.fr.cfs_case.number)) == [county.fr.family]
    assert list(families.matching("Cole")) == []
    assert families.matching("").count() == 2


@pytest.mark.parametrize(
    ("who", "terms", "count"),
    [
        ("cfs.worker", {}, 2),
        ("cfs.worker", {"due": "overdue"}, 1),
        ("cfs.worker", {"kind": "hold_ltm"}, 0),
        ("ifs.supervisor", {}, 0),
        ("ifs.supervisor", {"whose": "all"}, 2),
        ("ifs.supervisor", {"whose": "all", "due": "week"}, 1),
        ("ais.supervisor", {"whose": "all"}, 0),  # the other bureau's tasks are not theirs
    ],
)
def test_tasks_by_owner_and_day(county, who, terms, count):
    user = county.staff[who]
    tasks = visible(Task, user).opened().filter(key="test")
    assert TaskFilter(terms, tasks, request=SimpleNamespace(user=user)).rows.count() == count


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jose", True),
        ("JOSÉ", True),
        ("o'brien", True),
        ("O\u2019Brien jose", True),
        ("Nuñez", True),
        ("josefa", False),
    ],
)
def test_a_name_is_found_with_or_without_its_accents(typed, found, staff):
    family = family_with_workers(staff["cfs.worker"], staff["ais.worker"], name="O'Brien Nunez").family
    family.people.filter(relationship="mother").update(first_name="José")
    assert visible(Family, staff["cfs.worker"]).matching(typed).exists() is found


def test_a_referral_is_found_by_its_number(staff):
    for number in ("R-26-0001", "R-26-0002"):
        record_referral(by=staff["er.clerk"], number=number, family_name="Ames", er_unit=staff["er.clerk"].unit)
    found = ReferralFilter({"number": "0002"}, visible(Referral, staff["er.clerk"])).rows
    assert [referral.number for referral in found] == ["R-26-0002"]
