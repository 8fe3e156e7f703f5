"""A change in the family's structure: the steps it asks, what closes them, who is told (31-090 V.A.7)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed, visible
from crossover.enums import ClearancePurpose, ClearanceResult, SearchKey, System
from crossover.services import record_clearance
from families.enums import Category, NoticeKind, TaskKind
from families.models import Notice, Task
from meetings.contact_enums import STEPS_OF_CHANGE, ChangeStep, StructureChangeKind
from meetings.models import StructureChange
from meetings.rules.changes import ChangeFacts, open_steps
from meetings.services.changes import say_done
from tests.meetings import county as meetings
from tests.meetings import team

CLEARANCE, CODE, PLAN = ChangeStep
ALL = {TaskKind.CLEAR_AFTER_CHANGE, TaskKind.CODE_AFTER_CHANGE, TaskKind.PLAN_AFTER_CHANGE}


def at(hour):
    return datetime.datetime(2026, 3, 2, hour, tzinfo=datetime.UTC)


REMOVED, BORN = StructureChangeKind.REMOVED, StructureChangeKind.BORN
TABLE = [
    # kind, done, clearances, LTMs held: what is open
    (REMOVED, [], [], [], [CLEARANCE, CODE, PLAN]),
    (BORN, [], [], [], [CLEARANCE, PLAN]),
    (StructureChangeKind.OTHER, [], [], [], [PLAN]),
    # what was done before the change does not answer it, what is done at that moment or later does
    (REMOVED, [], [at(9)], [at(9)], [CLEARANCE, CODE, PLAN]),
    (REMOVED, [], [at(12)], [], [CODE, PLAN]),
    (REMOVED, [], [at(9), at(13)], [at(14)], [CODE]),
    # what a worker said is done
    (REMOVED, [CODE], [], [], [CLEARANCE, PLAN]),
    (REMOVED, [CODE, PLAN], [at(13)], [], []),
]


@pytest.mark.parametrize(("kind", "done", "clearances", "held", "left"), TABLE)
def test_the_steps_left_open(kind, done, clearances, held, left):
    change = ChangeFacts("a", kind, at(12), frozenset(done))
    assert open_steps([change], clearances, held) == [(step, change) for step in left]


def test_one_clearance_answers_every_change_before_it():
    changes = [ChangeFacts("a", BORN, at(9)), ChangeFacts("b", BORN, at(12)), ChangeFacts("c", BORN, at(15))]
    assert [change.key for step, change in open_steps(changes, [at(13)], []) if step == CLEARANCE] == ["c"]


def test_every_kind_has_its_steps():
    assert set(STEPS_OF_CHANGE) == set(StructureChangeKind)


def kinds(family):
    return set(Task.objects.filter(family=family, kind__in=ALL).values_list("kind", flat=True))


def test_each_task_closes_by_the_fact_that_does_it(carried):
    change = team.changed(carried)
    assert kinds(carried.family) == ALL
    assert set(Task.objects.filter(kind__in=ALL).values_list("owner", flat=True)) == {carried.cfs_worker.pk}
    record_clearance(
        by=carried.cfs_worker,
        family=carried.family,
        purpose=ClearancePurpose.FAMILY_CHANGED,
        system=System.CALSAWS,
        keys_used=[SearchKey.NAME],
        result=ClearanceResult.ACTIVE,
        as_of=timezone.localdate(),
    )
    assert kinds(carried.family) == {TaskKind.CODE_AFTER_CHANGE, TaskKind.PLAN_AFTER_CHANGE}
    say_done(change=change, by=carried.cfs_worker, step=CODE)
    assert kinds(carried.family) == {TaskKind.PLAN_AFTER_CHANGE}
    meetings.held(meetings.ltm(carried, starts_at=timezone.now()))
    assert kinds(carried.family) == set()
    with pytest.raises(NotAllowed, match="done already"):
        say_done(change=change, by=carried.cfs_worker, step=CODE)


def test_calworks_says_nothing_of_the_project_code_and_clears_nothing_here(carried):
    change = team.changed(carried)
    with pytest.raises(NotAllowed, match="CFS keeps the project code"):
        say_done(change=change, by=carried.ais_worker, step=CODE)
    with pytest.raises(NotAllowed, match="does not ask for that"):
        say_done(change=change, by=carried.cfs_worker, step=CLEARANCE)
    say_done(change=change, by=carried.ais_worker, step=PLAN)
    assert TaskKind.PLAN_AFTER_CHANGE not in kinds(carried.family)


def told(user):
    return Notice.objects.filter(user=user, kind=NoticeKind.FAMILY_CHANGED).count()


def test_the_team_is_told_as_far_as_it_may_read_it(carried, staff, elsewhere):
    team.changed(carried)
    assert [told(staff[name]) for name in ("ais.worker", "ais.supervisor", "ifs.supervisor")] == [1, 1, 1]
    assert told(carried.cfs_worker) == told(elsewhere.cfs_worker) == told(elsewhere.ais_worker) == 0
    kept = team.changed(carried, category=Category.MENTAL_HEALTH)
    assert (told(carried.ais_worker), told(staff["ifs.supervisor"])) == (1, 2)
    assert kept not in visible(StructureChange, carried.ais_worker)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"happened_on": timezone.localdate() + datetime.timedelta(days=1)}, "in the future"),
        ({"category": Category.SERVICES, "about": None}, "about whom"),
    ],
)
def test_a_change_that_says_too_little(said, why, carried):
    with pytest.raises(NotAllowed, match=why):
        team.changed(carried, **said)


def test_it_works(carried, signed_in):
    client = signed_in(carried.cfs_worker)
    url = reverse("meetings:change-new", args=[carried.family.uuid])
    sent = {"kind": "removed", "happened_on": timezone.localdate().isoformat(), "category": "identity", "what": ""}
    assert client.post(url, sent | {"about": carried.child.pk}).status_code == 302
    change = StructureChange.objects.get()
    page = client.get(reverse("reports:family-team", args=[carried.family.uuid])).content.decode()
    assert "A child was removed from the home" in page
    assert client.post(reverse("meetings:change-done", args=[change.uuid, "code"])).status_code == 302
    assert client.post(reverse("meetings:change-done", args=[change.uuid, "clearance"])).status_code == 403
    assert client.post(reverse("meetings:change-done", args=[change.uuid, "nothing"])).status_code == 404
    look = reverse("crossover:clearance-after-change", args=[carried.family.uuid])
    looked = {"system": "calsaws", "keys_used": ["name"], "result": "active", "case_number": "CW-1"}
    assert client.post(look, looked | {"as_of": timezone.localdate().isoformat()}).status_code == 302
    assert kinds(carried.family) == {TaskKind.PLAN_AFTER_CHANGE}
    assert signed_in(carried.ais_worker).get(look).status_code == 403


def test_bad_input_is_kept_and_explained(carried, signed_in):
    url = reverse("meetings:change-new", args=[carried.family.uuid])
    sent = {"kind": "moved_in", "happened_on": "2999-01-01", "category": "identity", "what": "He drinks alcohol"}
    page = signed_in(carried.cfs_worker).post(url, sent).content.decode()
    for words in ("This day is in the future", "alcohol” (substance use)", "He drinks alcohol"):
        assert words in page


def test_what_cfs_may_not_read_is_asked_of_nobody_there(carried, staff):
    """A task would tell that the other program knows of a change."""
    kept = team.changed(carried, by=carried.ais_worker, category=Category.MENTAL_HEALTH)
    assert kept not in visible(StructureChange, carried.cfs_worker)
    assert kinds(carried.family) == set()
    team.changed(carried, by=carried.ais_worker)
    assert kinds(carried.family) == ALL
