"""XOVER1 from hand to hand: what each step leaves, whom it tells, who knows the family meanwhile."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from accounts.access import NotAllowed, visible
from accounts.models import Unit, User
from crossover.enums import ClearancePurpose, ClearanceResult, Ineligibility, Stage, Xover1Status
from crossover.models import ConsentRequest, StageEvent, Xover1, Xover1Hop
from crossover.services import (
    acknowledge_xover1,
    close_ineligible,
    fill_part_a,
    open_case_from_xover1,
    send_part_a,
    start_xover1,
    transfer_cfs_case,
)
from families.enums import AssignmentRole, Component, Disposition, NoticeKind, TaskKind
from families.models import Address, Assignment, CalworksCase, CfsCase, Family, Notice, Task
from families.services import StaleRow, create_family, open_cfs_case, record_calworks_case
from linkages_site.demo.factories import PersonFactory, UserFactory
from tests.county import family_with_workers
from tests.crossover.way import CHILD, MOTHER

pytestmark = pytest.mark.django_db
S = Xover1Status


def knows(user: User, form: Xover1) -> bool:
    return visible(Xover1, user).filter(pk=form.pk).exists()


def who_knows(staff, form) -> set[str]:
    return {name for name, user in staff.items() if knows(user, form)}


def test_the_whole_way_leaves_each_hop_with_sender_receiver_and_time(way, staff):
    form = way.standing_at(S.ACKNOWLEDGED)
    hops = [(hop.step, hop.sender, hop.receiver, hop.own_copy) for hop in form.hops.all()]
    assert hops == [
        (S.WITH_ER_SUPERVISOR, staff["er.clerk"], staff["er.supervisor"], False),
        (S.WITH_CFS_SUPERVISOR, staff["er.supervisor"], staff["ifs.supervisor"], False),
        (S.WITH_AIS_SUPERVISOR, staff["ifs.supervisor"], staff["ais.supervisor"], False),
        (S.WITH_AIS_SUPERVISOR, staff["ifs.supervisor"], staff["ifs.supervisor"], True),
        (S.WITH_AIS_WORKER, staff["ais.supervisor"], staff["ais.worker"], False),
    ]
    assert all(hop.acknowledged_at for hop in form.hops.all())
    assert form.distributed_by == staff["ifs.supervisor"]
    assert form.re_clearance.assignment.cfs_case == form.cfs_case
    assert form.history.count() == form.version


def test_it_ends_with_both_workers_and_both_cases_on_one_family(way, staff):
    form = way.standing_at(S.WITH_AIS_WORKER)
    way.assign_cfs(form)
    workers = Assignment.objects.of_family(form.family).open().values_list("role", "worker")
    assert set(workers) == {
        (AssignmentRole.CFS_WORKER, staff["cfs.worker"].pk),
        (AssignmentRole.AIS_WORKER, staff["ais.worker"].pk),
    }
    assert form.family.calworks_cases.get().number == form.calworks_number
    stages = StageEvent.objects.filter(linkages_case__family=form.family).values_list("stage", flat=True)
    assert list(stages) == [Stage.POTENTIAL, Stage.ASSIGNED_BOTH]


def test_who_knows_the_family_at_each_step(way, staff):
    form = way.draft()
    assert who_knows(staff, form) == {"er.clerk"}
    way.send(form)
    assert who_knows(staff, form) == {"er.clerk", "er.supervisor"}
    way.open_case(form)
    assert who_knows(staff, form) == {"er.clerk", "er.supervisor", "ifs.supervisor"}
    way.clear_again(form)
    way.complete(form)
    assert who_knows(staff, form) == {"er.clerk", "er.supervisor", "ifs.supervisor", "ais.supervisor"}
    way.assign_ais(form)
    assert "ais.worker" in who_knows(staff, form)
    way.acknowledge(form)
    assert who_knows(staff, form) == {"ifs.supervisor", "ais.supervisor", "ais.worker"}


def test_each_receiver_is_told_and_each_sender_learns_of_the_receipt(way, staff, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        form = way.standing_at(S.WITH_ER_SUPERVISOR)
        way.open_case(form)
    told = list(Notice.objects.order_by("pk").values_list("user__email", "kind"))
    assert told == [
        ("er.supervisor@example.org", NoticeKind.XOVER1_RECEIVED),
        ("er.clerk@example.org", NoticeKind.XOVER1_ACKNOWLEDGED),
        ("ifs.supervisor@example.org", NoticeKind.XOVER1_RECEIVED),
    ]
    assert len(mail.outbox) == 2, "the receipt waits for the digest"
    assert not any("Ibarra" in letter.subject + letter.body for letter in mail.outbox)


def test_tasks_follow_the_form(way, staff):
    def waiting(form: Xover1) -> set[tuple[str, str]]:
        kinds = [TaskKind.ACKNOWLEDGE_XOVER1, TaskKind.COMPLETE_PART_B]
        return set(Task.objects.filter(family=form.family, kind__in=kinds).values_list("kind", "owner__email"))

    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    supervisor = "ifs.supervisor@example.org"
    assert waiting(form) == {(TaskKind.ACKNOWLEDGE_XOVER1, supervisor), (TaskKind.COMPLETE_PART_B, supervisor)}
    way.clear_again(form)
    way.complete(form)
    assert waiting(form) == {(TaskKind.ACKNOWLEDGE_XOVER1, "ais.supervisor@example.org")}
    way.assign_ais(form)
    way.acknowledge(form)
    assert waiting(form) == set()


def test_nobody_is_asked_to_sign_once_the_form_ended_without_linkages(way):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    asked = Task.objects.filter(family=form.family, kind=TaskKind.REQUEST_CONSENT)
    assert asked.count() == 1
    way.close(form)
    assert asked.count() == 0


def test_part_a_goes_to_the_er_units_supervisor_only(way, staff):
    form = way.draft()
    for name in ("ifs.supervisor", "er.worker", "ais.supervisor"):
        with pytest.raises(NotAllowed, match="supervisor of the referral's ER unit"):
            send_part_a(form=form, by=staff["er.clerk"], to=staff[name])
    with pytest.raises(NotAllowed, match="Only the ER clerk who began"):
        send_part_a(form=form, by=staff["screening.clerk"], to=staff["er.supervisor"])


def test_part_a_refuses_a_stale_save(way, staff):
    form = way.draft()
    version = form.version
    fill_part_a(form=form, by=staff["er.clerk"], version=version, remarks="Call first")
    with pytest.raises(StaleRow):
        fill_part_a(form=form, by=staff["er.clerk"], version=version, remarks="Call last")
    form.refresh_from_db()
    assert form.remarks == "Call first"


def test_part_a_keeps_an_address_of_the_clerks_bureau(way, staff):
    form = way.draft()
    blank = {"street": "", "city": "", "confidential": False}
    fill_part_a(form=form, by=staff["er.clerk"], version=form.version, address=blank)
    assert Address.objects.count() == 0
    fill_part_a(form=form, by=staff["er.clerk"], version=form.version, address=blank | {"city": "Antioch"})
    assert (Address.objects.get().bureau, Address.objects.get().category) == ("cfs", "contact")


def test_part_a_saved_again_adds_nobody_twice(way, staff):
    form = way.draft()
    address = {"street": "1 Main St", "city": "Antioch", "zip_code": "", "phone": "", "confidential": False}
    for _ in range(2):
        fill_part_a(form=form, by=staff["er.clerk"], version=form.version, people=[MOTHER, CHILD], address=address)
    assert sorted(form.family.people.values_list("first_name", flat=True)) == ["Luz", "Rosa"]
    assert Address.objects.filter(family=form.family).count() == 1


def test_part_a_puts_people_right_until_a_unit_has_the_family(way, staff, elsewhere):
    form = way.draft()
    mother, stranger = form.family.people.get(first_name="Rosa"), elsewhere.family.people.first()
    right = {"first_name": "Rosario"}
    people = [right | {"uuid": mother.uuid}, right | {"uuid": stranger.uuid}]
    fill_part_a(form=form, by=staff["er.clerk"], version=form.version, people=people)
    assert [person.first_name for person in form.family.people.filter(uuid=mother.uuid)] == ["Rosario"]
    assert mother.history.count() == 2
    stranger.refresh_from_db()
    assert stranger.first_name != "Rosario"
    open_cfs_case(family=form.family, by=staff["er.supervisor"], number="CFS-9", component=Component.IFS, unit=way.unit)
    with pytest.raises(NotAllowed, match="keep its record now"):
        fill_part_a(form=form, by=staff["er.clerk"], version=form.version, people=people[:1])


def test_a_10b_not_answered_yet_goes_with_the_case(way, staff):
    """Screening found the family first, and knows it no more once the referral is decided (31-090 IV.D)."""
    referral = way.referral()
    way.clear(referral, by=staff["screening.clerk"], purpose=ClearancePurpose.SCREENING, people=[MOTHER])
    request = ConsentRequest.objects.get(family__referrals=referral)
    assert request.owner == staff["screening.clerk"]
    form = start_xover1(by=staff["er.clerk"], clearance=way.clear(referral))
    way.send(form)
    case = way.open_case(form)
    tasks = Task.objects.filter(family=form.family, kind=TaskKind.REQUEST_CONSENT)
    assert tasks.get().owner == staff["ifs.supervisor"]
    unit, supervisor = Unit.objects.get(name="Family Reunification 1"), staff["cfs.supervisor"]
    transfer_cfs_case(case=case, by=staff["ifs.supervisor"], unit=unit, to=supervisor, why="Court")
    assert tasks.get().owner == supervisor
    assert visible(Family, supervisor).filter(pk=form.family_id).exists()


def test_opening_the_case_decides_the_referral(way, staff):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    case = way.open_case(form)
    form.referral.refresh_from_db()
    assert form.referral.disposition == Disposition.CASE_OPENED
    assert (form.cfs_case, form.cfs_unit) == (case, way.unit)
    assert case.assignments.get().worker is None


def test_a_number_on_file_names_the_unit_that_has_it(way, staff):
    family_with_workers(staff["cfs.worker2"], None)
    taken = CfsCase.objects.get().number
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    with pytest.raises(NotAllowed, match="on file with Family Reunification 1"):
        way.open_case(form, number=taken)
    form.referral.refresh_from_db()
    assert form.referral.disposition == Disposition.OPEN


def test_other_components_go_to_their_own_supervisor(way, staff):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    unit = Unit.objects.get(name="Family Reunification 1")
    facts = {"form": form, "by": staff["er.supervisor"], "number": "FR-1", "component": Component.FR, "unit": unit}
    with pytest.raises(NotAllowed, match="goes to the CFS supervisor of Family Reunification 1"):
        open_case_from_xover1(to=staff["ifs.supervisor"], **facts)
    open_case_from_xover1(to=staff["cfs.supervisor"], **facts)
    way.clear_again(form, by="cfs.supervisor")
    way.complete(form, by="cfs.supervisor")
    assert form.status == S.WITH_AIS_SUPERVISOR


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (None, "Repeat the clearance first"),
        (ClearanceResult.NOT_FOUND, "CalSAWS says: not found"),
        (ClearanceResult.PENDING, "CalSAWS says: application pending"),
    ],
)
def test_part_b_needs_an_active_clearance_of_its_own(way, result, reason):
    """The ER clerk's clearance said active; it does not count here (III.B.3)."""
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    if result:
        way.clear_again(form)
        way.clear_again(form, result=result)
    with pytest.raises(NotAllowed, match=reason):
        way.complete(form)


def test_part_b_needs_an_open_cfs_case(way):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    way.clear_again(form)
    CfsCase.objects.update(closed_on=form.cfs_case.opened_on)
    with pytest.raises(NotAllowed, match="no open CFS case"):
        way.complete(form)


def test_naming_the_first_worker_asks_for_no_second_clearance(way):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    way.clear_again(form)
    way.assign_cfs(form)
    way.complete(form)
    assert form.status == S.WITH_AIS_SUPERVISOR


def test_a_change_of_worker_asks_for_one(way, staff):
    form = way.standing_at(S.WITH_AIS_WORKER)
    child = way.reassign(form)
    with pytest.raises(NotAllowed, match="Repeat the clearance first"):
        way.complete(child)
    way.clear_again(child)
    way.complete(child)
    way.assign_ais(child)
    kept = Assignment.objects.of_family(form.family).in_role(AssignmentRole.AIS_WORKER)
    assert kept.count() == 1  # the same worker keeps the case, and the clocks that began with it


def test_a_transfer_takes_the_form_to_the_new_units_supervisor(way, staff):
    form = way.standing_at(S.WITH_AIS_WORKER)
    unit = Unit.objects.get(name="Family Maintenance 1")
    facts = {"case": form.cfs_case, "unit": unit, "to": staff["cfs.supervisor"], "why": "Moved"}
    with pytest.raises(NotAllowed, match="Only the CFS supervisor of IFS 1"):
        transfer_cfs_case(by=staff["cfs.supervisor"], **facts)
    transfer_cfs_case(by=staff["ifs.supervisor"], **facts)
    child = Xover1.objects.get(supersedes=form)
    assert (child.cfs_unit, child.hops.get().receiver) == (unit, staff["cfs.supervisor"])
    assert knows(staff["cfs.supervisor"], child)
    with pytest.raises(NotAllowed, match="Only the CFS supervisor of Family Maintenance 1"):
        way.clear_again(child)


def test_calworks_is_closed_only_by_a_clearance_that_says_so(way, staff):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    why = Ineligibility.CALWORKS_NOT_OPEN
    with pytest.raises(NotAllowed, match="Repeat the clearance first"):
        close_ineligible(form=form, by=staff["ifs.supervisor"], ineligibility=why)
    way.clear_again(form, result=ClearanceResult.NOT_FOUND)
    close_ineligible(form=form, by=staff["ifs.supervisor"], ineligibility=why)
    assert (form.status, form.ended_reason) == (S.INELIGIBLE, "CalWORKs is not open")


def test_a_number_on_file_elsewhere_makes_the_two_families_one(way, staff):
    theirs = create_family(name="Ibarra-Soto")
    record_calworks_case(family=theirs, number="CW-OLD")
    PersonFactory(family=theirs, **MOTHER)
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    way.assign_ais(form, calworks_number="CW-OLD", compared=True)
    theirs.refresh_from_db()
    assert theirs.merged_into == form.family
    assert CalworksCase.objects.get(number="CW-OLD").family == form.family


def test_a_closed_calworks_case_is_refused_and_nothing_is_merged(way, staff):
    theirs = create_family(name="Ibarra-Soto")
    case = record_calworks_case(family=theirs, number="CW-OLD")
    CalworksCase.objects.filter(pk=case.pk).update(status="closed", closed_on=case.opened_on)
    PersonFactory(family=theirs, **MOTHER)
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    with pytest.raises(NotAllowed, match="CalWORKs case is closed"):
        way.assign_ais(form, calworks_number="CW-OLD", compared=True)
    theirs.refresh_from_db()
    assert theirs.merged_into is None


@pytest.mark.parametrize("name", ["es.worker", "cfs.worker", "ais.supervisor"])
def test_only_an_ais_worker_of_the_unit_is_assigned(way, staff, name):
    form = way.standing_at(S.WITH_AIS_SUPERVISOR)
    with pytest.raises(NotAllowed, match="Choose an AIS/FS social worker of your unit"):
        way.assign_ais(form, worker=staff[name])


def test_the_cfs_worker_is_one_of_the_unit_and_another_one(way, staff):
    form = way.standing_at(S.WITH_CFS_SUPERVISOR)
    for worker in (staff["cfs.worker2"], staff["ais.worker"], staff["facilitator"]):
        with pytest.raises(NotAllowed, match="Choose a social worker of the unit"):
            way.assign_cfs(form, worker)
    way.assign_cfs(form)
    with pytest.raises(NotAllowed, match="has this case already"):
        way.assign_cfs(form)


def test_acknowledging_is_the_receivers_and_once(way, staff):
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    with pytest.raises(NotAllowed, match="did not come to you"):
        acknowledge_xover1(form=form, by=staff["er.clerk"])
    acknowledge_xover1(form=form, by=staff["er.supervisor"])
    assert (form.status, form.hops.get().acknowledged_at is None) == (S.WITH_ER_SUPERVISOR, False)
    with pytest.raises(NotAllowed, match="already"):
        acknowledge_xover1(form=form, by=staff["er.supervisor"])


def test_a_step_killed_between_its_writes_leaves_nothing(way, staff):
    """The referral is disposed before the case is written; a case the database refuses takes that back."""
    form = way.standing_at(S.WITH_ER_SUPERVISOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        way.open_case(form, component=Component.FM, agreement_signed_on=form.referral.received_on)
    form.refresh_from_db()
    form.referral.refresh_from_db()
    assert (form.status, form.referral.disposition) == (S.WITH_ER_SUPERVISOR, Disposition.OPEN)
    assert CfsCase.objects.count() == 0
    assert Xover1Hop.objects.count() == 1


def test_a_stranger_of_each_role_knows_no_form(way, staff, elsewhere):
    form = way.standing_at(S.WITH_AIS_WORKER)
    strangers = {
        UserFactory(unit=elsewhere.cfs_worker.unit, roles=["cfs_worker"]),
        staff["cfs.worker2"],
        staff["admin"],
    }
    assert not any(knows(stranger, form) for stranger in strangers)
    assert Family.objects.visible_to(staff["cfs.worker2"]).count() == 1
