"""One visit a calendar month: the pure rule as a truth table, its task, and who is shown the months (31-090 V.A.6)."""

import datetime

import pytest
from django.urls import reverse

from accounts.models import Setting
from families.enums import Component, TaskKind
from families.models import Task
from families.services import edit_cfs_case, settle
from meetings.contact_deadlines import visit_facts
from meetings.contact_enums import ContactKind, ContactMethod, ContactStatus
from meetings.rules.visits import ToSee, Visit, last_day, month_to_visit, months_of_visits
from tests.meetings import contacts

D = datetime.date
MOTHER, CHILD, BABY = 1, 2, 3


def seen(*days, people=(MOTHER,)):
    return [Visit(day, frozenset(people)) for day in days]


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (D(2026, 1, 1), D(2026, 1, 31)),
        (D(2026, 1, 31), D(2026, 1, 31)),
        (D(2026, 2, 1), D(2026, 2, 28)),
        (D(2028, 2, 29), D(2028, 2, 29)),  # a leap year
        (D(2026, 4, 30), D(2026, 4, 30)),
        (D(2026, 12, 5), D(2026, 12, 31)),
    ],
)
def test_the_last_day_of_a_month(day, last):
    assert last_day(day) == last


TABLE = [
    # opened, visits, the month to visit: from, until
    (D(2026, 3, 1), [], (D(2026, 3, 1), D(2026, 3, 31))),
    # opened within the month: from that day, where enough of the month is left
    (D(2026, 3, 12), [], (D(2026, 3, 12), D(2026, 3, 31))),
    (D(2026, 3, 22), [], (D(2026, 3, 22), D(2026, 3, 31))),  # ten days are left
    (D(2026, 3, 23), [], (D(2026, 4, 1), D(2026, 4, 30))),  # nine are
    (D(2026, 1, 31), [], (D(2026, 2, 1), D(2026, 2, 28))),
    (D(2028, 2, 20), [], (D(2028, 2, 20), D(2028, 2, 29))),  # ten in a leap year
    (D(2026, 2, 20), [], (D(2026, 3, 1), D(2026, 3, 31))),  # nine in another
    # the visit meets its month, on its first and on its last day
    (D(2026, 3, 1), seen(D(2026, 3, 1)), (D(2026, 4, 1), D(2026, 4, 30))),
    (D(2026, 3, 1), seen(D(2026, 3, 31)), (D(2026, 4, 1), D(2026, 4, 30))),
    (D(2026, 12, 1), seen(D(2026, 12, 31)), (D(2027, 1, 1), D(2027, 1, 31))),
    # a visit before the case was opened is of no month of it
    (D(2026, 3, 12), seen(D(2026, 3, 11)), (D(2026, 3, 12), D(2026, 3, 31))),
    # a visit in what is left of a month that does not ask leaves the next one to visit
    (D(2026, 3, 25), seen(D(2026, 3, 30)), (D(2026, 4, 1), D(2026, 4, 30))),
    # a month missed before one that was met is past help
    (D(2026, 1, 1), seen(D(2026, 3, 9)), (D(2026, 4, 1), D(2026, 4, 30))),
    # two in one month do not stand for the next
    (D(2026, 3, 1), seen(D(2026, 3, 2), D(2026, 3, 30)), (D(2026, 4, 1), D(2026, 4, 30))),
    # nothing seen since: the first month after the last one met, however long ago
    (D(2025, 1, 1), seen(D(2025, 2, 3)), (D(2025, 3, 1), D(2025, 3, 31))),
]


@pytest.mark.parametrize(("opened", "visits", "month"), TABLE)
def test_the_month_to_visit(opened, visits, month):
    found = month_to_visit(opened, visits, 10)
    assert (found.opens_on, found.due_on) == month
    assert month_to_visit(opened, visits[::-1], 10) == found


def test_where_the_county_asks_for_each_person_all_are_seen_in_the_month():
    to_see = [ToSee(MOTHER), ToSee(CHILD), ToSee(BABY, D(2026, 4, 15))]
    visits = [
        *seen(D(2026, 3, 3)),
        *seen(D(2026, 3, 20), people=(CHILD,)),
        *seen(D(2026, 4, 2), people=(MOTHER, CHILD)),
    ]
    months = months_of_visits(D(2026, 3, 1), visits, D(2026, 5, 10), 10, to_see)
    assert [(month.is_met, month.missing) for month in months] == [
        (True, ()),  # two visits together, and the baby was not born
        (False, (BABY,)),
        (False, (MOTHER, CHILD, BABY)),
    ]
    assert month_to_visit(D(2026, 3, 1), visits, 10, to_see).opens_on == D(2026, 4, 1)


def test_every_month_stands_until_the_present_one():
    months = months_of_visits(D(2025, 12, 25), seen(D(2026, 2, 28)), D(2026, 3, 1), 10)
    assert [(month.opens_on, month.is_met) for month in months] == [
        (D(2026, 1, 1), False),
        (D(2026, 2, 1), True),
        (D(2026, 3, 1), False),
    ]


@pytest.fixture
def open_for_months(carried):
    case = carried.cfs_case
    case.opened_on = case.opened_on.replace(day=1) - datetime.timedelta(days=40)
    case.save()
    case.assignments.filter(worker=None).update(from_date=case.opened_on)
    settle(carried.family)
    return carried


def task(family):
    return Task.objects.filter(family=family, kind=TaskKind.VISIT_FAMILY).first()


def test_a_visit_moves_the_task_on_and_anything_else_does_not(open_for_months):
    family, first = open_for_months.family, task(open_for_months.family)
    assert first.owner == open_for_months.cfs_worker
    assert first.is_overdue
    contacts.call(open_for_months)
    contacts.visit(open_for_months, method=ContactMethod.VIDEO, location="")
    contacts.visit(open_for_months, status=ContactStatus.ATTEMPTED, participants=[])
    contacts.visit(open_for_months, kind=ContactKind.COLLATERAL)
    contacts.visit(open_for_months, open_for_months.ais_worker, category="calworks_status")
    assert task(family) == first
    visit = contacts.visit(open_for_months)
    moved = task(family)
    assert moved.opens_on > visit.starts_at.date()
    assert not moved.is_overdue


def test_a_closed_case_and_an_er_case_ask_for_no_visit(open_for_months):
    case = open_for_months.cfs_case
    edit_cfs_case(case=case, by=open_for_months.cfs_worker, version=1, component=Component.ER)
    assert task(case.family) is None
    case.refresh_from_db()
    edit_cfs_case(case=case, by=open_for_months.cfs_worker, version=2, component=Component.FM)
    assert task(case.family)
    case.refresh_from_db()
    closed = {"closed_on": case.opened_on, "closing_reason": "Moved"}
    edit_cfs_case(case=case, by=open_for_months.cfs_worker, version=3, **closed)
    assert visit_facts(case.family) is None
    assert task(case.family) is None


def test_the_county_may_ask_for_every_child(open_for_months):
    Setting.objects.create(key="visit_every_child", value=1)
    settle(open_for_months.family)
    contacts.visit(open_for_months)
    assert task(open_for_months.family).is_overdue
    both = [{"kind": "client", "person": person} for person in (open_for_months.mother, open_for_months.child)]
    contacts.visit(open_for_months, participants=both)
    assert not task(open_for_months.family).is_overdue


@pytest.mark.parametrize("tab", ["family-detail", "family-contacts"])
def test_missed_months_show_to_the_program_that_keeps_the_visits(tab, open_for_months, signed_in):
    contacts.visit(open_for_months, category="mental_health")
    url = reverse(f"reports:{tab}", args=[open_for_months.family.uuid])
    own = signed_in(open_for_months.cfs_worker).get(url).content.decode()
    assert ">Missed<" in own
    assert ">Visited<" in own
    other = signed_in(open_for_months.ais_worker).get(url).content.decode()
    assert "Monthly visits" not in other
