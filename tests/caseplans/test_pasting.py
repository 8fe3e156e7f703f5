"""What a pasted line seems to say, and what goes back as text: truth tables without a database."""

import datetime
from decimal import Decimal

import pytest

from caseplans.enums import Frequency, Source
from caseplans.rules.pasting import Pasted, lines_of, read_line

SERVICES = {
    "parenting": "Parenting classes",
    "mental_health": "Mental health services",
    "substance_use": "Drug and alcohol services",
    "visitation": "Visits with the children",
    "home_visit": "Social worker's home visits",
    "employment": "Employment",
}


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("line", "source", "read"),
    [
        (
            "Complete parenting classes by 3/15/2027",
            Source.CFS_PLAN,
            {"service": "parenting", "due_on": day("2027-03-15")},
        ),
        ("Parenting class weekly", Source.CFS_PLAN, {"service": "parenting", "frequency": Frequency.WEEKLY}),
        ("Job search 20 hours a week", Source.WTW_PLAN, {"hours_a_week": Decimal(20), "frequency": Frequency.WEEKLY}),
        ("Work 12.5 hrs per week", Source.WTW_PLAN, {"hours_a_week": Decimal("12.5"), "frequency": Frequency.WEEKLY}),
        ("20 hours/week of work", Source.WTW_PLAN, {"hours_a_week": Decimal(20), "frequency": Frequency.WEEKLY}),
        # hours of the whole are no hours a week
        ("40 hours of community service", Source.WTW_PLAN, {}),
        # a month is no permission, and a year in full stays as it is
        ("Complete parenting by May 15, 2027", Source.CFS_PLAN, {"service": "parenting", "due_on": day("2027-05-15")}),
        ("As ordered on 3/4/1999", Source.CFS_PLAN, {"due_on": day("1999-03-04")}),
        ("Call by 3/4/27", Source.CFS_PLAN, {"due_on": day("2027-03-04")}),
        # two days in a line: the later one ends it; a day that is none is left to the worker
        ("From Jan 4, 2027 to June 30, 2027", Source.CFS_PLAN, {"due_on": day("2027-06-30")}),
        ("By 2/30/2027", Source.CFS_PLAN, {}),
        # what a court's own paper says is ordered, and what says so itself
        ("No contact with the neighbor", Source.COURT, {"court_ordered": True}),
        ("Drug testing, ordered by the court", Source.CFS_PLAN, {"court_ordered": True}),
        ("The mother may join a support group", Source.CFS_PLAN, {"mandatory": False}),
        ("Call every other week", Source.CFS_PLAN, {"frequency": Frequency.FORTNIGHTLY}),
        ("Meet the EW once", Source.WTW_PLAN, {"frequency": Frequency.ONCE}),
        ("Meet once a month", Source.WTW_PLAN, {"frequency": Frequency.MONTHLY}),
        # two services are as near as each other: the worker chooses
        ("Parenting and employment", Source.WTW_PLAN, {}),
        ("0 hours", Source.WTW_PLAN, {}),
    ],
)
def test_a_line_is_read(line, source, read):
    assert read_line(line, source, SERVICES) == Pasted(text=line, **read)


def test_bullets_and_blank_lines_are_no_part_of_what_is_required():
    pasted = "1. Parenting class\n\n  - Visit the children \n(b) Call\r\n12 weeks of class\n• Rest"
    assert lines_of(pasted) == ["Parenting class", "Visit the children", "Call", "12 weeks of class", "Rest"]
