"""Welfare-to-Work, hours, earnings, removals: each kept by its own bureau, in the order of days."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.access import NotAllowed
from families.enums import Category, ExitType, Jurisdiction, MonthlyKind, PlacementKind, WtwStatus
from families.models import MonthlyFigure, Removal, WtwStanding
from families.services import add_removal, add_wtw_standing, edit_cfs_case, end_removal, record_monthly_figure
from tests.locks import tables_locked_by

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LAST_WEEK = TODAY - datetime.timedelta(days=7)


def test_a_new_standing_ends_the_one_before(staff, carried):
    by = staff["ais.worker"]
    first = add_wtw_standing(
        person=carried.mother, by=by, status=WtwStatus.ENGAGED, from_date=LAST_WEEK, required_hours=30
    )
    add_wtw_standing(person=carried.mother, by=by, status=WtwStatus.SANCTIONED, from_date=TODAY)
    first.refresh_from_db()
    assert (first.until_date, first.category) == (TODAY, Category.CALWORKS_STATUS)
    assert first.history.count() == 2
    with pytest.raises(NotAllowed, match="later status"):
        add_wtw_standing(person=carried.mother, by=by, status=WtwStatus.EXEMPT, from_date=LAST_WEEK)
    assert WtwStanding.objects.count() == 2


def test_a_months_figure_is_corrected_not_doubled(staff, carried):
    for value in ("80", "92.5"):
        record_monthly_figure(
            person=carried.mother, by=staff["ais.worker"], kind=MonthlyKind.EARNINGS, month=TODAY, value=Decimal(value)
        )
    figure = MonthlyFigure.objects.get()
    assert (figure.value, figure.month.day, figure.category) == (Decimal("92.5"), 1, Category.CASH_AID)
    assert figure.history.count() == 2


def test_a_child_is_removed_and_comes_home(staff, carried):
    by = staff["cfs.worker"]
    removal = add_removal(person=carried.child, by=by, entered_on=LAST_WEEK, placement=PlacementKind.RELATIVE)
    with pytest.raises(NotAllowed, match="open already"):
        add_removal(person=carried.child, by=by, entered_on=TODAY, placement=PlacementKind.SHELTER)
    end_removal(removal=removal, by=by, exited_on=TODAY, exit_type=ExitType.REUNIFIED)
    with pytest.raises(NotAllowed, match="ended already"):
        end_removal(removal=removal, by=by, exited_on=TODAY, exit_type=ExitType.ADOPTION)
    assert Removal.objects.get().exit_type == ExitType.REUNIFIED


def test_the_family_is_locked_before_its_facts_are_read(staff, carried):
    """Of a form sent twice at once the second finds what the first wrote, also where nothing was on file before."""
    ais, cfs = staff["ais.worker"], staff["cfs.worker"]
    status = {"status": WtwStatus.ENGAGED, "from_date": TODAY}
    hours = {"kind": MonthlyKind.HOURS, "month": TODAY, "value": Decimal(1)}
    away = {"entered_on": LAST_WEEK, "placement": PlacementKind.RELATIVE}
    home = {"exited_on": TODAY, "exit_type": ExitType.REUNIFIED}
    for act in (
        lambda: add_wtw_standing(person=carried.mother, by=ais, **status),
        lambda: record_monthly_figure(person=carried.mother, by=ais, **hours),
        lambda: add_removal(person=carried.child, by=cfs, **away),
        lambda: end_removal(removal=Removal.objects.get(), by=cfs, **home),
    ):
        assert tables_locked_by(act)[:2] == ["families_family"] * 2


def test_each_bureau_keeps_its_own(staff, carried):
    hours = {"kind": MonthlyKind.HOURS, "month": TODAY, "value": Decimal(1)}
    with pytest.raises(NotAllowed, match="Only CalWORKs staff"):
        add_wtw_standing(person=carried.mother, by=staff["cfs.worker"], status=WtwStatus.ENGAGED, from_date=TODAY)
    with pytest.raises(NotAllowed, match="Only CalWORKs staff"):
        record_monthly_figure(person=carried.mother, by=staff["ifs.supervisor"], **hours)
    with pytest.raises(NotAllowed, match="Only CFS staff"):
        add_removal(person=carried.child, by=staff["ais.worker"], entered_on=TODAY, placement=PlacementKind.RELATIVE)
    with pytest.raises(NotAllowed, match="Only the family's workers"):
        record_monthly_figure(person=carried.mother, by=staff["es.worker"], **hours)
    for model in (WtwStanding, MonthlyFigure, Removal):
        assert not model.objects.exists()


def test_nothing_of_welfare_to_work_is_kept_of_a_child(staff, carried):
    by = staff["ais.worker"]
    with pytest.raises(NotAllowed, match="adults only"):
        record_monthly_figure(person=carried.child, by=by, kind=MonthlyKind.HOURS, month=TODAY, value=Decimal(1))
    with pytest.raises(NotAllowed, match="adults only"):
        add_wtw_standing(person=carried.child, by=by, status=WtwStatus.ENGAGED, from_date=TODAY)
    assert not MonthlyFigure.objects.exists()
    assert not WtwStanding.objects.exists()


def test_a_case_under_the_court_is_not_ifs(staff, carried):
    case, by = carried.cfs_case, staff["cfs.worker"]
    for facts in ({"jurisdiction": Jurisdiction.COURT}, {"component": "ifs", "jurisdiction": Jurisdiction.COURT}):
        with pytest.raises(NotAllowed, match="is voluntary"):
            edit_cfs_case(case=case, by=by, version=case.version, **facts)
    edit_cfs_case(case=case, by=by, version=case.version, component="fm", jurisdiction=Jurisdiction.COURT)
    assert case.history.count() == 2
