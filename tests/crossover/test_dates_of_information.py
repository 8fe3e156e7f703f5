"""A consent about certain dates opens what tells of those dates, and nothing that says no dates."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Bureau
from accounts.models import User
from crossover import sharing
from crossover.sharing.panel import readers_to_be
from crossover.sharing.reliance import consents_relied_on
from families.enums import Category, ExitType, MonthlyKind, PlacementKind, WtwStatus
from families.models import MonthlyFigure, PersonNote, Removal, WtwStanding
from tests.crossover.consents import TODAY, opened
from tests.crossover.test_sharing import note, reads

pytestmark = pytest.mark.django_db
D = datetime.date
SPRING = (D(2026, 3, 1), D(2026, 5, 31))
FROM_CALWORKS = {"discloser": Bureau.CALWORKS, "recipient": Bureau.CFS}


def standing(case, begins, ends):
    return WtwStanding.objects.create(
        family=case.family, bureau=Bureau.CALWORKS, category=Category.CALWORKS_STATUS, about=case.mother,
        status=WtwStatus.EXEMPT, from_date=begins, until_date=ends,
    )  # fmt: skip


def hours(case, month):
    return MonthlyFigure.objects.create(
        family=case.family, bureau=Bureau.CALWORKS, category=Category.CALWORKS_STATUS, about=case.mother,
        kind=MonthlyKind.HOURS, month=month, value=20,
    )  # fmt: skip


def removal(case, entered, exited):
    return Removal.objects.create(
        family=case.family, bureau=Bureau.CFS, category=Category.SERVICES, about=case.child, entered_on=entered,
        placement=PlacementKind.RELATIVE, exited_on=exited, exit_type=ExitType.REUNIFIED if exited else "",
    )  # fmt: skip


def status_opened(staff, case, covers):
    return opened(staff, case, 0, 30, covers=covers, category=Category.CALWORKS_STATUS, **FROM_CALWORKS)


# A status from a day until, not including, a day: all of it lies within the signer's dates, or it stays.
@pytest.mark.parametrize(
    ("covers", "begins", "ends", "expected"),
    [
        (SPRING, D(2026, 3, 1), D(2026, 6, 1), True),  # exactly these days
        (SPRING, D(2026, 4, 1), D(2026, 4, 2), True),  # one day within
        (SPRING, D(2026, 2, 28), D(2026, 4, 2), False),  # begins a day too early
        (SPRING, D(2026, 4, 1), D(2026, 6, 2), False),  # ends a day too late
        (SPRING, D(2026, 4, 1), None, False),  # still so today
        (SPRING, D(2025, 4, 1), D(2025, 5, 1), False),  # before
        (SPRING, D(2026, 7, 1), D(2026, 8, 1), False),  # after
        ((SPRING[0], None), D(2026, 4, 1), None, True),  # from a day on
        ((SPRING[0], None), D(2026, 2, 28), None, False),
        ((None, SPRING[1]), D(2020, 1, 1), D(2026, 6, 1), True),  # until a day
        ((None, SPRING[1]), D(2020, 1, 1), D(2026, 6, 2), False),
        ((None, TODAY), D(2026, 4, 1), None, True),  # until today
        ((None, TODAY), TODAY + datetime.timedelta(days=1), None, False),  # begins tomorrow
        ((None, None), D(2026, 4, 1), None, True),  # no dates set
    ],
)
def test_a_status_within_the_dates(staff, carried, elsewhere, covers, begins, ends, expected):
    row = standing(carried, begins, ends)
    assert not reads(staff["cfs.worker"], row)
    status_opened(staff, carried, covers)
    assert reads(staff["cfs.worker"], row) is expected
    assert reads(staff["ais.worker"], row), "its own bureau"
    assert not reads(elsewhere.cfs_worker, row), "a stranger"


@pytest.mark.parametrize(
    ("month", "expected"),
    [(D(2026, 2, 1), False), (D(2026, 3, 1), True), (D(2026, 5, 1), True), (D(2026, 6, 1), False)],
)
def test_a_month_within_the_dates(staff, carried, month, expected):
    row = hours(carried, month)
    status_opened(staff, carried, SPRING)
    assert reads(staff["cfs.worker"], row) is expected


def test_a_month_that_the_dates_cut_stays(staff, carried):
    row = hours(carried, D(2026, 5, 1))
    status_opened(staff, carried, (D(2026, 3, 1), D(2026, 5, 30)))
    assert not reads(staff["cfs.worker"], row)


@pytest.mark.parametrize(
    ("entered", "exited", "expected"),
    [
        (D(2026, 3, 1), D(2026, 5, 31), True),
        (D(2026, 3, 1), D(2026, 6, 1), False),
        (D(2026, 3, 1), None, False),
        (D(2026, 2, 28), D(2026, 3, 5), False),
    ],
)
def test_a_removal_within_the_dates(staff, carried, entered, exited, expected):
    row = removal(carried, entered, exited)
    opened(staff, carried, 0, 30, covers=SPRING, person=carried.child)
    assert reads(staff["ais.worker"], row) is expected


# A row that says no dates stays, whatever the day it was written on; XOVER1's minimum crosses as ever.
@pytest.mark.parametrize("covers", [SPRING, (SPRING[0], None), (None, TODAY)])
def test_what_says_no_dates_stays(staff, carried, covers):
    opened(staff, carried, 0, 30, covers=covers)
    assert not reads(staff["ais.worker"], note(carried))
    assert reads(staff["ais.worker"], note(carried, category=Category.LOGISTICS))
    opened(staff, carried, 0, 30)
    assert reads(staff["ais.worker"], note(carried)), "another consent without dates"


def test_the_history_of_a_dated_row_follows_the_same_dates(staff, carried):
    inside, outside = standing(carried, SPRING[0], SPRING[1]), standing(carried, D(2025, 1, 1), D(2025, 2, 1))
    status_opened(staff, carried, SPRING)
    seen = sharing.readable(WtwStanding.history.all(), User.objects.get(pk=staff["cfs.worker"].pk))
    assert {row.id for row in seen} == {inside.pk}
    assert outside.history.exists()


def test_it_adds_no_query(staff, carried):
    status_opened(staff, carried, SPRING)
    reader = User.objects.get(pk=staff["cfs.worker"].pk)
    for rows in (1, 3):
        standing(carried, SPRING[0], SPRING[1])
        with CaptureQueriesContext(connection) as queries:
            assert len(sharing.readable(WtwStanding.objects.all(), reader)) == rows
        assert len(queries) == 1
        standing(carried, SPRING[0], SPRING[1])


# Only the consent whose dates hold a row is named as what the page relies on.
def test_the_consent_relied_on_is_the_one_whose_dates_hold_the_row(staff, carried):
    spring = status_opened(staff, carried, SPRING)
    status_opened(staff, carried, (D(2024, 1, 1), D(2024, 12, 31)))
    notes_of_spring = opened(staff, carried, 0, 30, covers=SPRING)
    notes = opened(staff, carried, 0, 30)
    standing(carried, SPRING[0], SPRING[1])
    shown = sharing.readable(WtwStanding.objects.all(), staff["cfs.worker"])
    assert consents_relied_on(carried.family, staff["cfs.worker"], [shown]) == [spring.uuid]
    note(carried)
    shown = sharing.readable(PersonNote.objects.all(), staff["ais.worker"])
    assert consents_relied_on(carried.family, staff["ais.worker"], [shown]) == [notes.uuid]
    assert notes_of_spring.uuid != notes.uuid


# The panel warns of what may be read, and does not promise what is not.
def test_the_panel_knows_of_the_dates(staff, carried):
    asked = {"family": carried.family, "about": carried.mother, "writer": Bureau.CALWORKS}
    category = Category.CALWORKS_STATUS
    assert [each.reads for each in readers_to_be(category=category, **asked, dated=True)] == [True, False]
    status_opened(staff, carried, SPRING)
    dated, undated = (readers_to_be(category=category, **asked, dated=dated)[1] for dated in (True, False))
    assert dated.reads
    assert "for certain dates" in dated.why
    assert not undated.reads
    assert not readers_to_be(category=category, **asked, dated=True, confidential=True)[1].reads
    status_opened(staff, carried, (None, None))
    assert "for certain dates" not in readers_to_be(category=category, **asked, dated=True)[1].why


def test_the_pages_say_that_only_certain_dates_cross(staff, carried, signed_in):
    carried.mother.save()
    status_opened(staff, carried, SPRING)
    tab = signed_in(staff["cfs.worker"]).get(reverse("reports:family-consents", args=[carried.family.uuid]))
    assert "Only what tells of the dates on the form" in tab.content.decode()
    url = reverse("crossover:wtw-standing-new", args=[carried.mother.uuid])
    assert "for certain dates" in signed_in(staff["ais.worker"]).get(url).content.decode()
