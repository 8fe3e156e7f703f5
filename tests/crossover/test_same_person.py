"""Two entries of one person become one: what moves, what is refused, and that nothing is opened to anyone by it."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.enums import Bureau
from caseplans.models import Activity
from caseplans.services import start_plan
from crossover.models import ConsentScope
from crossover.rules.same_person import check_can_join_people, joined_facts, moving, naming, pairs_of
from crossover.services.clearances import add_people, correct_person
from crossover.services.objections import flag_abuse, object_to_sharing
from crossover.services.same_person import join_people
from crossover.sharing import readable
from documents.models import Document
from families.enums import Category, MonthlyKind, PersonNoteKind, PlacementKind, Relationship
from families.models import Address, Conflict, FamilyGrant, MonthlyFigure, Person, PersonNote
from families.services import (
    add_address,
    add_person_note,
    add_removal,
    decide_conflict,
    declare_conflict,
    edit_person,
    end_removal,
    record_monthly_figure,
    settle,
)
from linkages_site.demo.factories import PersonFactory
from meetings.models import Attendance
from reports.querysets import history
from tests.caseplans import county as plans
from tests.crossover.consents import opened
from tests.meetings import county as meetings

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def again(carried):
    """The mother, entered a second time."""
    return second(carried.mother)


def second(person, **facts):
    same = {name: getattr(person, name) for name in ("family", "first_name", "last_name", "born_on", "relationship")}
    return PersonFactory(**(same | facts))


def join(keep, drop, by, **facts):
    keep, drop = (Person.objects.get(pk=person.pk) for person in (keep, drop))
    seen = {person.uuid: person.version for person in (keep, drop)}
    return join_people(**({"keep": keep, "drop": drop, "by": by, "compared": True, "seen": seen} | facts))


def note(person, by, text, category=Category.CULTURE, **facts):
    return add_person_note(person=person, by=by, kind=PersonNoteKind.CULTURE, category=category, text=text, **facts)


def told(family, user):
    changes = history.changes(family, user, history.timeline(history.versions_of(family, user)))
    return " ".join(f"{change.title} {change.fields}" for change in changes)


# The rule


@pytest.mark.parametrize(
    ("other", "is_pair"),
    [
        ({}, True),
        ({"last_name": "Married"}, True),
        ({"born_on": None}, True),
        # the same name with two sure birth dates; a birth date with no name, or with the family's alone, as twins have;
        # a child and its parent
        ({"born_on": datetime.date(1970, 1, 1)}, False),
        ({"first_name": "Zoe"}, False),
        ({"first_name": "Zoe", "last_name": "Quill"}, False),
        ({"relationship": Relationship.CHILD}, False),
    ],
)
def test_which_entries_may_be_one_person(carried, staff, other, is_pair):
    entry = second(carried.mother, **other)
    assert ((carried.mother, entry) in pairs_of([carried.mother, carried.child, entry])) == is_pair
    if is_pair:
        check_can_join_people(staff["ais.worker"], carried.mother, entry)
    else:
        with pytest.raises(NotAllowed):
            check_can_join_people(staff["ais.worker"], carried.mother, entry)


def test_strangers_and_two_families_are_refused(carried, elsewhere, again, staff):
    with pytest.raises(NotAllowed, match="Only the family's workers"):
        join(carried.mother, again, staff["es.worker"])
    with pytest.raises(NotAllowed, match="Only two entries of the same family"):
        check_can_join_people(staff["cfs.worker"], carried.mother, second(carried.mother, family=elsewhere.family))
    assert Person.objects.filter(pk=again.pk).exists()


def test_blanks_are_filled_names_are_kept_and_what_differs_stays(carried):
    mother = carried.mother
    mother.preferred_times, mother.born_on, mother.language = "", None, "es"
    born = datetime.date(1990, 2, 3)
    facts = {"last_name": "Quill", "also_known_as": "Lupita", "preferred_times": "Mornings", "language": "vi"}
    joined = joined_facts(mother, second(carried.mother, born_on=born, born_on_is_estimated=True, **facts))
    assert joined == {
        "born_on": born,
        "born_on_is_estimated": True,
        "preferred_times": "Mornings",
        "also_known_as": f"{mother.first_name} Quill, Lupita",
    }
    assert joined_facts(mother, mother) == {"also_known_as": ""}


def test_names_that_do_not_fit_are_not_cut(staff, carried, again):
    edit_person(person=carried.mother, by=staff["cfs.worker"], version=1, also_known_as="a" * 110)
    edit_person(person=again, by=staff["cfs.worker"], version=1, last_name="Quillfeather")
    with pytest.raises(NotAllowed, match="names do not fit"):
        join(carried.mother, again, staff["cfs.worker"])


# What moves


def test_every_row_moves_and_says_so(staff, carried, again):
    cfs, ais = staff["cfs.worker"], staff["ais.worker"]
    add_address(family=carried.family, by=cfs, about=again, street="7 Second Street")
    record_monthly_figure(person=again, by=ais, kind=MonthlyKind.HOURS, month=TODAY, value=30)
    plan = start_plan(family=carried.family, by=cfs)
    goal = plans.goal_of(plan, carried, "Find work", about=again)
    plans.activity_of(goal, carried, "Look for a job", person=again, about=again)
    meeting = meetings.ltm(carried)
    invited = {"family": carried.family, "bureau": Bureau.CFS, "category": Category.LOGISTICS, "kind": "ltm"}
    Attendance.objects.filter(person=carried.mother).delete()
    Attendance.objects.create(meeting=meeting, person=again, role="family", **invited)
    before = {model: list(naming(model, names, again)) for model, names in moving().items()}
    kept = join(carried.mother, again, cfs)
    assert not Person.objects.filter(pk=again.pk).exists()
    assert set(carried.family.people.all()) == {carried.mother, carried.child}
    for model, names in moving().items():
        assert set(before[model]) <= set(naming(model, names, kept))
    assert sum(map(len, before.values())) == 5
    assert {row.person for row in Activity.objects.all()} == {kept}
    page = told(carried.family, cfs)
    assert f"Joined into another entry of the same person: person {again}" in page
    assert f"Joined with another entry of the person: person {kept}" in page
    assert f"Came from the same person's other entry: address {kept}" in page
    assert "Added: address" in page
    assert "Joined into another entry" in told(carried.family, ais)


def test_history_names_the_entry_that_went_and_only_to_who_may_know(staff, carried, elsewhere, again):
    edit_person(person=again, by=staff["cfs.worker"], version=1, last_name="Quillfeather")
    note(again, staff["cfs.worker"], "Sunday lunch")
    join(carried.mother, again, staff["cfs.worker"])
    assert f"{again.first_name} Quillfeather" in Person.objects.get(pk=carried.mother.pk).also_known_as
    page = told(carried.family, staff["cfs.worker"])
    assert f"('About', '{again.first_name} Quillfeather', '{carried.mother}')" in page
    assert "Quillfeather" in told(carried.family, staff["ais.worker"])
    assert "Sunday lunch" not in told(carried.family, staff["ais.worker"])
    stranger = staff["es.worker"]
    assert told(elsewhere.family, stranger) != ""
    assert "Quillfeather" not in told(elsewhere.family, stranger) + told(carried.family, stranger)


def test_what_both_entries_say_alike_is_said_once(staff, carried, again):
    for person in (carried.mother, again):
        record_monthly_figure(person=person, by=staff["ais.worker"], kind=MonthlyKind.HOURS, month=TODAY, value=30)
    join(carried.mother, again, staff["ais.worker"])
    assert MonthlyFigure.objects.get().about == carried.mother
    assert "Stood on both entries" in told(carried.family, staff["ais.worker"])
    assert "Stood on both entries" not in told(carried.family, staff["cfs.worker"])


# What is refused


def test_each_page_is_good_for_one_join(staff, carried, again):
    seen = {carried.mother.uuid: 1, again.uuid: 1}
    with pytest.raises(NotAllowed, match="Compare the two entries first"):
        join(carried.mother, again, staff["cfs.worker"], compared=False)
    edit_person(person=again, by=staff["ais.worker"], version=1, language="es")
    with pytest.raises(NotAllowed, match="Someone changed one of the two"):
        join(carried.mother, again, staff["cfs.worker"], seen=seen)
    seen[again.uuid] = 2
    facts = {"keep": carried.mother, "drop": again, "by": staff["cfs.worker"], "compared": True, "seen": seen}
    join_people(**facts)
    with pytest.raises(NotAllowed, match="not two entries on file any more"):
        join_people(**facts)


def consented(entry, staff, carried):
    opened(staff, SimpleNamespace(family=carried.family, mother=entry), ends=30)


def documented(entry, staff, carried):
    facts = {"family": carried.family, "bureau": Bureau.CALWORKS, "category": Category.HOUSING, "kind": "scan"}
    Document.objects.create(about=entry, title="Letter", created_by=staff["ais.worker"], **facts)


def flagged(entry, staff, carried):
    partner = PersonFactory(family=carried.family, first_name="Zed", relationship=Relationship.PARTNER)
    flag_abuse(protected=entry, against=partner, by=staff["ais.worker"])


def objecting(entry, staff, carried):
    object_to_sharing(child=carried.child, objector=entry, by=staff["cfs.worker"])


@pytest.mark.parametrize("fix", [consented, documented, flagged, objecting])
def test_what_is_never_changed_keeps_its_entry_and_no_refusal_says_which_it_is(staff, carried, again, fix):
    fix(again, staff, carried)
    with pytest.raises(NotAllowed) as refused:
        join(carried.mother, again, staff["cfs.worker"])
    assert refused.value.reason == (
        "The entry that would go stands on something that is never changed, such as a signed form, a plan or a "
        "document. Let that entry stay, and the other one go."
    )
    documented(carried.mother, staff, carried)
    with pytest.raises(NotAllowed, match="so both stay"):
        join(carried.mother, again, staff["cfs.worker"])
    with pytest.raises(NotAllowed, match="so both stay"):
        join(again, carried.mother, staff["cfs.worker"])


def test_the_entry_that_the_form_names_can_stay(staff, carried, again):
    consented(again, staff, carried)
    with pytest.raises(NotAllowed):
        join(carried.mother, again, staff["cfs.worker"])
    join(again, carried.mother, staff["cfs.worker"])
    assert ConsentScope.objects.get().person == again


def test_two_adults_kept_apart_stay_two(staff, carried, again):
    flag_abuse(protected=carried.mother, against=again, by=staff["cfs.worker"])
    for keep, drop in ((carried.mother, again), (again, carried.mother)):
        with pytest.raises(NotAllowed, match="so both stay") as refused:
            join(keep, drop, staff["ais.worker"])
        assert "abuse" not in refused.value.reason


@pytest.mark.parametrize("value", [31, 30.5])
def test_a_month_with_two_figures_is_refused_until_they_agree(staff, carried, again, value):
    for person, hours in ((carried.mother, 30), (again, value)):
        record_monthly_figure(person=person, by=staff["ais.worker"], kind=MonthlyKind.HOURS, month=TODAY, value=hours)
    with pytest.raises(NotAllowed) as refused:
        join(carried.mother, again, staff["cfs.worker"])
    assert str(value) not in refused.value.reason
    assert "a month's hours or earnings, a place at one meeting" in refused.value.reason


def test_two_invitations_and_two_open_removals_are_refused_alike(staff, carried, again):
    meeting = meetings.ltm(carried)
    invited = {"family": carried.family, "bureau": Bureau.CFS, "category": Category.LOGISTICS, "kind": "ltm"}
    for person, present in ((carried.mother, True), (again, False)):
        Attendance.objects.update_or_create(
            meeting=meeting, person=person, defaults={"role": "family", "present": present} | invited
        )
    with pytest.raises(NotAllowed, match="has once"):
        join(carried.mother, again, staff["cfs.worker"])
    son, by = second(carried.child), staff["cfs.worker"]
    removals = [
        add_removal(person=child, by=by, entered_on=TODAY, placement=PlacementKind.RELATIVE)
        for child in (carried.child, son)
    ]
    with pytest.raises(NotAllowed, match="has once"):
        join(carried.child, son, by)
    end_removal(removal=removals[1], by=by, exited_on=TODAY, exit_type="other")
    join(carried.child, son, by)
    assert {removal.about_id for removal in type(removals[0]).objects.all()} == {carried.child.pk}


def test_a_conflict_of_interest_told_by_name_keeps_its_hold(staff, carried):
    """Someone of the staff knows her as Quill: the entry that says so cannot go."""
    known, worker = second(carried.mother, last_name="Quill"), staff["ais.worker"]
    facts = {"first_name": known.first_name, "last_name": "Quill", "born_on": known.born_on}
    declared = declare_conflict(by=worker, how="A cousin", **facts)
    with pytest.raises(NotAllowed, match="Let that entry stay"):
        join(carried.mother, known, staff["cfs.worker"])
    decide_conflict(conflict=declared, by=staff["ais.supervisor"], accepted=True)
    settle(carried.family)
    with pytest.raises(NotAllowed, match="Let that entry stay"):
        join(carried.mother, known, staff["cfs.worker"])
    join(known, carried.mother, staff["cfs.worker"])
    assert Conflict.objects.get()
    assert not FamilyGrant.objects.in_force().filter(user=worker, content_object=carried.family).exists()


# What nobody may read by it


@pytest.mark.parametrize("begins", [0, 5])
def test_a_consent_about_the_kept_entry_opens_nothing_of_the_other(staff, carried, again, begins):
    """It opens what was about the kept entry; what comes from the other stays, today and when it begins."""
    kinds = {"category": Category.CULTURE}
    note(carried.mother, staff["cfs.worker"], "Sunday lunch")
    old = note(again, staff["cfs.worker"], "Prays at noon")
    theirs = note(again, staff["ais.worker"], "Sings")
    note(again, staff["cfs.worker"], "Sees a therapist", Category.MENTAL_HEALTH)
    opened(staff, carried, begins=begins, ends=30, **kinds)
    reader = staff["ais.worker"]
    before = set(readable(PersonNote.objects.all(), reader))
    join(carried.mother, again, staff["cfs.worker"])
    assert set(readable(PersonNote.objects.all(), reader)) == before
    page = told(carried.family, reader)
    assert ("Sunday lunch" in page) == (not begins)
    assert "Prays at noon" not in page
    assert "therapist" not in page
    old.refresh_from_db()
    theirs.refresh_from_db()
    assert (old.confidential, theirs.confidential) == (True, False)
    assert old.about == theirs.about == carried.mother
    assert "'Confidential', 'No', 'Yes'" in told(carried.family, staff["cfs.worker"])
    new = note(carried.mother, staff["cfs.worker"], "Written afterwards")
    assert readable(PersonNote.objects.filter(pk=new.pk), reader).exists() == (not begins)


def test_an_earlier_version_of_another_kind_is_not_opened(staff, carried, again):
    """The row crosses by itself; what it said before was of a kind that the kept entry's consent opens."""
    row = note(again, staff["cfs.worker"], "Prays at noon")
    row.category, row.text = Category.LOGISTICS, "Comes by bus"
    row.save()
    opened(staff, carried, category=Category.CULTURE, ends=30)
    join(carried.mother, again, staff["cfs.worker"])
    page = told(carried.family, staff["ais.worker"])
    assert "Comes by bus" in page
    assert "Prays at noon" not in page
    assert "Prays at noon" in told(carried.family, staff["cfs.worker"])


def test_an_address_kept_back_by_a_flag_stays_kept_back(staff, carried):
    """How to reach the person flagged crosses, but not what was about somebody else until now."""
    partner = PersonFactory(family=carried.family, first_name="Zed", relationship=Relationship.PARTNER)
    other = second(partner)
    flag_abuse(protected=carried.mother, against=partner, by=staff["cfs.worker"])
    address = add_address(family=carried.family, by=staff["cfs.worker"], about=other, street="7 Hidden Lane")
    assert not readable(Address.objects.all(), staff["ais.worker"]).exists()
    join(partner, other, staff["ais.worker"])
    assert not readable(Address.objects.all(), staff["ais.worker"]).exists()
    assert readable(Address.objects.all(), staff["cfs.worker"]).get() == address
    assert "Hidden Lane" not in told(carried.family, staff["ais.worker"])


def test_what_crossed_before_goes_on_crossing(staff, carried, again):
    add_address(family=carried.family, by=staff["cfs.worker"], about=again, street="7 Open Street")
    opened(staff, carried, category=Category.SERVICES, ends=30)
    join(carried.mother, again, staff["cfs.worker"])
    assert readable(Address.objects.all(), staff["ais.worker"]).get().confidential is False
    assert visible(Person, staff["ais.worker"]).filter(family=carried.family).count() == 2


# A second tab, opened before the join, with the same people typed as they stood then.
def test_part_a_saved_again_finds_whoever_was_joined_away(staff, carried, again):
    typed = {name: getattr(again, name) for name in ("first_name", "last_name", "relationship", "in_home", "language")}
    typed |= {"interpreter_needed": again.interpreter_needed, "born_on": None}
    nameless = second(carried.mother, born_on=None, first_name="Bo", last_name=carried.mother.last_name)
    edit_person(person=carried.mother, by=staff["cfs.worker"], version=1, also_known_as="Bo")
    bo = typed | {"first_name": "Bo", "last_name": nameless.last_name, "language": nameless.language}
    join(carried.mother, nameless, staff["cfs.worker"])
    before = carried.family.people.count()
    add_people(family=carried.family, people=[bo])
    assert carried.family.people.count() == before
    add_people(family=carried.family, people=[bo | {"first_name": "Boris"}])
    assert carried.family.people.count() == before + 1
    correct_person(family=carried.family, uuid=nameless.uuid, **bo)
    with pytest.raises(NotAllowed, match=r"Bo .* was joined with another entry"):
        correct_person(family=carried.family, uuid=nameless.uuid, **bo | {"last_name": "Quill"})
