"""A referral with what was made on it, and the way to a new clearance."""

import pytest
from django.urls import reverse

from crossover.enums import Xover1Status
from families.models import Referral

pytestmark = pytest.mark.django_db
S = Xover1Status
CHOOSE = "/clearances/new/"


def test_it_lists_its_clearances_and_its_form(way, staff, signed_in):
    form, other = way.draft(), way.draft()
    page = signed_in(staff["er.clerk"]).get(form.referral.get_absolute_url()).content.decode()
    assert form.referral.number in page
    for row in (form.clearance, form):
        assert row.get_absolute_url() in page
    for row in (other.clearance, other):
        assert row.get_absolute_url() not in page


def test_it_lists_only_what_the_reader_may_know(way, staff, signed_in):
    """The screening clerk took the referral; what ER made of it is not theirs."""
    form = way.standing_at(S.WITH_AIS_WORKER)
    client = signed_in(staff["screening.clerk"])
    page = client.get(form.referral.get_absolute_url()).content.decode()
    assert form.referral.number in page
    for row in (form.clearance, form):
        assert row.get_absolute_url() not in page
        assert client.get(row.get_absolute_url()).status_code == 404


def test_a_decided_referral_says_why_it_is_not_cleared(way, staff, signed_in):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    page = signed_in(staff["er.supervisor"]).get(form.referral.get_absolute_url()).content.decode()
    assert "This referral is already" in page
    assert reverse("crossover:clearance-new", args=[form.referral.uuid]) not in page


def test_a_new_clearance_begins_with_an_open_referral(way, staff, signed_in):
    first, decided = way.referral(), way.standing_at(S.NO_CASE).referral
    client = signed_in(staff["er.clerk"])
    assert CHOOSE in client.get("/").content.decode()
    page = client.get(CHOOSE).content.decode()
    for referral in Referral.objects.all():
        url = reverse("crossover:clearance-new", args=[referral.uuid])
        assert (url in page) == (referral == first), referral
    assert decided.number not in page


def test_outsiders_find_no_referral_to_choose_and_readers_the_reason(way, staff, elsewhere, signed_in):
    referral = way.referral()
    assert referral.number not in signed_in(staff["cfs.worker2"]).get(CHOOSE).content.decode()
    refused = signed_in(staff["ais.worker"]).get(CHOOSE)
    assert refused.status_code == 403
    assert "Only CFS staff whose role makes clearances" in refused.content.decode()
    assert CHOOSE not in signed_in(staff["ais.worker"]).get("/clearances/").content.decode()


def test_after_its_close_the_er_unit_reads_why_and_nothing_is_denied(way, staff, signed_in):
    referral = way.standing_at(S.NO_CASE).referral
    for name in ("er.clerk", "er.supervisor", "screening.clerk"):
        page = signed_in(staff[name]).get(referral.get_absolute_url()).content.decode()
        assert ("Nothing needed" in page) == (name != "screening.clerk"), name
        assert "No clearance on file" not in page
    assert "No clearance or XOVER1 that is yours to see." in page
