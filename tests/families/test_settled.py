"""Whatever changes a family ends with settle: what had drifted before it matches the facts after it."""

from decimal import Decimal

import pytest
from django.utils import timezone

from families.enums import Category, MonthlyKind, PersonNoteKind, Relationship
from families.models import FamilyGrant, Task
from families.services import (
    add_address,
    add_person,
    add_person_note,
    edit_person,
    record_calworks_case,
    record_monthly_figure,
)
from tests.families.test_verify import verify

pytestmark = pytest.mark.django_db
CHILD = {"first_name": "Luz", "last_name": "Reyes", "relationship": Relationship.CHILD}
VERBS = {
    "add_person": lambda it, cfs, ais: add_person(family=it.family, by=cfs, **CHILD),
    "edit_person": lambda it, cfs, ais: edit_person(person=it.mother, by=cfs, version=1, first_name="Rosa"),
    "add_address": lambda it, cfs, ais: add_address(family=it.family, by=cfs, about=it.mother, street="1 Oak St"),
    "add_person_note": lambda it, cfs, ais: add_person_note(
        person=it.mother, by=cfs, kind=PersonNoteKind.CULTURE, category=Category.CULTURE, text="Sunday lunch"
    ),
    "record_monthly_figure": lambda it, cfs, ais: record_monthly_figure(
        person=it.mother, by=ais, kind=MonthlyKind.HOURS, month=timezone.localdate(), value=Decimal(80)
    ),
    "record_calworks_case": lambda it, cfs, ais: record_calworks_case(family=it.family, number="CW-OTHER"),
}


@pytest.mark.parametrize("verb", VERBS)
def test_no_drift_is_left(verb, staff, carried):
    Task.objects.filter(family=carried.family).delete()
    FamilyGrant.objects.filter(user=staff["ifs.supervisor"]).delete()
    assert "missing" in verify()
    VERBS[verb](carried, staff["cfs.worker"], staff["ais.worker"])
    assert verify() == "Everything matches its facts.\n"
