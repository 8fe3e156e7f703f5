"""A time of day is typed by the county's clock, on the two days the clocks change too."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from families.forms.moments import LEFT_OUT, CountyMoment
from meetings.forms import ContactForm, MoveForm


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("2026-11-01T00:59", 7),
        # 1:30 comes twice: the first is in summer time
        ("2026-11-01T01:30", 8),
        ("2026-11-01T02:00", 10),
        ("2027-03-14T01:59", 9),
        ("2027-03-14T03:00", 10),
    ],
)
def test_it_is_the_countys_time(typed, hour):
    moment = CountyMoment().clean(typed)
    assert moment.astimezone(datetime.UTC).hour == hour
    assert moment.strftime("%Y-%m-%dT%H:%M") == typed


def test_an_hour_that_is_left_out_is_refused():
    with pytest.raises(ValidationError) as refused:
        CountyMoment().clean("2027-03-14T02:30")
    assert refused.value.messages == [LEFT_OUT]


def test_what_is_no_time_is_refused_as_before():
    with pytest.raises(ValidationError) as refused:
        CountyMoment().clean("13/45/2026")
    assert refused.value.messages == ["Enter a valid date/time."]


@pytest.mark.parametrize(
    ("form", "name"), [(ContactForm, "starts_at"), (ContactForm, "ends_at"), (MoveForm, "starts_at")]
)
def test_contacts_and_meetings_are_typed_so(form, name):
    assert isinstance(form.base_fields[name], CountyMoment)
