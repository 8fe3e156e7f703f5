"""Contacts recorded, corrected, entered and exported: by their rows, their history and who can read them."""

import datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import NotAllowed, visible
from crossover.services.same_person import join_people
from crossover.sharing import readable
from families.enums import Category
from families.services import StaleRow, add_address, merge_families
from linkages_site.demo.factories import PersonFactory
from meetings.contact_enums import ContactStatus, ParticipantKind
from meetings.models import Contact, ContactBatchLine, ContactParticipant
from meetings.services import (
    correct_contact,
    enter_batch,
    enter_contact,
    export_contacts,
    record_contact,
    take_entry_back,
)
from meetings.sharing.contacts import contacts_of_batch, contacts_to_enter
from tests.caseplans.county import consent_for
from tests.county import family_with_workers
from tests.crossover.consents import sign
from tests.meetings import contacts as steps

pytestmark = pytest.mark.django_db


def corrected(contact, by, carried, version=1, **more):
    """Put the contact right: it says what it said, and `more`."""
    said = {"starts_at": contact.starts_at} | more
    return correct_contact(contact=contact, by=by, version=version, **steps.facts(carried, by, **said))


def client(person):
    return {"kind": ParticipantKind.CLIENT, "person": person}


# Recording


def test_words_that_cross_tell_no_kept_address(carried):
    kept = {"street": "77 Refuge Lane", "city": "", "zip_code": "", "phone": "", "confidential": True}
    add_address(family=carried.family, by=carried.cfs_worker, about=None, **kept)
    told = {"narrative": "She stays at 77 Refuge Lane for now."}
    with pytest.raises(NotAllowed, match="confidential address"):
        steps.visit(carried, **told)
    assert steps.visit(carried, **told, confidential=True).narrative == told["narrative"]


def test_it_is_content_of_the_writers_bureau_with_who_took_part(carried):
    others = [
        client(carried.mother),
        client(carried.child),
        {"kind": ParticipantKind.STAFF, "user": carried.ais_worker},
    ]
    others += [{"kind": ParticipantKind.PROVIDER, "name": "Ms. Ortiz, Hill Street School"}]
    contact = steps.visit(carried, participants=others, category=Category.EDUCATION)
    assert (contact.bureau, contact.recorded_by) == ("cfs", carried.cfs_worker)
    rows = contact.participants.all()
    assert [str(row) for row in rows] == [
        str(carried.mother),
        str(carried.child),
        str(carried.ais_worker),
        others[3]["name"],
    ]
    assert {(row.bureau, row.category, row.about, row.family) for row in rows} == {
        ("cfs", Category.EDUCATION, carried.mother, carried.family)
    }


def test_the_same_form_sent_twice_makes_one_contact(carried):
    key, starts_at = uuid4(), steps.minute()
    first = steps.visit(carried, key=key, starts_at=starts_at)
    assert steps.visit(carried, key=key, starts_at=starts_at) == first
    assert Contact.objects.count() == ContactParticipant.objects.count() == 1


def test_what_was_typed_into_a_saved_form_since_is_refused_not_lost(carried, elsewhere):
    key, starts_at = uuid4(), steps.minute()
    steps.visit(carried, key=key, starts_at=starts_at)
    for told in ({"narrative": "More was said."}, {"participants": [client(carried.child)]}):
        with pytest.raises(NotAllowed, match="saved already"):
            steps.visit(carried, key=key, starts_at=starts_at, **told)
    with pytest.raises(NotAllowed, match="saved already"):
        steps.visit(elsewhere, key=key)


@pytest.mark.parametrize(
    "told",
    [
        {"status": ContactStatus.ATTEMPTED, "services": ["parenting"]},
        {"provided_by": None},
        {"about": None},
    ],
)
def test_the_database_refuses_it_too(carried, told):
    facts = steps.facts(carried, carried.cfs_worker, **told)
    del facts["participants"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(family=carried.family, bureau="cfs", recorded_by=carried.cfs_worker, **facts)


# Need-to-know


def test_the_other_bureau_reads_what_the_10b_opens(carried):
    shown = steps.visit(carried, category=Category.HOUSING)
    hidden = steps.visit(carried, category=Category.EDUCATION)
    kept_in = steps.visit(carried, category=Category.HOUSING, confidential=True)
    about_child = steps.visit(carried, category=Category.HOUSING, about=carried.child)
    assert set(visible(Contact, carried.cfs_worker)) == {shown, hidden, kept_in, about_child}
    assert set(visible(Contact, carried.ais_worker)) == set()
    consent_for(carried, Category.HOUSING)
    seen = set(visible(Contact, carried.ais_worker))
    assert seen >= {shown}
    assert not seen & {hidden, kept_in}
    participants = visible(ContactParticipant, carried.ais_worker)
    assert {row.contact for row in participants} == seen
    assert set(readable(ContactParticipant.objects.all(), carried.ais_worker)) == set(participants)


def test_an_investigation_never_crosses(carried):
    contact = steps.visit(carried, category=Category.INVESTIGATION)
    consent_for(carried, Category.SERVICES)
    assert contact in visible(Contact, carried.cfs_worker)
    assert contact not in visible(Contact, carried.ais_worker)


def test_strangers_and_the_unit_next_door_read_nothing(carried, staff):
    steps.call(carried, category=Category.LOGISTICS, about=None)
    for name in ("cfs.worker2", "es.worker", "cfs.supervisor", "facilitator", "admin", "director", "privacy.officer"):
        assert not visible(Contact, staff[name]).exists(), name
        assert not visible(ContactParticipant, staff[name]).exists(), name


def test_a_consent_about_certain_dates_opens_the_contacts_of_those(staff, carried):
    """The days are the county's: an evening visit is of its own day, whatever day it is in London by then."""
    evening = timezone.make_aware(datetime.datetime.combine(timezone.localdate(), datetime.time(23, 30)))
    last, before = (evening - datetime.timedelta(days=days) for days in (3, 4))
    inside = steps.visit(carried, starts_at=last)
    outside = steps.visit(carried, starts_at=before)
    day = timezone.localdate(last)
    sign(staff, carried, categories=[Category.SERVICES], covers_from=day, covers_until=day)
    assert set(visible(Contact, carried.ais_worker)) == {inside}
    assert outside in visible(Contact, carried.cfs_worker)
    assert {row.contact for row in readable(ContactParticipant.objects.all(), carried.ais_worker)} == {inside}


# Correcting


def test_a_correction_keeps_both_versions(carried, staff):
    contact = steps.visit(carried)
    saved = corrected(contact, staff["ifs.supervisor"], carried, narrative="The children were at school.",
                      participants=[client(carried.child)])  # fmt: skip
    assert (saved.version, saved.narrative) == (2, "The children were at school.")
    assert [row.person for row in saved.participants.all()] == [carried.child]
    assert [row.narrative for row in contact.history.order_by("history_id")] == [steps.NARRATIVE, saved.narrative]


def test_who_takes_part_follows_the_contacts_kind(carried):
    contact = steps.visit(carried)
    corrected(contact, carried.cfs_worker, carried, category=Category.MENTAL_HEALTH, about=carried.child)
    row = contact.participants.get()
    assert (row.category, row.about, row.person) == (Category.MENTAL_HEALTH, carried.child, carried.mother)


def test_a_stale_correction_is_refused(carried):
    contact = steps.visit(carried)
    corrected(contact, carried.cfs_worker, carried, narrative="First")
    with pytest.raises(StaleRow) as stale:
        corrected(contact, carried.cfs_worker, carried, narrative="Second")
    assert stale.value.current.narrative == "First"


def test_a_correction_that_changes_nothing_writes_nothing(carried):
    contact = steps.visit(carried)
    enter_contact(contact=contact, by=carried.cfs_worker, version=1)
    same = corrected(contact, carried.cfs_worker, carried)
    assert (same.version, same.history.count()) == (1, 2)
    assert same.entered_at


def test_the_other_bureau_corrects_nothing(carried):
    contact = steps.call(carried, category=Category.LOGISTICS, about=None)
    with pytest.raises(NotAllowed, match="other program"):
        corrected(contact, carried.ais_worker, carried, narrative="Changed", provided_by=carried.ais_worker)


def test_saying_how_a_scheduled_one_went_is_no_correction(carried, staff):
    contact = steps.visit(carried, status=ContactStatus.SCHEDULED, starts_at=steps.minute(1), participants=[])
    with pytest.raises(NotAllowed, match="lies ahead"):
        corrected(contact, carried.cfs_worker, carried)
    saved = corrected(contact, carried.cfs_worker, carried, starts_at=steps.minute(-1))
    assert saved.status == ContactStatus.COMPLETED
    assert contacts_to_enter(carried.cfs_worker).get().corrected_at is None
    corrected(saved, carried.cfs_worker, carried, version=2, narrative="More")
    assert contacts_to_enter(carried.cfs_worker).get().corrected_at


# Entering


def test_a_contact_is_entered_as_it_was_seen(carried):
    contact = steps.visit(carried)
    corrected(contact, carried.cfs_worker, carried, narrative="Changed")
    with pytest.raises(NotAllowed, match="as it stands now"):
        enter_contact(contact=contact, by=carried.cfs_worker, version=1)
    enter_contact(contact=contact, by=carried.cfs_worker, version=2)
    contact.refresh_from_db()
    assert contact.entered_by == carried.cfs_worker
    assert not contacts_to_enter(carried.cfs_worker)
    with pytest.raises(NotAllowed, match="entered already"):
        enter_contact(contact=contact, by=carried.cfs_worker, version=2)


def test_a_correction_after_entry_is_to_be_entered_too(carried):
    contact = steps.visit(carried)
    enter_contact(contact=contact, by=carried.cfs_worker, version=1)
    saved = corrected(contact, carried.cfs_worker, carried, narrative="Changed")
    today = date_format(timezone.localdate())
    assert saved.entry_ended == f"Corrected since it was entered on {today} by {carried.cfs_worker}"
    assert list(contacts_to_enter(carried.cfs_worker)) == [saved]
    enter_contact(contact=saved, by=carried.cfs_worker, version=2)
    assert not contacts_to_enter(carried.cfs_worker)
    assert saved.entry_ended == ""


def test_the_mark_is_taken_back_with_its_reason_and_corrects_nothing(carried):
    contact = steps.visit(carried)
    enter_contact(contact=contact, by=carried.cfs_worker, version=1)
    take_entry_back(contact=contact, by=carried.cfs_worker, reason="Entered in the wrong case")
    found = contacts_to_enter(carried.cfs_worker).get()
    assert (found.entry_ended, found.corrected_at) == ("Entered in the wrong case", None)
    with pytest.raises(NotAllowed, match="not marked"):
        take_entry_back(contact=contact, by=carried.cfs_worker, reason="Again")


# Exporting


def test_nothing_is_exported_twice_without_saying_so(carried):
    by = carried.cfs_worker
    first, second = steps.visit(carried), steps.call(carried)
    batch = steps.exported(by)
    assert {line.contact for line in batch.lines.all()} == {first, second}
    with pytest.raises(NotAllowed, match="left to export"):
        steps.exported(by)
    third = steps.visit(carried, narrative="Third")
    assert [line.contact for line in steps.exported(by).lines.all()] == [third]
    again = steps.exported(by, again=True)
    before = {contact: batches for contact, _, batches in contacts_of_batch(again, by)}
    assert before.keys() == {first, second, third}
    assert before[first] == [batch]
    assert [batches for _, _, batches in contacts_of_batch(batch, by)] == [[], []]


def test_what_is_entered_scheduled_or_the_other_bureaus_is_not_exported(carried):
    entered = steps.visit(carried)
    enter_contact(contact=entered, by=carried.cfs_worker, version=1)
    steps.visit(carried, status=ContactStatus.SCHEDULED, starts_at=steps.minute(5))
    theirs = steps.call(carried, carried.ais_worker, category=Category.LOGISTICS, about=None)
    with pytest.raises(NotAllowed, match="left to export"):
        steps.exported(carried.cfs_worker)
    with pytest.raises(NotAllowed, match="left to export"):
        export_contacts(by=carried.cfs_worker, contacts=Contact.objects.all(), again=False)
    assert [line.contact for line in steps.exported(carried.ais_worker).lines.all()] == [theirs]


def test_a_batch_is_marked_but_what_changed_since(carried):
    by = carried.cfs_worker
    same, changed = steps.visit(carried), steps.visit(carried)
    batch = steps.exported(by)
    corrected(changed, by, carried, narrative="Changed")
    assert {contact: moved for contact, moved, _ in contacts_of_batch(batch, by)} == {same: False, changed: True}
    assert enter_batch(batch=batch, by=by) == 1
    assert list(contacts_to_enter(by)) == [changed]
    assert enter_batch(batch=batch, by=by) == 0


def test_an_export_holds_what_may_be_read_today(carried, staff):
    steps.visit(carried)
    batch = steps.exported(carried.cfs_worker)
    carried.cfs_case.assignments.open().delete()
    merge_families(keep=family_with_workers(staff["cfs.worker2"], None).family, merge=carried.family)
    assert contacts_of_batch(batch, carried.cfs_worker) == []
    assert enter_batch(batch=batch, by=carried.cfs_worker) == 0


def test_an_export_is_never_changed(carried):
    steps.visit(carried)
    steps.exported(carried.cfs_worker)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ContactBatchLine.objects.update(contact_version=9)


# Merging


def test_contacts_go_on_in_the_record_that_stays(carried, staff):
    contact = steps.visit(carried)
    kept = family_with_workers(staff["cfs.worker2"], None)
    PersonFactory(family=kept.family)
    merge_families(keep=kept.family, merge=carried.family)
    moved = visible(Contact, staff["cfs.worker2"]).get()
    assert (moved, moved.family) == (contact, kept.family)
    assert moved.participants.get().family == kept.family
    assert contacts_to_enter(staff["cfs.worker2"]).get().corrected_at is None


def test_only_whoever_works_cases_exports(carried, staff):
    with pytest.raises(NotAllowed, match="Only social workers"):
        export_contacts(by=staff["er.clerk"], contacts=Contact.objects.none(), again=False)
    with pytest.raises(NotAllowed, match="record contacts"):
        record_contact(family=carried.family, by=staff["er.clerk"], **steps.facts(carried, staff["er.clerk"]))


# Two entries of one person


def test_two_entries_of_a_person_who_both_took_part_stand_there_once(carried):
    twin = {"first_name": carried.mother.first_name, "last_name": carried.mother.last_name}
    other = PersonFactory(family=carried.family, born_on=carried.mother.born_on, **twin)
    both = steps.visit(carried, participants=[client(carried.mother), client(other)])
    alone = steps.visit(carried, about=other, participants=[client(other)])
    seen = {person.uuid: person.version for person in (carried.mother, other)}
    join_people(keep=carried.mother, drop=other, by=carried.cfs_worker, compared=True, seen=seen)
    assert [row.person for row in both.participants.all()] == [carried.mother]
    moved = contacts_to_enter(carried.cfs_worker).get(pk=alone.pk)
    assert (moved.about, moved.participants.get().person) == (carried.mother, carried.mother)
    assert moved.corrected_at is None
