"""Accounting of disclosures: what of one person reached the other bureau, and nothing that it may not tell."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AccessLogEntry
from caseplans.enums import DeliveryMethod
from caseplans.services import give_copy
from crossover.enums import Capacity, Xover1Status
from crossover.services.consents import revoke_consent
from families.enums import Category, PersonNoteKind
from families.services import add_address, add_person_note, merge_families, restrict_family
from linkages_site.demo.factories import UserFactory
from reports.pdf import accounting_pdf
from reports.querysets.accounting import accounts_of, handed_to_the_family
from tests.caseplans.county import consent_for, sealed
from tests.caseplans.test_redisclosure import sheets
from tests.county import family_with_workers
from tests.crossover.consents import sign
from tests.crossover.way import Way
from tests.documents.test_pdf import failures, text_of

pytestmark = pytest.mark.django_db
CULTURE = {"kind": PersonNoteKind.CULTURE, "category": Category.CULTURE}


@pytest.fixture
def shared(staff, carried, signed_in):
    """The mother signs for culture; each worker's people page then shows a note of the other bureau."""
    add_person_note(person=carried.mother, by=staff["cfs.worker"], text="Sunday lunch", **CULTURE)
    add_person_note(person=carried.mother, by=staff["ais.worker"], text="Eid with her sister", **CULTURE)
    add_address(family=carried.family, by=staff["ais.worker"], about=None, street="9 Benefit Street")
    carried.consent = sign(staff, carried, categories=[Category.CULTURE, Category.SERVICES])
    for name in ("ais.worker", "cfs.worker"):
        signed_in(staff[name]).get(f"/families/{carried.family.uuid}/people/")
    return carried


def opened_by(person, user):
    return [(account.discloser, {each.to for each in account.opened}) for account in accounts_of(person, user)]


def test_each_bureau_accounts_for_what_it_disclosed(staff, shared):
    assert [to for _, to in opened_by(shared.mother, staff["ifs.supervisor"])] == [{str(staff["ais.worker"])}]
    assert [to for _, to in opened_by(shared.mother, staff["ais.supervisor"])] == [{str(staff["cfs.worker"])}]
    both = opened_by(shared.mother, staff["privacy.officer"])
    assert [to for _, to in both] == [{str(staff["ais.worker"])}, {str(staff["cfs.worker"])}]
    told = accounts_of(shared.mother, staff["ifs.supervisor"])[0].opened[0]
    assert told.what == "Opened: family"
    assert told.kinds == f"{Category.SERVICES.label}; {Category.CULTURE.label}"
    assert told.under == str(shared.consent)


@pytest.mark.parametrize(("category", "noticed"), [(Category.SUBSTANCE_USE, True), (Category.MENTAL_HEALTH, False)])
def test_every_sheet_with_substance_use_bears_the_notice_of_part_two(staff, carried, category, noticed):
    consent = consent_for(carried, category)
    for _ in range(30):
        AccessLogEntry.objects.create(
            user=staff["ais.worker"], act="opened", route="x", family=carried.family.uuid, consents=[consent.uuid]
        )
    pdf = accounting_pdf(carried.mother, staff["ifs.supervisor"])
    found = sheets(pdf)
    assert {"42 CFR Part 2 forbids passing it on" in sheet for sheet in found} == {noticed}
    assert category.label in " ".join(found)
    assert failures(pdf) == []


def test_its_page_leads_back_to_whoever_may_open_the_family(staff, shared, signed_in):
    url = f"/families/{shared.family.uuid}/disclosures/"
    way = {name: signed_in(staff[name]).get(url).context["crumbs"] for name in ("ifs.supervisor", "privacy.officer")}
    assert way["ifs.supervisor"][1] == ("Access", f"/families/{shared.family.uuid}/access/")
    assert way["privacy.officer"] == []


def test_of_another_person_nothing_is_told(staff, shared, elsewhere):
    sign(staff, shared, persons=[shared.mother], categories=[Category.CULTURE])
    for account in accounts_of(elsewhere.mother, staff["privacy.officer"]):
        assert account.opened == account.copies == account.forms == []


def test_a_kind_taken_back_is_told_until_then_only(staff, shared, signed_in):
    revoke_consent(consent=shared.consent, by=staff["cfs.worker"], category=Category.SERVICES)
    later = timezone.now() + datetime.timedelta(minutes=5)
    AccessLogEntry.objects.create(
        user=staff["ais.worker"], act="opened", route="x", family=shared.family.uuid, at=later,
        consents=[shared.consent.uuid],
    )  # fmt: skip
    kinds = [each.kinds for each in accounts_of(shared.mother, staff["ifs.supervisor"])[0].opened]
    assert kinds == [f"{Category.SERVICES.label}; {Category.CULTURE.label}", Category.CULTURE.label]


def test_a_newer_form_about_one_ends_nothing_in_the_account_of_another(staff, shared):
    sign(staff, shared, persons=[shared.mother], categories=[Category.HOUSING])
    AccessLogEntry.objects.create(
        user=staff["ais.worker"], act="opened", route="x", family=shared.family.uuid,
        at=timezone.now() + datetime.timedelta(minutes=5), consents=[shared.consent.uuid],
    )  # fmt: skip
    last = [accounts_of(person, staff["ifs.supervisor"])[0].opened[-1] for person in (shared.child, shared.mother)]
    assert [each.kinds for each in last] == [f"{Category.SERVICES.label}; {Category.CULTURE.label}", ""]


def test_who_moved_to_the_other_bureau_since_is_told_as_of_then(staff, shared):
    AccessLogEntry.objects.create(
        user=staff["es.worker"], act="opened", route="x", family=shared.family.uuid, consents=[shared.consent.uuid]
    )
    mover = staff["es.worker"]
    mover.bureau, mover.unit = "cfs", staff["cfs.worker"].unit
    mover.save()
    account = accounts_of(shared.mother, staff["ifs.supervisor"])[0]
    assert str(mover) in {each.to for each in account.opened}


def test_a_changed_row_of_theirs_is_told_as_the_family_opened(staff, shared):
    AccessLogEntry.objects.create(
        user=staff["ais.worker"], act="changed", route="x", family=shared.family.uuid,
        record_type="caseplans.activity", consents=[shared.consent.uuid],
    )  # fmt: skip
    assert {each.what for each in accounts_of(shared.mother, staff["ifs.supervisor"])[0].opened} == {"Opened: family"}


def test_what_was_refused_was_not_disclosed(staff, shared):
    AccessLogEntry.objects.create(
        user=UserFactory(unit=staff["ais.worker"].unit, roles=["ais_worker"]), act="refused", route="x",
        family=shared.family.uuid, consents=[shared.consent.uuid],
    )  # fmt: skip
    account = accounts_of(shared.mother, staff["ifs.supervisor"])[0]
    assert {each.to for each in account.opened} == {str(staff["ais.worker"])}


def test_a_joined_record_is_accounted_for(staff, shared):
    keep = family_with_workers(None, staff["ais.worker"], name="Kept")
    merge_families(keep=keep.family, merge=shared.family)
    shared.mother.refresh_from_db()
    assert [to for _, to in opened_by(shared.mother, staff["ifs.supervisor"])] == [{str(staff["ais.worker"])}]


def test_the_forms_sent_stand_in_it(staff):
    form = Way(staff).standing_at(Xover1Status.WITH_AIS_WORKER)
    account = accounts_of(form.family.people.first(), staff["ifs.supervisor"])[0]
    assert [(each.to, each.what) for each in account.forms] == [(str(staff["ais.supervisor"]), "XOVER1")]
    assert accounts_of(form.family.people.first(), staff["ais.supervisor"])[0].forms == []


@pytest.mark.parametrize("who", ["ifs.supervisor", "privacy.officer"])
def test_the_pdf_is_valid_and_logged(who, staff, shared, signed_in):
    answer = signed_in(staff[who]).get(f"/people/{shared.mother.uuid}/disclosures/")
    assert answer["Content-Type"] == "application/pdf"
    assert str(shared.mother).lower() not in answer["Content-Disposition"].lower()
    assert failures(answer.content) == []
    text = text_of(answer.content)
    assert str(shared.mother) in text
    assert str(staff["ais.worker"]) in text
    hidden = ("Sunday lunch", "Eid", "Benefit Street")
    assert not any(word in text for word in hidden)
    entry = AccessLogEntry.objects.get(route="reports:person-disclosures")
    assert (entry.act, entry.record, entry.family) == ("accounted", shared.mother.uuid, shared.family.uuid)


def test_what_a_minor_signed_alone_is_theirs_to_have(staff, carried, signed_in):
    """Handing it to a parent would tell of a service that the minor may keep to themselves."""
    carried.child.born_on = timezone.localdate() - datetime.timedelta(days=15 * 366)
    carried.child.save()
    facts = {"signer": carried.child, "capacity": Capacity.MINOR, "persons": [carried.child]}
    words = f"to a parent only where {carried.child} agrees"
    page = f"/families/{carried.family.uuid}/disclosures/"
    assert words not in signed_in(staff["ifs.supervisor"]).get(page).content.decode()
    sign(staff, carried, categories=[Category.MENTAL_HEALTH], initials=carried.child.last_name[0], **facts)
    assert signed_in(staff["ifs.supervisor"]).get(page).content.decode().count(words) == 1
    papers = [text_of(accounting_pdf(who, staff["ifs.supervisor"])) for who in (carried.child, carried.mother)]
    assert [words in " ".join(paper.split()) for paper in papers] == [True, False]


def test_who_may_make_one(staff, shared, elsewhere, signed_in):
    pages = [f"/people/{shared.mother.uuid}/disclosures/", f"/families/{shared.family.uuid}/disclosures/"]
    for page in pages:
        assert signed_in(staff["cfs.worker"]).get(page).status_code == 403
        for name in ("cfs.supervisor", "es.worker", "admin", "director", "coordinator"):
            assert signed_in(staff[name]).get(page).status_code == 404, name
        assert signed_in(staff["privacy.officer"]).get(page).status_code == 200
    named = [staff[name] for name in ("ifs.supervisor", "cfs.worker", "ais.worker")]
    restrict_family(family=shared.family, by=staff["ifs.supervisor"], named=named, why="A relative")
    for page in pages:
        assert signed_in(staff["privacy.officer"]).get(page).status_code == 404
        assert signed_in(staff["ais.supervisor"]).get(page).status_code == 404
        assert signed_in(staff["ifs.supervisor"]).get(page).status_code == 200


def test_the_pages_lead_there(staff, shared, signed_in):
    link = f"/families/{shared.family.uuid}/disclosures/"
    assert link in signed_in(staff["ifs.supervisor"]).get(f"/families/{shared.family.uuid}/access/").content.decode()
    officer = signed_in(staff["privacy.officer"])
    assert link in officer.get("/access-log/", {"family": str(shared.family.uuid)}).content.decode()
    assert "/disclosures/" not in officer.get("/access-log/", {"family": str(staff["admin"].uuid)}).content.decode()
    assert str(shared.mother) in officer.get(link).content.decode()


def test_a_copy_given_outside_the_bureau_stands_in_it(staff, carried):
    for copy in sealed(carried).copies.all():
        give_copy(copy=copy, by=staff["cfs.worker"], method=DeliveryMethod.HANDED_OVER)
    told = accounts_of(carried.mother, staff["ifs.supervisor"])[0].copies
    assert {each.to for each in told} == {str(staff["ais.worker"])}


def test_a_copy_handed_to_the_parent_is_told_apart(staff, carried, elsewhere):
    """It went to no other program: under no “from … to”, and once though both bureaus' items stand on it."""
    for copy in sealed(carried).copies.all():
        give_copy(copy=copy, by=staff["cfs.worker"], method=DeliveryMethod.HANDED_OVER)
    for name in ("ifs.supervisor", "privacy.officer"):
        assert [each.to for each in handed_to_the_family(carried.mother, staff[name])] == [str(carried.mother)]
    assert handed_to_the_family(elsewhere.mother, staff["privacy.officer"]) == []
    text = text_of(accounting_pdf(carried.mother, staff["ifs.supervisor"]))
    assert str(carried.mother) not in text.split("Documents given")[1].split("Sent before consent")[0]
    assert str(carried.mother) in text.split("Copies handed to the family")[1]


def test_the_queries_do_not_grow_with_the_lines(staff, shared):
    officer = staff["privacy.officer"]

    def queries():
        with CaptureQueriesContext(connection) as asked:
            accounts = accounts_of(shared.mother, officer)
        return len(asked), sum(len(account.opened) for account in accounts)

    queries()  # what a process loads once is loaded
    few, lines = queries()
    assert lines == 2
    reader = {"user": staff["ais.worker"], "act": "opened", "route": "x", "family": shared.family.uuid}
    for minutes in (5, 10, 15):
        at = timezone.now() + datetime.timedelta(minutes=minutes)
        AccessLogEntry.objects.create(**reader, at=at, consents=[shared.consent.uuid])
    assert queries() == (few, lines + 3)
