"""Days typed with a slip of the year are refused next to their field."""

import datetime

import pytest
from django.utils import timezone

from crossover.enums import ClearancePurpose
from crossover.forms.clearances import ClearanceForm
from crossover.forms.people import PersonRowForm
from families.forms import PersonForm, ReferralForm

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.mark.parametrize(
    ("form_class", "name", "first"),
    [
        (ReferralForm, "received_on", "1990-01-01"),
        (PersonForm, "born_on", "1900-01-01"),
        (PersonRowForm, "born_on", "1900-01-01"),
    ],
)
def test_no_record_reaches_further_back(form_class, name, first):
    before = datetime.date.fromisoformat(first) - datetime.timedelta(days=1)
    assert name not in form_class({name: first}).errors
    assert "Check the year." in form_class({name: before.isoformat()}).errors[name][0]


def clearance_errors(**days):
    facts = {"system": "calsaws", "keys_used": ["name"], "result": "discontinued", "case_number": "CW-1"}
    return dict(ClearanceForm(facts | days, purpose=ClearancePurpose.EMERGENCY_RESPONSE).errors)


def test_a_clearance_holds_for_a_day_of_our_time_and_not_before_the_case_was_discontinued():
    today, yesterday = TODAY.isoformat(), (TODAY - datetime.timedelta(days=1)).isoformat()
    assert clearance_errors(as_of=today, discontinued_on=today) == {}
    assert list(clearance_errors(as_of=yesterday, discontinued_on=today)) == ["discontinued_on"]
    assert list(clearance_errors(as_of="1989-12-31", discontinued_on="1989-12-31")) == ["as_of", "discontinued_on"]
