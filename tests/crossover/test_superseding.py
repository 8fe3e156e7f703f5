"""A newer WTWCC 10B: about whom it ends the earlier one of the same signer, and from when."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.enums import Bureau
from crossover import sharing
from crossover.deadlines import due
from crossover.enums import Capacity, ConsentEventKind, ConsentStatus
from crossover.models import Consent, ConsentRequest
from crossover.pdf.consent import printed_consent_pdf
from crossover.rules.superseding import covered_until
from crossover.services.consents import hand_over_consent_request, request_consent, revoke_consent
from families.enums import Category, Relationship, TaskKind
from families.grounds import day_start
from families.models import Assignment
from linkages_site.demo.factories import PersonFactory
from reports.querysets.road import road
from reports.rules import next_step
from tests.crossover.consents import TODAY, drawing, ready_request, sign
from tests.crossover.test_consent_pdf import text_of
from tests.crossover.test_sharing import note

pytestmark = pytest.mark.django_db
NEXT_MONTH = TODAY + datetime.timedelta(days=30)


def status_of(consent):
    return Consent.objects.with_status(timezone.localdate()).get(pk=consent.pk).status


def crossing(carried):
    return sharing.categories_crossing(carried.family, Bureau.CALWORKS)


def readable_by(user, *rows):
    return [sharing.is_readable(row, user) for row in rows]


def test_about_others_the_earlier_one_stays(staff, carried):
    mothers, childs = note(carried), note(carried, about="child")
    earlier = sign(staff, carried)
    sign(staff, carried, persons=[carried.mother], categories=[Category.HOUSING])
    assert crossing(carried) == {carried.mother: [Category.HOUSING], carried.child: [Category.SERVICES]}
    assert readable_by(staff["ais.worker"], mothers, childs) == [False, True]
    assert status_of(earlier) == ConsentStatus.PARTLY_SUPERSEDED
    revoke_consent(consent=earlier, by=staff["cfs.worker"])
    assert status_of(earlier) == ConsentStatus.REVOKED


def test_a_renewal_begins_before_the_earlier_one_ends(staff, carried):
    mothers = note(carried)
    earlier = sign(staff, carried)
    renewal = sign(staff, carried, categories=[Category.HOUSING], from_date=NEXT_MONTH)
    assert [status_of(each) for each in (earlier, renewal)] == [ConsentStatus.IN_FORCE, ConsentStatus.NOT_BEGUN]
    assert readable_by(staff["ais.worker"], mothers) == [True]
    begins = day_start(NEXT_MONTH)
    with time_machine.travel(begins - datetime.timedelta(seconds=1), tick=False):
        assert set(crossing(carried)) == {carried.mother, carried.child}
        assert readable_by(staff["ais.worker"], mothers) == [True]
    with time_machine.travel(begins, tick=False):
        assert crossing(carried) == {carried.mother: [Category.HOUSING], carried.child: [Category.HOUSING]}
        assert readable_by(staff["ais.worker"], mothers) == [False]
        assert [status_of(each) for each in (earlier, renewal)] == [ConsentStatus.SUPERSEDED, ConsentStatus.IN_FORCE]


# An adult's word is theirs, whether they signed or their legal representative for them.
def test_a_representatives_form_replaces_the_adults_own_and_theirs_replaces_it(staff, carried):
    mothers, childs = note(carried), note(carried, about="child")
    conservator = PersonFactory(family=carried.family, relationship=Relationship.SUPPORT)
    father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    for_her = {"capacity": Capacity.REPRESENTATIVE, "persons": [carried.mother], "authority": drawing()}
    own = sign(staff, carried)
    fathers = sign(staff, carried, signer=father, persons=[father, carried.child], categories=[Category.HOUSING])
    theirs = sign(staff, carried, signer=conservator, from_date=NEXT_MONTH, categories=[Category.HOUSING], **for_her)
    assert readable_by(staff["ais.worker"], mothers, childs) == [True, True]
    with time_machine.travel(day_start(NEXT_MONTH), tick=False):
        assert readable_by(staff["ais.worker"], mothers, childs) == [False, True]
        statuses = [status_of(each) for each in (own, theirs, fathers)]
        assert statuses == [ConsentStatus.PARTLY_SUPERSEDED, ConsentStatus.IN_FORCE, ConsentStatus.IN_FORCE]
        nephew = PersonFactory(family=carried.family, relationship=Relationship.SUPPORT)
        sign(staff, carried, signer=nephew, from_date=NEXT_MONTH, paper_on=NEXT_MONTH, **for_her)
        assert status_of(theirs) == ConsentStatus.SUPERSEDED
        sign(staff, carried, from_date=NEXT_MONTH, persons=[carried.mother])
        assert Consent.objects.filter(events__kind=ConsentEventKind.SUPERSEDED, signer=nephew).count() == 1


# A representative of the children alone speaks for no adult.
def test_a_representative_of_a_child_replaces_no_parents_form(staff, carried):
    own = sign(staff, carried)
    guardian = PersonFactory(family=carried.family, relationship=Relationship.SUPPORT)
    facts = {"capacity": Capacity.REPRESENTATIVE, "persons": [carried.child], "authority": drawing()}
    sign(staff, carried, signer=guardian, **facts)
    assert status_of(own) == ConsentStatus.IN_FORCE


# What another signer signed, what ran out before, and what ends earlier already: nothing ends twice.
def test_it_ends_nothing_else(staff, carried):
    father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    fathers = sign(staff, carried, signer=father, persons=[father, carried.child])
    short = sign(staff, carried, until_date=TODAY + datetime.timedelta(days=7))
    sign(staff, carried, from_date=NEXT_MONTH)
    sign(staff, carried, from_date=NEXT_MONTH + datetime.timedelta(days=30))
    assert [each.events.count() for each in (fathers, short)] == [0, 0]
    assert [each.events.count() for each in Consent.objects.order_by("pk")] == [0, 0, 2, 0]


def test_what_is_due_does_not_change_when_the_newer_one_begins(staff, carried):
    sign(staff, carried, until_date=TODAY + datetime.timedelta(days=40))
    assert [each for each in due(carried.family) if each.kind == TaskKind.RENEW_CONSENT]
    sign(staff, carried, from_date=NEXT_MONTH)
    before = due(carried.family)
    with time_machine.travel(day_start(NEXT_MONTH), tick=False):
        assert due(carried.family) == before


def test_the_print_and_the_pages_say_about_whom(staff, carried, signed_in):
    earlier = sign(staff, carried)
    sign(staff, carried, persons=[carried.mother], from_date=NEXT_MONTH)
    day = date_format(NEXT_MONTH)
    assert f"Superseded by a newer form on {day}: {carried.mother}" in text_of(printed_consent_pdf(earlier))
    client = signed_in(staff["cfs.worker"])
    page = client.get(earlier.get_absolute_url()).content.decode()
    assert f"About {carried.mother}" in page
    assert "The print says at its top what became of the form" in page
    road = client.get(carried.family.get_absolute_url()).content.decode()
    assert "superseded by a newer one" not in road


def test_the_sign_page_says_before_signing_what_will_end(staff, carried, signed_in):
    sign(staff, carried)
    client = signed_in(staff["cfs.worker"])
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    chosen = {
        "signer": carried.mother.pk,
        "capacity": "self",
        "persons": [carried.mother.pk],
        "from_date": NEXT_MONTH.isoformat(),
    }
    told = (
        f"The form of {date_format(TODAY)} ends for {carried.mother} on {date_format(NEXT_MONTH)}; "
        f"for {carried.child} it stays."
    )
    assert told not in client.get(url).content.decode()
    preview = client.post(url, chosen | {"preview": "1"})
    assert told in preview.content.decode()
    assert not preview.context["form"].errors
    fragment = client.post(url, chosen, headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip().startswith('<div id="_consent_ends"')
    assert told in fragment
    assert Consent.objects.count() == 1
    nobody = client.post(url, {"preview": "1"}).content.decode()
    assert "The form of" not in nobody


def test_a_stranger_learns_of_no_earlier_form(staff, carried, elsewhere, signed_in):
    sign(staff, carried)
    url = reverse("crossover:consent-sign", args=[ready_request(staff, carried).uuid])
    chosen = {
        "signer": carried.mother.pk,
        "capacity": "self",
        "persons": [carried.mother.pk],
        "from_date": NEXT_MONTH.isoformat(),
    }
    for headers in ({}, {"HX-Request": "true"}):
        answer = signed_in(elsewhere.cfs_worker).post(url, chosen | {"preview": "1"}, headers=headers)
        assert answer.status_code == 404


# A request left over from another record, though every parent has signed; and one asked on purpose.
def test_nobody_is_asked_again_while_every_parent_has_signed(staff, carried):
    consent = sign(staff, carried)
    left_over = ConsentRequest.objects.create(family=carried.family, owner=staff["cfs.worker"])
    (asked,) = [each for each in due(carried.family) if each.kind == TaskKind.REQUEST_CONSENT]
    assert asked.opens_on == consent.until_date + datetime.timedelta(days=1)
    assert "Explain the WTWCC 10B" not in next_step(road(carried.family, staff["cfs.worker"]))
    request_consent(family=carried.family, owner=staff["cfs.worker"])
    left_over.refresh_from_db()
    assert left_over.renews
    (asked,) = [each for each in due(carried.family) if each.kind == TaskKind.REQUEST_CONSENT]
    assert asked.opens_on == TODAY
    assert "Explain the WTWCC 10B" in next_step(road(carried.family, staff["cfs.worker"]))


def test_they_are_asked_where_one_parent_has_not_signed_or_took_it_back(staff, carried):
    consent = sign(staff, carried)
    ConsentRequest.objects.create(family=carried.family, owner=staff["cfs.worker"])
    assert covered_until(carried.family) == consent.until_date
    father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    assert covered_until(carried.family) is None
    father.delete()
    revoke_consent(consent=consent, by=staff["cfs.worker"])
    assert covered_until(carried.family) is None
    assert "Explain the WTWCC 10B" in next_step(road(carried.family, staff["cfs.worker"]))


def test_the_cfs_worker_asks_once_assigned(staff, carried):
    request = ConsentRequest.objects.create(family=carried.family, owner=staff["ais.worker"])
    hand_over_consent_request(family=carried.family, to=staff["ifs.supervisor"])
    request.refresh_from_db()
    assert request.owner == staff["cfs.worker"]
    Assignment.objects.filter(cfs_case=carried.cfs_case).update(worker=None)
    hand_over_consent_request(family=carried.family, to=staff["ifs.supervisor"])
    request.refresh_from_db()
    assert request.owner == staff["ifs.supervisor"]
