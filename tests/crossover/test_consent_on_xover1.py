"""What XOVER1 says of the WTWCC 10B: whether a signed one counts today (domain 3.1)."""

import datetime
from types import SimpleNamespace

import pytest

from crossover.enums import ConsentOutcome, Xover1Status
from crossover.pdf.xover1 import xover1_sheet
from crossover.services.consents import decline_consent, explain_purpose, request_consent, revoke_consent
from tests.crossover.consents import TODAY, sign

pytestmark = pytest.mark.django_db


def test_it_says_whether_a_signed_one_is_in_force(way, staff):
    form = way.standing_at(Xover1Status.ACKNOWLEDGED)
    way.assign_cfs(form)
    worker, mother = staff["cfs.worker"], form.family.people.get(first_name="Rosa")
    case = SimpleNamespace(family=form.family, mother=mother, child=None)

    def told() -> str:
        form.refresh_from_db()
        return dict(xover1_sheet(form, staff["ifs.supervisor"]).part_b)["WTWCC 10B"]

    # asked, signed
    assert told() == "Not signed yet"
    consent = sign(staff, case, persons=[mother])
    assert told() == "Signed, in force"
    # a renewal asked for takes nothing from the one in force
    renewal = request_consent(family=form.family, owner=worker)
    assert told() == "Signed, in force"
    # taken back while the renewal is open, then the renewal declined
    revoke_consent(consent=consent, by=worker)
    assert told() == "Not signed yet"
    explain_purpose(request=renewal, by=worker)
    decline_consent(request=renewal, by=worker, outcome=ConsentOutcome.DECLINED)
    assert told() == "Declined"


@pytest.mark.parametrize("ends", ["taken back", "not begun"])
def test_signed_is_not_the_same_as_in_force(way, staff, ends):
    form = way.standing_at(Xover1Status.ACKNOWLEDGED)
    way.assign_cfs(form)
    mother = form.family.people.get(first_name="Rosa")
    begins = TODAY + datetime.timedelta(days=3) if ends == "not begun" else TODAY
    consent = sign(
        staff, SimpleNamespace(family=form.family, mother=mother, child=None), persons=[mother], from_date=begins
    )
    if ends == "taken back":
        revoke_consent(consent=consent, by=staff["cfs.worker"])
    sheet = xover1_sheet(form, staff["ifs.supervisor"])
    assert dict(sheet.part_b)["WTWCC 10B"] == "Signed, not in force today"
