"""History: who changed what, of the rows this reader may read now, and nothing else."""

import datetime

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from crossover.enums import ConsentEventKind, Xover1Status
from crossover.models import ConsentEvent
from families.enums import Category, PersonNoteKind
from families.models import PersonNote
from families.services import (
    add_address,
    add_person_note,
    edit_cfs_case,
    edit_person,
    lift_restriction,
    restrict_family,
)
from meetings.models import Contact
from meetings.services.thread import correct_thread_note
from reports.querysets import history, kept
from tests.clients import said
from tests.crossover.consents import opened
from tests.crossover.way import Way
from tests.meetings import contacts, team

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(carried):
    """Everything the history page would tell this reader, as one text."""

    def tell(user):
        page = history.timeline(history.versions_of(carried.family, user))
        return " ".join(
            f"{change.title} {change.by} {change.fields}" for change in history.changes(carried.family, user, page)
        )

    return tell


def note(carried, by, text="Sunday lunch", **facts):
    facts = {"kind": PersonNoteKind.CULTURE, "category": Category.CULTURE} | facts
    return add_person_note(person=carried.mother, by=by, text=text, **facts)


def test_a_change_is_told_field_by_field_with_its_author(staff, carried, signed_in, told):
    facts = {"first_name": "Rosalia", "last_name": "Reyes", "relationship": "mother", "language": "es", "in_home": "on"}
    signed_in(staff["cfs.worker"]).post(f"/people/{carried.mother.uuid}/edit/", facts | {"version": "1"})
    page = history.timeline(history.versions_of(carried.family, staff["ais.worker"]))
    newest = history.changes(carried.family, staff["ais.worker"], page)[0]
    assert (newest.title, newest.by) == ("Changed: person Rosalia Reyes", str(staff["cfs.worker"]))
    assert ("First name", carried.mother.first_name, "Rosalia") in newest.fields
    assert ("Language", "English", "Spanish") in newest.fields


def test_fields_and_codes_are_told_in_plain_words(staff, told, carried):
    way = Way(staff)
    form = way.draft()
    way.clear_again(form, by="er.supervisor", purpose="emergency_response", referral=form.referral)
    reader = staff["er.clerk"]
    changes = history.changes(form.family, reader, history.timeline(history.versions_of(form.family, reader)))
    fields = {label: now for change in changes for label, _, now in change.fields}
    assert fields["Searched by"] in {"Name, Date of birth", "Case number, Name"}
    assert "CalWORKs case number" in fields


@pytest.mark.parametrize("model", kept.ALL)
def test_no_label_is_a_field_name(model):
    for field in model._meta.concrete_fields:
        label = str(field.verbose_name)
        shown = field.name not in history.BESIDES
        assert not (shown and {"cfs", "ais", "calworks", "wtw", "re", "keys"} & set(label.split())), label


def test_the_other_bureaus_unreadable_row_is_absent(staff, carried, told):
    note(carried, staff["cfs.worker"])
    assert "Sunday lunch" in told(staff["cfs.worker"])
    assert "Sunday lunch" not in told(staff["ais.worker"])
    assert "person note" not in told(staff["ais.worker"])


def test_a_consent_opens_it_and_its_revocation_closes_it(staff, carried, told):
    note(carried, staff["cfs.worker"])
    consent = opened(staff, carried, category=Category.CULTURE)
    assert "Sunday lunch" in told(staff["ais.worker"])
    ConsentEvent.objects.create(consent=consent, kind=ConsentEventKind.REVOKED, by=staff["cfs.worker"])
    assert "Sunday lunch" not in told(staff["ais.worker"])


def test_a_version_of_another_time_keeps_its_category(staff, carried, told):
    """The row crosses now, but it once said something of a category that does not."""
    row = note(carried, staff["cfs.worker"], text="Sees a therapist", category=Category.MENTAL_HEALTH)
    row.category, row.text = Category.CULTURE, "Sunday lunch"
    row.save()
    opened(staff, carried, category=Category.CULTURE)
    assert "Sees a therapist" in told(staff["cfs.worker"])
    assert "Sunday lunch" in told(staff["ais.worker"])
    assert "Sees a therapist" not in told(staff["ais.worker"])


def test_a_row_made_confidential_takes_its_past_along(staff, carried, told):
    address = add_address(family=carried.family, by=staff["cfs.worker"], about=carried.mother, street="7 Hidden Lane")
    assert "7 Hidden Lane" in told(staff["ais.worker"])
    address.confidential = True
    address.save()
    assert "7 Hidden Lane" not in told(staff["ais.worker"])
    assert "7 Hidden Lane" in told(staff["cfs.worker"])


def test_a_deleted_row_shows_to_its_own_bureau_only(staff, carried, told):
    opened(staff, carried, category=Category.CULTURE)
    note(carried, staff["cfs.worker"])
    assert "Sunday lunch" in told(staff["ais.worker"])
    PersonNote.objects.get().delete()
    assert "Sunday lunch" in told(staff["cfs.worker"])
    assert "Sunday lunch" not in told(staff["ais.worker"])


def test_court_and_closing_reason_stay_with_cfs(staff, carried, told):
    edit_cfs_case(
        case=carried.cfs_case, by=staff["cfs.worker"], version=1,
        component="fm", jurisdiction="court", closing_reason="Moved",
    )  # fmt: skip
    assert "Court" in told(staff["cfs.worker"])
    for secret in ("Court", "Moved", "Voluntary"):
        assert secret not in told(staff["ais.worker"]), secret


@pytest.mark.parametrize(("own", "other", "case"), [("cfs.worker", "ais.worker", "cfs_case"),
                                                    ("ais.worker", "cfs.worker", "calworks_case")])  # fmt: skip
def test_the_reason_of_an_assignment_stays_with_its_bureau(own, other, case, staff, carried, told):
    assignment = getattr(carried, case).assignments.latest("pk")
    assignment.why, assignment.until_date = "Mother threatened the worker", assignment.from_date
    assignment.save()
    assert "threatened" in told(staff[own])
    known = told(staff[other])
    assert "assignment" in known
    assert str(assignment.unit) in known
    assert str(assignment.worker) in known
    assert "Until" in known
    assert "threatened" not in known


def test_a_record_the_reader_may_not_know_has_no_name(staff):
    """The form is theirs to know, the referral it began with is not."""
    form = Way(staff).standing_at(Xover1Status.WITH_AIS_WORKER)
    form.referral.number = "UNHEARD-OF"
    form.referral.save()

    def told(user):
        page = history.timeline(history.versions_of(form.family, user))
        return " ".join(f"{change.title} {change.fields}" for change in history.changes(form.family, user, page))

    assert form.referral.number in told(staff["er.clerk"])
    assert "XOVER1" in told(staff["ais.worker"])
    assert form.referral.number not in told(staff["ais.worker"])


def test_another_familys_history_is_not_here(staff, carried, elsewhere, told):
    edit_person(person=elsewhere.mother, by=staff["cfs.worker2"], version=1, first_name="Elsewhere")
    assert "Elsewhere" not in told(staff["cfs.worker"])
    assert told(staff["cfs.worker2"]) == ""


def test_every_record_of_a_family_that_has_a_history_is_told():
    have_history = {
        model._meta.label for model in apps.get_models() if hasattr(model, "history") and hasattr(model, "family_uuid")
    }
    assert have_history == set(kept.MODELS)


def test_a_long_history_has_pages_newest_first(staff, carried, signed_in):
    for version in range(1, 31):
        edit_person(person=carried.mother, by=staff["cfs.worker"], version=version, preferred_times=f"Time {version}")
    client = signed_in(staff["cfs.worker"])
    url = f"/families/{carried.family.uuid}/history/"
    first, second = (client.get(url, {"page": number}) for number in (1, 2))
    assert ("Good times", "Time 29", "Time 30") in first.context["rows"][0].fields
    assert len(first.context["rows"]) == 25
    assert ("Good times", "Time 4", "Time 5") in second.context["rows"][0].fields


def test_the_reasons_of_a_restriction_stay_in_its_bureau(staff, carried, told):
    """They are free words, written before any consent; that it was made and lifted, all who are named may know."""
    supervisor, named = staff["ifs.supervisor"], [staff["ifs.supervisor"], carried.cfs_worker, carried.ais_worker]
    made = restrict_family(family=carried.family, by=supervisor, named=named, why="Her brother is of the staff")
    lift_restriction(restriction=made, by=supervisor, why="The brother has left")
    for user, knows in ((carried.cfs_worker, True), (carried.ais_worker, False)):
        assert "Added: restriction" in told(user)
        assert "Lifted at" in told(user)
        assert ("brother" in told(user)) == knows


def test_who_was_named_in_a_note_of_the_thread_is_kept(carried, staff, told, django_assert_num_queries):
    first = team.wrote(carried, named=[carried.ais_worker])
    supervisor = staff["ifs.supervisor"]
    facts = {"text": first.text, "category": first.category, "about": None, "confidential": False}
    correct_thread_note(note=first, by=carried.cfs_worker, version=1, named=[supervisor], **facts)
    worker = carried.cfs_worker
    changes = history.changes(carried.family, worker, history.timeline(history.versions_of(carried.family, worker)))
    kept = [field for change in changes for field in change.fields if field[0] == "To"]
    assert kept[::-1] == [("To", "", str(carried.ais_worker)), ("To", str(carried.ais_worker), str(supervisor))]
    page = history.timeline(history.versions_of(carried.family, worker))
    with CaptureQueriesContext(connection) as one:
        history.changes(carried.family, worker, page)
    for _ in range(3):
        team.wrote(carried, named=[carried.ais_worker])
    page = history.timeline(history.versions_of(carried.family, worker))
    with django_assert_num_queries(len(one)):
        history.changes(carried.family, worker, page)


def test_the_history_is_filtered_by_kind_hand_and_day_and_the_file_obeys(signed_in, carried):
    """Nothing of the other bureau's hands is offered to choose, nor found by a filter."""
    contacts.visit(carried)
    secret = {"category": Category.DOMESTIC_ABUSE, "about": carried.mother, "text": "Quillwort"}
    hidden = PersonNote.objects.create(family=carried.family, bureau=carried.ais_worker.bureau, **secret)
    PersonNote.history.filter(id=hidden.pk).update(history_user=carried.ais_worker)
    Contact.history.filter(family=carried.family).update(history_user=carried.cfs_worker)
    client, url = signed_in(carried.cfs_worker), reverse("reports:family-history", args=[carried.family.uuid])

    def found(**query):
        return client.get(url, query).context["rows"].object_list

    everything = client.get(url).context["rows"].paginator.count
    visits = found(kind="meetings.Contact")
    assert visits
    assert {change.title.split(" ")[1] for change in visits} == {"contact"}
    assert found(kind="families.PersonNote") == []
    mine = client.get(url, {"by": str(carried.cfs_worker.uuid)}).context["rows"].paginator.count
    assert 0 < mine < everything
    today = timezone.localdate()
    assert found(until=today - datetime.timedelta(days=1)) == []
    assert len(found(since=today, until=today)) == min(everything, 25)
    choices = dict(client.get(url).context["filter"].form.fields["by"].choices)
    assert str(carried.cfs_worker) in map(str, choices.values())
    assert str(carried.ais_worker) not in map(str, choices.values()), "whose hand is in hidden rows alone"
    everything = history.timeline(history.versions_of(carried.family, carried.ais_worker))
    assert carried.ais_worker in history.writers(everything)
    file = said(client.get(url, {"kind": "meetings.Contact", "export": "csv"}))
    assert len(file.strip().splitlines()) == 1 + len(visits)
    assert "Quillwort" not in file + said(client.get(url, {"export": "csv"}))


def test_days_in_the_wrong_order_are_said_and_make_no_file(signed_in, carried):
    client, url = signed_in(carried.cfs_worker), reverse("reports:family-history", args=[carried.family.uuid])
    query = {"since": "2026-02-01", "until": "2026-01-01"}
    assert "This day is before the first one." in said(client.get(url, query))
    assert client.get(url, query | {"export": "csv"}).status_code == 302
