"""The page on which two entries are compared and joined, and where it is offered."""

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from caseplans.models import Activity
from caseplans.services import start_plan
from crossover.services.objections import flag_abuse
from families.enums import Category, PersonNoteKind
from families.models import Person
from families.services import add_person_note, edit_person
from linkages_site.demo.factories import PersonFactory
from tests.caseplans import county as plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(carried):
    mother = carried.mother
    return PersonFactory(family=carried.family, first_name=mother.first_name, born_on=mother.born_on, last_name="Quill")


@pytest.fixture
def url(carried, again):
    return reverse("crossover:people-join", args=[carried.family.uuid, carried.mother.uuid, again.uuid])


def typed(keep, **facts):
    return {"keep": str(keep.uuid), "compared": "on", "one": 1, "other": 1} | facts


def note(person, by, text):
    facts = {"kind": PersonNoteKind.CULTURE, "category": Category.CULTURE}
    return add_person_note(person=person, by=by, text=text, **facts)


def test_it_works(staff, carried, again, url, signed_in):
    client = signed_in(staff["cfs.worker"])
    tab = reverse("reports:family-people", args=[carried.family.uuid])
    listed = client.get(tab).content.decode()
    assert url in listed
    assert f"{again}, born {date_format(again.born_on)}</a>" in listed
    page = client.get(url).content.decode()
    assert "Quill" in page
    assert "compared" in page
    assert client.post(url, typed(carried.mother))["Location"] == tab
    kept = Person.objects.get(pk=carried.mother.pk)
    assert kept.also_known_as == f"{again.first_name} Quill"
    shown = client.get(tab).content.decode()
    assert "The two entries are one now" in shown
    assert "Perhaps entered twice" not in shown
    assert (
        "Joined into another entry"
        in client.get(reverse("reports:family-history", args=[carried.family.uuid])).content.decode()
    )
    joins = client.get(reverse("reports:family-joins", args=[carried.family.uuid])).content.decode()
    assert f"Joined into another entry of the same person: person {again}" in joins


def test_the_one_who_joins_is_named_and_the_other_bureau_reads_it_too(staff, carried, url, signed_in):
    signed_in(staff["cfs.worker"]).post(url, typed(carried.mother))
    history = reverse("reports:family-history", args=[carried.family.uuid])
    page = signed_in(staff["ais.worker"]).get(history).content.decode()
    assert str(staff["cfs.worker"]) in page
    assert "Joined with another entry of the person" in page
    assert signed_in(staff["es.worker"]).get(history).status_code == 404


def test_the_joined_record_offers_it_too(staff, carried, url, signed_in):
    joins = reverse("reports:family-joins", args=[carried.family.uuid])
    assert url in signed_in(staff["ais.worker"]).get(joins).content.decode()


def test_bad_input_is_kept_and_explained(staff, carried, again, url, signed_in):
    client = signed_in(staff["cfs.worker"])
    page = client.post(url, {"keep": str(again.uuid), "one": 1, "other": 1})
    assert page.context["form"].errors == {"compared": ["Compare the two entries, then tick this."]}
    assert client.post(url, typed(carried.child)).context["form"].errors["keep"]
    assert client.post(url, typed(again, one="x")).context["form"].errors["one"]
    assert Person.objects.filter(pk=again.pk).exists()


def test_a_stale_tab_is_refused_and_shows_them_as_they_stand(staff, carried, again, url, signed_in):
    edit_person(person=again, by=staff["ais.worker"], version=1, last_name="Brackenbury")
    client = signed_in(staff["cfs.worker"])
    page = client.post(url, typed(carried.mother))
    assert page.status_code == 403
    text = page.content.decode()
    assert "Someone changed one of the two entries" in text
    assert "Brackenbury" in text
    assert page.context["form"]["other"].value() == 2
    assert client.post(url, typed(carried.mother, other=2)).status_code == 302


def test_an_activity_opened_before_is_stale_afterwards(staff, carried, again, url, signed_in):
    """Saved over, it would open to the other program what the join kept within one."""
    plans.consent_for(carried, Category.SERVICES)
    goal = plans.goal_of(start_plan(family=carried.family, by=staff["cfs.worker"]), carried)
    activity = plans.activity_of(goal, carried, person=carried.mother, about=again)
    client = signed_in(staff["cfs.worker"])
    edit = reverse("caseplans:activity-edit", args=[activity.uuid])
    form = client.get(edit).context["form"]
    said = {name: value for name in form.fields if (value := form[name].value())}
    assert client.post(url, typed(carried.mother)).status_code == 302
    answer = client.post(edit, said | {"about": carried.mother.pk})
    assert answer.status_code == 409
    assert ("Yes", "No") in [said[1:] for said in answer.context["differing"]]
    kept = Activity.objects.get()
    assert (kept.about, kept.confidential, kept.version) == (carried.mother, True, 2)


def test_a_second_press_is_refused_with_the_reason(staff, carried, url, signed_in):
    client = signed_in(staff["cfs.worker"])
    assert client.post(url, typed(carried.mother)).status_code == 302
    for answer in (client.post(url, typed(carried.mother)), client.get(url)):
        assert answer.status_code == 403
        assert "not two entries on file any more" in answer.content.decode()


def test_outsider_gets_404_and_people_of_another_family_are_nobody(staff, carried, elsewhere, url, signed_in):
    stranger = signed_in(staff["es.worker"])
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, typed(carried.mother)).status_code == 404
    mixed = reverse("crossover:people-join", args=[carried.family.uuid, carried.mother.uuid, elsewhere.mother.uuid])
    answer = signed_in(staff["cfs.worker"]).get(mixed)
    assert answer.status_code == 403
    assert str(elsewhere.mother) not in answer.content.decode()
    twice = reverse("crossover:people-join", args=[carried.family.uuid, carried.mother.uuid, carried.mother.uuid])
    assert signed_in(staff["cfs.worker"]).get(twice).status_code == 403


def test_each_reads_what_is_theirs_of_both_entries(staff, carried, again, url, signed_in):
    note(again, staff["cfs.worker"], "Prays at noon")
    counts = [("On file: person notes", "0", "1")]
    for name, told in (("cfs.worker", counts), ("ais.worker", [])):
        rows = signed_in(staff[name]).get(url).context["rows"]
        assert [row for row in rows if row[0].startswith("On file")] == told


def test_the_entry_that_must_stay_is_the_only_one_offered(staff, carried, again, url, signed_in):
    """What it stands on is the other bureau's word, which nobody here learns of."""
    partner = PersonFactory(family=carried.family, first_name="Zed", relationship="partner")
    flag_abuse(protected=again, against=partner, by=staff["ais.worker"])
    client = signed_in(staff["cfs.worker"])
    page = client.get(url)
    assert [key for key, _ in page.context["form"].fields["keep"].choices] == [str(again.uuid)]
    assert "Entry 1 cannot be the one that stays" in page.content.decode()
    assert "abuse" not in page.content.decode().split("<main")[1].split("</main")[0]
    flag_abuse(protected=carried.mother, against=partner, by=staff["ais.worker"])
    assert client.get(url).content.decode().count("so both stay") == 1
    assert client.post(url, typed(again)).context["form"].errors["keep"]
