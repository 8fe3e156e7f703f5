"""My work, and the pages that put a task off, hand it over, write one down and end it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from families.enums import TaskKind
from families.models import HandOver, OwnTask, Snooze, Task
from families.services import assign, write_down_task
from linkages_site.demo.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/tasks/"


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def pltm_of(worker) -> Task:
    return Task.objects.get(kind=TaskKind.HOLD_PLTM, owner=worker)


@pytest.fixture
def client(signed_in, carried):
    return signed_in(carried.cfs_worker)


def test_every_number_is_its_list(carried, elsewhere, client):
    """One task overdue, one today, one in the week, one later, one put off, one with a colleague."""
    worker = carried.cfs_worker
    colleague = UserFactory(unit=worker.unit, roles=["cfs_worker"])
    second = {"case": carried.cfs_case, "role": "eligibility_worker", "unit": worker.unit, "worker": colleague}
    assign(**second, why="Assigned")
    write_down_task(family=carried.family, by=worker, title="For another", owner=colleague, due_on=in_days(0))
    for title, days in (("Late", 0), ("Today", 0), ("In the week", 5), ("Later", 30)):
        write_down_task(family=carried.family, by=worker, title=title, owner=worker, due_on=in_days(days))
    Task.objects.exclude(kind__in=[TaskKind.HOLD_PLTM, TaskKind.OWN]).delete()
    Task.objects.filter(title="Late").update(due_on=in_days(-1))
    Snooze.objects.create(
        family=carried.family, kind=TaskKind.HOLD_PLTM, key=pltm_of(worker).key, owner=worker, by=worker,
        until_date=in_days(2), why="Back on Friday",
    )  # fmt: skip
    page = client.get(LIST)
    cards = {label: (number, url) for number, label, url in page.context["cards"]}
    assert {label: number for label, (number, _) in cards.items()} == {
        "Overdue": 1,
        "Due today": 1,
        "Due in the next 7 days": 2,
        "Put off until later": 1,
        "Waiting on others": 1,
        "XOVER1 waiting on others": 0,
    }
    for number, url in cards.values():
        assert client.get(url).context["rows"].paginator.count == number
    assert "Back on Friday" in client.get(f"{LIST}?due=snoozed").content.decode()
    assert str(elsewhere.family) not in page.content.decode()


def test_the_supervisor_sees_by_worker_what_is_late_put_off_and_covered(staff, carried, elsewhere, signed_in):
    worker = carried.cfs_worker
    write_down_task(family=carried.family, by=worker, title="Call the school", owner=worker, due_on=in_days(2))
    own = Task.objects.get(kind=TaskKind.OWN)
    Task.objects.filter(pk=pltm_of(worker).pk).update(due_on=in_days(-3))
    page = signed_in(worker).post(f"/tasks/{own.uuid}/snooze/", {"until_date": in_days(2), "why": "School is out"})
    assert page.status_code == 302
    page = signed_in(staff["ifs.supervisor"]).get(reverse("reports:unit-work"))
    (load,) = [load for load in page.context["loads"] if load.worker == worker]
    assert (load.overdue, load.days_late, load.late_by, load.snoozed) == (1, 3, "3 days", 1)
    said = page.content.decode()
    assert "School is out" in said
    assert "Call the school" in said
    assert str(elsewhere.family) not in said
    listed = signed_in(staff["ifs.supervisor"]).get(f"{LIST}?whose=all&worker={worker.uuid}&due=overdue")
    assert listed.context["rows"].paginator.count == load.overdue
    other = signed_in(staff["ais.supervisor"]).get(reverse("reports:unit-work")).content.decode()
    assert "School is out" not in other
    assert signed_in(worker).get(reverse("reports:unit-work")).status_code == 403


def test_bad_input_is_kept_and_explained(carried, client):
    url = f"/tasks/{pltm_of(carried.cfs_worker).uuid}/snooze/"
    page = client.post(url, {"until_date": in_days(90).isoformat(), "why": "She is in rehab"})
    said = page.content.decode()
    assert "30 days is the longest" in said
    assert "substance use" in said
    assert "She is in rehab" in said
    assert not Snooze.objects.exists()
    kept = client.post(url, {"until_date": in_days(3).isoformat(), "why": "rehab", "words_checked": "on"})
    assert kept.status_code == 302
    assert Snooze.objects.get().why == "rehab"


def test_put_off_in_two_tabs_the_second_is_shown_the_first(carried, client):
    url = f"/tasks/{pltm_of(carried.cfs_worker).uuid}/snooze/"
    seen = client.get(url).context["form"]["seen"].value()
    first = {"until_date": in_days(3).isoformat(), "why": "Mother is away", "seen": seen}
    assert client.post(url, first).status_code == 302
    stale = client.post(url, first | {"until_date": in_days(9).isoformat(), "why": "Office is closed"})
    said = stale.content.decode()
    assert stale.status_code == 409
    assert f"by {carried.cfs_worker}: Mother is away" in said
    assert 'value="Office is closed"' in said
    assert Snooze.objects.get().why == "Mother is away"
    seen = stale.context["form"]["seen"].value()
    assert client.post(url, first | {"why": "Office is closed", "seen": seen}).status_code == 302
    assert Snooze.objects.first().why == "Office is closed"


def test_handed_over_by_the_supervisor_in_two_tabs_the_second_is_shown_the_first(carried, staff, signed_in):
    able = [UserFactory(unit=carried.cfs_worker.unit, roles=["cfs_worker"]) for _ in range(2)]
    for role, worker in zip(("eligibility_worker", "employment_specialist"), able, strict=True):
        assign(case=carried.cfs_case, role=role, unit=worker.unit, worker=worker, why="Assigned")
    client, url = signed_in(staff["ifs.supervisor"]), f"/tasks/{pltm_of(carried.cfs_worker).uuid}/hand-over/"
    seen = client.get(url).context["form"]["seen"].value()
    typed = {"why": "Away", "seen": seen}
    assert client.post(url, typed | {"to": able[0].uuid}).status_code == 302
    stale = client.post(url, typed | {"to": able[1].uuid})
    assert stale.status_code == 409
    assert ("Whose it is", str(able[0]), str(able[1])) in stale.context["differing"]
    assert HandOver.objects.get().to == able[0]


def test_a_colleague_who_may_not_see_the_family_is_not_offered(carried, client, staff):
    stranger = UserFactory(unit=carried.cfs_worker.unit, roles=["cfs_worker"])
    url = f"/tasks/{pltm_of(carried.cfs_worker).uuid}/hand-over/"
    offered = client.get(url).content.decode()
    assert f'value="{staff["ifs.supervisor"].uuid}"' in offered
    assert str(stranger.uuid) not in offered
    assert client.post(url, {"to": stranger.uuid, "why": "Away"}).status_code == 200
    assert not HandOver.objects.exists()


def test_written_down_done_twice_is_one(carried, client):
    url = f"/families/{carried.family.uuid}/tasks/new/"
    typed = {"title": "Bring the bus passes", "owner": carried.cfs_worker.uuid, "due_on": in_days(1).isoformat()}
    assert client.post(url, typed).status_code == 302
    done = f"/own-tasks/{OwnTask.objects.get().uuid}/done/"
    assert f'href="{done}"' in client.get(LIST).content.decode()
    assert client.get(done).status_code == 200
    assert [client.post(done).status_code for _ in range(2)] == [302, 302]
    assert OwnTask.objects.get().done_by == carried.cfs_worker
    assert "Bring the bus passes" not in client.get(LIST).content.decode()


def test_a_colleagues_task_is_read_and_not_ended(carried, client, staff, signed_in):
    worker = staff["ifs.supervisor"]
    write_down_task(family=carried.family, by=worker, title="Read the file", owner=worker, due_on=in_days(1))
    (done,) = [act for task, act, _ in client.get(f"{LIST}?whose=all").context["rows"] if str(task) == "Read the file"]
    page = client.get(done)
    assert page.status_code == 200
    assert f"Only {worker}, who covers them and their supervisor say that this is done." in page.content.decode()
    assert "It is done</button></form>" not in page.content.decode()
    assert client.post(done).status_code == 403
    assert OwnTask.objects.get().done_at is None
