"""What a pasted line seems to say, and what goes back as text: truth tables without a database."""

import datetime
from decimal import Decimal

import pytest

from caseplans.enums import Frequency, Source
from caseplans.rules.pasting import Pasted, lines_of, proposed_category, read_line
from families.enums import Category

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


@pytest.mark.parametrize(
    ("line", "tells", "chosen", "proposed"),
    [
        # nothing in the words: as it was chosen for all lines, or as the service tells
        ("Parenting classes weekly", "", Category.SERVICES, Category.SERVICES),
        ("Go to the program", Category.MENTAL_HEALTH, Category.SERVICES, Category.MENTAL_HEALTH),
        ("Look for a home", Category.HOUSING, Category.SERVICES, Category.HOUSING),
        # the words say another kind
        ("Complete substance abuse treatment", "", Category.SERVICES, Category.SUBSTANCE_USE),
        ("Drug and alcohol abuse program", "", Category.SERVICES, Category.SUBSTANCE_USE),
        ("Random drug testing", "", Category.SERVICES, Category.SUBSTANCE_USE),
        ("Mental health counselling", "", Category.SERVICES, Category.MENTAL_HEALTH),
        ("See a therapist every week", "", Category.EMPLOYMENT, Category.MENTAL_HEALTH),
        ("Domestic violence support group", "", Category.SERVICES, Category.DOMESTIC_ABUSE),
        ("Follow the restraining order", "", Category.SERVICES, Category.DOMESTIC_ABUSE),
        ("Take the child to the hospital", "", Category.LOGISTICS, Category.PHYSICAL_HEALTH),
        # of several the strictest, whichever says it
        ("Therapy after the abuse, and rehab", "", Category.SERVICES, Category.DOMESTIC_ABUSE),
        ("Rehab with therapy", Category.MENTAL_HEALTH, Category.SERVICES, Category.SUBSTANCE_USE),
        ("Mental health counselling", Category.MENTAL_HEALTH, Category.DOMESTIC_ABUSE, Category.DOMESTIC_ABUSE),
        ("Stay on at the clinic", "", Category.SUBSTANCE_USE, Category.SUBSTANCE_USE),
        # the court is no kind of information of a plan
        ("As ordered by the court", "", Category.SERVICES, Category.SERVICES),
    ],
)
def test_the_strictest_kind_of_information_that_a_line_tells_of_is_proposed(line, tells, chosen, proposed):
    assert proposed_category(line, tells, chosen) == proposed
