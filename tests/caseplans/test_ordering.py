"""The order of goals and activities, and going on from an earlier plan."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import NotAllowed
from caseplans.enums import PlanStatus
from caseplans.models import Activity, Plan
from caseplans.rules import in_order
from caseplans.rules.ordering import moved
from caseplans.services import edit_activity, remove_activity, start_plan
from caseplans.services.ordering import copy_forward, place_activity, place_goal
from caseplans.sharing import earlier_activities, readable_rows
from families.enums import Category, ServiceType
from linkages_site.demo.factories import PersonFactory, UserFactory
from tests.caseplans.county import activity_of, goal_of, plan_of, required, sealed

LATER = timezone.localdate() + datetime.timedelta(days=40)


@pytest.mark.parametrize(
    ("row", "place", "order"),
    [("a", 1, "bac"), ("a", 2, "bca"), ("c", 0, "cab"), ("b", 1, "abc"), ("a", 99, "bca"), ("c", -5, "cab")],
)
def test_a_row_is_moved_to_a_place(row, place, order):
    assert "".join(moved("abc", row, place)) == order


def shown(plan, user):
    return [(str(goal), [str(row) for row in rows]) for goal, rows in in_order(readable_rows(plan, user))]


def test_the_order_is_the_workers_and_what_is_hidden_from_the_mover_stays(carried, signed_in):
    plan = plan_of(carried)
    goal = plan.goals.get()
    hidden = activity_of(goal, carried, "Hidden", category=Category.MENTAL_HEALTH, service=ServiceType.MENTAL_HEALTH)
    before = [str(row) for row in readable_rows(plan, carried.ais_worker).activities_of(goal)]
    last = Activity.objects.get(text=before[-1])
    place_activity(activity=last, by=carried.ais_worker, place=0)
    assert shown(plan, carried.ais_worker)[0][1] == [before[-1], *before[:-1]]
    assert Activity.objects.get(pk=hidden.pk).position == 0
    edit_activity(activity=last, by=carried.ais_worker, version=last.version, text="Still first")
    activity_of(goal, carried, "New")
    order = shown(plan, carried.ais_worker)[0][1]
    assert (order[0], order[-1]) == ("Still first", "New")
    url = reverse("caseplans:activity-place", args=[last.uuid])
    client = signed_in(carried.ais_worker)
    assert client.get(url).status_code == 405
    for place in ("", "x", "-1", "10000"):
        assert client.post(url, {"place": place}).status_code == 302
    assert shown(plan, carried.ais_worker)[0][1] == order
    assert client.post(url, {"place": "1"}).status_code == 302
    assert shown(plan, carried.ais_worker)[0][1][1] == "Still first"


def test_no_goal_is_put_before_the_childrens_safety(carried):
    plan = plan_of(carried)
    goals = {need: goal_of(plan, carried, need, need=need) for need in ("stability", "safety")}
    other = goal_of(plan, carried, "also safe", need="safety")
    place_goal(goal=goals["stability"], by=carried.cfs_worker, place=0)
    place_goal(goal=other, by=carried.cfs_worker, place=0)
    assert [goal for goal, _ in shown(plan, carried.cfs_worker)][:3] == ["also safe", "safety", "stability"]


def test_each_program_takes_its_own_on_from_an_earlier_plan(carried, signed_in):
    version = sealed(carried)
    earlier, passed = version.plan, timezone.localdate() - datetime.timedelta(days=2)
    own = required(plan := start_plan(family=carried.family, by=carried.cfs_worker), carried)
    requirement = type(own).objects.create(
        plan=earlier, family=carried.family, bureau="cfs", source="cfs_plan", text=own.text, category="services",
        about=carried.mother,
    )  # fmt: skip
    class_ = Activity.objects.get(goal__plan=earlier, text="Attend parenting class")
    class_.sources.add(requirement)
    Activity.objects.filter(goal__plan=earlier).update(due_on=passed)
    earlier.goals.update(by_when=passed)
    offered = earlier_activities(plan, carried.cfs_worker)
    assert {row.bureau for row in offered} == {"cfs"}
    theirs = Activity.objects.get(goal__plan=earlier, bureau="calworks")
    with pytest.raises(NotAllowed, match="your own program wrote"):
        copy_forward(plan=plan, by=carried.cfs_worker, activities=[theirs], due_on=LATER)
    with pytest.raises(NotAllowed, match="is the other program's"):
        copy_forward(plan=plan, by=carried.ais_worker, activities=[theirs], due_on=LATER)
    client, url = signed_in(carried.cfs_worker), reverse("caseplans:plan-copy-forward", args=[plan.uuid])
    sent = {"activities": [row.pk for row in offered]}
    refused = client.post(url, sent)
    assert (refused.status_code, "has passed. Say the new day" in refused.content.decode()) == (403, True)
    assert client.post(url, {"activities": [theirs.pk]}).status_code == 200, "not offered"
    assert not plan.goals.exists()
    assert client.post(url, sent | {"due_on": LATER.isoformat()}).status_code == 302
    copies = Activity.objects.filter(goal__plan=plan)
    assert {copy.text for copy in copies} == {row.text for row in offered}
    assert {(copy.due_on, copy.status) for copy in copies} == {(LATER, "proposed")}
    assert list(copies.get(text=class_.text).sources.all()) == [own], "the same requirement of the new plan"
    assert plan.goals.get().by_when == LATER, "a plan looks ahead"
    assert not earlier_activities(plan, carried.cfs_worker), "what was taken up is not offered again"
    old = Activity.objects.filter(goal__plan=earlier, bureau="cfs")
    assert copy_forward(plan=plan, by=carried.cfs_worker, activities=old, due_on=LATER) == [], "sent twice"
    copy_forward(plan=plan, by=carried.ais_worker, activities=[theirs], due_on=LATER)
    assert plan.goals.count() == 1, "under the goal that was taken up"


def test_what_goes_on_stays_with_its_person_and_leaves_a_worker_who_is_gone(carried):
    plan = plan_of(carried)
    goal, son = plan.goals.get(), PersonFactory(family=carried.family)
    for one in (carried.mother, son):
        mine = activity_of(goal, carried, "See the doctor", person=one, about=one)
        mine.sources.add(required(plan, carried, "A yearly examination", about=one))
    left = activity_of(
        goal_of(plan, carried, goal.text, about=son), carried, "Drive them", responsible="cfs", person=None,
        owner=carried.cfs_worker,
    )  # fmt: skip
    Activity.objects.filter(pk=left.pk).update(owner=UserFactory(bureau="cfs"))
    Plan.objects.update(status=PlanStatus.CLOSED)
    new = start_plan(family=carried.family, by=carried.cfs_worker)
    copies = copy_forward(plan=new, by=carried.cfs_worker, activities=earlier_activities(new, carried.cfs_worker))
    doctors = [copy for copy in copies if copy.text == "See the doctor"]
    assert {copy.person for copy in doctors} == {carried.mother, son}
    assert all(copy.sources.get().about == copy.person for copy in doctors)
    assert {copy.goal.about for copy in copies if copy.text == "Drive them"} == {son}
    assert {copy.owner for copy in copies if copy.text == "Drive them"} == {None}


def test_what_was_taken_out_meanwhile_is_not_moved_and_that_is_said(carried, signed_in):
    plan = plan_of(carried)
    goal = plan.goals.get()
    row = activity_of(goal, carried, "Sing")
    again = Activity.objects.get(pk=row.pk)
    remove_activity(activity=row, by=carried.cfs_worker)
    with pytest.raises(Activity.DoesNotExist):
        place_activity(activity=again, by=carried.cfs_worker, place=0)
    client = signed_in(carried.cfs_worker)
    for name in ("activity-place", "activity-progress"):
        answer = client.post(reverse(f"caseplans:{name}", args=[again.uuid]), {"place": "0"})
        assert (answer.status_code, "was taken out" in answer.content.decode()) == (410, True)
