"""Restricted families and conflicts of interest: what no ground can open."""

import datetime
from functools import partial

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.access import NotAllowed, reason_against, visible
from accounts.models import User
from accounts.roles import PrivacyOfficer
from crossover.enums import Xover1Status
from crossover.models import Clearance, Xover1Hop
from crossover.rules.joining import check_are_one_family
from crossover.services import assign_cfs_worker
from families.enums import NoticeKind, Relationship
from families.models import Conflict, Family, Notice, Person, Referral
from families.services import (
    add_person,
    deactivate_user,
    decide_conflict,
    declare_conflict,
    lift_restriction,
    name_cover,
    reactivate_user,
    restrict_family,
)
from linkages_site.demo.factories import UserFactory
from meetings.enums import AttendeeRole, MeetingKind
from meetings.models import KindRule
from meetings.rules import check_invitees
from tests.county import family_with_workers
from tests.crossover.way import Way
from tests.locks import tables_locked_by

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NAMED = ("ifs.supervisor", "cfs.worker", "ais.worker")


def fresh(user):
    return User.objects.get(pk=user.pk)


def knows(user, family):
    return visible(Family, fresh(user)).filter(pk=family.pk).exists()


def restrict(staff, family, names=NAMED, by="ifs.supervisor"):
    named = [staff[name] for name in names]
    return restrict_family(family=family, by=fresh(staff[by]), named=named, why="A relative of staff")


def test_whoever_is_not_named_loses_it_at_once(staff, carried, signed_in):
    client = signed_in(staff["ais.supervisor"])
    assert client.get(carried.family.get_absolute_url()).status_code == 200
    restrict(staff, carried.family)
    assert client.get(carried.family.get_absolute_url()).status_code == 404
    assert not knows(staff["ais.supervisor"], carried.family)
    for name in NAMED:
        assert knows(staff[name], carried.family), name
    page = signed_in(staff["cfs.worker"]).get(carried.family.get_absolute_url()).content.decode()
    assert "Restricted: only the people named may know it." in page
    call_command("verify")


def test_lifted_by_a_named_supervisor_every_ground_counts_again(staff, carried):
    restriction = restrict(staff, carried.family)
    with pytest.raises(NotAllowed):
        lift_restriction(restriction=restriction, by=staff["ais.supervisor"], why="It is over")
    with pytest.raises(NotAllowed, match="Only a supervisor"):
        lift_restriction(restriction=restriction, by=staff["cfs.worker"], why="It is over")
    lift = partial(lift_restriction, restriction=restriction, by=staff["ifs.supervisor"], why="It is over")
    assert tables_locked_by(lift)[0] == "families_family"
    assert knows(staff["ais.supervisor"], carried.family)
    officers = User.objects.with_role(PrivacyOfficer.code)
    kinds = set(Notice.objects.filter(user__in=officers).values_list("kind", flat=True))
    assert kinds == {NoticeKind.RESTRICTION_CHANGED, NoticeKind.RESTRICTION_LIFTED}
    call_command("verify")


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ((), "Children & Family Services case"),
        (("ifs.supervisor", "cfs.worker"), "CalWORKs case"),
        (("cfs.worker", "ais.worker"), "Name a supervisor too"),
        (("ifs.supervisor", "es.worker"), "CalWORKs case"),
    ],
)
def test_never_nobody(staff, carried, names, reason):
    with pytest.raises(NotAllowed, match=reason):
        restrict(staff, carried.family, names)


def test_only_the_supervisor_of_the_holding_unit_restricts(staff, carried):
    for name in ("cfs.worker", "cfs.supervisor", "privacy.officer", "director", "admin"):
        with pytest.raises(NotAllowed):
            restrict(staff, carried.family, by=name)
    assert knows(staff["ais.supervisor"], carried.family)


def test_a_cover_of_a_named_person_is_not_named(staff, carried):
    stand_in = UserFactory(unit=staff["cfs.worker"].unit, roles=["cfs_worker"])
    name_cover(
        by=staff["ifs.supervisor"],
        covered=staff["cfs.worker"],
        cover=stand_in,
        from_date=TODAY,
        until_date=TODAY + datetime.timedelta(days=3),
    )
    assert knows(stand_in, carried.family)
    restrict(staff, carried.family)
    assert not knows(stand_in, carried.family)
    staff["stand.in"] = stand_in
    restrict(staff, carried.family, [*NAMED, "stand.in"])
    assert knows(stand_in, carried.family)
    call_command("verify")


def test_where_everyone_named_in_a_bureau_left_its_supervisors_know_it_again(staff, carried):
    restrict(staff, carried.family)
    deactivate_user(by=staff["admin"], user=staff["ais.worker"])
    assert knows(staff["ais.supervisor"], carried.family)
    call_command("verify")
    User.objects.filter(pk=staff["ais.worker"].pk).update(is_active=True)
    reactivate_user(by=staff["admin"], user=staff["ais.worker"])
    assert not knows(staff["ais.supervisor"], carried.family)
    call_command("verify")


def test_forms_and_invitations_give_nothing_to_the_unnamed(staff):
    way = Way(staff)
    form = way.standing_at(Xover1Status.WITH_AIS_SUPERVISOR)
    way.assign_cfs(form)
    clerk, er, ais = staff["er.clerk"], staff["er.supervisor"], staff["ais.supervisor"]
    assert visible(Xover1Hop, er).filter(form=form).exists()
    assert visible(Xover1Hop, ais).filter(form=form).exists()
    assert visible(Referral, clerk).filter(family=form.family).exists()
    restrict(staff, form.family, ("ifs.supervisor", "cfs.worker"))
    for user in map(fresh, (clerk, er, ais, staff["screening.clerk"])):
        assert not knows(user, form.family)
        assert not visible(Xover1Hop, user).filter(form=form).exists(), user
        assert not visible(Referral, user).filter(family=form.family).exists(), user
        assert not visible(Clearance, user).filter(referral__family=form.family).exists(), user
    call_command("verify")


def test_whoever_sends_it_must_name_the_receiver_first(staff, carried):
    restrict(staff, carried.family)
    unnamed = UserFactory(unit=staff["cfs.worker"].unit, roles=["cfs_worker"])
    seen = carried.cfs_case.assignments.open().get().uuid
    facts = {"case": carried.cfs_case, "by": staff["ifs.supervisor"], "worker": unnamed, "why": "Leave", "seen": seen}
    with pytest.raises(NotAllowed, match="This family is restricted"):
        assign_cfs_worker(**facts)
    invited = [{"role": AttendeeRole.ELIGIBILITY_WORKER, "user": staff["eligibility.worker"]}]
    assert "restricted" in reason_against(check_invitees, carried.family, KindRule.objects.of(MeetingKind.LTM), invited)
    staff["new"] = unnamed
    restrict(staff, carried.family, [*NAMED, "new"])
    assert not knows(unnamed, carried.family), "being named opens nothing by itself"
    assign_cfs_worker(**facts)
    assert knows(unnamed, carried.family)


def test_it_is_joined_with_no_other_record(staff, carried):
    other = family_with_workers(None, staff["es.worker"], name=carried.family.name)
    twin = {"first_name": carried.mother.first_name, "born_on": carried.mother.born_on}
    Person.objects.filter(pk=other.mother.pk).update(**twin)
    check_are_one_family(carried.family, other.family, compared=True)
    restrict(staff, carried.family)
    for pair in [(carried.family, other.family), (other.family, carried.family)]:
        with pytest.raises(NotAllowed, match="cannot be joined"):
            check_are_one_family(*pair, compared=True)


def test_a_client_who_flags_a_restricted_family_gets_the_same_answer(staff, carried):
    restrict(staff, carried.family)
    person = {"first_name": carried.mother.first_name, "last_name": carried.mother.last_name}
    form = Way(staff).flag(
        calworks_number=carried.calworks_case.number,
        people=[person | {"relationship": Relationship.MOTHER, "born_on": carried.mother.born_on}],
    )
    assert form.family != carried.family
    assert not knows(staff["cfs.pointperson"], carried.family)


def test_an_accepted_conflict_keeps_them_out_by_every_ground(staff, carried, signed_in):
    conflict = declare_conflict(by=staff["cfs.worker"], family=carried.family, how="My sister")
    assert knows(staff["cfs.worker"], carried.family)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (staff["ifs.supervisor"], NoticeKind.CONFLICT_DECLARED)
    with pytest.raises(NotAllowed, match="Only the supervisor"):
        decide_conflict(conflict=conflict, by=staff["cfs.worker"], accepted=True)
    decide = partial(decide_conflict, conflict=conflict, by=staff["ifs.supervisor"], accepted=True)
    assert tables_locked_by(decide)[0] == "families_family"
    assert not knows(staff["cfs.worker"], carried.family)
    assert signed_in(staff["cfs.worker"]).get(carried.family.get_absolute_url()).status_code == 404
    call_command("verify")
    decide_conflict(conflict=conflict, by=staff["ifs.supervisor"], accepted=False)
    assert knows(staff["cfs.worker"], carried.family)
    call_command("verify")


def test_a_free_declaration_finds_its_family_now_and_later_and_tells_nothing(staff, carried, elsewhere):
    by_number = declare_conflict(by=staff["cfs.worker"], how="Neighbor", number=carried.cfs_case.number.lower())
    unheard = declare_conflict(
        by=staff["cfs.worker2"], how="Cousin", first_name="ana", last_name="Solis", born_on=datetime.date(1991, 2, 3)
    )
    for conflict, supervisor in ((by_number, "ifs.supervisor"), (unheard, "cfs.supervisor")):
        decide_conflict(conflict=conflict, by=staff[supervisor], accepted=True)
    assert not knows(staff["cfs.worker"], carried.family)
    assert knows(staff["cfs.worker2"], elsewhere.family)
    add_person(
        family=elsewhere.family,
        by=staff["cfs.worker2"],
        first_name="Ana",
        last_name="Solis",
        born_on=datetime.date(1991, 2, 3),
        relationship=Relationship.RELATIVE,
    )
    assert not knows(staff["cfs.worker2"], elsewhere.family)
    call_command("verify")


def test_whom_nobody_supervises_is_believed(staff, carried):
    conflict = declare_conflict(by=staff["ifs.supervisor"], family=carried.family, how="My nephew's family")
    conflict.refresh_from_db()
    assert conflict.accepted
    assert not knows(staff["ifs.supervisor"], carried.family)
    assert knows(staff["cfs.worker"], carried.family)


def test_the_pages_declare_and_decide(staff, carried, signed_in):
    worker, supervisor = signed_in(staff["cfs.worker"]), signed_in(staff["ifs.supervisor"])
    empty = worker.post("/conflicts/new/", {"how": "Cousin"})
    assert "Enter the case number" in empty.content.decode()
    for number in (carried.cfs_case.number, "CFS-NOTHING"):
        answer = worker.post("/conflicts/new/", {"how": "Cousin", "number": number}, follow=True)
        assert number in answer.content.decode()
    assert "Cousin" not in signed_in(staff["cfs.worker2"]).get("/conflicts/").content.decode()
    conflict = Conflict.objects.get(number=carried.cfs_case.number)
    assert supervisor.post(f"/conflicts/{conflict.uuid}/decide/", {"accepted": "yes"}).status_code == 302
    assert not knows(staff["cfs.worker"], carried.family)
    assert worker.get(f"/conflicts/{conflict.uuid}/decide/").status_code == 403


def test_the_page_restricts_and_lifts(staff, carried, signed_in):
    client = signed_in(staff["ifs.supervisor"])
    page = f"/families/{carried.family.uuid}/restrict/"
    refused = client.post(page, {"named": [staff["cfs.worker"].uuid], "why": "A relative"})
    assert "Name a worker or supervisor who carries the CalWORKs case." in refused.content.decode()
    named = [staff[name].uuid for name in ("ifs.supervisor", "ais.worker")]
    assert client.post(page, {"named": named, "why": "A relative"}).status_code == 302
    assert not knows(staff["cfs.worker"], carried.family)
    choices = client.get(page).context["form"].fields["named"].queryset
    assert staff["cfs.worker"] in choices
    restriction = carried.family.restrictions.get()
    assert client.post(f"/restrictions/{restriction.uuid}/lift/", {"why": "Over"}).status_code == 302
    assert knows(staff["cfs.worker"], carried.family)


@pytest.mark.parametrize("typed", ["CFS 77 01", "cfs7701", "CFS7701"])
def test_a_conflict_declared_by_number_counts_however_it_was_typed(staff, elsewhere, typed):
    """A number is kept without blanks; on paper it has them."""
    case = elsewhere.cfs_case
    case.number = "CFS 77 01"
    case.save()
    conflict = declare_conflict(by=staff["cfs.worker2"], how="My cousin", number=typed)
    assert Conflict.objects.get().number == "CFS7701"
    decide_conflict(conflict=conflict, by=staff["cfs.supervisor"], accepted=True)
    assert not visible(Family, User.objects.get(pk=staff["cfs.worker2"].pk)).filter(pk=elsewhere.family.pk).exists()
    assert visible(Family, elsewhere.ais_worker).filter(pk=elsewhere.family.pk).exists()
