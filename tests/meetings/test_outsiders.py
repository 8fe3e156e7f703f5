"""People from outside: what they sign, and what they may hear (31-090 III.C.4)."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed
from crossover.rules.parties import Party
from crossover.services.consents import revoke_consent
from families.enums import Category
from meetings.services import keep_statement
from meetings.sharing.preparing import opened_to_outsiders
from tests.caseplans.county import consent_for
from tests.crossover.consents import sign
from tests.meetings import county as steps

TODAY = timezone.localdate()
SCHOOL = {"role": "school", "external_name": "Ms. Ito", "organization": "Vista Elementary"}


@pytest.fixture
def outsider(staff, carried):
    return steps.ltm(carried, SCHOOL, steps.facilitator(staff)).attendances.get(external_name="Ms. Ito")


@pytest.fixture
def consent(staff, carried):
    """The mother opens what there is of her own education, and names the school to receive it."""
    school = Party("", "Vista Elementary", may_share=True, may_receive=True)
    return sign(staff, carried, categories=[Category.EDUCATION], persons=[carried.mother], parties=[school])


def test_the_day_and_the_categories_are_kept_with_history(carried, outsider, consent):
    keep_statement(attendance=outsider, by=carried.cfs_worker, statement_signed_on=TODAY, may_hear=[Category.EDUCATION])
    outsider.refresh_from_db()
    assert (outsider.statement_signed_on, outsider.may_hear) == (TODAY, [Category.EDUCATION])
    assert outsider.history.count() == 2


@pytest.mark.parametrize(
    ("signed_on", "may_hear", "reason"),
    [
        (None, [Category.EDUCATION], "until they sign"),
        (TODAY + datetime.timedelta(days=1), [], "lies ahead"),
        (TODAY, [Category.HOUSING], "No WTWCC 10B in force"),
        (TODAY, [Category.INVESTIGATION], "No WTWCC 10B in force"),
    ],
)
def test_what_may_not_be_heard(carried, outsider, consent, signed_on, may_hear, reason):
    with pytest.raises(NotAllowed, match=reason):
        keep_statement(attendance=outsider, by=carried.cfs_worker, statement_signed_on=signed_on, may_hear=may_hear)


def test_a_consent_between_the_two_programs_opens_nothing_to_others(carried, outsider):
    consent_for(carried, Category.HOUSING)
    assert opened_to_outsiders(carried.family) == {}


def test_what_is_revoked_is_heard_no_more(signed_in, carried, outsider, consent):
    keep_statement(attendance=outsider, by=carried.cfs_worker, statement_signed_on=TODAY, may_hear=[Category.EDUCATION])
    client, run = signed_in(carried.cfs_worker), reverse("meetings:meeting-run", args=[outsider.meeting.uuid])
    assert f"Ms. Ito: logistics; Education of {carried.mother}</li>" in client.get(run).content.decode(), (
        "not of the child"
    )
    revoke_consent(consent=consent, by=carried.cfs_worker, note="By phone")
    assert "Education" not in client.get(run).content.decode()


def test_another_familys_consent_opens_nothing(staff, elsewhere, consent):
    assert opened_to_outsiders(elsewhere.family) == {}


def test_only_people_from_outside_and_only_by_the_familys_workers(staff, carried, outsider):
    facts = {"statement_signed_on": TODAY}
    with pytest.raises(NotAllowed, match="Staff and family sign no"):
        keep_statement(attendance=outsider.meeting.attendances.first(), by=carried.cfs_worker, **facts)
    with pytest.raises(NotAllowed, match="The family's workers say"):
        keep_statement(attendance=outsider, by=staff["facilitator"], **facts)


def test_the_database_keeps_it_too(carried, outsider):
    with pytest.raises(IntegrityError, match="outsiders_hear"), transaction.atomic():
        type(outsider).objects.filter(pk=outsider.pk).update(may_hear=[Category.EDUCATION])


def test_the_page(signed_in, staff, carried, outsider, consent):
    url = reverse("meetings:attendance-statement", args=[outsider.meeting.uuid, outsider.uuid])
    client = signed_in(carried.cfs_worker)
    assert "What they may hear" in client.get(outsider.meeting.get_absolute_url()).content.decode()
    refused = client.post(url, {"may_hear": [Category.EDUCATION]})
    assert "until they sign" in refused.context["form"].errors["statement_signed_on"][0]
    assert (
        client.post(url, {"statement_signed_on": TODAY.isoformat(), "may_hear": [Category.EDUCATION]}).status_code
        == 302
    )
    page = client.get(outsider.meeting.get_absolute_url()).content.decode()
    assert "Confidentiality statement signed" in page


def test_the_facilitator_is_not_told_which_consents_are_in_force(signed_in, staff, carried, outsider, consent):
    keep_statement(attendance=outsider, by=carried.cfs_worker, statement_signed_on=TODAY, may_hear=[Category.EDUCATION])
    client = signed_in(staff["facilitator"])
    for name in ("meeting-run", "meeting-detail"):
        assert "Education" not in client.get(reverse(f"meetings:{name}", args=[outsider.meeting.uuid])).content.decode()
    url = reverse("meetings:attendance-statement", args=[outsider.meeting.uuid, outsider.uuid])
    assert "Education" not in client.get(url).content.decode()


def test_what_they_may_hear_is_said_before_the_day_too(signed_in, carried):
    """Who signs at the office the day before is not asked again in the meeting."""
    meeting = steps.ltm(carried, SCHOOL, starts_at=steps.in_days(3))
    invited = meeting.attendances.get(external_name="Ms. Ito")
    url = reverse("meetings:attendance-statement", args=[meeting.uuid, invited.uuid])
    client = signed_in(carried.cfs_worker)
    assert f'href="{url}"' in client.get(meeting.get_absolute_url()).content.decode()
    assert client.post(url, {"statement_signed_on": str(TODAY), "seen": "unsigned"}).status_code == 302
