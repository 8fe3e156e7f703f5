"""Tasks put off, handed over and written down by hand: rows of their own that `settle` leaves alone."""

import datetime
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from accounts.models import Setting
from crossover.enums import Xover1Status
from families.county import SNOOZE_DAYS
from families.deadlines import own_dues
from families.enums import AssignmentRole, TaskKind
from families.models import FamilyGrant, HandOver, OwnTask, Snooze, Task
from families.rules import works
from families.rules.arranging import act_of
from families.services import (
    assign,
    deactivate_user,
    end_own_task,
    hand_over_task,
    merge_families,
    move_user,
    name_cover,
    settle,
    snooze_task,
    write_down_task,
)
from linkages_site.demo.factories import UserFactory
from tests.crossover.way import Way
from tests.families.test_verify import verify
from tests.locks import tables_locked_by

pytestmark = pytest.mark.django_db
PLTM = TaskKind.HOLD_PLTM


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def pltm_of(worker) -> Task:
    return Task.objects.get(kind=PLTM, owner=worker)


def colleague_of(user):
    """Of the same unit and role."""
    return UserFactory(unit=user.unit, roles=["ais_worker" if user.bureau == "calworks" else "cfs_worker"])


@pytest.fixture
def second(carried):
    """The eligibility worker of the family: of the AIS worker's bureau, with the family for good."""
    worker = colleague_of(carried.ais_worker)
    role = AssignmentRole.ELIGIBILITY_WORKER
    assign(case=carried.calworks_case, role=role, unit=worker.unit, worker=worker, why="Assigned")
    return worker


def test_put_off_it_is_gone_until_its_day_and_the_day_it_is_due_stays(carried):
    worker = carried.cfs_worker
    task = pltm_of(worker)
    snooze_task(task=task, by=worker, until_date=in_days(3), why="Mother is back on Thursday")
    mine = visible(Task, worker).of(worker)
    assert task not in mine.awake()
    assert [row.snoozed_why for row in mine.snoozed()] == ["Mother is back on Thursday"]
    assert pltm_of(worker).due_on == task.due_on
    assert verify() == "Everything matches its facts.\n"
    settle(carried.family)
    assert task in mine.snoozed()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3)):
        assert task in mine.awake()
        assert not mine.snoozed().exists()
    assert pltm_of(carried.ais_worker) in Task.objects.awake(), "the other worker's is another task"


def test_the_last_time_counts(carried):
    worker = carried.cfs_worker
    for days in (9, 2):
        snooze_task(task=pltm_of(worker), by=worker, until_date=in_days(days), why="-")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        assert pltm_of(worker) in Task.objects.awake()


@pytest.mark.parametrize(
    ("who", "days", "refusal"),
    [
        ("cfs.worker", 1, ""),
        ("ifs.supervisor", 30, ""),
        ("cfs.worker", 0, "Choose tomorrow or a later day."),
        ("cfs.worker", 31, "30 days is the longest"),
        ("ais.worker", 1, "who covers them and their supervisor"),
        ("ais.supervisor", 1, "who covers them and their supervisor"),
    ],
)
def test_who_puts_it_off_and_for_how_long(staff, carried, who, days, refusal):
    def put_off():
        snooze_task(task=pltm_of(carried.cfs_worker), by=staff[who], until_date=in_days(days), why="-")

    if refusal:
        with pytest.raises(NotAllowed, match=refusal):
            put_off()
    else:
        put_off()
    assert Snooze.objects.count() == (not refusal)


def test_what_was_done_meanwhile_is_not_arranged(carried):
    worker = carried.cfs_worker
    task = pltm_of(worker)
    Task.objects.filter(pk=task.pk).delete()
    with pytest.raises(NotAllowed, match="it was done meanwhile"):
        snooze_task(task=task, by=worker, until_date=in_days(2), why="-")
    assert not Snooze.objects.exists()


def test_how_long_is_the_countys(carried):
    Setting.objects.create(key=SNOOZE_DAYS.key, value=5)
    with pytest.raises(NotAllowed, match="5 days is the longest"):
        snooze_task(task=pltm_of(carried.cfs_worker), by=carried.cfs_worker, until_date=in_days(6), why="-")


def test_handed_over_the_colleague_has_it_and_the_other_waits(carried, second):
    first = carried.ais_worker
    task = pltm_of(first)
    handed = hand_over_task(task=task, by=first, to=second, why="She knows the office")
    task.refresh_from_db()
    assert task.owner == second
    assert (handed.owner, handed.by) == (first, first)
    assert list(visible(Task, first).waited_for_by(first)) == [task]
    assert task not in visible(Task, second).waited_for_by(second)
    assert verify() == "Everything matches its facts.\n"
    settle(carried.family)
    assert pltm_of(second) == task, "the same row: an open page of it still leads somewhere"


def test_a_task_put_off_is_awake_for_who_takes_it(carried, second):
    task = pltm_of(carried.ais_worker)
    snooze_task(task=task, by=carried.ais_worker, until_date=in_days(5), why="-")
    hand_over_task(task=task, by=carried.ais_worker, to=second, why="-")
    assert pltm_of(second) in Task.objects.awake()


def test_it_goes_back_by_hand(carried, second):
    first = carried.ais_worker
    hand_over_task(task=pltm_of(first), by=first, to=second, why="-")
    hand_over_task(task=pltm_of(second), by=second, to=first, why="-")
    assert pltm_of(first)
    assert HandOver.objects.count() == 2


# What takes a handed task back by itself: the facts name another worker, or the colleague may not know the family.
def test_it_goes_back_once_the_colleague_leaves_the_family(staff, carried, second):
    first = carried.ais_worker
    hand_over_task(task=pltm_of(first), by=first, to=second, why="-")
    third = colleague_of(first)
    assign(
        case=carried.calworks_case,
        role=AssignmentRole.ELIGIBILITY_WORKER,
        unit=third.unit,
        worker=third,
        why="Reassigned",
    )
    assert pltm_of(first)


def test_it_goes_back_once_the_colleague_is_deactivated(staff, carried, second):
    first = carried.ais_worker
    hand_over_task(task=pltm_of(first), by=first, to=second, why="-")
    deactivate_user(by=staff["admin"], user=second)
    assert pltm_of(first)


def test_a_reassigned_case_takes_its_task_along(carried, second):
    hand_over_task(task=pltm_of(carried.ais_worker), by=carried.ais_worker, to=second, why="-")
    third = colleague_of(carried.ais_worker)
    case, role = carried.calworks_case, AssignmentRole.AIS_WORKER
    assign(case=case, role=role, unit=third.unit, worker=third, why="Reassigned")
    assert pltm_of(third)


def test_nobody_takes_what_they_may_not_see(staff, carried, second):
    task = pltm_of(carried.ais_worker)
    stranger = colleague_of(carried.ais_worker)
    for to, refusal in [
        (stranger, "may not see this family"),
        (staff["cfs.worker"], "same bureau"),
        (carried.ais_worker, "has this task already"),
    ]:
        with pytest.raises(NotAllowed, match=refusal):
            hand_over_task(task=task, by=carried.ais_worker, to=to, why="-")
    name_cover(
        by=staff["ais.supervisor"],
        covered=carried.ais_worker,
        cover=stranger,
        from_date=in_days(0),
        until_date=in_days(5),
    )
    with pytest.raises(NotAllowed, match="only for some days"):
        hand_over_task(task=task, by=carried.ais_worker, to=stranger, why="-")
    assert not HandOver.objects.exists()


def test_an_xover1_is_passed_on_as_a_form(staff):
    form = Way(staff).standing_at(Xover1Status.WITH_ER_SUPERVISOR)
    task = Task.objects.get(family=form.family, kind=TaskKind.ACKNOWLEDGE_XOVER1)
    with pytest.raises(NotAllowed, match="Pass the XOVER1 itself"):
        hand_over_task(task=task, by=staff["er.supervisor"], to=staff["er.worker"], why="-")


def write(carried, owner=None, by=None):
    by = by or carried.cfs_worker
    return write_down_task(
        family=carried.family, by=by, title="Ask for the school's letter", owner=owner or by, due_on=in_days(2)
    )


def test_written_down_it_is_a_task_like_the_others_until_it_is_done(staff, carried):
    own = write(carried)
    task = Task.objects.get(kind=TaskKind.OWN)
    assert (str(task), task.owner, task.due_on) == ("Ask for the school's letter", carried.cfs_worker, in_days(2))
    assert task in visible(Task, staff["ifs.supervisor"])
    assert verify() == "Everything matches its facts.\n"
    for _ in range(2):
        end_own_task(task=own, by=carried.cfs_worker)
    own.refresh_from_db()
    assert own.done_by == carried.cfs_worker
    assert own.history.count() == 2
    assert not Task.objects.filter(kind=TaskKind.OWN).exists()


def test_its_words_stay_in_the_bureau(staff, carried, elsewhere):
    own = write(carried)
    for name in ("ais.worker", "ais.supervisor", "cfs.worker2", "facilitator"):
        assert own not in visible(OwnTask, staff[name])
        assert not visible(Task, staff[name]).filter(kind=TaskKind.OWN).exists()
    assert own in visible(OwnTask, staff["ifs.supervisor"])


def test_for_a_colleague_it_is_waited_for(carried, second):
    first = carried.ais_worker
    write(carried, owner=second, by=first)
    assert [str(task) for task in visible(Task, first).waited_for_by(first)] == ["Ask for the school's letter"]
    with pytest.raises(NotAllowed, match="same bureau"):
        write(carried, owner=carried.cfs_worker, by=first)


def test_strangers_write_and_end_nothing(staff, carried, elsewhere):
    with pytest.raises(NotAllowed):
        write(carried, by=staff["cfs.worker2"])
    with pytest.raises(NotAllowed):
        end_own_task(task=write(carried), by=staff["cfs.worker2"])


def test_what_is_due_of_a_written_task():
    day = datetime.date(2028, 2, 29)
    own = OwnTask(title="Call", owner_id=7, made_on=day, due_on=day)
    (due,) = own_dues([own])
    assert (due.kind, due.opens_on, due.due_on, due.owner_id, due.title) == (TaskKind.OWN, day, day, 7, "Call")
    own.done_at = timezone.now()
    assert own_dues([own]) == []


@pytest.mark.parametrize("kind", TaskKind)
def test_every_kind_of_task_is_done_somewhere(kind, carried, signed_in):
    task = Task(family=carried.family, kind=kind, key=f"fact:{carried.family.uuid}")
    assert act_of(task).startswith("/")


def test_merged_families_bring_what_was_arranged(staff, carried, elsewhere):
    snooze_task(task=pltm_of(carried.cfs_worker), by=carried.cfs_worker, until_date=in_days(3), why="-")
    write(carried)
    merge_families(keep=elsewhere.family, merge=carried.family)
    assert Snooze.objects.get().family == OwnTask.objects.get().family == elsewhere.family
    assert Task.objects.get(kind=TaskKind.OWN).family == elsewhere.family
    call_command("verify")


def test_whoever_has_a_written_task_now_ends_it(carried, second):
    first = carried.ais_worker
    own = write(carried, by=first)
    hand_over_task(task=Task.objects.get(kind=TaskKind.OWN), by=first, to=second, why="-")
    for _ in range(2):
        end_own_task(task=own, by=second)
    assert not Task.objects.filter(kind=TaskKind.OWN).exists()


def test_a_colleague_who_knows_the_header_alone_opens_the_task_they_were_given(staff, signed_in):
    form = Way(staff).standing_at(Xover1Status.WITH_POINT_PERSON)
    reader = staff["cfs.pointperson"]
    assert not works(reader, form.family)
    writer = colleague_of(staff["cfs.worker"])
    FamilyGrant.objects.create(
        user=writer, permission=Permission.objects.get(codename="work_family"), content_object=form.family,
        ground="break_glass", source="test", valid_from=timezone.now(),
    )  # fmt: skip
    own = write_down_task(family=form.family, by=writer, title="Call the school", owner=reader, due_on=in_days(1))
    assert [str(task) for task in visible(Task, reader).filter(kind=TaskKind.OWN)] == ["Call the school"]
    assert signed_in(reader).get(act_of(Task.objects.get(kind=TaskKind.OWN))).status_code == 200
    assert tables_locked_by(lambda: end_own_task(task=own, by=reader))[0] == "families_family"


def test_its_words_do_not_move_to_the_other_bureau_with_their_owner(staff, carried):
    own = write(carried)
    third = colleague_of(carried.cfs_worker)
    assign(case=carried.cfs_case, role=AssignmentRole.CFS_WORKER, unit=third.unit, worker=third, why="Reassigned")
    move_user(by=staff["admin"], user=carried.cfs_worker, unit=carried.ais_worker.unit)
    task = Task.objects.get(kind=TaskKind.OWN, key=own.key)
    for user in (carried.ais_worker, staff["ais.supervisor"]):
        assert task not in visible(Task, user)
    assert task in visible(Task, third)


def test_a_button_pressed_twice_does_it_once(carried, second):
    """The form's key tells, not what is said: the same words on a form of their own are another time."""
    first, keys = carried.ais_worker, [uuid4(), uuid4()]
    for key in (keys[0], keys[0], keys[1]):
        snooze_task(task=pltm_of(first), by=first, until_date=in_days(3), why="-", key=key)
    assert {row.uuid for row in Snooze.objects.all()} == set(keys)
    with pytest.raises(NotAllowed, match="saved already"):
        snooze_task(task=pltm_of(first), by=first, until_date=in_days(4), why="-", key=keys[0])
    stale = [pltm_of(first), pltm_of(first), pltm_of(first)]
    for seen in stale[:2]:
        hand_over_task(task=seen, by=first, to=second, why="-", key=keys[0])
    with pytest.raises(NotAllowed, match=f"Only {second}"):
        hand_over_task(task=stale[2], by=first, to=second, why="-", key=keys[1])
    assert HandOver.objects.get().uuid == keys[0]


def test_each_pages_form_carries_its_key(signed_in, carried, second):
    """A page opened once and sent twice puts the task off once."""
    task = pltm_of(carried.ais_worker)
    client = signed_in(carried.ais_worker)
    url = reverse("families:task-snooze", args=[task.uuid])
    key = client.get(url).context["form"]["key"].value()
    typed = {"until_date": in_days(3).isoformat(), "why": "Mother is away", "key": key}
    assert [client.post(url, typed).status_code for _ in range(2)] == [302, 302]
    assert str(Snooze.objects.get().uuid) == key
    page = client.get(reverse("families:task-hand-over", args=[task.uuid]))
    assert page.context["form"]["key"].value()
