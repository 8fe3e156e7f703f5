"""What stands against sharing: another guardian's no, and two adults kept apart. Every row here could leak."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.enums import Bureau
from accounts.models import User
from caseplans.sharing import shared_rows
from crossover import sharing
from crossover.enums import Capacity
from crossover.models import AbuseFlag, AbuseFlagLifted, ObjectionWithdrawn, SharingObjection
from crossover.services.objections import flag_abuse, lift_abuse_flag, object_to_sharing, withdraw_objection
from crossover.sharing.panel import readers_to_be
from families.enums import Category, Relationship
from families.models import PersonNote
from linkages_site.demo.factories import PersonFactory
from meetings.enums import AttendeeRole
from meetings.services import invite
from tests.caseplans.county import activity_of, plan_of
from tests.crossover.consents import opened, sign
from tests.crossover.test_minors import aged, minor_signs
from tests.crossover.test_sharing import note, viewer
from tests.meetings.county import ltm

pytestmark = pytest.mark.django_db


@pytest.fixture
def father(carried):
    carried.father = PersonFactory(family=carried.family, relationship=Relationship.FATHER)
    return carried.father


def read_by(user):
    return set(sharing.readable(PersonNote.objects.all(), User.objects.get(pk=user.pk)))


def test_one_guardians_no_holds_what_the_other_signed(staff, carried, father):
    childs, mothers = note(carried, about="child"), note(carried)
    sign(staff, carried)
    ais = staff["ais.worker"]
    assert read_by(ais) == {childs, mothers}
    objection = object_to_sharing(child=carried.child, objector=father, by=ais, note="By phone")
    assert read_by(ais) == {mothers}
    assert childs in read_by(staff["cfs.worker"]), "one's own bureau reads its own"
    assert sharing.categories_crossing(carried.family, Bureau.CALWORKS) == {carried.mother: [Category.SERVICES]}
    withdraw_objection(objection=objection, by=staff["cfs.worker"], note="By letter")
    assert read_by(ais) == {childs, mothers}
    with pytest.raises(NotAllowed, match="already withdrawn"):
        withdraw_objection(objection=objection, by=ais)


def test_an_objection_to_one_kind_leaves_the_others(staff, carried, father):
    services, housing = note(carried, about="child"), note(carried, about="child", category=Category.HOUSING)
    sign(staff, carried, categories=[Category.SERVICES, Category.HOUSING])
    object_to_sharing(child=carried.child, objector=father, by=staff["cfs.worker"], category=Category.HOUSING)
    assert read_by(staff["ais.worker"]) == {services}
    assert housing in read_by(staff["cfs.worker"])


def test_an_objection_holds_neither_the_objectors_own_word_nor_the_childs(staff, carried, father):
    aged(carried, 13)
    services, health = note(carried, about="child"), note(carried, about="child", category=Category.MENTAL_HEALTH)
    sign(staff, carried, signer=father, capacity=Capacity.GUARDIAN, persons=[carried.child])
    minor_signs(staff, carried)
    object_to_sharing(child=carried.child, objector=father, by=staff["cfs.worker"])
    assert read_by(staff["ais.worker"]) == {services, health}


@pytest.mark.parametrize(
    ("who", "about", "by", "reason"),
    [
        ("father", "mother", "cfs.worker", "is an adult"),
        ("aunt", "child", "cfs.worker", "A parent or guardian"),
        ("stranger", "child", "cfs.worker", "A parent or guardian"),
        ("father", "child", "cfs.worker2", "Only the family's workers"),
        ("father", "child", "er.worker", "Only the family's workers"),
    ],
)
def test_who_may_object(staff, carried, elsewhere, father, who, about, by, reason):
    people = {"father": father, "stranger": elsewhere.mother, "aunt": PersonFactory(family=carried.family,
              relationship=Relationship.RELATIVE)}  # fmt: skip
    with pytest.raises(NotAllowed, match=reason):
        object_to_sharing(child=getattr(carried, about), objector=people[who], by=staff[by])


def test_an_abuser_opens_nothing_about_the_children(staff, carried, father):
    childs, fathers = note(carried, about="child"), note(carried, about="father")
    calworks = note(carried, about="child", bureau=Bureau.CALWORKS)
    sign(staff, carried, signer=father, persons=[father, carried.child])
    assert read_by(staff["ais.worker"]) == {childs, fathers, calworks}
    flag = flag_abuse(protected=carried.mother, against=father, by=staff["cfs.worker"])
    assert read_by(staff["ais.worker"]) == {fathers, calworks}
    assert calworks in read_by(staff["cfs.worker"]), "a flag holds its own bureau's rows"
    sign(staff, carried)
    assert childs in read_by(staff["ais.worker"]), "the protected parent's word counts"
    lift_abuse_flag(flag=flag, by=staff["ifs.supervisor"])
    assert read_by(staff["ais.worker"]) == {childs, fathers, calworks}


@pytest.mark.parametrize("about", ["mother", "child", None])
def test_addresses_of_the_protected_stay_in_the_bureau_that_keeps_them_apart(staff, carried, father, about):
    reach = {"category": Category.CONTACT, "about": about}
    kept, fathers = note(carried, **reach), note(carried, category=Category.CONTACT, about="father")
    theirs = note(carried, bureau=Bureau.CALWORKS, **reach)
    header = viewer(staff, carried, Bureau.CALWORKS)
    everything = {kept, fathers, theirs}
    assert read_by(staff["ais.worker"]) == read_by(header) == everything
    flag_abuse(protected=carried.mother, against=father, by=staff["cfs.worker"])
    assert read_by(staff["ais.worker"]) == read_by(header) == everything - {kept}
    assert read_by(staff["cfs.worker"]) == everything
    if about == "mother":
        readers = readers_to_be(carried.family, Category.CONTACT, carried.mother, Bureau.CFS)
        assert [reader.reads for reader in readers] == [True, False]


def test_two_adults_each_protected_from_the_other_are_both_kept(staff, carried, father):
    addresses = {note(carried, category=Category.CONTACT, about=about) for about in ("mother", "father")}
    flag_abuse(protected=carried.mother, against=father, by=staff["cfs.worker"])
    assert len(addresses & read_by(staff["ais.worker"])) == 1
    flag_abuse(protected=father, against=carried.mother, by=staff["cfs.worker"])
    assert not addresses & read_by(staff["ais.worker"])
    assert addresses <= read_by(staff["cfs.worker"])


def test_the_flag_never_crosses(staff, carried, father, signed_in):
    flag_abuse(protected=carried.mother, against=father, by=staff["cfs.worker"])
    url = reverse("crossover:sharing-limits", args=[carried.family.uuid])
    for name, known in (
        ("cfs.worker", True),
        ("ifs.supervisor", True),
        ("ais.worker", False),
        ("ais.supervisor", False),
    ):
        assert visible(AbuseFlag, staff[name]).exists() == known
        assert (f"is kept apart from {father}" in signed_in(staff[name]).get(url).content.decode()) == known
    own = flag_abuse(protected=carried.mother, against=father, by=staff["ais.worker"])
    with pytest.raises(NotAllowed, match="The bureau that set"):
        lift_abuse_flag(flag=own, by=staff["cfs.worker"])
    with pytest.raises(NotAllowed, match="already keeps"):
        flag_abuse(protected=carried.mother, against=father, by=staff["ais.worker"])


def test_two_kept_apart_hold_nothing_of_each_other(staff, carried, father):
    rows = {about: note(carried, about=about)
            for about in ("mother", "father", "child")}  # fmt: skip

    def held(*parents):
        return set(sharing.shareable_between_parents(PersonNote.objects.all(), parents))

    assert held(carried.mother, father) == set(rows.values())
    flag_abuse(protected=carried.mother, against=father, by=staff["cfs.worker"])
    assert held(father) == {rows["father"], rows["child"]}
    assert held(carried.mother) == {rows["mother"], rows["child"]}
    assert held(carried.mother, father) == {rows["child"]}


def test_it_adds_no_query(staff, carried, father):
    note(carried, about="child")
    reader = User.objects.get(pk=staff["ais.worker"].pk)
    sign(staff, carried)
    flag_abuse(protected=carried.mother, against=father, by=staff["cfs.worker"])
    object_to_sharing(child=carried.child, objector=father, by=staff["cfs.worker"])
    with CaptureQueriesContext(connection) as queries:
        assert list(sharing.readable(PersonNote.objects.all(), reader)) == []
    assert len(queries) == 1


@pytest.mark.parametrize("model", [SharingObjection, ObjectionWithdrawn, AbuseFlag, AbuseFlagLifted])
def test_they_refuse_every_change(staff, carried, father, model):
    by = staff["cfs.worker"]
    withdraw_objection(objection=object_to_sharing(child=carried.child, objector=father, by=by), by=by)
    lift_abuse_flag(flag=flag_abuse(protected=carried.mother, against=father, by=by), by=by)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(at=timezone.now())


def test_they_are_not_invited_to_one_meeting(staff, carried, father):
    meeting = ltm(carried)
    flag_abuse(protected=carried.mother, against=father, by=staff["cfs.worker"])
    with pytest.raises(NotAllowed, match="a meeting of their own"):
        invite(meeting=meeting, by=staff["ais.worker"], attendees=[{"role": AttendeeRole.FAMILY, "person": father}])
    assert not meeting.attendances.filter(person=father).exists()


def test_a_plan_holds_nothing_of_who_is_kept_apart_from_a_signer(staff, carried, father):
    plan = plan_of(carried)
    consent = opened(staff, carried, 0, 30, person=father)
    goal = plan.goals.get()
    theirs = activity_of(goal, carried, "Anger management", person=father, about=carried.child)
    assert consent.scopes.exists()
    assert theirs in shared_rows(plan).activities
    flag_abuse(protected=carried.mother, against=father, by=staff["cfs.worker"])
    left = shared_rows(plan)
    assert father not in left.parents or carried.mother not in left.parents
    assert theirs not in left.activities


def test_the_pages(staff, carried, father, signed_in):
    worker = signed_in(staff["cfs.worker"])
    new = reverse("crossover:objection-new", args=[carried.child.uuid])
    assert worker.post(new, {"note": ""}).context["form"].errors.keys() == {"objector", "note"}
    answer = worker.post(new, {"objector": father.pk, "category": "", "note": "By letter"}, follow=True)
    assert f"<strong>{father}</strong> objects to sharing about {carried.child}: everything" in answer.content.decode()
    again = worker.post(new, {"objector": father.pk, "category": "", "note": "By letter"})
    assert again.context["form"].errors["objector"] == ["This objection already stands."]
    objection = SharingObjection.objects.get()
    answer = worker.post(reverse("crossover:objection-withdraw", args=[objection.uuid]), {"note": "x"}, follow=True)
    assert "Withdrawn" in answer.content.decode()
    worker.post(reverse("crossover:abuse-flag-new", args=[carried.mother.uuid]), {"against": father.pk})
    flag = AbuseFlag.objects.get()
    worker.post(reverse("crossover:abuse-flag-lift", args=[flag.uuid]))
    assert AbuseFlagLifted.objects.get().flag == flag


def test_how_an_objection_was_told_is_asked_about_telltale_words(staff, carried, father, signed_in):
    """Both bureaus read it."""
    url = reverse("crossover:objection-new", args=[carried.child.uuid])
    said = {"objector": father.pk, "note": "He is in jail"}
    client = signed_in(staff["cfs.worker"])
    assert client.post(url, said).context["form"].errors["note"][0].startswith("This may tell too much: “jail” (court)")
    assert client.post(url, said | {"words_checked": "on"}).status_code == 302
    assert SharingObjection.objects.get().objector == father
