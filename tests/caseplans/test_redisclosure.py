"""The notice of 42 CFR Part 2 on every page that shows the other bureau's substance use information."""

import pytest

from caseplans.services import start_plan
from families.enums import Category
from tests.caseplans.county import consent_for, goal_of

pytestmark = pytest.mark.django_db
NOTICE = "42 CFR Part 2 forbids passing it on"


@pytest.mark.parametrize(("category", "expected"), [(Category.SUBSTANCE_USE, True), (Category.MENTAL_HEALTH, False)])
def test_it_stands_where_the_other_bureaus_rows_are_read_and_names_the_consent(carried, signed_in, category, expected):
    consent = consent_for(carried, category)
    plan = start_plan(family=carried.family, by=carried.cfs_worker)
    goal_of(plan, carried, "Stay well", category=category)
    theirs = signed_in(carried.ais_worker).get(plan.get_absolute_url()).content.decode()
    own = signed_in(carried.cfs_worker).get(plan.get_absolute_url()).content.decode()
    assert "Stay well" in theirs
    assert "Stay well" in own
    assert (NOTICE in theirs) == expected
    assert (f"{consent} by {carried.mother}." in theirs) == expected
    assert NOTICE not in own
    assert str(consent.uuid) not in theirs
