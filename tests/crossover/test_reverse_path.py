"""The reverse path: the clerk learns "received" and nothing else; it ends in the same assignment."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from accounts.access import NotAllowed, visible
from crossover.enums import ClearancePurpose, Direction, SearchKey, Xover1Status
from crossover.models import Clearance, ConsentRequest, Xover1, Xover1Hop
from crossover.pdf.xover1 import calworks_as_known, xover1_sheet
from crossover.services import not_a_match, start_reverse_xover1
from families.enums import AssignmentRole, Component
from families.models import Assignment, CfsCase, Family, FamilyGrant, Person, Task
from linkages_site.demo.factories import UserFactory
from tests.crossover.way import TWO_KEYS

pytestmark = pytest.mark.django_db
S = Xover1Status


def names_of(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in ("first_name", "last_name", "relationship")}


def test_it_reaches_the_point_person_at_once(way, staff):
    form = way.flag()
    hop = form.hops.get()
    assert (form.status, form.direction) == (S.WITH_POINT_PERSON, Direction.TO_CFS)
    assert (hop.sender, hop.receiver) == (staff["calworks.clerk"], staff["cfs.pointperson"])
    assert form.family.calworks_cases.get().number == form.calworks_number
    assert ConsentRequest.objects.get(family=form.family).owner == staff["cfs.pointperson"]


def test_only_calworks_clerks_flag(way, staff):
    for name in ("er.clerk", "eligibility.worker", "cfs.pointperson", "admin"):
        with pytest.raises(NotAllowed, match="Only CalWORKs clerks"):
            start_reverse_xover1(by=staff[name], case_name="Ibarra", calworks_number="CW-1")


@pytest.mark.parametrize("further", ["", "route", "no_match", "void", "route clear complete assign_ais"])
def test_the_clerk_learns_only_received(way, staff, further):
    """Whatever becomes of the form, and although CFS knows the family under its own record."""
    known = way.known_to_cfs()
    form = way.flag()
    steps = {
        "route": lambda: way.route(form, cfs_number=known.cfs_case.number, compared=True),
        "no_match": lambda: way.no_match(form),
        "void": lambda: way.void(form),
        "clear": lambda: way.clear_again(form),
        "complete": lambda: way.complete(form),
        "assign_ais": lambda: way.assign_ais(form),
    }
    for step in further.split():
        steps[step]()
    clerk = staff["calworks.clerk"]
    for model in (Family, Xover1, Person, Clearance, CfsCase, Task, ConsentRequest):
        assert not visible(model, clerk).exists(), model
    assert not FamilyGrant.objects.filter(user=clerk).exists()
    hop = visible(Xover1Hop, clerk).with_form_known_to(clerk).get()
    assert (hop.form_known, bool(hop.acknowledged_at)) == (False, bool(further))


def test_flagging_a_known_number_answers_the_same(way, staff, carried):
    """The family is on file with both bureaus; the clerk neither learns it nor changes it."""
    people = carried.family.people.count()
    named = [names_of(carried.mother)]
    form = way.flag(calworks_number=carried.calworks_case.number, case_name="Typed by the clerk", people=named)
    carried.family.refresh_from_db()
    assert (form.family, carried.family.name) == (carried.family, "Reyes")
    assert carried.family.people.count() == people
    assert not visible(Family, staff["calworks.clerk"]).exists()


def test_routing_merges_with_the_family_cfs_knows(way, staff):
    known = way.known_to_cfs()
    form = way.flag()
    flagged = form.family
    way.route(form, cfs_number=known.cfs_case.number, compared=True)
    flagged.refresh_from_db()
    assert flagged.merged_into == known.family
    assert (form.family, form.cfs_case, form.cfs_unit) == (known.family, known.cfs_case, staff["cfs.worker"].unit)
    assert form.clearance.purpose == ClearancePurpose.SELF_IDENTIFIED
    assert form.clearance.made_by == staff["cfs.pointperson"]


def test_routing_goes_to_the_supervisor_of_the_cases_unit(way, staff):
    known = way.known_to_cfs("cfs.worker2", component=Component.FR)
    form = way.flag()
    with pytest.raises(NotAllowed, match="goes to the CFS supervisor of Family Reunification 1"):
        way.route(form, cfs_number=known.cfs_case.number, compared=True)
    way.route(form, cfs_number=known.cfs_case.number, to=staff["cfs.supervisor"], compared=True)
    assert form.hops.last().receiver == staff["cfs.supervisor"]


def test_a_case_not_on_file_here_is_recorded(way, staff):
    form = way.flag()
    way.route(form, cfs_number="CFS-NEW", component=Component.FM)
    assert (form.cfs_case.number, form.cfs_case.component) == ("CFS-NEW", Component.FM)
    assert form.cfs_case.family == form.family


def test_it_ends_in_the_same_assignments(way, staff):
    known = way.known_to_cfs()
    form = way.flag()
    way.route(form, cfs_number=known.cfs_case.number, compared=True)
    way.clear_again(form)
    way.complete(form)
    way.assign_ais(form)
    way.acknowledge(form)
    roles = Assignment.objects.of_family(known.family).open().values_list("role", flat=True)
    assert set(roles) == {AssignmentRole.CFS_WORKER, AssignmentRole.AIS_WORKER}
    assert form.status == S.ACKNOWLEDGED


def test_what_part_b_says_of_calworks_names_its_source(way, staff):
    """Nobody looked; the supervisor looked; CalWORKs named its worker."""
    known, form = way.known_to_cfs(), way.flag()

    def said():
        return calworks_as_known(Xover1.objects.get(pk=form.pk))

    assert said() == "Named by the CalWORKs clerk; nobody has looked it up yet"
    way.route(form, cfs_number=known.cfs_case.number, compared=True)
    assert "Open" not in said()
    way.clear_again(form)
    assert said().startswith("Active, by the clearance of ")
    way.complete(form)
    way.assign_ais(form)
    assert said() == "Open, as kept by CalWORKs"


def test_the_shortest_queue_receives(way, staff):
    way.flag()
    second = UserFactory(unit=staff["cfs.pointperson"].unit, roles=["cfs_point_person"])
    assert way.flag().hops.get().receiver == second


def test_whom_the_clerk_named_stands_on_the_form_where_the_number_was_on_file(way, staff, carried):
    named = names_of(carried.mother) | {"first_name": "Elena", "born_on": datetime.date(1991, 2, 2)}
    carried.mother.born_on = named["born_on"]
    carried.mother.save()
    form = way.flag(calworks_number=carried.calworks_case.number, people=[named])
    assert form.family == carried.family
    assert form.people_named == f"Elena {carried.mother.last_name}, mother, born Feb 2, 1991"
    facts = dict(xover1_sheet(form, staff["cfs.pointperson"]).part_a)
    assert facts["Named by the clerk"] == form.people_named


def test_the_same_form_is_not_flagged_twice_until_it_is_received(way, staff):
    form = way.flag(calworks_number="CW-7")
    with pytest.raises(NotAllowed, match="You sent this form already"):
        way.flag(calworks_number="CW-7")
    way.no_match(form)
    assert way.flag(calworks_number="CW-7").status == S.WITH_POINT_PERSON


def test_the_refusal_of_a_second_flag_tells_of_nobody_elses_form(way, staff):
    """Another clerk's form about the same client is not the first clerk's to know."""
    way.flag(calworks_number="CW-7")
    colleague = UserFactory(unit=staff["calworks.clerk"].unit, roles=["calworks_clerk"])
    assert way.flag(by=colleague, calworks_number="CW-7").created_by == colleague


def test_no_match_is_kept_as_carefully_as_a_match(way, staff):
    form = way.flag()
    facts = {"form": form, "by": staff["cfs.pointperson"], "reason": "Another person"}
    with pytest.raises(NotAllowed, match="names and dates you searched"):
        not_a_match(**facts, searched_for=" ", keys_used=TWO_KEYS)
    with pytest.raises(NotAllowed, match="at least two keys"):
        not_a_match(**facts, searched_for="Rosa Ibarra", keys_used=[SearchKey.NAME])
    form.refresh_from_db()
    assert form.status == S.WITH_POINT_PERSON
    not_a_match(**facts, searched_for="Rosa Ibarra, born Jan 3, 1990", keys_used=TWO_KEYS)
    form.refresh_from_db()
    look = form.clearance
    assert look == Clearance.objects.get(family=form.family)
    assert (look.system, look.result, look.made_by) == ("cws_cms", "not_found", staff["cfs.pointperson"])
    assert (look.keys_used, look.searched_for) == (["name", "birth_date"], "Rosa Ibarra, born Jan 3, 1990")
    # the clerk who flagged knows neither the look nor its answer
    assert not visible(Clearance, staff["calworks.clerk"]).exists()


def test_the_page_of_no_match_asks_for_the_look(way, staff, signed_in):
    form = way.flag()
    url, client = reverse("crossover:xover1-not-a-match", args=[form.uuid]), signed_in(staff["cfs.pointperson"])
    asked = client.post(url, {"reason": "Nobody", "keys_used": ["name"], "searched_for": "Rosa, in rehab"})
    assert asked.context["form"].errors.keys() == {"keys_used", "searched_for"}
    assert not Clearance.objects.filter(family=form.family).exists()
