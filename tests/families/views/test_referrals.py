"""Referrals: the clerk's quick form."""

import pytest

from accounts.models import Unit
from families.models import Referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(staff):
    unit = Unit.objects.get(name="ER 1")
    return {
        "number": "R-1",
        "family_name": "Reyes",
        "received_on": "2026-01-05",
        "response_type": "ten_day",
        "er_unit": unit.pk,
        "screener_alert": "CalWORKs active",
    }


def test_it_works(staff, signed_in, facts):
    answer = signed_in(staff["screening.clerk"]).post("/referrals/new/", facts)
    referral = Referral.objects.get()
    assert answer["Location"] == f"/referrals/{referral.uuid}/"
    assert (referral.created_by, referral.screener_alert) == (staff["screening.clerk"], "CalWORKs active")
    assert "New clearance" in signed_in(staff["er.clerk"]).get(answer["Location"]).content.decode()


def test_outsider_gets_404(staff, signed_in, facts):
    signed_in(staff["er.clerk"]).post("/referrals/new/", facts)
    referral = Referral.objects.get()
    for name in ("cfs.worker", "ais.worker", "calworks.clerk", "admin"):
        assert signed_in(staff[name]).get(f"/referrals/{referral.uuid}/").status_code == 404, name
        assert "R-1" not in signed_in(staff[name]).get("/referrals/").content.decode(), name


def test_reader_is_refused_with_the_reason(staff, signed_in, facts):
    answer = signed_in(staff["ais.worker"]).post("/referrals/new/", facts)
    assert answer.status_code == 403
    assert "Only screening and ER clerks record referrals." in answer.content.decode()
    assert not Referral.objects.exists()


def test_a_number_on_file_is_told_beside_the_field(staff, signed_in, facts):
    client = signed_in(staff["er.clerk"])
    client.post("/referrals/new/", facts)
    answer = client.post("/referrals/new/", facts | {"family_name": "Typed again"})
    assert "on file already" in answer.context["form"].errors["number"][0]
    assert "Typed again" in answer.content.decode()
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("number", ""), ("received_on", "2999-01-01"), ("received_on", "soon"), ("er_unit", "0"), ("response_type", "x")],
)
def test_bad_input_is_kept_and_explained(field, value, staff, signed_in, facts):
    answer = signed_in(staff["er.clerk"]).post("/referrals/new/", facts | {field: value})
    assert list(answer.context["form"].errors) == [field]
    assert 'value="Reyes"' in answer.content.decode()
    assert not Referral.objects.exists()


def test_a_unit_that_takes_no_referrals_is_not_offered(staff, signed_in, facts):
    unit = Unit.objects.get(name="IFS 1")
    answer = signed_in(staff["er.clerk"]).post("/referrals/new/", facts | {"er_unit": unit.pk})
    assert "er_unit" in answer.context["form"].errors
